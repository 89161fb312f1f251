"""Random knowledge bases small enough that every state of their answers can be written down."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

from advisor.answers import NOT_ASKED, Answer, Answers, AnswerState, Choices
from advisor.answers.answer import Range, Remaining, Value
from advisor.answers.parsing import close
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    Operator,
    open_lists,
)
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import (
    Addition,
    Advice,
    Before,
    Check,
    Conclusion,
    ConclusionRule,
    Kind,
    KnowledgeBase,
    Option,
    Proviso,
    Question,
    QuestionType,
    Section,
    Step,
    Theme,
    Variant,
)
from advisor.knowledge.readers import conditions
from advisor.knowledge.readers import tests as comparisons
from tests.random_knowledge import Size, random_case

COMPARISONS: tuple[Operator, ...] = ("is", "at_least", "at_most", "more_than", "less_than")
OF_SEVERAL: tuple[Operator, ...] = ("includes", "any_of", "all_of", "none_of")
OF_ONE: tuple[Operator, ...] = ("is", "any_of", "none_of")
KINDS: tuple[Kind, ...] = ("mistake", "gap", "opportunity", "strength")
SAY = {"en": "words", "fr": "mots"}
UNKNOWN = Answer(AnswerState.UNKNOWN)
DECLARED = Answer(AnswerState.NOT_APPLICABLE, because="so it is")


def knowledge(seed: int) -> KnowledgeBase:
    """A knowledge base of a few questions, conclusions and advice, using every part of the language."""
    draw = random.Random(seed)
    questions = [_question(draw, number) for number in range(draw.randint(2, 4))]
    for place in range(1, len(questions)):
        if draw.random() < 0.4:
            gate = _condition(draw, questions[:place], [], 2)
            questions[place] = dataclasses.replace(questions[place], relevant_when=gate)
    conclusions: list[str] = []
    rules: list[ConclusionRule] = []
    for number in range(draw.randint(0, 3)):
        id = f"c{number}"
        for way in range(draw.randint(1, 2)):
            unless = _provisos(draw, questions, conclusions)
            when = _condition(draw, questions, conclusions, 2)
            rules.append(ConclusionRule(f"{id}-{way}", when, (id,), unless))
        conclusions.append(id)
    excludes = tuple(conclusions[1:2]) if draw.random() < 0.7 else ()
    advice = [_advice(draw, number, questions, conclusions) for number in range(draw.randint(2, 5))]
    checks = [
        Check(f"k{number}", _condition(draw, questions, conclusions, 2), SAY, ())
        for number in range(draw.randint(0, 2))
    ]
    return KnowledgeBase(
        id=f"random-{seed}",
        version="1",
        fingerprint="",
        languages=("en", "fr"),
        title=SAY,
        sections=(Section("s", SAY, tuple(questions)),),
        themes={"t": Theme("t", SAY)},
        conclusions={
            id: Conclusion(id, SAY, SAY, shown=draw.random() < 0.5, excludes=excludes if id == "c0" else ())
            for id in conclusions
        },
        rules={rule.id: rule for rule in rules},
        advice={one.id: one for one in advice},
        checks={check.id: check for check in checks},
        sources={},
        claims={},
        cases={},
        questions={question.id: question for question in questions},
    )


SMALL = Size(questions=3, conclusions=2, rules=3, advice=3, depth=2, contexts=1)


def over_spaces(seeds: Iterable[int], most: int) -> Iterator[tuple[int, KnowledgeBase, Answers]]:
    """Random knowledge bases ground over lists of spaces, open ones too, with answers in every state.

    Only those with at most so many ways to answer everything, and without dates, of which there is no end.
    """
    for seed in seeds:
        kb, given = random_case(random.Random(seed), SMALL)
        dated = any(test.operator == "due_within" for test in comparisons(kb))
        spaces = any(instance_of(id) for id in kb.questions) or any(open_lists_of(kb))
        if spaces and not dated and math.prod(len(states(one)) for one in kb.questions.values()) <= most:
            undated = {id: dataclasses.replace(one, due=None) for id, one in given.given.items()}
            yield seed, kb, answers({id: undated.get(id, NOT_ASKED) for id in kb.questions})


def open_lists_of(kb: KnowledgeBase) -> set[int]:
    """The numbers of what incomplete lists add to conditions."""
    return {one.number for condition in conditions(kb) for one in open_lists(condition)}


def _question(draw: random.Random, number: int) -> Question:
    types: tuple[QuestionType, ...] = ("choice", "choices", "choices", "yes_no", "number", "text")
    type = draw.choice(types)
    id = f"q{number}"
    if type == "number":
        return Question(id, "s", "number", SAY, min=0, max=draw.randint(1, 4))
    if type == "text":
        return Question(id, "s", "text", SAY)
    names = ["yes", "no"] if type == "yes_no" else ["a", "b", "c"][: draw.randint(2, 3)]
    alone = names[-1] if type == "choices" and draw.random() < 0.5 else None
    return Question(id, "s", type, SAY, options=tuple(Option(name, SAY, name == alone) for name in names))


def _test(draw: random.Random, question: Question) -> AnswerTest:
    if question.type == "text" or draw.random() < 0.1:
        return AnswerTest(question.id, "answered", (draw.choice(("yes", "no")),))
    if question.type == "number":
        return AnswerTest(question.id, draw.choice(COMPARISONS), draw.randint(0, question.max or 0))
    names = [option.id for option in question.options]
    some = tuple(sorted(draw.sample(names, draw.randint(1, len(names) - 1))))
    if question.type == "choices":
        operator = draw.choice(OF_SEVERAL)
        return AnswerTest(question.id, operator, some[:1] if operator == "includes" else some)
    if question.type == "yes_no":
        return AnswerTest(question.id, "is", some[:1])
    operator = draw.choice(OF_ONE)
    return AnswerTest(question.id, operator, some[:1] if operator == "is" else some)


def _condition(draw: random.Random, questions: list[Question], conclusions: list[str], depth: int) -> Condition:
    kind = draw.random()
    if depth and kind < 0.45:
        parts = tuple(_condition(draw, questions, conclusions, depth - 1) for _ in range(draw.randint(2, 3)))
        if draw.random() < 0.2:
            least, most = draw.choice(((1, None), (2, None), (None, 1), (None, 2), (1, 1), (1, 2), (3, None)))
            return CountOf(parts, least, most)
        return AllOf(parts) if draw.random() < 0.6 else AnyOf(parts)
    if depth and kind < 0.6:
        return Not(_condition(draw, questions, conclusions, depth - 1))
    if conclusions and draw.random() < 0.4:
        return ConclusionTest(draw.choice(conclusions), draw.random() < 0.6)
    return _test(draw, draw.choice(questions))


def _provisos(draw: random.Random, questions: list[Question], conclusions: list[str]) -> tuple[Proviso, ...]:
    count = draw.choice((0, 0, 1, 2))
    return tuple(Proviso(_condition(draw, questions, conclusions, 1), SAY) for _ in range(count))


def _advice(draw: random.Random, number: int, questions: list[Question], conclusions: list[str]) -> Advice:
    kind = draw.choice(KINDS)
    severe = kind in ("mistake", "gap")
    return Advice(
        f"a{number}",
        kind,
        "t",
        _condition(draw, questions, conclusions, 2),
        SAY,
        SAY,
        severity=draw.choice(("critical", "major", "minor")) if severe else None,
        phase=draw.choice(("stop", "repair", "grow")) if severe else None,
        unless=_provisos(draw, questions, conclusions),
        postpone_while=_provisos(draw, questions, conclusions),
        subsumes=tuple(f"a{child}" for child in range(number) if severe and draw.random() < 0.3),
        conflicts_with=tuple(f"a{other}" for other in range(number) if draw.random() < 0.3),
        before=tuple(Before(f"a{other}", SAY) for other in range(number) if draw.random() < 0.2),
        steps=(Step(SAY), Step(SAY, _condition(draw, questions, conclusions, 1))) if draw.random() < 0.2 else (),
        variants=tuple(
            Variant(_condition(draw, questions, conclusions, 1), SAY) for _ in range(draw.choice((0, 0, 1, 2)))
        ),
        add=tuple(Addition(_condition(draw, questions, conclusions, 1), SAY) for _ in range(draw.choice((0, 1)))),
    )


def complete(question: Question) -> list[Answer]:
    """Every complete answer to a question."""
    if question.type == "text":
        return [Answer(AnswerState.ANSWERED, "words")]
    if question.type == "number":
        return [Answer(AnswerState.ANSWERED, number) for number in range(question.min or 0, (question.max or 0) + 1)]
    names = [option.id for option in question.options]
    if question.type != "choices":
        return [Answer(AnswerState.ANSWERED, name) for name in names]
    alone = {option.id for option in question.options if option.alone}
    subsets = [frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size)]
    return [
        Answer(AnswerState.ANSWERED, Choices(some, frozenset(names) - some))
        for some in subsets
        if (some or not alone) and not (some & alone and len(some) > 1)
    ]


def states(question: Question) -> list[Answer]:
    """Every state of an answer that makes a difference: complete, partly known, not applicable, unknown, and
    where it may be waiting never asked."""
    found = [*complete(question), DECLARED, UNKNOWN]
    if question.relevant_when is not None:
        found.append(NOT_ASKED)
    if question.type == "number":
        numbers = range(question.min or 0, (question.max or 0) + 1)
        found.extend(partly(Range(low, high)) for low, high in combinations(numbers, 2))
    names = [option.id for option in question.options]
    if question.type in ("choice", "yes_no"):
        sizes = range(2, len(names))
        found.extend(partly(Remaining(some)) for size in sizes for some in combinations(names, size))
    if question.type == "choices":
        for values in product(("yes", "no", "open"), repeat=len(names)):
            yes = frozenset(name for name, value in zip(names, values, strict=True) if value == "yes")
            no = frozenset(name for name, value in zip(names, values, strict=True) if value == "no")
            if "open" in values and close(question, yes, no) == Choices(yes, no):
                clash = any(option.alone and option.id in yes for option in question.options) and len(yes) > 1
                if not clash:
                    found.append(Answer(AnswerState.ANSWERED, Choices(yes, no), partly_known=True))
    return found


def partly(value: Value) -> Answer:
    """A partly known answer."""
    return Answer(AnswerState.ANSWERED, value, partly_known=True)


def answers(given: Mapping[str, Answer]) -> Answers:
    """Answers of a brand without a name."""
    return Answers("–", "2026-11-20", dict(given))


def situations(kb: KnowledgeBase) -> Iterator[Answers]:
    """Every state all the answers together can be in."""
    ids = list(kb.questions)
    for combination in product(*(states(question) for question in kb.questions.values())):
        yield answers(dict(zip(ids, combination, strict=True)))


def situation(kb: KnowledgeBase, seed: int) -> Answers:
    """Some state of the answers, open questions being frequent."""
    draw = random.Random(seed)
    given = {
        id: draw.choice(states(question)) if draw.random() < 0.6 else draw.choice((NOT_ASKED, UNKNOWN))
        for id, question in kb.questions.items()
    }
    return answers(given)
