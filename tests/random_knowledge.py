"""Random knowledge bases and answers: everything the format allows, in small and unlikely combinations.

Everything is drawn from one `random.Random`, so that a seed names a case and Hypothesis, which can stand in
for it, shrinks one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

from advisor.answers import Answer, Answers, AnswerState, Choices
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, Not, Operator
from advisor.knowledge.model import (
    Addition,
    Advice,
    Check,
    Conclusion,
    ConclusionRule,
    KnowledgeBase,
    Option,
    Proviso,
    Question,
    QuestionType,
    Section,
    Theme,
)

TYPES: tuple[QuestionType, ...] = ("choice", "choices", "choices", "yes_no", "yes_no", "number", "text")
COMPARISONS: tuple[Operator, ...] = ("is", "at_least", "at_most", "more_than", "less_than")
HIGHEST = 6


@dataclass(frozen=True)
class Size:
    """How large a random knowledge base is, and what occurs in it.

    `depth` is how deep conditions nest at most. Without `answered` no test asks about the state of an
    answer; without `relevance` every question is always asked; without `rule_exceptions` only advice has some.
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


STEADY = Size(answered=False, relevance=False)
"""Without tests that turn round when an answer arrives: only a reservation can say that something may change."""
MONOTONE = Size(answered=False, relevance=False, rule_exceptions=False)
"""Without anything in conclusions that turns round when an answer arrives."""


def random_case(random: Random, size: Size = Size()) -> tuple[KnowledgeBase, Answers]:
    """A knowledge base and answers to it."""
    kb = random_knowledge_base(random, size)
    return kb, random_answers(random, kb)


def cases(size: Size = Size()) -> st.SearchStrategy[tuple[KnowledgeBase, Answers]]:
    """The same as a Hypothesis strategy."""
    return st.randoms(use_true_random=False).map(lambda random: random_case(random, size))


def random_knowledge_base(random: Random, size: Size = Size()) -> KnowledgeBase:
    """A sound knowledge base: conclusions read earlier ones only, every conclusion has a rule."""
    questions: list[Question] = []
    for number in range(size.questions):
        questions.append(_question(random, number, questions, size))
    names = [f"c{number}" for number in range(size.conclusions)]
    rules = [_rule(random, number, names, questions, size) for number in range(max(size.rules, len(names)))]
    draw = _Drawing(random, questions, names, size)
    advice = [_advice(draw, number) for number in range(size.advice)]
    checks = [
        Check(f"check-{number}", draw.condition(2), _text(f"check-{number}"), (questions[0].id,))
        for number in range(size.checks)
    ]
    return build(questions, names, rules, advice, checks)


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
        sections=(Section("only", _text("only"), tuple(questions)),),
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


def random_answers(random: Random, kb: KnowledgeBase) -> Answers:
    """Answers in every state; how many are known differs from brand to brand."""
    known = random.choice((0.3, 0.6, 0.8, 1.0))
    given: dict[str, Answer] = {}
    for question in kb.questions.values():
        if random.random() < known:
            given[question.id] = random_answer(random, question, partly=random.random() < 0.3)
        elif (state := random.choice((None, AnswerState.UNKNOWN, AnswerState.NOT_APPLICABLE))) is not None:
            given[question.id] = Answer(state, because="so" if state is AnswerState.NOT_APPLICABLE else None)
    return Answers("Brand", "2026-11-20", given)


def random_answer(random: Random, question: Question, *, partly: bool = False) -> Answer:
    """An answer the question allows; with `partly`, a list of options of which some may be open."""
    if question.type == "number":
        assert question.min is not None
        assert question.max is not None
        return Answer(AnswerState.ANSWERED, random.randint(question.min, question.max))
    if question.type == "text":
        return Answer(AnswerState.ANSWERED, "words")
    if question.type != "choices":
        return Answer(AnswerState.ANSWERED, random.choice(question.options).id)
    alone = next((option.id for option in question.options if option.alone), None)
    ordinary = [option.id for option in question.options if not option.alone]
    if alone is not None and random.random() < 0.2:
        return Answer(AnswerState.ANSWERED, Choices(frozenset([alone]), frozenset(ordinary)))
    states = {option: random.choice(("yes", "no", "open") if partly else ("yes", "no")) for option in ordinary}
    yes = frozenset(option for option, state in states.items() if state == "yes")
    no = frozenset(option for option, state in states.items() if state == "no")
    if alone is not None and yes:
        no |= {alone}
    elif alone is not None and len(no) == len(ordinary):
        yes = frozenset([alone])
    open_options = len(question.options) - len(yes) - len(no)
    return Answer(AnswerState.ANSWERED, Choices(yes, no), partly_known=open_options > 0)


