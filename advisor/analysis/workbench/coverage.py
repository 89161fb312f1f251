"""Coverage: which conditions, advice and conclusions the examples and cases of a knowledge base really try.

Every comparison and every combinator must be seen true and seen false at least once, every advice must fire and
every conclusion be reached. The idea is that of Open Policy Agent's test coverage, refined from lines to parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from advisor.answers import Answers, AnswersError, Truth, example_answers
from advisor.inference import Outcome
from advisor.knowledge.condition import AllOf, AnyOf, Condition, Not
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Advice, Conclusion, ConclusionRule, KnowledgeBase

from .trial import case_answers, evaluated


@dataclass(frozen=True)
class CoveredPart:
    """A condition or a part of one, and whether it was ever true and ever false.

    `owner` is the id of its entry; `clause` says where it stands there: `when`, `unless 1`, `postpone_while 1`,
    `add 1`, `relevant_when`.
    """

    owner: str
    clause: str
    condition: Condition
    was_true: bool
    was_false: bool

    @property
    def missing(self) -> str:
        """What was never seen, in words."""
        if not self.was_true and not self.was_false:
            return "never true and never false"
        return "never false" if self.was_true else "never true"


@dataclass(frozen=True)
class Coverage:
    """What was tried. A part counts two points (true, false), an advice one (fires), a conclusion one (yes).

    `entries` counts the advice and conclusions there are.
    """

    parts: tuple[CoveredPart, ...]
    never_fired: tuple[Advice, ...]
    never_reached: tuple[Conclusion, ...]
    entries: int

    @property
    def gaps(self) -> tuple[CoveredPart, ...]:
        """The parts that were never true or never false."""
        return tuple(part for part in self.parts if not (part.was_true and part.was_false))

    @property
    def points(self) -> int:
        """Everything that could be tried."""
        return 2 * len(self.parts) + self.entries

    @property
    def tried(self) -> int:
        """Everything that was tried."""
        seen = sum(part.was_true + part.was_false for part in self.parts)
        return seen + self.entries - len(self.never_fired) - len(self.never_reached)

    @property
    def percentage(self) -> float:
        """Tried of all points, 0 to 100; 100 where there is nothing to try."""
        return 100.0 * self.tried / self.points if self.points else 100.0


def coverage(kb: KnowledgeBase) -> Coverage:
    """Evaluate every example and case over the whole knowledge base. Those whose answers do not fit are left out."""
    declared = list(_places(kb))
    true, false = [False] * len(declared), [False] * len(declared)
    fired: set[str] = set()
    reached: set[str] = set()
    over, places = kb, list(enumerate(declared))
    for answers in situations(kb):
        evaluation = evaluated(kb, answers)
        if evaluation.kb is not over:
            over, places = evaluation.kb, list(_numbered(declared, evaluation.kb))
        for number, place in places:
            if not (true[number] and false[number]):
                truth = evaluation.truth(place.condition)
                true[number] |= truth is Truth.TRUE
                false[number] |= truth is Truth.FALSE
        fired.update(declared_id(id) for id in over.advice if evaluation.outcome(id) is Outcome.FIRES)
        reached.update(declared_id(id) for id, value in evaluation.conclusions.items() if value is Truth.TRUE)
    return Coverage(
        parts=tuple(
            CoveredPart(place.owner, place.clause, place.condition, true[number], false[number])
            for number, place in enumerate(declared)
        ),
        never_fired=tuple(advice for id, advice in kb.advice.items() if id not in fired),
        never_reached=tuple(conclusion for id, conclusion in kb.conclusions.items() if id not in reached),
        entries=len(kb.advice) + len(kb.conclusions),
    )


def situations(kb: KnowledgeBase) -> Iterator[Answers]:
    """The answers of every example and every case."""
    entries: list[Advice | ConclusionRule] = [*kb.rules.values(), *kb.advice.values()]
    for entry in entries:
        for example in entry.examples:
            try:
                yield example_answers(example.answers, kb, example.at, entry.for_each)
            except AnswersError:
                continue
    for case in kb.cases.values():
        try:
            yield case_answers(kb, case)
        except AnswersError:
            continue


class _Place(NamedTuple):
    """A condition or a part of one: its entry, its clause, and which part of the clause it is."""

    owner: str
    clause: str
    number: int
    condition: Condition


def _numbered(declared: list[_Place], over: KnowledgeBase) -> Iterator[tuple[int, _Place]]:
    """The parts in a ground knowledge base with the number of the declared part each came from."""
    numbers = {place[:3]: number for number, place in enumerate(declared)}
    whole = {(place.owner, place.clause): place.condition for place in reversed(declared)}
    for owner, clause, condition in _clauses(over):
        id = declared_id(owner)
        for number, part in enumerate(_parts(whole[id, clause], condition)):
            yield numbers[id, clause, number], _Place(owner, clause, number, part)


def _places(kb: KnowledgeBase) -> Iterator[_Place]:
    for owner, clause, condition in _clauses(kb):
        for number, part in enumerate(_parts(condition, condition)):
            yield _Place(owner, clause, number, part)


def _clauses(kb: KnowledgeBase) -> Iterator[tuple[str, str, Condition]]:
    for question in kb.questions.values():
        if question.relevant_when is not None:
            yield question.id, "relevant_when", question.relevant_when
    entries: tuple[ConclusionRule | Advice, ...] = (*kb.rules.values(), *kb.advice.values())
    for entry in entries:
        yield entry.id, "when", entry.when
        yield from ((entry.id, f"unless {number}", one.when) for number, one in enumerate(entry.unless, start=1))
        if isinstance(entry, Advice):
            for number, proviso in enumerate(entry.postpone_while, start=1):
                yield entry.id, f"postpone_while {number}", proviso.when
            for number, addition in enumerate(entry.add, start=1):
                yield entry.id, f"add {number}", addition.when
    for check in kb.checks.values():
        yield check.id, "when", check.when


def _parts(declared: Condition, made: Condition) -> Iterator[Condition]:
    """A ground condition with its parts as they were declared: what is said of instances is one."""
    yield made
    if isinstance(declared, Not) and isinstance(made, Not):
        yield from _parts(declared.part, made.part)
    elif isinstance(declared, (AllOf, AnyOf)) and isinstance(made, (AllOf, AnyOf)):
        for part, of in zip(declared.parts, made.parts, strict=True):
            yield from _parts(part, of)
