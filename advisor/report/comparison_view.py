"""What a comparison shows in one language: the earlier and the later Assessment of a brand, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.advice.assessment import Assessment, RecordedAnswer, ThemeProfile
from advisor.advice.before_after import ComparedAdvice, ComparedTheme, Comparison
from advisor.advice.profile_words import ProfileWords
from advisor.answers.answer import AnswerState, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.model import KnowledgeBase
from advisor.language import N_

from .brand_kit import BrandKit
from .finding_view import Label
from .labels import KINDS, SEVERITIES, TRUTHS
from .voice import Voice

GROUPS: dict[str, tuple[str, str]] = {
    "resolved": (N_("Resolved"), N_("What held before and no longer does.")),
    "new": (N_("New"), N_("What holds now and did not before.")),
    "gained": (N_("Strengths gained"), N_("What you now do well.")),
    "lost": (N_("Strengths lost"), N_("What you did well before and can no longer be said.")),
    "graver": (N_("Graver"), N_("What held before and weighs more now.")),
    "milder": (N_("Milder"), N_("What held before and weighs less now.")),
    "persisting": (N_("Persisting"), N_("What held before and still does.")),
    "not_comparable": (
        N_("Not comparable"),
        N_("What could be judged on one of the two dates only, so that nothing follows from the difference."),
    ),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FIRES: N_("Holds"),
    Outcome.POSTPONED: N_("For later"),
    Outcome.EXCEPTED: N_("Set aside"),
    Outcome.DOES_NOT_APPLY: N_("Does not hold"),
    Outcome.OUT_OF_SCOPE: N_("No concern"),
    Outcome.UNDETERMINED: N_("Undecided"),
}
"""How advice came out, in the few words a column has room for."""
CAUSES = {"answers": N_("answers changed"), "rules": N_("rules changed")}


@dataclass(frozen=True)
class ComparedRow:
    """One advice of a group: `before` and `after` are outcomes in words.

    `notes` tell from severity to severity where that changed, and what made the change where the rules did.
    """

    id: str
    title: str
    theme: str
    badge: Label
    before: str
    after: str
    notes: str


@dataclass(frozen=True)
class Group:
    """Advice that fared alike; never empty."""

    id: str
    title: str
    lead: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True)
class SituationRow:
    """A conclusion that holds on one date at least, and its value on both in words; `changed` if they differ."""

    id: str
    title: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True)
class ThemeTurn:
    """A theme on both dates, each side with its state and counts in words; `changed` if they differ."""

    theme: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True)
class ChangedAnswerRow:
    """A question answered differently."""

    asked: str
    before: str
    after: str


@dataclass(frozen=True)
class ComparisonView:
    """The whole page. `versions` is empty where both Assessments were made with the same knowledge base."""

    language: str
    brand: str
    title: str
    headline: str
    period: str
    iso_date: str
    versions: str
    situation: tuple[SituationRow, ...]
    groups: tuple[Group, ...]
    profile: tuple[ThemeTurn, ...]
    answers: tuple[ChangedAnswerRow, ...]
    kit: BrandKit | None


def compose_comparison(
    comparison: Comparison,
    before: tuple[KnowledgeBase, Assessment],
    after: tuple[KnowledgeBase, Assessment],
    *,
    language: str,
    brand_kit: BrandKit | None = None,
) -> ComparisonView:
    """The view of a comparison; `before` and `after` are the two sides with the knowledge base of each."""
    return _ComparisonComposition(comparison, Voice(*before, language), Voice(*after, language), brand_kit).view()


class _ComparisonComposition:
    """The making of one view."""

    def __init__(self, comparison: Comparison, earlier: Voice, later: Voice, kit: BrandKit | None) -> None:
        self.comparison = comparison
        self.earlier, self.later, self.kit = earlier, later, kit
        self.words = later.catalogue
        self.profile = ProfileWords(later.language)

    def view(self) -> ComparisonView:
        compared, words = self.comparison, self.words
        stamps = compared.before_knowledge_base, compared.after_knowledge_base
        groups = tuple(self._groups())
        return ComparisonView(
            language=self.later.language,
            brand=self.later.assessment.brand,
            title=words.gettext("Before and after"),
            headline=self._headline(),
            period=words.gettext(
                "From %(before)s to %(after)s",
                before=words.date(compared.before_date),
                after=words.date(compared.after_date),
            ),
            iso_date=compared.after_date,
            versions=""
            if stamps[0].fingerprint == stamps[1].fingerprint
            else words.gettext(
                "The knowledge base changed in between, from version %(before)s to %(after)s.",
                before=stamps[0].version,
                after=stamps[1].version,
            ),
            situation=tuple(self._situation()),
            groups=groups,
            profile=tuple(self._theme(one) for one in compared.profile if one.counted),
            answers=tuple(self._answer(one.question, one.before, one.after) for one in compared.changed_answers),
            kit=self.kit,
        )

    def _headline(self) -> str:
        if self.comparison.unchanged:
            return self.words.gettext("Nothing has changed between the two dates.")
        resolved = len(self.comparison.with_status("resolved"))
        persisting = sum(len(self.comparison.with_status(status)) for status in ("persisting", "graver", "milder"))
        new = len(self.comparison.with_status("new"))
        return self.words.gettext(
            "%(resolved)s resolved, %(persisting)s persisting, %(new)s new.",
            resolved=self.words.number(resolved),
            persisting=self.words.number(persisting),
            new=self.words.number(new),
        )

    def _groups(self) -> Iterable[Group]:
        sides = {
            "resolved": self.comparison.with_status("resolved"),
            "new": self.comparison.with_status("new"),
            "graver": self.comparison.with_status("graver"),
            "milder": self.comparison.with_status("milder"),
            "gained": self.comparison.with_status("new", strengths=True),
            "lost": self.comparison.with_status("resolved", strengths=True),
            "persisting": self.comparison.with_status("persisting"),
            "not_comparable": self.comparison.with_status("not_comparable"),
        }
        for id, advice in sides.items():
            if advice:
                title, lead = GROUPS[id]
                rows = tuple(self._row(one) for one in advice)
                yield Group(id, self.words.gettext(title), self.words.gettext(lead), rows)

    def _situation(self) -> Iterable[SituationRow]:
        """The conclusions a report tells, in its order; what only the earlier knowledge base tells comes last."""
        compared = {one.id: one for one in self.comparison.conclusions if not one.withheld}
        voices = {
            id: voice
            for voice in (self.earlier, self.later)
            for id, conclusion in voice.kb.conclusions.items()
            if conclusion.shown
        }
        order = dict.fromkeys(
            (*self.later.kb.summary, *self.later.kb.conclusions, *self.earlier.kb.summary, *self.earlier.kb.conclusions)
        )
        for id in order:
            if id in compared and id in voices:
                one, voice = compared[id], voices[id]
                title = voice.say(voice.kb.conclusions[id].title)
                yield SituationRow(id, title, self._truth(one.before), self._truth(one.after), one.before != one.after)

    def _truth(self, value: Truth | None) -> str:
        return self.words.gettext(TRUTHS[value]) if value else self._absent()

    def _absent(self) -> str:
        return self.words.gettext("Not in the knowledge base")

    def _row(self, one: ComparedAdvice) -> ComparedRow:
        voice = self.later if one.after is not None else self.earlier
        causes = one.causes if "rules" in one.causes else ()
        label = SEVERITIES[one.severity] if one.severity else KINDS[one.kind]
        notes = [self.profile.regraded(one.severity_before, one.severity)] if one.status in ("graver", "milder") else []
        return ComparedRow(
            id=one.id,
            title=voice.title(voice.assessment.advised(one.id)),
            theme=voice.say(voice.kb.themes[one.theme].title),
            badge=Label(one.severity or one.kind, self.words.gettext(label)),
            before=self.words.gettext(OUTCOMES[one.before]) if one.before else self._absent(),
            after=self.words.gettext(OUTCOMES[one.after]) if one.after else self._absent(),
            notes=", ".join((*notes, *(self.words.gettext(CAUSES[cause]) for cause in causes))),
        )

    def _theme(self, one: ComparedTheme) -> ThemeTurn:
        voice = self.later if one.after is not None else self.earlier
        said = [self._profiled(side) for side in (one.before, one.after)]
        return ThemeTurn(voice.say(voice.kb.themes[one.theme].title), said[0], said[1], one.differs)

    def _profiled(self, profile: ThemeProfile | None) -> str:
        return f"{self.profile.state(profile)} ({self.profile.counts(profile)})" if profile else self._absent()

    def _answer(self, question: str, before: RecordedAnswer | None, after: RecordedAnswer | None) -> ChangedAnswerRow:
        voice = self.later if question in self.later.kb.questions else self.earlier
        return ChangedAnswerRow(
            voice.asked(question),
            self._said(self.earlier, before),
            self._said(self.later, after),
        )

    def _said(self, voice: Voice, answer: RecordedAnswer | None) -> str:
        if answer is None:
            return self._absent()
        said = voice.answer(answer.question)
        return said if answer.state is AnswerState.ANSWERED else f"({said})"
