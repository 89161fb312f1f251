"""Knowledge bases and answers built in memory, by hand and at random.

Random ones use every operator, combinator and state of an answer; the same seed gives the same ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from advisor.answers import NOT_ASKED, Answer, Answers, AnswerState, Choices, EffectiveAnswer, EffectiveAnswers, Truth
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, Not, Operator
from advisor.knowledge.model import (
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
)

YES = ("yes",)
NO = ("no",)


def question(id: str, type: QuestionType = "yes_no", options: Iterable[str] = (), **rest: object) -> Question:
    """A question without texts."""
    ids = ("yes", "no") if type == "yes_no" else tuple(options)
    return Question(id, "section", type, {"en": id}, options=tuple(Option(o, {"en": o}) for o in ids), **rest)  # type: ignore[arg-type]


def number(id: str, min: int = 0, max: int = 10) -> Question:
    """A number question."""
    return Question(id, "section", "number", {"en": id}, min=min, max=max)


def rule(id: str, when: Condition, *conclude: str, unless: Sequence[Condition] = ()) -> ConclusionRule:
    """A conclusion rule."""
    return ConclusionRule(id, when, conclude, tuple(Proviso(condition) for condition in unless))


def advice(
    id: str, when: Condition, unless: Sequence[Condition] = (), postpone_while: Sequence[Condition] = ()
) -> Advice:
    """Advice without texts."""
    return Advice(
        id,
        "mistake",
        "theme",
        when,
        {"en": id},
        {"en": id},
        unless=tuple(Proviso(condition) for condition in unless),
        postpone_while=tuple(Proviso(condition, {"en": "later"}) for condition in postpone_while),
    )


def check(id: str, when: Condition) -> Check:
    """A check without text."""
    return Check(id, when, {"en": id}, ())


def knowledge_base(
    questions: Sequence[Question],
    rules: Sequence[ConclusionRule] = (),
    advice: Sequence[Advice] = (),
    checks: Sequence[Check] = (),
    conclusions: Sequence[str] = (),
) -> KnowledgeBase:
    """A knowledge base of these parts; conclusions are those the rules derive, and `conclusions`."""
    derived = dict.fromkeys((*conclusions, *(conclusion for rule in rules for conclusion in rule.conclude)))
    return KnowledgeBase(
        id="built",
        version="1",
        fingerprint="",
        languages=("en",),
        title={"en": "built"},
        sections=(Section("section", {"en": "section"}, tuple(questions)),),
        themes={},
        conclusions={id: Conclusion(id, {"en": id}, {"en": id}) for id in derived},
        rules={rule.id: rule for rule in rules},
        advice={each.id: each for each in advice},
        checks={each.id: each for each in checks},
        sources={},
        claims={},
        cases={},
        questions={question.id: question for question in questions},
    )


def is_yes(question: str) -> AnswerTest:
    """The answer to a yes/no question is yes."""
    return AnswerTest(question, "is", YES)


def concluded(conclusion: str, value: bool = True) -> ConclusionTest:
    """A conclusion is yes, or no."""
    return ConclusionTest(conclusion, value)


def all_of(*parts: Condition) -> Condition:
    """All parts."""
    return AllOf(parts)


def any_of(*parts: Condition) -> Condition:
    """Any part."""
    return AnyOf(parts)


def negated(part: Condition) -> Condition:
    """Not the part."""
    return Not(part)


def answered(value: str | int | Choices) -> Answer:
    """An answer that was given."""
    return Answer(AnswerState.ANSWERED, value)


UNKNOWN = Answer(AnswerState.UNKNOWN)
NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE, because="no such thing")


def brand(answers: Mapping[str, Answer]) -> Answers:
    """An answers file."""
    return Answers("Brand", "2026-01-01", answers)


def read(kb: KnowledgeBase, answers: Mapping[str, Answer | str | int]) -> EffectiveAnswers:
    """What rules read, everything relevant; what is not given is not asked."""
    given = {id: answer if isinstance(answer, Answer) else answered(answer) for id, answer in answers.items()}
    return {id: EffectiveAnswer(given.get(id, NOT_ASKED), Truth.TRUE, (id,)) for id in kb.questions}


OPTIONS = ("a", "b", "c", "d")


def random_knowledge_base(
    random: random.Random,
    questions: int = 8,
    conclusions: int = 6,
    rules: int = 10,
    advice_count: int = 8,
    depth: int = 3,
) -> KnowledgeBase:
    """A knowledge base in which everything occurs that conditions can hold."""
    types: tuple[QuestionType, ...] = ("choice", "choices", "yes_no", "number", "text")
    asked = [
        number(f"q{i}") if (kind := types[i % 5]) == "number" else question(f"q{i}", kind, OPTIONS)
        for i in range(questions)
    ]
    made: list[ConclusionRule] = []
    for i in range(rules):
        target = i % conclusions
        lower = [f"c{j}" for j in range(target)]
        targets = [f"c{target}"]
        if random.random() < 0.2:
            targets.append(f"c{random.randrange(target, conclusions)}")
        unless = [random_condition(random, asked, lower, 1) for _ in range(random.choice((0, 0, 1, 2)))]
        made.append(
            rule(f"r{i}", random_condition(random, asked, lower, depth), *dict.fromkeys(targets), unless=unless)
        )
    every = [f"c{j}" for j in range(conclusions)]
    given = [
        advice(
            f"a{i}",
            random_condition(random, asked, every, depth),
            [random_condition(random, asked, every, 1) for _ in range(random.choice((0, 0, 1, 2)))],
            [random_condition(random, asked, every, 1) for _ in range(random.choice((0, 0, 1)))],
        )
        for i in range(advice_count)
    ]
    return knowledge_base(asked, made, given, [check("k0", random_condition(random, asked, every, depth))], every)


def random_condition(
    random: random.Random, questions: Sequence[Question], conclusions: Sequence[str], depth: int
) -> Condition:
    """A condition nested up to `depth` combinators deep."""
    if depth and random.random() < 0.7:
        kind = random.choice(("all", "any", "not"))
        if kind == "not":
            return Not(random_condition(random, questions, conclusions, depth - 1))
        parts = tuple(random_condition(random, questions, conclusions, depth - 1) for _ in range(random.randint(2, 4)))
        return AllOf(parts) if kind == "all" else AnyOf(parts)
    if conclusions and random.random() < 0.4:
        return ConclusionTest(random.choice(conclusions), random.random() < 0.6)
    return random_test(random, random.choice(questions))


def random_test(random: random.Random, question: Question) -> AnswerTest:
    """A test that fits a question."""
    if question.type == "text" or random.random() < 0.1:
        return AnswerTest(question.id, "answered", random.choice((YES, NO)))
    if question.type == "yes_no":
        return AnswerTest(question.id, "is", random.choice((YES, NO)))
    if question.type == "number":
        return AnswerTest(
            question.id,
            random.choice(("is", "at_least", "at_most", "more_than", "less_than")),
            random.randint(0, 10),
        )
    if random.random() < 0.4:
        return AnswerTest(question.id, "includes" if question.type == "choices" else "is", (random.choice(OPTIONS),))
    several = tuple(random.sample(OPTIONS, random.randint(1, 3)))
    operators: tuple[Operator, ...] = (
        ("any_of", "none_of", "all_of") if question.type == "choices" else ("any_of", "none_of")
    )
    return AnswerTest(question.id, random.choice(operators), several)


def random_answers(random: random.Random, kb: KnowledgeBase, known: float = 0.6) -> dict[str, Answer]:
    """Answers in all states; a share of `known` is answered, partly known ones included."""
    return {
        id: random_answer(random, question) if random.random() < known else _other_state(random)
        for id, question in kb.questions.items()
    }


def random_answer(random: random.Random, question: Question) -> Answer:
    """An answer that fits a question."""
    if question.type == "text":
        return answered("words")
    if question.type == "number":
        return answered(random.randint(question.min or 0, question.max or 0))
    options = [option.id for option in question.options]
    if question.type != "choices":
        return answered(random.choice(options))
    states = {option: random.choice(("yes", "no", "open" if random.random() < 0.4 else "no")) for option in options}
    yes, no = (frozenset(o for o, state in states.items() if state == wanted) for wanted in ("yes", "no"))
    return Answer(AnswerState.ANSWERED, Choices(yes, no), partly_known=len(yes) + len(no) < len(options))


def _other_state(random: random.Random) -> Answer:
    return random.choice((NOT_ASKED, UNKNOWN, NOT_APPLICABLE))
