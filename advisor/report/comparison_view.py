"""What a comparison shows in one language: the earlier and the later Assessment of a brand, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from advisor.advice.assessment import Assessment, RecordedAnswer, ThemeProfile
from advisor.advice.before_after import ComparedAdvice, ComparedTheme, Comparison, Status
from advisor.advice.profile_words import ProfileWords
from advisor.answers.answer import AnswerState, Truth
from advisor.answers.review import Review
from advisor.knowledge.model import KnowledgeBase
from advisor.language import N_

from .anatomy import charges
from .brand_kit import BrandKit
from .comparison_words import CAUSES, GROUPS, KEPT, OUTCOMES, PERSISTING
from .composition import compose
from .finding_view import FindingView, Label
from .labels import KINDS, SEVERITIES, TRUTHS
from .view import ReportView
from .voice import Voice

GONE: tuple[Status, ...] = ("resolved", "no_longer_judged")
"""What became of advice that is told as it stood earlier: in the words and with the severity it had."""


@dataclass(frozen=True)
class ComparedSide:
    """One side of a comparison: its knowledge base, its Assessment, and the review of the report made of it."""

    kb: KnowledgeBase
    assessment: Assessment
    review: Review = field(default_factory=Review)


@dataclass(frozen=True)
class ComparedRow:
    """One advice of a group, as it stands or last stood: `before` and `after` are outcomes in words.

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
class KeptAction:
    """An action of the earlier plan: its line, who was in charge by when, and what became of it in words."""

    line: str
    title: str
    charge: str
    became: str
    kept: bool


@dataclass(frozen=True)
class ChangedAnswerRow:
    """A question answered differently."""

    asked: str
    before: str
    after: str


@dataclass(frozen=True)
class AskedAgainView:
    """What was asked again, and for each date the questions that were not, with that date in words."""

    asked: tuple[str, ...]
    not_asked: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class ComparisonView:
    """The whole page. `versions` is empty where both Assessments were made with the same knowledge base.

    `counts` are the points to put right of both reports, `counts_note` says why the headline counts more,
    `warning` that the dates are the wrong way round.
    `kept` are the actions of the earlier plan, `next_steps` the first three of the later report.
    `again` is there where some answers of the later side come from an earlier interview.
    """

    language: str
    brand: str
    title: str
    headline: str
    period: str
    iso_date: str
    versions: str
    warning: str
    counts: str
    counts_note: str
    kept: tuple[KeptAction, ...]
    next_steps: tuple[FindingView, ...]
    situation: tuple[SituationRow, ...]
    groups: tuple[Group, ...]
    profile: tuple[ThemeTurn, ...]
    answers: tuple[ChangedAnswerRow, ...]
    again: AskedAgainView | None
    kit: BrandKit | None


def compose_comparison(
    comparison: Comparison,
    before: ComparedSide,
    after: ComparedSide,
    *,
    language: str,
    brand_kit: BrandKit | None = None,
) -> ComparisonView:
    """The view of a comparison of two sides; what either review leaves out of its report is not told."""
    reports = tuple(
        compose(side.kb, side.assessment, language=language, review=side.review) for side in (before, after)
    )
    earlier, later = (Voice(side.kb, side.assessment, language) for side in (before, after))
    return _ComparisonComposition(comparison, earlier, later, reports, brand_kit).view()


