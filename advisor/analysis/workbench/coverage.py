"""Coverage: which conditions, advice and conclusions the examples and cases of a knowledge base really try.

Every comparison and every combinator must be seen true and seen false at least once, every advice must fire and
every conclusion be reached. The idea is that of Open Policy Agent's test coverage, refined from lines to parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.answers import Answers, AnswersError, Truth, effective, example_answers
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.condition import AllOf, AnyOf, Condition, Not
from advisor.knowledge.model import Advice, Conclusion, ConclusionRule, KnowledgeBase

from .trial import case_answers


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
    places = tuple(_places(kb))
    true, false = [False] * len(places), [False] * len(places)
    fired: set[str] = set()
    reached: set[str] = set()
    for answers in situations(kb):
        evaluation = Evaluation(kb, effective(kb, answers))
        for number, (_, _, condition) in enumerate(places):
            if not (true[number] and false[number]):
                truth = evaluation.truth(condition)
                true[number] |= truth is Truth.TRUE
                false[number] |= truth is Truth.FALSE
        fired.update(id for id in kb.advice if id not in fired and evaluation.outcome(id) is Outcome.FIRES)
        reached.update(id for id, value in evaluation.conclusions.items() if value is Truth.TRUE)
    parts = tuple(
        CoveredPart(owner, clause, condition, true[number], false[number])
        for number, (owner, clause, condition) in enumerate(places)
    )
    return Coverage(
        parts=parts,
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


def _places(kb: KnowledgeBase) -> Iterator[tuple[str, str, Condition]]:
    for question in kb.questions.values():
        if question.relevant_when is not None:
            yield from _within(question.id, "relevant_when", question.relevant_when)
    for rule in kb.rules.values():
        yield from _of_entry(rule)
    for advice in kb.advice.values():
        yield from _of_entry(advice)
    for check in kb.checks.values():
        yield from _within(check.id, "when", check.when)


def _of_entry(entry: ConclusionRule | Advice) -> Iterator[tuple[str, str, Condition]]:
    yield from _within(entry.id, "when", entry.when)
    for number, proviso in enumerate(entry.unless, start=1):
        yield from _within(entry.id, f"unless {number}", proviso.when)
    if isinstance(entry, Advice):
        for number, proviso in enumerate(entry.postpone_while, start=1):
            yield from _within(entry.id, f"postpone_while {number}", proviso.when)
        for number, addition in enumerate(entry.add, start=1):
            yield from _within(entry.id, f"add {number}", addition.when)


def _within(owner: str, clause: str, condition: Condition) -> Iterator[tuple[str, str, Condition]]:
    yield owner, clause, condition
    parts = condition.parts if isinstance(condition, (AllOf, AnyOf)) else ()
    for part in (condition.part,) if isinstance(condition, Not) else parts:
        yield from _within(owner, clause, part)
