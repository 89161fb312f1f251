"""What a knowledge base says twice: rules, alternatives and advice without which everything would come out the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from advisor.knowledge.condition import AllOf, AnyOf, Condition, CountOf, Not, OpenList, parts_of
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import PROBLEM_KINDS, Advice, ConclusionRule

from ..solver.encoding import Encoding
from ..solver.formula import Literal
from ..solver.simulation import ones
from .anomaly import Anomaly
from .impossible import Impossible
from .instances import exemplars, exemplary


class Redundancy:
    """Yields the findings of its codes and counts in `examined` what it looked at.

    `idle` gathers the entries of which something could be left out. What can never happen anyway
    is not looked at again.
    """

    def __init__(self, impossible: Impossible) -> None:
        self.states = impossible.states
        self.encoding = self.states.encoding
        self.advice = impossible.reachable
        self.rules = impossible.rules
        self.examined: dict[str, int] = {}
        self.idle: set[str] = set()

    def findings(self) -> Iterator[Anomaly]:
        """Everything that is said twice."""
        yield from self.deciding()
        yield from self.together()
        yield from self.alternatives()

    def deciding(self) -> Iterator[Anomaly]:
        """A003: rules that never decide a conclusion."""
        self.examined["A003"] = len(self.rules)
        for id, rule in self.rules.items():
            if not self.states.possible(self.encoding.rule(id).true):
                continue
            if self.states.never(_decides, rule):
                self.idle.add(id)
                others = sorted({r.id for c in rule.conclude for r in self.encoding.rules_for(c)} - {id})
                message = (
                    f"{id} is never decisive: whatever the answers, {_listed(rule.conclude)} would come out the same "
                    f"without it, by {_listed(others)}. Remove it, or make it say something of its own."
                )
                yield Anomaly("A003", id, message, rule.at)

    def together(self) -> Iterator[Anomaly]:
        """A016, A019: advice that fires exactly when, or always when, another does, and does not stand under it."""
        self.examined["A016"] = self.examined["A019"] = len(self.advice) * (len(self.advice) - 1) // 2
        always = self._always()
        below = self._below()
        implied: dict[str, list[str]] = {}
        told: set[str] = set()
        for one, others in always.items():
            told.add(one)
            same = [other for other in others if one in always[other]]
            implied[one] = [other for other in others if other not in same and self._comparable(one, other)]
            for other in same:
                if other not in told | below[one] and one not in below[other]:
                    message = f"{other} fires exactly when {one} does. Merge them, or let one subsume the other."
                    yield Anomaly("A016", other, message, self.advice[other].at)
        for one, others in implied.items():
            for other in others:
                nearer = any(other in implied[between] for between in others)
                if not nearer and other not in below[one] and one not in below[other]:
                    message = (
                        f"Whenever {one} fires, {other} fires as well. Let {other} subsume it, say with before which "
                        f"comes first, or except {other} where {one} holds."
                    )
                    yield Anomaly("A019", f"{one}/{other}", message, self.advice[one].at)

    def _always(self) -> dict[str, list[str]]:
        """For each advice the others that fire whenever it does, of those that may not be said beside it.

        Also those that may, where both fire exactly together.
        """
        fires = {id: self.encoding.fires(id) for id in self.advice}
        suspected = self._suspected(fires)
        found = {}
        for one, others in suspected.items():
            left = [other for other in others if self._comparable(one, other) or one in suspected[other]]
            while left:
                all_left = self.encoding.formula.conjunction(fires[other] for other in left)
                model = self.states.solver.model((fires[one], -all_left))
                if model is None:
                    break
                left = [other for other in left if model.holds(fires[other])]
            found[one] = left
        return found

    def _suspected(self, fires: Mapping[str, Literal]) -> dict[str, list[str]]:
        """For each advice the others that fired wherever it did in all answers met so far, in order."""
        seen = self.states.solver.seen()
        places = {id: tuple(ones(seen.where(literal))) for id, literal in fires.items()}
        together: dict[int, set[str]] = {}
        for id, of in places.items():
            for place in of:
                together.setdefault(place, set()).add(id)
        order = {id: number for number, id in enumerate(fires)}
        return {
            id: sorted(set.intersection(*(together[place] for place in of)) - {id}, key=order.__getitem__)
            for id, of in places.items()
        }

    def _comparable(self, one: str, other: str) -> bool:
        """Whether saying the one beside the other may be once too much: problems of one theme, unordered."""
        first, second = self.advice[one], self.advice[other]
        ordered = {before.advice for before in first.before} | {before.advice for before in second.before}
        return (
            first.kind in PROBLEM_KINDS
            and second.kind in PROBLEM_KINDS
            and first.theme == second.theme
            and ordered.isdisjoint((declared_id(one), declared_id(other)))
        )

    def _below(self) -> dict[str, set[str]]:
        """What each advice subsumes, through others too."""
        found: dict[str, set[str]] = {}
        for id in self.advice:
            below: set[str] = set()
            waiting = [id]
            while waiting:
                children = set(self.states.kb.advice[waiting.pop()].subsumes) & self.states.kb.advice.keys()
                waiting += children - below
                below |= children
            found[id] = below
        return found

    def alternatives(self) -> Iterator[Anomaly]:
        """A017: alternatives without which a condition is the same."""
        self.examined["A017"] = 0
        for id, condition in self._conditions():
            if not self.states.possible(self.encoding.condition(condition).true):
                continue
            for place, part in self._dead(condition, condition):
                self.idle.add(id)
                message = (
                    f"The alternative {place + 1} under any in {id} changes nothing: it never holds, or only where "
                    "the condition does without it. Remove it, or mend it."
                )
                yield Anomaly("A017", f"{id}/{place + 1}", message, part.at)

    def _conditions(self) -> Iterator[tuple[str, Condition]]:
        """Conditions that decide, with the entry they belong to."""
        kb = self.states.kb
        for question in kb.questions.values():
            if question.relevant_when is not None and exemplary(question.id):
                yield question.id, question.relevant_when
        entries: tuple[ConclusionRule | Advice, ...] = (*self.rules.values(), *self.advice.values())
        for entry in entries:
            yield entry.id, entry.when
            yield from ((entry.id, proviso.when) for proviso in entry.unless)
            if isinstance(entry, Advice):
                yield from ((entry.id, proviso.when) for proviso in entry.postpone_while)
        for check in exemplars(kb.checks).values():
            yield check.id, check.when

    def _dead(self, condition: Condition, within: Condition) -> Iterator[tuple[int, Condition]]:
        """The alternatives in a part of a condition without which all of it is the same; at least one is left."""
        alive = parts_of(within)
        if isinstance(within, AnyOf) and not within.quantified:
            self.examined["A017"] += len(within.parts)
            for place, part in reversed(tuple(enumerate(within.parts))):
                fewer = tuple(one for one in alive if one is not part)
                rest = _replaced(condition, within, replace(within, parts=fewer))
                if fewer and not isinstance(part, OpenList) and self._same(condition, rest, part):
                    alive = fewer
                    yield place, part
        for part in alive:
            yield from self._dead(condition, part)

    def _same(self, condition: Condition, rest: Condition, part: Condition) -> bool:
        """Whether a condition is the same without a part; one that never holds need not be known to be false."""
        pair = (condition, rest)
        return self.states.never(_truth_differs, pair) and (
            self.states.never(_true, part) or self.states.never(_falsity_differs, pair)
        )


def _decides(encoding: Encoding, rule: ConclusionRule) -> list[Literal]:
    """Holds when some conclusion of a rule would have another value without it."""
    mine, formula = encoding.rule(rule.id), encoding.formula
    changes = []
    for conclusion in rule.conclude:
        others = [encoding.rule(other.id) for other in encoding.rules_for(conclusion) if other.id != rule.id]
        changes.append(formula.conjunction((mine.true, *(-other.true for other in others))))
        changes.append(formula.conjunction((-mine.false, *(other.false for other in others))))
    return [formula.disjunction(changes)]


def _true(encoding: Encoding, condition: Condition) -> list[Literal]:
    return [encoding.condition(condition).true]


def _truth_differs(encoding: Encoding, pair: tuple[Condition, Condition]) -> list[Literal]:
    first, second = map(encoding.condition, pair)
    return [encoding.formula.differ(first.true, second.true)]


def _falsity_differs(encoding: Encoding, pair: tuple[Condition, Condition]) -> list[Literal]:
    first, second = map(encoding.condition, pair)
    return [encoding.formula.differ(first.false, second.false)]


def _replaced(condition: Condition, old: Condition, new: Condition) -> Condition:
    """The condition with one condition in it, told by identity, replaced by another."""
    if condition is old:
        return new
    if isinstance(condition, Not):
        return replace(condition, part=_replaced(condition.part, old, new))
    if not isinstance(condition, (AllOf, AnyOf, CountOf)):
        return condition
    return replace(condition, parts=tuple(_replaced(part, old, new) for part in condition.parts))


def _listed(ids: Iterable[str]) -> str:
    *rest, last = ids
    return f"{', '.join(rest)} and {last}" if rest else last
