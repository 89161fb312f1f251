"""Priorities: which advice stands under which, and in what order a report names them.

The order is severity, phase, rank, id; what has no severity comes after what has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.inference.result import AdviceResult, Outcome
from advisor.knowledge.model import SEVERITIES, Advice, KnowledgeBase

from .assessment import AssessedAdvice, PlanStep

OrderKey = tuple[int, int, int, int, str]
FIRST = 3


def order_key(kb: KnowledgeBase, advice: Advice | AssessedAdvice) -> OrderKey:
    """Sorts advice as a report does. A missing rank sorts last."""
    phases = list(kb.phases)
    return (
        SEVERITIES.index(advice.severity) if advice.severity else len(SEVERITIES),
        phases.index(advice.phase) if advice.phase in phases else len(phases),
        0 if advice.rank is not None else 1,
        advice.rank or 0,
        advice.id,
    )


def subsumption(kb: KnowledgeBase, results: Mapping[str, AdviceResult]) -> dict[str, str]:
    """Maps each advice that becomes a sub-point to the topmost advice it stands under.

    A parent takes a child when both fire or both are postponed. Of several parents the first in order
    counts, and a chain attaches to its top. The knowledge base guarantees that there is no cycle.
    """
    parent: dict[str, str] = {}
    for advice in sorted(kb.advice.values(), key=lambda advice: order_key(kb, advice)):
        outcome = results[advice.id].outcome
        if outcome not in (Outcome.FIRES, Outcome.POSTPONED):
            continue
        for child in advice.subsumes:
            if child in results and results[child].outcome is outcome:
                parent.setdefault(child, advice.id)
    return {child: _top(child, parent) for child in parent}


def _top(advice: str, parent: Mapping[str, str]) -> str:
    while advice in parent:
        advice = parent[advice]
    return advice


def first_three(ordered: Iterable[AssessedAdvice]) -> tuple[str, ...]:
    """The three to begin with: top-level advice that fires and has a severity, in order."""
    return tuple(one.id for one in ordered if one.position is not None and _is_pressing(one))[:FIRST]


def _is_pressing(advice: AssessedAdvice) -> bool:
    return advice.outcome is Outcome.FIRES and advice.subsumed_by is None and advice.severity is not None


def plan(kb: KnowledgeBase, ordered: Iterable[AssessedAdvice]) -> tuple[PlanStep, ...]:
    """What to do in which phase, empty phases left out; `later` gathers what is postponed."""
    top = [one for one in ordered if one.subsumed_by is None]
    steps = [
        PlanStep(phase=phase, advice=tuple(one.id for one in top if one.phase == phase and _fires(one)))
        for phase in kb.phases
    ]
    steps.append(PlanStep(phase="later", advice=tuple(one.id for one in top if one.outcome is Outcome.POSTPONED)))
    return tuple(step for step in steps if step.advice)


def _fires(advice: AssessedAdvice) -> bool:
    return advice.outcome is Outcome.FIRES
