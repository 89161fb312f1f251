"""What differs between two Assessments of the same knowledge base: outcomes, order, conclusions, scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.advice import Assessment
from advisor.advice.assessment import AssessedAdvice, ThemeScore
from advisor.answers import Truth
from advisor.inference import Outcome


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
class ScoreChange:
    """A theme's score on both sides; None where one side does not have the theme."""

    theme: str
    before: ThemeScore | None
    after: ThemeScore | None

    @property
    def differs(self) -> bool:
        """Whether score, confidence or what they are computed from changed."""
        return self.before != self.after


@dataclass(frozen=True)
class Difference:
    """Two Assessments side by side. `outcomes` includes what `appears` and `disappears` (firing or no longer so).

    `scores` lists every theme, changed or not; `contradictions` maps to checks found on one side only.
    """

    appears: tuple[str, ...]
    disappears: tuple[str, ...]
    moves: tuple[Move, ...]
    outcomes: tuple[OutcomeChange, ...]
    conclusions: tuple[ConclusionChange, ...]
    scores: tuple[ScoreChange, ...]
    contradictions: tuple[str, ...]
    settled_contradictions: tuple[str, ...]
    first_three: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def nothing(self) -> bool:
        """Whether the two come to the same in everything listed here."""
        changed = (self.moves, self.outcomes, self.conclusions, self.contradictions, self.settled_contradictions)
        return not any(changed) and not any(score.differs for score in self.scores)

    def document(self) -> dict[str, Any]:
        """The difference as JSON values."""
        return {
            "appears": list(self.appears),
            "disappears": list(self.disappears),
            "moves": [
                {"advice": move.advice, "before": _place(move.before), "after": _place(move.after)}
                for move in self.moves
            ],
            "outcomes": [
                {"advice": one.advice, "before": _value(one.before), "after": _value(one.after)}
                for one in self.outcomes
            ],
            "conclusions": [
                {"conclusion": one.conclusion, "before": _value(one.before), "after": _value(one.after)}
                for one in self.conclusions
            ],
            "scores": [
                {"theme": one.theme, "before": _score(one.before), "after": _score(one.after)} for one in self.scores
            ],
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
        outcomes=tuple(
            OutcomeChange(id, _outcome(old.get(id)), _outcome(new.get(id)))
            for id in ids
            if _outcome(old.get(id)) is not _outcome(new.get(id))
        ),
        conclusions=tuple(_conclusions(before, after)),
        scores=tuple(_scores(before, after)),
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


def _scores(before: Assessment, after: Assessment) -> Iterator[ScoreChange]:
    old = {score.theme: score for score in before.scores}
    new = {score.theme: score for score in after.scores}
    for theme in (*new, *(theme for theme in old if theme not in new)):
        yield ScoreChange(theme, old.get(theme), new.get(theme))


def _value(value: Outcome | Truth | None) -> str | None:
    return value.value if value is not None else None


def _place(place: PlaceInOrder) -> dict[str, Any]:
    return {"position": place.position, "under": place.under}


def _score(score: ThemeScore | None) -> dict[str, Any] | None:
    return None if score is None else score.model_dump(mode="json")
