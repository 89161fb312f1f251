"""What differs between two Assessments of one knowledge base: outcomes, severities, order, conclusions, profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.advice import Assessment
from advisor.advice.assessment import AssessedAdvice
from advisor.advice.before_after import ComparedTheme, compared_themes
from advisor.answers import Truth
from advisor.inference import Outcome
from advisor.knowledge.model import Severity


@dataclass(frozen=True)
class OutcomeChange:
    """An advice whose outcome differs; None where one side does not have the advice."""

    advice: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True)
class PlaceInOrder:
    """Where an advice that fires stands: its position, or the advice it is a sub-point of."""

    position: int | None
    under: str | None


@dataclass(frozen=True)
class Move:
    """An advice that fires on both sides and stands elsewhere."""

    advice: str
    before: PlaceInOrder
    after: PlaceInOrder


@dataclass(frozen=True)
class ConclusionChange:
    """A conclusion whose value differs; None where one side does not have it."""

    conclusion: str
    before: Truth | None
    after: Truth | None


@dataclass(frozen=True)
class Regrading:
    """An advice that fires on both sides, graver or milder on the later."""

    advice: str
    before: Severity | None
    after: Severity | None


@dataclass(frozen=True)
class Difference:
    """Two Assessments side by side. `outcomes` includes what `appears` and `disappears` (firing or no longer so).

    `profile` lists every theme, changed or not; `contradictions` maps to checks found on one side only.
    """

    appears: tuple[str, ...]
    disappears: tuple[str, ...]
    moves: tuple[Move, ...]
    regraded: tuple[Regrading, ...]
    outcomes: tuple[OutcomeChange, ...]
    conclusions: tuple[ConclusionChange, ...]
    profile: tuple[ComparedTheme, ...]
    contradictions: tuple[str, ...]
    settled_contradictions: tuple[str, ...]
    first_three: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def nothing(self) -> bool:
        """Whether the two come to the same in everything listed here."""
        changed = (self.moves, self.regraded, self.outcomes, self.conclusions)
        turned = (self.contradictions, self.settled_contradictions)
        return not any((*changed, *turned)) and not any(theme.differs for theme in self.profile)

    def document(self) -> dict[str, Any]:
        """The difference as JSON values."""
        return {
            "appears": list(self.appears),
            "disappears": list(self.disappears),
            "moves": [
                {"advice": move.advice, "before": _place(move.before), "after": _place(move.after)}
                for move in self.moves
            ],
            "regraded": [{"advice": one.advice, "before": one.before, "after": one.after} for one in self.regraded],
            "outcomes": [
                {"advice": one.advice, "before": _value(one.before), "after": _value(one.after)}
                for one in self.outcomes
            ],
            "conclusions": [
                {"conclusion": one.conclusion, "before": _value(one.before), "after": _value(one.after)}
                for one in self.conclusions
            ],
            "profile": [one.model_dump(mode="json") for one in self.profile],
            "contradictions": list(self.contradictions),
            "settled_contradictions": list(self.settled_contradictions),
            "first_three": {"before": list(self.first_three[0]), "after": list(self.first_three[1])},
        }


def difference(before: Assessment, after: Assessment) -> Difference:
    """Everything that differs, in the order of the later report where it has the entry."""
    old = {one.id: one for one in before.advice}
    new = {one.id: one for one in after.advice}
    ids = [*new, *(id for id in old if id not in new)]
    found_before = [failed.id for failed in before.checks]
    found_after = [failed.id for failed in after.checks]
    return Difference(
        appears=tuple(id for id in ids if _fires(new.get(id)) and not _fires(old.get(id))),
        disappears=tuple(id for id in ids if _fires(old.get(id)) and not _fires(new.get(id))),
        moves=tuple(_moves(old, new)),
        regraded=tuple(_regraded(old, new)),
        outcomes=tuple(
            OutcomeChange(id, _outcome(old.get(id)), _outcome(new.get(id)))
            for id in ids
            if _outcome(old.get(id)) is not _outcome(new.get(id))
        ),
        conclusions=tuple(_conclusions(before, after)),
        profile=compared_themes(before, after),
        contradictions=tuple(id for id in found_after if id not in found_before),
        settled_contradictions=tuple(id for id in found_before if id not in found_after),
        first_three=(before.first_three, after.first_three),
    )


def _fires(advice: AssessedAdvice | None) -> bool:
    return advice is not None and advice.outcome is Outcome.FIRES


def _outcome(advice: AssessedAdvice | None) -> Outcome | None:
    return advice.outcome if advice is not None else None


def _moves(old: dict[str, AssessedAdvice], new: dict[str, AssessedAdvice]) -> Iterator[Move]:
    for id, advice in new.items():
        earlier = old.get(id)
        if earlier is None or not _fires(earlier) or not _fires(advice):
            continue
        before, after = (
            PlaceInOrder(earlier.position, earlier.subsumed_by),
            PlaceInOrder(advice.position, advice.subsumed_by),
        )
        if before != after:
            yield Move(id, before, after)


def _conclusions(before: Assessment, after: Assessment) -> Iterator[ConclusionChange]:
    old = {one.id: one.value for one in before.conclusions}
    new = {one.id: one.value for one in after.conclusions}
    for id in (*new, *(id for id in old if id not in new)):
        if old.get(id) is not new.get(id):
            yield ConclusionChange(id, old.get(id), new.get(id))


def _regraded(old: dict[str, AssessedAdvice], new: dict[str, AssessedAdvice]) -> Iterator[Regrading]:
    for id, advice in new.items():
        earlier = old.get(id)
        if earlier is not None and _fires(earlier) and _fires(advice) and earlier.severity != advice.severity:
            yield Regrading(id, earlier.severity, advice.severity)


def _value(value: Outcome | Truth | None) -> str | None:
    return value.value if value is not None else None


def _place(place: PlaceInOrder) -> dict[str, Any]:
    return {"position": place.position, "under": place.under}
