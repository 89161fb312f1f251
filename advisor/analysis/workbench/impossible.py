"""What can never happen in a knowledge base, told at its cause: what no answers whatever bring about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import (
    Addition,
    Advice,
    Before,
    Conclusion,
    ConclusionRule,
    ConclusionVariant,
    Proviso,
    Question,
    Variant,
)

from ..solver.encoding import Encoding
from ..solver.formula import Literal
from .anomaly import Anomaly
from .instances import exemplars, exemplary
from .possibility import Possibilities, Subject

Said = TypeVar("Said", Advice, Conclusion)
Ruled = Advice | ConclusionRule


class Impossible:
    """Yields the findings of its codes and counts in `examined` what it looked at.

    `idle` gathers the entries of which something can never happen, by whatever cause.
    """

    def __init__(self, states: Possibilities) -> None:
        self.states = states
        self.encoding = states.encoding
        self.advice = exemplars(states.kb.advice)
        self.rules = exemplars(states.kb.rules)
        self.examined: dict[str, int] = {}
        self.idle: set[str] = set()
        self.reachable = {id: one for id, one in self.advice.items() if states.possible(self.encoding.fires(id))}

    def findings(self) -> Iterator[Anomaly]:
        """Everything that can never happen."""
        yield from self.firing()
        yield from self.holding()
        yield from self.provisos()
        yield from self.relevance()
        yield from self.wordings()
        yield from self.checks()
        yield from self.before()

    def firing(self) -> Iterator[Anomaly]:
        """A001: advice that never fires."""
        self.examined["A001"] = len(self.advice)
        for id, advice in self.advice.items():
            if id not in self.reachable and self._never(_fires, id, id):
                yield Anomaly("A001", id, self._never_fires(advice), advice.at)

    def _never_fires(self, advice: Advice) -> str:
        when, _, _ = self.encoding.advice(advice.id)
        if self.states.possible(self.encoding.stands(advice.id)):
            return (
                f"{advice.id} can be postponed but never fires: whenever it would, something in postpone_while holds."
            )
        if self.states.possible(when.true):
            return f"{advice.id} can never fire: whenever its condition holds, an exception does (excepted always)."
        return f"{advice.id} can never fire: no answers whatever make its condition hold."

    def holding(self) -> Iterator[Anomaly]:
        """A002: rules that never hold."""
        self.examined["A002"] = len(self.rules)
        for id, rule in self.rules.items():
            if self._never(_holds, id, id):
                message = f"{id} can never hold: no answers whatever make its condition true without an exception."
                yield Anomaly("A002", id, message, rule.at)

    def provisos(self) -> Iterator[Anomaly]:
        """A008, A009: exceptions and postponements that never hold while they could matter."""
        for rule in self.rules.values():
            yield from self._acting("A008", rule, rule.unless, _excepts)
        for id, advice in self.advice.items():
            reachable = id in self.reachable
            yield from self._acting("A008", advice, advice.unless, _excepts, reachable)
            yield from self._acting("A009", advice, advice.postpone_while, _postpones, reachable)

    def _acting(
        self,
        code: str,
        entry: Ruled,
        provisos: Sequence[Proviso],
        wanted: Callable[[Encoding, tuple[Ruled, Proviso]], list[Literal]],
        reachable: bool = True,
    ) -> Iterator[Anomaly]:
        self._count(code, provisos)
        noun = "exception" if code == "A008" else "postponement"
        for number, proviso in enumerate(provisos if reachable else (), start=1):
            if self._never(wanted, (entry, proviso), entry.id):
                ever = self.states.possible(self.encoding.condition(proviso.when).true)
                why = f"never holds while {entry.id} would otherwise apply" if ever else "can never hold"
                message = f"The {noun} {number} of {entry.id} {why}. Remove it, or mend its condition."
                yield Anomaly(code, f"{entry.id}/{number}", message, proviso.at)

    def relevance(self) -> Iterator[Anomaly]:
        """A011: questions that never apply, whatever was answered before."""
        gated = [one for one in self.states.kb.questions.values() if one.relevant_when and exemplary(one.id)]
        self.examined["A011"] = len(gated)
        for question in gated:
            if self._never(_relevant, question, question.id):
                message = f"{question.id} can never apply: no answers whatever make its relevant_when true."
                yield Anomaly("A011", question.id, message, question.at)

    def wordings(self) -> Iterator[Anomaly]:
        """A012, A018: additions and variants that are never used while what they belong to is said."""
        for id, advice in self.advice.items():
            reachable = id in self.reachable
            yield from self._unused("A012", advice, advice.add, _added, reachable)
            yield from self._unused("A018", advice, advice.variants, _chosen_while_said, reachable)
        for conclusion in exemplars(self.states.kb.conclusions).values():
            yield from self._unused("A018", conclusion, conclusion.variants, _chosen)

    def _unused(
        self,
        code: str,
        entry: Said,
        parts: Sequence[Addition | Variant | ConclusionVariant],
        wanted: Callable[[Encoding, tuple[Said, int]], list[Literal]],
        reachable: bool = True,
    ) -> Iterator[Anomaly]:
        self._count(code, parts)
        for place, part in enumerate(parts if reachable else ()):
            if self._never(wanted, (entry, place), entry.id):
                if code == "A012":
                    message = f"The addition {place + 1} of {entry.id} can never hold while the advice does."
                else:
                    message = (
                        f"The variant {place + 1} of {entry.id} is never chosen: an earlier one holds, or the entry "
                        "does not, whenever it would be. Move it up, or mend its condition."
                    )
                yield Anomaly(code, f"{entry.id}/{place + 1}", message, part.at)

    def checks(self) -> Iterator[Anomaly]:
        """A013: checks that never find anything."""
        checks = exemplars(self.states.kb.checks)
        self.examined["A013"] = len(checks)
        for id, check in checks.items():
            if self._never(_finds, id, id):
                yield Anomaly("A013", id, f"The check {id} can never find a contradiction.", check.at)

    def before(self) -> Iterator[Anomaly]:
        """A020: advice that shall come before another that never fires with it."""
        for id, advice in self.advice.items():
            self._count("A020", advice.before)
            for one in advice.before if id in self.reachable else ():
                others = [other for other in self.states.kb.advice if declared_id(other) == one.advice]
                reachable = any(other in self.reachable for other in others)
                if reachable and self.states.never(_together, (id, others)):
                    message = f"{id} is to come before {one.advice}, yet the two never fire together. Remove it."
                    yield Anomaly("A020", f"{id}/{one.advice}", message, one.at)

    def _never(self, wanted: Callable[[Encoding, Subject], list[Literal]], about: Subject, entry: str) -> bool:
        """Whether a part of an entry never comes to bear, and that of itself; noted in any case."""
        if self.states.possible(*wanted(self.encoding, about)):
            return False
        self.idle.add(entry)
        return self.states.by_itself(wanted, about)

    def _count(self, code: str, parts: Sequence[Proviso | Addition | Variant | ConclusionVariant | Before]) -> None:
        self.examined[code] = self.examined.get(code, 0) + len(parts)


def _fires(encoding: Encoding, id: str) -> list[Literal]:
    return [encoding.fires(id)]


def _holds(encoding: Encoding, id: str) -> list[Literal]:
    return [encoding.rule(id).true]


def _finds(encoding: Encoding, id: str) -> list[Literal]:
    return [encoding.check(id).true]


def _relevant(encoding: Encoding, question: Question) -> list[Literal]:
    assert question.relevant_when is not None
    return [encoding.condition(question.relevant_when).true]


def _excepts(encoding: Encoding, about: tuple[Ruled, Proviso]) -> list[Literal]:
    entry, proviso = about
    return [encoding.condition(proviso.when).true, -encoding.condition(entry.when).false]


def _postpones(encoding: Encoding, about: tuple[Ruled, Proviso]) -> list[Literal]:
    entry, proviso = about
    return [encoding.condition(proviso.when).true, encoding.stands(entry.id)]


def _added(encoding: Encoding, about: tuple[Advice, int]) -> list[Literal]:
    advice, place = about
    return [encoding.additions(advice)[place]]


def _chosen(encoding: Encoding, about: tuple[Advice | Conclusion, int]) -> list[Literal]:
    entry, place = about
    return [encoding.chosen(entry)[place]]


def _chosen_while_said(encoding: Encoding, about: tuple[Advice, int]) -> list[Literal]:
    return [encoding.stands(about[0].id), *_chosen(encoding, about)]


def _together(encoding: Encoding, about: tuple[str, list[str]]) -> list[Literal]:
    first, others = about
    return [encoding.fires(first), encoding.formula.disjunction(map(encoding.fires, others))]
