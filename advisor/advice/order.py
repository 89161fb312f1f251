"""The one order of findings: which comes first, in which line of the plan it stands, and why.

Findings are sorted by plan line, severity, phase, rank, id and the place of their first instance. Then the sorted list
is walked; whatever must come `before` a finding is placed before it and takes its line of the plan, with the reason.
Everything a person sees follows this order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Before, Held, KnowledgeBase, PlanLine

from .finding import Finding, Grading, severity_index

SortKey = tuple[int, int, int, int, int, str, int]


@dataclass(frozen=True)
class PulledForward:
    """Why a finding stands earlier than it would by itself: what it has to come before, as the authors say it."""

    ahead_of: str
    before: Before


@dataclass(frozen=True)
class Placed:
    """A finding at its place in the order; `line` is the id of its line of the plan."""

    finding: Finding
    line: str
    pulled: PulledForward | None = None


@dataclass(frozen=True)
class BeforeRelation:
    """What comes before what, by finding id, and the declarations that say so."""

    predecessors: Mapping[str, tuple[tuple[str, Before], ...]]

    @classmethod
    def among(cls, findings: Sequence[Finding]) -> BeforeRelation:
        """The `before` of these findings, in whatever instances both sides fire."""
        by_advice: dict[str, list[str]] = {}
        for one in findings:
            by_advice.setdefault(one.declared, []).append(one.id)
        predecessors: dict[str, list[tuple[str, Before]]] = {}
        for one in findings:
            for before in one.advice.before:
                for later in by_advice.get(before.advice, ()):
                    predecessors.setdefault(later, []).append((one.id, before))
        return cls({id: tuple(found) for id, found in predecessors.items()})

    def of(self, finding: str) -> tuple[tuple[str, Before], ...]:
        """What has to come before a finding."""
        return self.predecessors.get(finding, ())


ALL = PlanLine("all", {}, (Held(),))
"""The plan of a knowledge base that declares none: one line."""


def line_of(kb: KnowledgeBase, grading: Grading) -> PlanLine:
    """The line of the plan that holds a finding of this grading: the first that fits, the last where none does."""
    plan = kb.plan or (ALL,)
    return next((line for line in plan if _holds(line, grading)), plan[-1])


def _holds(line: PlanLine, grading: Grading) -> bool:
    return any(
        (not held.severity or grading.severity in held.severity) and (not held.phase or grading.phase in held.phase)
        for held in line.holds
    )


def place_in_order(kb: KnowledgeBase, id: str, grading: Grading) -> tuple[int, int, int, int, int, str]:
    """Where an advice of this grading stands by itself: plan line, severity, phase, rank (a missing one last), id."""
    phases = list(kb.phases)
    return (
        (kb.plan or (ALL,)).index(line_of(kb, grading)),
        severity_index(grading.severity),
        phases.index(grading.phase) if grading.phase in phases else len(phases),
        0 if grading.rank is not None else 1,
        grading.rank or 0,
        declared_id(id),
    )


def in_order(kb: KnowledgeBase, findings: Iterable[Finding], chosen: Sequence[str] = ()) -> tuple[Placed, ...]:
    """The findings in their order. `chosen` are ids that a person put first; they go before everything else."""
    instances = {id: place for place, id in enumerate(kb.advice)}

    by_id = {one.id: one for one in findings}
    keys: dict[str, SortKey] = {
        id: (*place_in_order(kb, one.advice.id, one.grading), instances[one.entries[0]]) for id, one in by_id.items()
    }
    ordered = sorted(by_id.values(), key=lambda one: keys[one.id])
    precedence = BeforeRelation.among(ordered)
    placed: dict[str, Placed] = {}

    def place(id: str, line: str, pulled: PulledForward | None) -> None:
        if id in placed:
            return
        waiting = sorted(precedence.of(id), key=lambda one: keys[one[0]])
        for earlier, before in waiting:
            place(earlier, line, PulledForward(id, before))
        placed[id] = Placed(by_id[id], line, pulled)

    for id in chosen:
        if id in by_id:
            placed[id] = Placed(by_id[id], line_of(kb, by_id[id].grading).id)
    for one in ordered:
        place(one.id, line_of(kb, one.grading).id, None)
    return tuple(placed.values())


def broken(placed: Sequence[Placed]) -> tuple[PulledForward, ...]:
    """Each `before` that this order does not keep, as only a choice made by hand can bring about."""
    place = {one.finding.id: number for number, one in enumerate(placed)}
    precedence = BeforeRelation.among([one.finding for one in placed])
    return tuple(
        PulledForward(later, before)
        for later in place
        for earlier, before in precedence.of(later)
        if place[earlier] > place[later]
    )
