"""What a knowledge base says twice: rules, alternatives and advice without which everything would come out the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, permutations

from advisor.knowledge.condition import AllOf, AnyOf, Condition, CountOf, Not, OpenList, parts_of
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import PROBLEM_KINDS, Advice, ConclusionRule

from ..solver.encoding import Encoding
from ..solver.formula import Literal, Model
from .anomaly import Anomaly
from .impossible import Impossible
from .instances import exemplars, exemplary

Pair = tuple[str, str]


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
        self.models = [model for model in impossible.fires.values() if model is not None]
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
        fires = {id: self.encoding.fires(id) for id in self.advice}
        seen = _Seen(fires, self.models)
        below = self._below()
        self.examined["A016"] = self.examined["A019"] = len(fires) * (len(fires) - 1) // 2
        related = {pair for one, under in below.items() for other in under for pair in ((one, other), (other, one))}
        same = [
            (first, second)
            for first, second in combinations(fires, 2)
            if not seen.apart(first, second)
            and not seen.apart(second, first)
            and self._always(seen, self.encoding.formula.differ(fires[first], fires[second]))
        ]
        for first, second in same:
            if (first, second) not in related:
                message = f"{second} fires exactly when {first} does. Merge them, or let one subsume the other."
                yield Anomaly("A016", second, message, self.advice[second].at)
        implied = [
            (one, other)
            for one, other in permutations(fires, 2)
            if self._comparable(one, other)
            and (one, other) not in same
            and (other, one) not in same
            and not seen.apart(one, other)
            and self._always(seen, fires[one], -fires[other])
        ]
        yield from self._implied(implied, related)

    def _implied(self, pairs: list[Pair], related: set[Pair]) -> Iterator[Anomaly]:
        """A019, the nearest of several alone."""
        known = set(pairs)
        for one, other in pairs:
            nearer = any((one, between) in known and (between, other) in known for between in self.advice)
            if not nearer and (one, other) not in related:
                message = (
                    f"Whenever {one} fires, {other} fires as well. Let {other} subsume it, say with before which comes "
                    f"first, or except {other} where {one} holds."
                )
                yield Anomaly("A019", f"{one}/{other}", message, self.advice[one].at)

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

    def _always(self, seen: _Seen, *against: Literal) -> bool:
        """Whether nothing speaks against it; what does is kept, as it mostly speaks against others as well."""
        model = self.states.solver.model(against)
        if model is not None:
            seen.add(model)
        return model is None

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


class _Seen:
    """Which advice fires in answers met so far: what these tell apart need not be asked of the solver.

    Answers that tell two apart are added, so that there is hardly a question more than there is advice; simulation
    before the solver, as in SAT sweeping (Kuehlmann, 2004).
    """

    def __init__(self, fires: Mapping[str, Literal], models: Iterable[Model]) -> None:
        self._fires = fires
        self._where = dict.fromkeys(fires, 0)
        for model in {id(one): one for one in models}.values():
            self.add(model)

    def add(self, model: Model) -> None:
        """Look at one more set of answers."""
        for advice, literal in self._fires.items():
            self._where[advice] = self._where[advice] << 1 | model.holds(literal)

    def apart(self, one: str, other: str) -> bool:
        """Whether the one was seen firing without the other."""
        return bool(self._where[one] & ~self._where[other])
