"""What fired and by which facts: the engine's own account of a run, in the knowledge base's terms.

Rules are ground, so a rule's number says which facts it matched; a part of a condition that was derived on the way
is replaced by the facts that gave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from advisor.knowledge.condition import Operator

from .compilation import CompiledRules
from .condition_key import ConditionKey
from .facts import AbsenceFact, AnswerFact, ConclusionFact, EntryFact, ListFact, PartFact
from .runs import Run, Runs


class MatchedAnswer(NamedTuple):
    """A test on an answer, in canonical form, that holds or does not hold."""

    question: str
    operator: Operator
    value: tuple[str, ...] | int
    holds: bool


class MatchedConclusion(NamedTuple):
    """A conclusion read as yes or as no."""

    conclusion: str
    value: bool


class MatchedAbsence(NamedTuple):
    """No exception of a conclusion rule is certain."""

    rule: str


class MatchedList(NamedTuple):
    """What an incomplete list may add: its key in answers files."""

    key: str


Matched = MatchedList | MatchedAnswer | MatchedConclusion | MatchedAbsence


@dataclass(frozen=True)
class Firing:
    """A rule of the engine fired: the condition it fulfilled, and the facts it matched.

    `certain` tells whether it fired over what is certain, or only over what is possible. A condition with
    alternatives has one firing for each that holds.
    """

    key: ConditionKey
    matched: tuple[Matched, ...]
    certain: bool


class Firings:
    """Tells the firings of one compiled knowledge base; those without parts are made once."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._compiled = compiled
        facts = compiled.facts
        self._parts = {number for number, fact in enumerate(facts) if isinstance(fact, PartFact)}
        self._reported_rules = [isinstance(facts[rule.heads[0]], EntryFact) for rule in compiled.rules]
        self._known: dict[tuple[int, bool], Firing] = {}

    def of(self, runs: Runs) -> tuple[Firing, ...]:
        """Every firing of the certain run in order, then those that only the possible run made."""
        certainly = set(runs.certain.fired)
        further = [rule for rule in runs.possible.fired if rule not in certainly]
        return (
            *self._reported(runs.certain.fired, True, self._given(runs.certain)),
            *self._reported(further, False, self._given(runs.possible)),
        )

    def _reported(self, fired: Iterable[int], certain: bool, given: Mapping[int, tuple[int, ...]]) -> list[Firing]:
        reported = []
        for rule in fired:
            if self._reported_rules[rule]:
                firing = self._known.get((rule, certain))
                if firing is None:
                    firing = self._firing(rule, certain, given)
                    if self._parts.isdisjoint(self._compiled.rules[rule].body):
                        self._known[rule, certain] = firing
                reported.append(firing)
        return reported

    def _firing(self, rule: int, certain: bool, given: Mapping[int, tuple[int, ...]]) -> Firing:
        ground = self._compiled.rules[rule]
        matched = tuple(dict.fromkeys(self._matched(ground.body, given)))
        return Firing(ground.entry, matched, certain)

    def _given(self, run: Run) -> Mapping[int, tuple[int, ...]]:
        """For each part that a run derived the facts that first gave it."""
        given: dict[int, tuple[int, ...]] = {}
        for rule in run.fired:
            if not self._reported_rules[rule]:
                ground = self._compiled.rules[rule]
                given.setdefault(ground.heads[0], ground.body)
        return given

    def _matched(self, body: tuple[int, ...], given: Mapping[int, tuple[int, ...]]) -> list[Matched]:
        matched: list[Matched] = []
        for number in body:
            fact = self._compiled.facts[number]
            if isinstance(fact, AnswerFact):
                matched.append(MatchedAnswer(fact.test.question, fact.test.operator, fact.test.value, fact.holds))
            elif isinstance(fact, ConclusionFact):
                matched.append(MatchedConclusion(fact.conclusion, fact.value))
            elif isinstance(fact, AbsenceFact):
                matched.append(MatchedAbsence(fact.rule))
            elif isinstance(fact, ListFact):
                matched.append(MatchedList(fact.part.context))
            elif isinstance(fact, PartFact):
                matched += self._matched(given[number], given)
        return matched
