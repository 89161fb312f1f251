"""The first three recommendations under every completion: whether anything open can still change them.

They are compared as advice, in order: that one of them comes to concern another instance of a context as well changes
none. Where the severity, phase or rank of one of them may change with its variant they count as open.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from advisor.advice.finding import Grading, graded, grading_of, severity_index, subsumption
from advisor.advice.order import place_in_order
from advisor.inference.result import Inference, Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Advice, KnowledgeBase

from .solver.encoding import Encoding
from .solver.formula import FALSE, TRUE, Literal

FIRST = 3
Place = tuple[int, int, int, int, int, str]
"""A place in the order of findings."""


def first_now(kb: KnowledgeBase, inference: Inference) -> tuple[str, ...]:
    """The first recommendations as things stand, at most three, by the ids under which they are declared."""
    return tuple(_first_places(kb, inference))


def _first_places(kb: KnowledgeBase, inference: Inference) -> dict[str, Place]:
    """The first recommendations in their order, each with the place it has by itself or by what it must come before."""
    results = inference.advice
    parents = subsumption(kb, results)
    own: dict[str, Place] = {}
    before: dict[str, set[str]] = {}
    for advice in kb.advice.values():
        grading = grading_of(advice, results[advice.id])
        if results[advice.id].outcome is Outcome.FIRES and advice.id not in parents and grading.severity:
            id, place = declared_id(advice.id), place_in_order(kb, advice.id, grading)
            own[id] = min(place, own.get(id, place))
            before.setdefault(id, set()).update(one.advice for one in advice.before)
    placed: dict[str, Place] = {}

    def put(id: str, place: Place) -> None:
        for earlier in sorted((one for one in own if id in before[one]), key=own.__getitem__):
            if earlier not in placed:
                put(earlier, min(own[earlier], place))
        placed.setdefault(id, place)

    for id in sorted(own, key=own.__getitem__):
        put(id, own[id])
    return dict(itertools.islice(placed.items(), FIRST))


def changes_of_first(encoding: Encoding, inference: Inference) -> dict[str, Literal]:
    """For each advice that has a part in it, what holds in the completions where it changes the first three."""
    kb, formula = encoding.kb, encoding.formula
    first = _first_places(kb, inference)
    present = {id: grading_of(advice, inference.advice[id]) for id, advice in kb.advice.items()}
    last = max(first.values(), default=None)
    full = len(first) == FIRST
    changes: dict[str, Literal] = {}
    stays: dict[str, list[Literal]] = {id: [] for id in first}
    for advice in kb.advice.values():
        declared = declared_id(advice.id)
        ahead = any(before.advice in first for before in advice.before)
        for holds, grading in _gradings(encoding, advice):
            if grading.severity is None:
                continue
            literal = formula.conjunction((holds, _at_the_top(encoding, advice, grading)))
            if declared in first:
                if _order(grading) == _order(present[advice.id]):
                    stays[declared].append(literal)
            elif ahead or not full or last is None or place_in_order(kb, advice.id, grading) < last:
                changes[advice.id] = formula.disjunction((changes.get(advice.id, FALSE), literal))
    return changes | {id: -formula.disjunction(literals) for id, literals in stays.items()}


def _order(grading: Grading) -> tuple[str | None, str | None, int | None]:
    return grading.severity, grading.phase, grading.rank


def _gradings(encoding: Encoding, advice: Advice) -> Iterator[tuple[Literal, Grading]]:
    """Every grading an advice may have, with what holds where it has it."""
    base = graded(advice, None)
    if all(_order(graded(advice, variant)) == _order(base) for variant in advice.variants):
        yield TRUE, base
        return
    chosen = encoding.chosen(advice)
    for holds, variant in zip(chosen, advice.variants, strict=True):
        yield holds, graded(advice, variant)
    yield encoding.formula.conjunction(-literal for literal in chosen), base


def _at_the_top(encoding: Encoding, advice: Advice, grading: Grading) -> Literal:
    """Holds where an advice of this grading fires under no parent."""
    formula = encoding.formula
    parents = [
        formula.conjunction((encoding.fires(other.id), holds))
        for other in encoding.kb.advice.values()
        if advice.id in other.subsumes
        for holds, of_other in _gradings(encoding, other)
        if severity_index(of_other.severity) <= severity_index(grading.severity)
    ]
    return formula.conjunction((encoding.fires(advice.id), *(-parent for parent in parents)))
