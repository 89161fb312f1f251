"""The few changes that clear most, in the words of a report: half a page beside the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice.way_out import AnswerChange, RoadStep, Way, WayOut
from advisor.knowledge.ground_id import declared_id
from advisor.language import N_

from .finding_view import FindingView
from .labels import Labels
from .voice import Voice

POINTS_FOR_A_WAY = 3
"""Numbered points from which on a way out is told: with fewer, their own first steps are the way."""


@dataclass(frozen=True)
class ChangeView:
    """One change in its place: what the house does, how much effort it takes, and what comes of it, line by line."""

    says: str
    effort: str
    effects: tuple[str, ...]


@dataclass(frozen=True)
class WayView:
    """The changes in the order to make them; `says` is how much they clear, `notes` what else there is to say.

    `found` is what they were made from.
    """

    says: str
    changes: tuple[ChangeView, ...]
    notes: tuple[str, ...]
    found: WayOut


def way_view(voice: Voice, labels: Labels, found: WayOut | None, shown: Iterable[FindingView]) -> WayView | None:
    """What a report says of a way out, given the findings it shows.

    None where the findings that carry numbers are too few to look for a way, where it leaves most of them, or where it
    takes as many changes as it clears findings: the findings say as much. Other ways as good are for who advises, and
    not told.
    """
    words = _WayWords(voice, labels, {one.id: one for one in shown})
    points = len(words.numbered)
    if found is None or points < POINTS_FOR_A_WAY:
        return None
    cleared = words.cleared(found.best)
    return words.view(found) if 2 * cleared >= points and cleared > len(found.best.steps) else None


class _WayWords:
    def __init__(self, voice: Voice, labels: Labels, shown: Mapping[str, FindingView]) -> None:
        self.voice = voice
        self.labels = labels
        self.shown = shown
        self.say = voice.gettext
        self.numbered = {id for id, one in shown.items() if one.number is not None and one.severity is not None}

    def view(self, found: WayOut) -> WayView:
        best = found.best
        says = self._clears(best)
        if best.opens:
            says += " " + self.voice.ngettext(
                "One more goes, as far as is known: confirm it.",
                "%(n)s more go, as far as is known: confirm them.",
                best.opens,
            )
        return WayView(says, tuple(self._step(step, best) for step in best.steps), tuple(self._notes(found)), found)

    def cleared(self, best: Way) -> int:
        """How many of the numbered points go, which page one counts too."""
        return len({id for step in best.steps for id in step.clears} & self.numbered)

    def _clears(self, best: Way) -> str:
        """How many of the numbered points go, and how many that are not numbered."""
        others = max(0, best.clears - self.cleared(best))
        says = self.voice.ngettext(
            "One change clears %(clears)s of the %(points)s points to put right.",
            "%(n)s changes clear %(clears)s of the %(points)s points to put right.",
            len(best.steps),
            clears=self.cleared(best),
            points=len(self.numbered),
        )
        if not others:
            return says
        return f"{says} " + self.voice.ngettext(
            "With them goes one point told under another or kept for later.",
            "With them go %(n)s points told under another or kept for later.",
            others,
        )

    def _step(self, step: RoadStep, best: Way) -> ChangeView:
        effort = self.labels.effort(step.change.effort)
        assert effort is not None
        return ChangeView(self._change(step.change, step.elsewhere), effort.word, tuple(self._effects(step, best)))

    def _change(self, change: AnswerChange, elsewhere: Sequence[AnswerChange]) -> str:
        if (advised := self.voice.change(change, elsewhere)) is not None:
            return advised
        option = self.voice.option(change.question, change.option)
        asked = self.voice.asked(change.question)
        if change.does == "add":
            return self.say("%(asked)s – add “%(option)s”", asked=asked, option=option)
        if change.does == "drop":
            return self.say("%(asked)s – give up “%(option)s”", asked=asked, option=option)
        before = self.voice.answer(change.question)
        return self.say("%(asked)s – from “%(before)s” to “%(after)s”", asked=asked, before=before, after=option)

    def _effects(self, step: RoadStep, best: Way) -> Iterator[str]:
        for ids, message in (
            (step.clears, N_("Clears: %(findings)s")),
            (step.opens, N_("Clears, as far as is known: %(findings)s")),
            (step.eases, N_("Makes milder: %(findings)s")),
        ):
            if named := self._named(ids):
                yield self.say(message, findings=named)
        if not (step.clears or step.opens or step.eases):
            alone = N_("Needed for the other changes to hold.")
            if step.spares:
                alone = N_("Keeps a new point from arising.")
            elif best.leads_on(step):
                alone = N_("Takes effect with the changes that follow.")
            yield self.say(alone)

    def _named(self, ids: Iterable[str]) -> str:
        findings = [self.shown[id] for id in ids if id in self.shown]
        return "; ".join(one.title if one.number is None else f"{one.number} · {one.title}" for one in findings)

    def _notes(self, found: WayOut) -> Iterator[str]:
        if found.uncritical is not None:
            yield self._uncritical(found.best, found.uncritical)

    def _uncritical(self, best: Way, way: Way) -> str:
        if way.critical:
            named = self._named(id for id in self.shown if declared_id(id) in way.critical)
            if not named:
                return self.say("Some of what is critical stays.")
            return self.say("Critical all the same, and to be acted on first: %(findings)s.", findings=named)
        if set(way.changes) <= set(best.changes):
            if best.opens:
                return self.say("Nothing critical is certain then; what is not known may still be.")
            return self.say("Nothing critical remains then.")
        return self.voice.ngettext(
            "One change is needed before nothing critical remains.",
            "%(n)s changes are needed before nothing critical remains.",
            len(way.steps),
        )
