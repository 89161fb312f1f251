"""Random knowledge bases and answers: everything the format allows, in small and unlikely combinations.

Some have a context, spaces: entries judged for each of them, conditions over them, lists of none to four, incomplete
and unknown ones. `random_knowledge_base` gives them as declared, `random_case` ground over the lists of its answers.

Everything is drawn from one `random.Random`, so that a seed names a case and Hypothesis, which can stand in
for it, shrinks one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from hypothesis import strategies as st

from advisor.answers import Answer, Answers, AnswerState, Choices, Value
from advisor.answers.answer import Account, Instance, InstanceList, Range, Remaining
from advisor.inference.grounding import ground
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    Operator,
    Quantified,
)
from advisor.knowledge.model import (
    Addition,
    Advice,
    Check,
    Conclusion,
    ConclusionRule,
    ConclusionVariant,
    Context,
    KnowledgeBase,
    Option,
    Proviso,
    Question,
    QuestionType,
    Section,
    Step,
    Theme,
    Variant,
    Word,
)

TYPES: tuple[QuestionType, ...] = ("choice", "choices", "choices", "yes_no", "yes_no", "number", "text")
COMPARISONS: tuple[Operator, ...] = ("is", "at_least", "at_most", "more_than", "less_than")
HIGHEST = 6
SPACE = "space"
FIRST, SPACES, LAST = "1 first", "2 spaces", "3 last"
QUANTIFIERS: tuple[Literal["for_some", "for_every", "count_of"], ...] = ("for_some", "for_every", "count_of")
DATE = "2026-11-20"


@dataclass(frozen=True)
class Size:
    """How large a random knowledge base is, and what occurs in it.

    `depth` is how deep conditions nest at most. Without `answered` no test asks about the state of an
    answer; without `relevance` every question is always asked; without `rule_exceptions` only advice has some.
    Without `open_lists` every list of spaces is complete.
    """

    questions: int = 7
    conclusions: int = 5
    rules: int = 9
    advice: int = 7
    checks: int = 1
    depth: int = 3
    answered: bool = True
    relevance: bool = True
    rule_exceptions: bool = True
    contexts: float = 0
    open_lists: bool = True


STEADY = Size(answered=False, relevance=False, open_lists=False)
"""Without tests that turn round when an answer arrives: only a reservation can say that something may change."""
MONOTONE = Size(answered=False, relevance=False, rule_exceptions=False, open_lists=False)
"""Without anything in conclusions that turns round when an answer arrives."""


def random_case(random: Random, size: Size = Size()) -> tuple[KnowledgeBase, Answers]:
    """A ground knowledge base and answers to it."""
    kb = random_knowledge_base(random, size)
    answers = random_answers(random, kb, size)
    return ground(kb, answers.instances), answers


def cases(size: Size = Size()) -> st.SearchStrategy[tuple[KnowledgeBase, Answers]]:
    """The same as a Hypothesis strategy."""
    return st.randoms(use_true_random=False).map(lambda random: random_case(random, size))


def random_knowledge_base(random: Random, size: Size = Size()) -> KnowledgeBase:
    """A sound knowledge base: conclusions read earlier ones only, every conclusion has a rule."""
    contexts = random.random() < size.contexts
    sections = sorted(random.choice((FIRST, SPACES, LAST) if contexts else (FIRST,)) for _ in range(size.questions))
    questions: list[Question] = []
    for number, section in enumerate(sections):
        questions.append(_question(random, number, section, questions, size))
    names = [f"c{number}" for number in range(size.conclusions)]
    of_space = {name for name in names if contexts and random.random() < 0.4}
    draw = _Drawing(random, questions, names, frozenset(of_space), size, contexts)
    rules = [_rule(draw, number) for number in range(max(size.rules, len(names)))]
    conclusions = {
        id: Conclusion(
            id,
            _text(id),
            _text(id),
            variants=tuple(
                ConclusionVariant(draw.at(SPACE if id in of_space else None).condition(1), _text("otherwise"))
                for _ in range(random.choice((0, 0, 0, 1)))
            ),
            for_each=SPACE if id in of_space else None,
        )
        for id in names
    }
    advice = [_advice(draw.anywhere(), number) for number in range(size.advice)]
    checks = []
    for number in range(size.checks):
        here = draw.anywhere()
        checks.append(Check(f"check-{number}", here.condition(2), _text(f"check-{number}"), (), for_each=here.here))
    word = (Word(_text("ones"), draw.condition(1)), Word(_text("others"), draw.condition(1)), Word(_text("all")))
    built = build(questions, names, rules, advice, checks)
    context = Context(SPACE, "spaces", _text("space"), _text("which?"))
    return replace(built, conclusions=conclusions, words={"word": word}, contexts={SPACE: context} if contexts else {})


def build(
    questions: Sequence[Question],
    conclusions: Sequence[str] = (),
    rules: Sequence[ConclusionRule] = (),
    advice: Sequence[Advice] = (),
    checks: Sequence[Check] = (),
) -> KnowledgeBase:
    """A knowledge base in memory from its parts, with texts that say nothing."""
    return KnowledgeBase(
        id="random",
        version="1.0.0",
        fingerprint="0" * 64,
        languages=("en",),
        title=_text("random"),
        sections=tuple(
            Section(
                id,
                _text(id),
                tuple(question for question in questions if question.section == id),
                SPACE if id == SPACES else None,
            )
            for id in dict.fromkeys(question.section for question in questions)
        ),
        themes={"theme": Theme("theme", _text("theme"))},
        conclusions={id: Conclusion(id, _text(id), _text(id)) for id in conclusions},
        rules={rule.id: rule for rule in rules},
        advice={entry.id: entry for entry in advice},
        checks={check.id: check for check in checks},
        sources={},
        claims={},
        cases={},
        questions={question.id: question for question in questions},
    )


def random_answers(random: Random, kb: KnowledgeBase, size: Size = Size()) -> Answers:
    """Answers in every state; how many are known differs from brand to brand."""
    known = random.choice((0.2, 0.4, 0.7, 0.9))
    lists = random_lists(random, kb, size)
    given: dict[str, Answer] = {}
    for question in ground(kb, lists).questions.values():
        if random.random() < known:
            given[question.id] = random_answer(random, question, partly=random.random() < 0.3)
        elif (state := random.choice((None, AnswerState.UNKNOWN, AnswerState.NOT_APPLICABLE))) is not None:
            given[question.id] = Answer(state, because="so" if state is AnswerState.NOT_APPLICABLE else None)
    return Answers("Brand", DATE, given, instances=lists)


def random_lists(random: Random, kb: KnowledgeBase, size: Size = Size()) -> dict[str, InstanceList]:
    """None to four spaces, in a list that is complete, incomplete, or unknown."""
    if not kb.contexts or (size.open_lists and random.random() < 0.1):
        return {SPACE: InstanceList((), True)} if kb.contexts and not size.open_lists else {}
    names = ("one", "two", "three", "four")[: random.choice((0, 1, 1, 2, 2, 3, 4))]
    complete = not size.open_lists or random.random() < 0.7
    return {SPACE: InstanceList(tuple(Instance(name, name.title()) for name in names), complete)}


def random_answer(random: Random, question: Question, *, partly: bool = False) -> Answer:
    """An answer the question allows, some with a date it is due; with `partly`, it may be only partly known."""
    value = _value(random, question, partly)
    due = random.choice((None, None, "2026-11-23", "2026-12-20"))
    options = len(question.options)
    known = not isinstance(value, Choices) or len(value.yes) + len(value.no) == options
    partly_known = isinstance(value, (Remaining, Range)) or not known
    accounts: tuple[Account, ...] = ()
    if isinstance(value, Remaining) and random.random() < 0.5:
        accounts = tuple(Account(option, f"person-{place}") for place, option in enumerate(value.options))
    return Answer(AnswerState.ANSWERED, value, partly_known=partly_known, accounts=accounts, due=due)


def _value(random: Random, question: Question, partly: bool) -> Value:
    if question.type == "number":
        assert question.min is not None
        assert question.max is not None
        ends = sorted(random.randint(question.min, question.max) for _ in range(2))
        return Range(*ends) if partly and ends[0] < ends[1] else ends[0]
    if question.type == "text":
        return "words"
    if question.type != "choices":
        remaining = [option.id for option in question.options if random.random() < 0.6]
        if partly and len(remaining) > 1:
            return Remaining(tuple(remaining))
        return random.choice(question.options).id
    alone = next((option.id for option in question.options if option.alone), None)
    ordinary = [option.id for option in question.options if not option.alone]
    if alone is not None and random.random() < 0.2:
        return Choices(frozenset([alone]), frozenset(ordinary))
    states = {option: random.choice(("yes", "no", "open") if partly else ("yes", "no")) for option in ordinary}
    yes = frozenset(option for option, state in states.items() if state == "yes")
    no = frozenset(option for option, state in states.items() if state == "no")
    if alone is not None and yes:
        no |= {alone}
    elif alone is not None and len(no) == len(ordinary):
        yes = frozenset([alone])
    return Choices(yes, no)


def reduced(answers: Answers, questions: Sequence[str]) -> Answers:
    """The answers file with nothing but these questions."""
    return replace(answers, given={id: answer for id, answer in answers.given.items() if id in questions})


def without(answers: Answers, question: str) -> Answers:
    """The answers file without one question."""
    return replace(answers, given={id: answer for id, answer in answers.given.items() if id != question})


def completed(random: Random, kb: KnowledgeBase, answers: Answers, questions: Sequence[str] | None = None) -> Answers:
    """The answers with the open ones among `questions` (all, if not said) given in full, at random."""
    kb = ground(kb, answers.instances)
    given: dict[str, Answer] = dict(answers.given)
    for id in kb.questions if questions is None else questions:
        answer = answers.of(id)
        if answer.state in (AnswerState.UNKNOWN, AnswerState.NOT_ASKED):
            given[id] = random_answer(random, kb.questions[id])
        elif answer.partly_known:
            given[id] = _completed(random, kb.questions[id], answer)
    return replace(answers, given=given)


def _completed(random: Random, question: Question, answer: Answer) -> Answer:
    if isinstance(answer.value, Remaining):
        return Answer(AnswerState.ANSWERED, random.choice(answer.value.options), due=answer.due)
    if isinstance(answer.value, Range):
        number = random.randint(answer.value.at_least, answer.value.at_most)
        return Answer(AnswerState.ANSWERED, number, due=answer.due)
    assert isinstance(answer.value, Choices)
    yes, no = set(answer.value.yes), set(answer.value.no)
    for option in question.options:
        if option.id not in yes | no and not option.alone:
            (yes if random.random() < 0.5 else no).add(option.id)
    for option in question.options:
        if option.alone and option.id not in yes:
            (no if yes else yes).add(option.id)
    return Answer(AnswerState.ANSWERED, Choices(frozenset(yes), frozenset(no)), due=answer.due)


@dataclass(frozen=True)
class _Drawing:
    """What a condition is drawn from: the questions and conclusions it may read, `here` in the brand or in a space.

    `of_space` are the conclusions judged in each space, `contexts` says whether there are any spaces.
    """

    random: Random
    questions: Sequence[Question]
    conclusions: Sequence[str]
    of_space: frozenset[str]
    size: Size
    contexts: bool
    here: str | None = None

    def at(self, here: str | None) -> _Drawing:
        return replace(self, here=here)

    def anywhere(self) -> _Drawing:
        return self.at(SPACE if self.contexts and self.random.random() < 0.4 else None)

    def condition(self, depth: int) -> Condition:
        random = self.random
        kind = random.choice(("leaf", "all", "any", "not", "count")) if depth else "leaf"
        if self.contexts and random.random() < 0.15:
            return self.quantified(max(0, depth - 1))
        if kind == "leaf":
            return self.leaf()
        if kind == "count":
            parts = tuple(self.condition(depth - 1) for _ in range(random.randint(1, 4)))
            return CountOf(parts, *self.bounds(len(parts)))
        if kind == "not":
            return Not(self.condition(depth - 1))
        parts = tuple(self.condition(depth - 1) for _ in range(random.randint(1, 3)))
        if random.random() < 0.05:
            # A part and its negation: neither true nor false while the part is undetermined.
            parts = (*parts, Not(parts[0]))
        return AllOf(parts) if kind == "all" else AnyOf(parts)

    def quantified(self, depth: int) -> Condition:
        """A condition over the spaces, in which their own questions and conclusions can be read."""
        random, inside = self.random, self.at(SPACE)
        quantifier = random.choice(QUANTIFIERS)
        where = inside.condition(0) if random.random() < 0.4 else None
        bounds = self.bounds(4) if quantifier == "count_of" else (None, None)
        return Quantified(quantifier, SPACE, where, inside.condition(depth), *bounds)

    def bounds(self, parts: int) -> tuple[int | None, int | None]:
        least, most = sorted(self.random.randint(0, parts) for _ in range(2))
        return self.random.choice(((max(1, least), None), (None, most), (least, most)))

    def leaf(self) -> Condition:
        known = [one for one in self.conclusions if self.here or one not in self.of_space]
        if known and self.random.random() < 0.45:
            # The latest conclusions more often than not, so that chains get long.
            of = known[-2:] if self.random.random() < 0.6 else known
            return ConclusionTest(self.random.choice(of), self.random.random() < 0.65)
        asked = [one for one in self.questions if self.here or one.for_each is None]
        if not asked:  # of the brand nothing is asked: what is asked of every space can still be counted
            return Quantified("for_some", SPACE, None, self.at(SPACE).leaf())
        return self.test(self.random.choice(asked))

    def test(self, question: Question) -> Condition:
        random = self.random
        if question.type == "text" or (self.size.answered and random.random() < 0.12):
            return AnswerTest(question.id, "answered", (random.choice(("yes", "no")),))
        if self.size.answered and random.random() < 0.05:
            return AnswerTest(question.id, "due_within", random.choice((2, 14, 60)))
        if question.type == "number":
            return AnswerTest(question.id, random.choice(COMPARISONS), random.randint(0, HIGHEST))
        options = [option.id for option in question.options]
        if question.type == "yes_no":
            return AnswerTest(question.id, "is", (random.choice(options),))
        one = "includes" if question.type == "choices" else "is"
        several = ("any_of", "none_of", "all_of") if question.type == "choices" else ("any_of", "none_of")
        operator = random.choice((one, *several))
        if operator == one:
            return AnswerTest(question.id, operator, (random.choice(options),))
        return AnswerTest(question.id, operator, tuple(random.sample(options, random.randint(1, len(options)))))

    def steps(self) -> tuple[Step, ...]:
        random = self.random
        return tuple(
            Step(_text("step"), self.condition(1) if random.random() < 0.5 else None)
            for _ in range(random.choice((0, 1, 1, 2)))
        )

    def provisos(self, *counts: int) -> tuple[Proviso, ...]:
        return tuple(Proviso(self.condition(1), _text("later")) for _ in range(self.random.choice(counts)))


def _question(random: Random, number: int, section: str, earlier: Sequence[Question], size: Size) -> Question:
    # A text can only be asked whether it is answered.
    types = TYPES if size.answered else TYPES[:-1]
    type = random.choice(types)
    options: tuple[Option, ...] = ()
    if type == "yes_no":
        options = tuple(Option(id, _text(id)) for id in ("yes", "no"))
    elif type in ("choice", "choices"):
        names = "abcd"[: random.randint(2, 4)]
        alone = type == "choices" and random.random() < 0.4
        options = tuple(Option(id, _text(id), alone=alone and id == names[-1]) for id in names)
    relevant_when = None
    if size.relevance and earlier and random.random() < 0.5:
        # Over all spaces only where those before have been asked everything.
        contexts = section == LAST and any(one.section == SPACES for one in earlier)
        here = SPACE if section == SPACES else None
        draw = _Drawing(random, earlier, (), frozenset(), size, contexts, here)
        if contexts or here or any(one.for_each is None for one in earlier):
            relevant_when = draw.condition(random.choice((0, 1, 2)))
    id = f"q{number}"
    bounds = (0, HIGHEST) if type == "number" else (None, None)
    return Question(
        id,
        section,
        type,
        _text(id),
        options=options,
        min=bounds[0],
        max=bounds[1],
        relevant_when=relevant_when,
        for_each=SPACE if section == SPACES else None,
    )


def _rule(draw: _Drawing, number: int) -> ConclusionRule:
    """The first rules derive one conclusion each, so that none is left without; the others any, or two of one level."""
    random, names = draw.random, draw.conclusions
    place = number if number < len(names) else random.randrange(len(names))
    here = SPACE if names[place] in draw.of_space else None
    draw = replace(draw, conclusions=names[:place], here=here)
    concluded = [names[place]]
    if random.random() < 0.15:
        alike = [name for name in names[place:] if (name in draw.of_space) is (here is not None)]
        concluded.append(random.choice(alike))
    return ConclusionRule(
        f"rule-{number}",
        draw.condition(random.choice(range(draw.size.depth + 1))),
        tuple(dict.fromkeys(concluded)),
        draw.provisos(0, 0, 1, 2) if draw.size.rule_exceptions else (),
        for_each=here,
    )


def _advice(draw: _Drawing, number: int) -> Advice:
    id = f"advice-{number}"
    random = draw.random
    additions = tuple(Addition(draw.condition(1), _text("more")) for _ in range(random.choice((0, 0, 1))))
    variants = tuple(
        Variant(
            draw.condition(1),
            _text("otherwise"),
            severity=random.choice((None, "critical", "minor")),
            steps=draw.steps(),
        )
        for _ in range(random.choice((0, 1, 1, 2)))
    )
    return Advice(
        id,
        "mistake",
        "theme",
        draw.condition(draw.random.choice(range(draw.size.depth + 1))),
        _text(id),
        _text(id),
        severity="major",
        phase="stop",
        effort="low",
        unless=draw.provisos(0, 0, 1, 2),
        postpone_while=draw.provisos(0, 0, 0, 1, 2),
        steps=draw.steps(),
        variants=variants,
        add=additions,
        for_each=draw.here,
    )


def _text(words: str) -> Mapping[str, str]:
    return {"en": words}