class _ComparisonComposition:
    """The making of one view."""

    def __init__(
        self,
        comparison: Comparison,
        earlier: Voice,
        later: Voice,
        reports: tuple[ReportView, ...],
        kit: BrandKit | None,
    ) -> None:
        self.comparison = comparison
        self.earlier, self.later, self.kit = earlier, later, kit
        self.words = later.catalogue
        self.profile = ProfileWords(later.language)
        self.before, self.after = reports
        left_out = {one.id for report in reports for one in report.editing.left_out}
        self.told = tuple(one for one in comparison.advice if not {one.id, one.earlier} & left_out)

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
            warning=self._warning(),
            counts=self._counts(),
            counts_note=self._counts_note(),
            kept=tuple(self._kept()),
            next_steps=self.after.summary.first,
            situation=tuple(self._situation()),
            groups=groups,
            profile=tuple(self._theme(one) for one in compared.profile if one.counted),
            answers=tuple(self._answer(one.question, one.before, one.after) for one in compared.changed_answers),
            again=self._again(),
            kit=self.kit,
        )

    def _again(self) -> AskedAgainView | None:
        taken_over = self.comparison.taken_over
        if not taken_over:
            return None
        days: dict[str, list[str]] = {}
        for one in taken_over:
            days.setdefault(one.said_on, []).append(self.later.asked(one.question))
        return AskedAgainView(
            tuple(self.later.asked(question) for question in self.comparison.asked_again),
            tuple((self.words.date(day), tuple(asked)) for day, asked in sorted(days.items())),
        )

    def _count(self, *statuses: Status) -> int:
        return sum(len(self._with(status)) for status in statuses)

    def _headline(self) -> str:
        if self.comparison.unchanged:
            return self.words.gettext("Nothing has changed between the two dates.")
        say, number = self.words.gettext, self.words.number
        told = (
            (self._count("resolved"), N_("%(n)s resolved")),
            (self._count(*PERSISTING), N_("%(n)s persisting")),
            (self._count("new"), N_("%(n)s newly arisen")),
            (self._count("newly_seen"), N_("%(n)s newly seen")),
            (self._count("no_longer_judged"), N_("%(n)s no longer judged")),
        )
        always = 3
        parts = [say(text, n=number(n)) for place, (n, text) in enumerate(told) if n or place < always]
        return f"{', '.join(parts)}."

    def _counts(self) -> str:
        """The points to put right that the two reports count."""
        before, after = self._points()
        return self.words.gettext(
            "Points to put right: %(before)s before, %(after)s now.",
            before=self.words.number(before),
            after=self.words.number(after),
        )

    def _points(self) -> tuple[int, int]:
        before, after = (sum(1 for one in report.ranked if one.severity) for report in (self.before, self.after))
        return before, after

    def _counts_note(self) -> str:
        """What the headline counts besides the points to put right; empty where nothing."""
        told = (
            self._count("resolved", *PERSISTING, "no_longer_judged"),
            self._count("new", "newly_seen", *PERSISTING),
        )
        if self.comparison.unchanged or told == self._points():
            return ""
        return self.words.gettext(
            "Resolved, persisting and new also count points that stand under another one, opportunities, and advice "
            "that waits for its time."
        )

    def _warning(self) -> str:
        if not self.comparison.reversed:
            return ""
        return self.words.gettext("The dates are the wrong way round: what stands first here is the later interview.")

    def _with(self, status: Status, *, strengths: bool = False) -> tuple[ComparedAdvice, ...]:
        told = self.comparison.with_status(status, strengths=strengths)
        return tuple(one for one in told if one in self.told)

    def _kept(self) -> Iterable[KeptAction]:
        """The actions of the earlier plan, line by line, but what was to wait."""
        became = {one.earlier: one.status for one in self.told}
        for line in self.before.plan:
            for action in line.actions if not line.waiting else ():
                status = became.get(action.id)
                yield KeptAction(
                    line=line.phase.word,
                    title=action.title,
                    charge=", ".join(charges(action, self.words)) or "–",
                    became=self.words.gettext(KEPT[status if status in KEPT else None]),
                    kept=status == "resolved",
                )

    def _groups(self) -> Iterable[Group]:
        sides = {
            "resolved": self._with("resolved"),
            "new": self._with("new"),
            "newly_seen": self._with("newly_seen"),
            "graver": self._with("graver"),
            "milder": self._with("milder"),
            "gained": (*self._with("new", strengths=True), *self._with("newly_seen", strengths=True)),
            "lost": self._with("resolved", strengths=True),
            "persisting": self._with("persisting"),
            "no_longer_judged": self._with("no_longer_judged"),
            "not_comparable": self._with("not_comparable"),
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
                one = compared[id]
                held = [self.later] * (one.after is Truth.TRUE) + [self.earlier] * (one.before is Truth.TRUE)
                voice = next((side for side in held if id in side.kb.conclusions), voices[id])
                title = voice.concluded(voice.assessment.concluded(id))
                yield SituationRow(id, title, self._truth(one.before), self._truth(one.after), one.before != one.after)

    def _truth(self, value: Truth | None) -> str:
        return self.words.gettext(TRUTHS[value]) if value else self._absent()

    def _absent(self) -> str:
        return self.words.gettext("Not in the knowledge base")

    def _row(self, one: ComparedAdvice) -> ComparedRow:
        gone = one.after is None or one.status in GONE
        voice, id = (self.earlier, one.earlier or one.id) if gone else (self.later, one.id)
        severity = one.severity_before or one.severity if gone else one.severity
        advice = voice.assessment.advised(id)
        causes = one.causes if "rules" in one.causes else ()
        label = SEVERITIES[severity] if severity else KINDS[one.kind]
        notes = [self.profile.regraded(one.severity_before, one.severity)] if one.status in ("graver", "milder") else []
        parent = voice.assessment.advised(advice.subsumed_by) if advice.subsumed_by else None
        within = [self.words.gettext("part of: %(finding)s", finding=voice.title(parent))] if parent else []
        return ComparedRow(
            id=one.id,
            title=voice.title(advice),
            theme=voice.say(voice.kb.themes[one.theme].title),
            badge=Label(severity or one.kind, self.words.gettext(label)),
            before=self.words.gettext(OUTCOMES[one.before]) if one.before else self._absent(),
            after=self.words.gettext(OUTCOMES[one.after]) if one.after else self._absent(),
            notes=", ".join((*within, *notes, *(self.words.gettext(CAUSES[cause]) for cause in causes))),
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
