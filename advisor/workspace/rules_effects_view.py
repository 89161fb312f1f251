"""What today's rules would change, in words: a line for each change of a brand, and how many brands each concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from advisor.advice.profile_words import ProfileWords
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase
from advisor.language import Messages
from advisor.portfolio.brand_record import FaultyFile
from advisor.portfolio.rules_effect import HOWS, FindingChange, How, RulesEffect, counted

from .delivery_models import DeliveredReport, PlannedAction
from .rules_effects import Effect

HEAD: Messages[How] = Messages(
    {
        "arises": "Arises",
        "falls_away": "Falls away",
        "graver": "Graver",
        "milder": "Milder",
        "first": "Among the first three",
        "first_no_more": "No longer among the first three",
    }
)
PHRASES = Messages(
    {
        "line": "{how}: {what}",
        "graded": "{title} ({severity})",
        "of": "{title} – {instances}",
        "reordered": "The other findings come in another order.",
    }
)


@dataclass(frozen=True)
class EffectRow:
    """A delivery with what today's rules would change of it, or why that is not known."""

    delivery: DeliveredReport
    version: str
    lines: tuple[str, ...]
    fault: str = ""


class EffectsPage:
    """The words of one page. A finding that is there no more is called as the plan that was delivered called it."""

    def __init__(self, kb: KnowledgeBase, effects: Sequence[tuple[DeliveredReport, Effect]], language: str) -> None:
        self.kb = kb
        self.language = language
        self.head = [HEAD.said(language)[how] for how in HOWS]
        self._words = ProfileWords(language)
        self._former = self._titles_of_then([one for one, _ in effects])
        sound = [effect for _, effect in effects if isinstance(effect, RulesEffect)]
        self.sums = [(self._title(id), [counts[how] for how in HOWS]) for id, counts in counted(sound)]
        self.rows = [self._row(*one) for one in effects]

    def _row(self, delivery: DeliveredReport, effect: Effect) -> EffectRow:
        if isinstance(effect, FaultyFile):
            return EffectRow(delivery, "", (), effect.said(self.language))
        return EffectRow(delivery, effect.version, tuple(self._lines(effect)))

    def _lines(self, effect: RulesEffect) -> Iterator[str]:
        said = PHRASES.said(self.language)
        alike = sorted(effect.changes, key=lambda one: HOWS.index(one.how))
        for _, several in groupby(alike, key=lambda one: (one.advice, one.how, one.before, one.after)):
            changes = list(several)
            what = self._title(changes[0].advice)
            if instances := [one.instance for one in changes if one.instance]:
                what = said["of"].format(title=what, instances=", ".join(instances))
            if severity := self._severity(changes[0]):
                what = said["graded"].format(title=what, severity=severity)
            yield said["line"].format(how=HEAD.said(self.language)[changes[0].how], what=what)
        if effect.reordered:
            yield said["reordered"]

    def _severity(self, change: FindingChange) -> str:
        if change.before is not None and change.after is not None:
            return self._words.regraded(change.before, change.after)
        severity = change.before or change.after
        return self._words.regraded(severity, severity).partition(" → ")[0] if severity else ""

    def _title(self, advice: str) -> str:
        if advice in self.kb.advice:
            title = self.kb.advice[advice].title
            return title.get(self.language) or title[self.kb.languages[0]]
        return self._former.get(advice, advice)

    def _titles_of_then(self, deliveries: Sequence[DeliveredReport]) -> dict[str, str]:
        planned = PlannedAction.objects.filter(delivery__in=deliveries).values_list("finding", "told")
        return {
            declared_id(finding): (told.get(self.language) or next(iter(told.values())))["title"]
            for finding, told in planned
        }