def reduced(answers: Answers, questions: Sequence[str]) -> Answers:
    """The answers file with nothing but these questions."""
    return replace(answers, given={id: answer for id, answer in answers.given.items() if id in questions})


def without(answers: Answers, question: str) -> Answers:
    """The answers file without one question."""
    return replace(answers, given={id: answer for id, answer in answers.given.items() if id != question})


def completed(random: Random, kb: KnowledgeBase, answers: Answers, questions: Sequence[str] | None = None) -> Answers:
    """The answers with the open ones among `questions` (all, if not said) given in full, at random."""
    given: dict[str, Answer] = dict(answers.given)
    for id in kb.questions if questions is None else questions:
        answer = answers.of(id)
        if answer.state in (AnswerState.UNKNOWN, AnswerState.NOT_ASKED):
            given[id] = random_answer(random, kb.questions[id])
        elif answer.partly_known:
            given[id] = _completed(random, kb.questions[id], answer)
    return replace(answers, given=given)


def _completed(random: Random, question: Question, answer: Answer) -> Answer:
    assert isinstance(answer.value, Choices)
    yes, no = set(answer.value.yes), set(answer.value.no)
    for option in question.options:
        if option.id not in yes | no and not option.alone:
            (yes if random.random() < 0.5 else no).add(option.id)
    for option in question.options:
        if option.alone and option.id not in yes:
            (no if yes else yes).add(option.id)
    return Answer(AnswerState.ANSWERED, Choices(frozenset(yes), frozenset(no)))


@dataclass(frozen=True)
class _Drawing:
    """What a condition is drawn from: the questions and conclusions it may read."""

    random: Random
    questions: Sequence[Question]
    conclusions: Sequence[str]
    size: Size

    def condition(self, depth: int) -> Condition:
        random = self.random
        kind = random.choice(("leaf", "all", "any", "not")) if depth else "leaf"
        if kind == "leaf":
            return self.leaf()
        if kind == "not":
            return Not(self.condition(depth - 1))
        parts = tuple(self.condition(depth - 1) for _ in range(random.randint(1, 3)))
        if random.random() < 0.05:
            # A part and its negation: neither true nor false while the part is undetermined.
            parts = (*parts, Not(parts[0]))
        return AllOf(parts) if kind == "all" else AnyOf(parts)

    def leaf(self) -> Condition:
        if self.conclusions and self.random.random() < 0.45:
            # The latest conclusions more often than not, so that chains get long.
            of = self.conclusions[-2:] if self.random.random() < 0.6 else self.conclusions
            return ConclusionTest(self.random.choice(of), self.random.random() < 0.65)
        return self.test(self.random.choice(self.questions))

    def test(self, question: Question) -> Condition:
        random = self.random
        if question.type == "text" or (self.size.answered and random.random() < 0.12):
            return AnswerTest(question.id, "answered", (random.choice(("yes", "no")),))
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

    def provisos(self, *counts: int) -> tuple[Proviso, ...]:
        return tuple(Proviso(self.condition(1), _text("later")) for _ in range(self.random.choice(counts)))


def _question(random: Random, number: int, earlier: Sequence[Question], size: Size) -> Question:
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
    if size.relevance and earlier and random.random() < 0.3:
        relevant_when = _Drawing(random, earlier, (), size).condition(random.choice((0, 1, 2)))
    id = f"q{number}"
    bounds = (0, HIGHEST) if type == "number" else (None, None)
    return Question(
        id, "only", type, _text(id), options=options, min=bounds[0], max=bounds[1], relevant_when=relevant_when
    )


def _rule(
    random: Random, number: int, names: Sequence[str], questions: Sequence[Question], size: Size
) -> ConclusionRule:
    """The first rules derive one conclusion each, so that none is left without; the others any, or two."""
    place = number if number < len(names) else random.randrange(len(names))
    draw = _Drawing(random, questions, names[:place], size)
    concluded = [names[place]]
    if random.random() < 0.15:
        concluded.append(random.choice(names[place:]))
    return ConclusionRule(
        f"rule-{number}",
        draw.condition(random.choice(range(size.depth + 1))),
        tuple(dict.fromkeys(concluded)),
        draw.provisos(0, 0, 1, 2) if size.rule_exceptions else (),
    )


def _advice(draw: _Drawing, number: int) -> Advice:
    id = f"advice-{number}"
    additions = tuple(Addition(draw.condition(1), _text("more")) for _ in range(draw.random.choice((0, 0, 1))))
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
        add=additions,
    )


def _text(words: str) -> Mapping[str, str]:
    return {"en": words}
