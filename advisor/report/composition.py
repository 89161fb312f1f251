"""From an Assessment to the report's view: which section shows what, and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.advice.assessment import (
    AssessedConclusion,
    Assessment,
    Clash,
    OpenQuestion,
    ThemeProfile,
    ThemeState,
)
from advisor.advice.order import ALL
from advisor.advice.outlook import Outlook
from advisor.advice.profile import less
from advisor.advice.profile_words import counts_of
from advisor.answers.answer import Truth
from advisor.answers.review import Review
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import KnowledgeBase
from advisor.language import Phrase

from . import appendix, sections
from .brand_kit import BrandKit
from .client_notes import ClientNotes
from .commonness import counted_among, with_shares
from .finding_view import FindingView, Label
from .findings import FindingViews
from .instance_map import maps
from .labels import Labels
from .quoting import Quoting
from .reasons import Reasons
from .report_error import ReportError
from .summary import summary
from .told import Diagnosis
from .view import (
    ContradictionView,
    MatrixPoint,
    OpenPoint,
    PlanPhase,
    ReportParts,
    ReportView,
    ThemeRow,
)
from .voice import Voice
from .way_view import way_view

ROWS_NAMED = 3
"""Open rows of a table that a report names at once, the most useful first."""


def compose(
    kb: KnowledgeBase,
    assessment: Assessment,
    *,
    language: str,
    outlook: Outlook | None = None,
    brand_kit: BrandKit | None = None,
    review: Review | None = None,
) -> ReportView:
    """The report's view in a language of the knowledge base.

    With an Outlook, open questions stand in the order in which they help most; with a Review, findings are as the
    consultant wants them. ReportError if the Assessment
    was made from another knowledge base, whose ids this one need not have.
    """
    made_from = assessment.knowledge_base
    if (made_from.id, made_from.fingerprint) != (kb.id, kb.fingerprint):
        raise ReportError(
            Phrase(
                "The assessment was made with the knowledge base {then}, whose content differs from {now}. "
                "Assess the answers again.",
                then=f"{made_from.id} {made_from.version}",
                now=f"{kb.id} {kb.version}",
            )
        )
    return _Composition(Voice(kb, assessment, language), outlook, brand_kit, review or Review()).view()


class _Composition:
    """The making of one view."""

    def __init__(self, voice: Voice, outlook: Outlook | None, kit: BrandKit | None, review: Review) -> None:
        self.voice = voice
        self.kb = voice.kb
        self.assessment = voice.assessment
        self.outlook = outlook
        self.kit = kit
        self.reasons = Reasons(voice)
        self.labels = Labels(voice)
        self.findings = FindingViews(voice, self.reasons, self.labels, review)

    def view(self) -> ReportView:
        voice, kb = self.voice, self.kb
        standing, unsettled, ruled_out = (
            tuple(self._diagnoses(value)) for value in (Truth.TRUE, Truth.UNDETERMINED, Truth.FALSE)
        )
        quoting = Quoting(
            lambda number: voice.gettext("finding %(number)s", number=number),
            lambda title: voice.gettext("“%(title)s”", title=title),
        )
        standing = quoting.diagnoses(standing)
        groups = (
            self.findings.ranked,
            self.findings.postponed(),
            self.findings.firing("strength"),
            self.findings.firing("ask"),
        )
        notes = ClientNotes(self.reasons, [one for group in groups for one in group])
        common = self.outlook.benchmark if self.outlook else None
        ranked, postponed, strengths, asks = (
            with_shares(voice, common, quoting.findings(notes.beside(group))) for group in groups
        )
        considered = quoting.considered(self.findings.considered())
        true = [one.conclusion for one in standing]
        told = [*true, *(one.conclusion for one in (*unsettled, *ruled_out))]
        in_full = [one for top in (*ranked, *postponed, *strengths, *asks) for one in top.walk()]
        evidence = [
            *(one.evidence for one in in_full),
            *(one.evidence for one in considered),
            *(one.evidence for one in (*standing, *ruled_out)),
        ]
        reached = quoting.reached(appendix.reached(voice, self.reasons, self.labels, evidence, told))
        parts = ReportParts(
            findings=ranked,
            postponed=postponed,
            strengths=strengths,
            asks=asks,
            standing=standing,
            unsettled=unsettled,
            plan=self._plan(ranked, postponed),
            open_points=self._open_points(),
            open_besides=self._open_besides(),
            contradictions=tuple(self._contradictions()),
            considered=considered,
            first_settled=self.outlook is not None and self.outlook.first_settled,
            profile=self._profile(),
        )
        return ReportView(
            language=voice.language,
            brand=voice.assessment.brand,
            title=voice.say(kb.title),
            subtitle=voice.gettext("Findings and action plan"),
            date=voice.date(self.assessment.date),
            iso_date=self.assessment.date,
            consultant=voice.name(self.assessment.consultant) if self.assessment.consultant else None,
            kit=self.kit,
            sections=sections.sections(voice, parts),
            summary=summary(self.reasons, parts),
            editing=self.findings.edited.editing(),
            profile=parts.profile,
            profile_note=self._profile_note(parts.problems),
            maps=tuple(maps(voice, standing, unsettled, ranked)),
            standing=standing,
            unsettled=unsettled,
            ruled_out=ruled_out,
            ranked=ranked,
            postponed=postponed,
            phases=tuple(voice.say(phase.title) for phase in kb.phases.values()),
            plan=parts.plan,
            way=way_view(voice, self.labels, self.outlook.way_out if self.outlook else None, in_full),
            matrix=tuple(self._points(parts.problems)),
            strengths=strengths,
            asks=asks,
            open_points=parts.open_points,
            open_besides=parts.open_besides,
            contradictions=parts.contradictions,
            considered=considered,
            answers=appendix.answers(voice, self.reasons, self.findings),
            reached=reached,
            method=sections.method(voice),
            limits=(*sections.limits(voice), *counted_among(voice, common)),
            benchmark=common,
            withheld=appendix.withheld(voice),
            tally=appendix.tally(voice, self.labels),
            out_of_scope=appendix.out_of_scope(voice, self.findings),
            references=appendix.references(voice, in_full, [*true, *(id for one in reached for id in one.conclusions)]),
            stamp=appendix.stamp(voice),
            instances=voice.instances,
        )

    def _counted(self) -> tuple[ThemeProfile, ...]:
        """The profile as far as the review lets it be seen, in the order of the knowledge base."""
        return tuple(less(one, self.findings.left_out(one.theme)) for one in self.assessment.profile)

    def _profile(self) -> tuple[ThemeRow, ...]:
        """The themes that have points."""
        return tuple(
            ThemeRow(
                theme=self.findings.theme(one.theme),
                state=self.labels.theme_state(one),
                segments=tuple((what, count) for what, count in counts_of(one).items() if count),
                put_right=self.labels.profile.put_right(one),
            )
            for one in self._counted()
            if one.points
        )

    def _profile_note(self, numbered: Sequence[FindingView]) -> str:
        """What “not judged” means, and why a profile counts more than what is numbered; empty without either."""
        profile, notes = self._counted(), []
        if any(one.points and one.state is ThemeState.NOT_JUDGED for one in profile):
            notes.append(
                self.voice.gettext(
                    "Not judged: nothing to put right was found, but too much is still open, or something grave."
                )
            )
        if sum(sum(one.to_put_right.values()) for one in profile) > len(numbered):
            notes.append(
                self.voice.gettext(
                    "Points that stand under another one, or wait for their time, are counted here as well."
                )
            )
        return " ".join(notes)

    def _diagnoses(self, value: Truth) -> Iterator[Diagnosis]:
        """The conclusions of the diagnosis with a value, those of the knowledge base's summary first."""
        assessed = {one.id: one for one in self.assessment.conclusions}
        shown = (id for id, conclusion in self.kb.conclusions.items() if conclusion.shown)
        for id in dict.fromkeys((*self.kb.summary, *shown)):
            no_news = self._sorts_instances(id) or self._is_worse_instead(assessed[id])
            untold = {Truth.TRUE: assessed[id].withheld_by, Truth.FALSE: no_news}.get(value)
            if assessed[id].value is value and not untold:
                yield self._diagnosis(assessed[id])

    def _sorts_instances(self, conclusion: str) -> bool:
        """Whether a conclusion only sorts instances: that one of them is not of a sort is no news."""
        return instance_of(conclusion) is not None and self.kb.conclusions[conclusion].good == "neutral"

    def _is_worse_instead(self, assessed: AssessedConclusion) -> bool:
        """Whether bad news is ruled out by other bad news alone: trust that is damaged is no longer fragile."""
        instead = [one.id for one in assessed.because.conclusions if one.value is Truth.TRUE]
        return any(self.kb.conclusions[id].good == self.kb.conclusions[assessed.id].good == "no" for id in instead)

    def _diagnosis(self, assessed: AssessedConclusion) -> Diagnosis:
        conclusion = self.kb.conclusions[assessed.id]
        variant = None if assessed.variant is None else conclusion.variants[assessed.variant]
        instance = instance_of(assessed.id)
        return Diagnosis(
            conclusion=assessed.id,
            title=self.voice.concluded(assessed),
            statement=self.voice.say(variant.title if variant and variant.title else conclusion.title),
            about=None if instance is None else self.voice.names([instance])[0],
            meaning=self.voice.say(variant.meaning if variant and variant.meaning else conclusion.meaning),
            evidence=self.reasons.evidence(assessed.because),
            to_confirm=self.reasons.confirmations(assessed.reservations),
            settle=tuple(map(self.reasons.said, assessed.settle)),
            other_ways=assessed.because.other_ways,
            good=conclusion.good,
        )

    def _plan(self, ranked: Sequence[FindingView], postponed: Sequence[FindingView]) -> tuple[PlanPhase, ...]:
        """The lines of the plan that hold something, each in the one order; then what waits."""
        lines = [
            PlanPhase(Label(line.id, self.voice.say(line.title)), "", held)
            for line in self.kb.plan or (ALL,)
            if (held := tuple(one for one in ranked if one.line is None or one.line.id == line.id))
        ]
        if postponed:
            purpose = self.labels.purpose_of_waiting()
            lines.append(PlanPhase(self.labels.waiting(), purpose, tuple(postponed), waiting=True))
        return tuple(lines)

    def _points(self, problems: Sequence[FindingView]) -> Iterator[MatrixPoint]:
        for finding in problems:
            if finding.number is not None and finding.severity and finding.effort:
                yield MatrixPoint(finding.number, finding.id, finding.title, finding.severity.id, finding.effort.id)

    def _open_points(self) -> tuple[OpenPoint, ...]:
        """Open questions: as the outlook ranks them, else those on which most advice hangs first; each one once."""
        ranked = [one.question for one in self.outlook.ask_next] if self.outlook else []
        place = {question: place for place, question in enumerate(ranked)}
        ordered = sorted(
            self.assessment.still_to_ask(), key=lambda one: (place.get(one.question, len(place)), -len(one.concerns))
        )
        alike: dict[str, list[OpenQuestion]] = {}
        for one in ordered:
            alike.setdefault(self.voice.screen_of(one.question), []).append(one)
        return tuple(
            OpenPoint(
                questions=tuple(one.question for one in group),
                asked=self.voice.to_ask([one.question for one in group], ROWS_NAMED),
                in_short=self.voice.in_short([one.question for one in group], ROWS_NAMED),
                why=self.voice.say(self.kb.questions[group[0].question].because),
                state=self.labels.state(group[0].state),
                concerns=len({declared_id(advice) for one in group for advice in one.concerns}),
                first=any(one.question in place for one in group),
            )
            for group in alike.values()
        )

    def _open_besides(self) -> str:
        """How many more questions could be answered, in a sentence; empty where none could."""
        besides = len(self.assessment.to_find_out) - len(self.assessment.still_to_ask())
        if not besides:
            return ""
        return self.voice.ngettext(
            "One more question can be answered; the interview does not ask it by itself.",
            "%(n)s more questions can be answered; the interview does not ask them by itself.",
            besides,
        )

    def _contradictions(self) -> Iterator[ContradictionView]:
        for check in self.assessment.checks:
            says = self.voice.say(self.kb.checks[check.id].says)
            yield ContradictionView(says, tuple(map(self.reasons.said, check.ask_again)))
        for clash in self.assessment.to_clarify:
            yield self._clash(clash)

    def _clash(self, clash: Clash) -> ContradictionView:
        both = (clash.first, clash.second)
        if clash.kind == "conclusions":
            first, second = (self.voice.concluded(self.assessment.concluded(id)) for id in both)
        else:
            first, second = (self.voice.title(self.assessment.advised(id)) for id in both)
        says = self.voice.gettext(
            "Your answers lead to two results that exclude each other: “%(first)s” and “%(second)s”. "
            "One of the answers below needs another look.",
            first=first,
            second=second,
        )
        return ContradictionView(says, tuple(map(self.reasons.said, self._answers_behind(clash))))

    def _answers_behind(self, clash: Clash) -> tuple[str, ...]:
        both = (clash.first, clash.second)
        if clash.kind == "conclusions":
            reasons = [self.assessment.concluded(id).because for id in both]
        else:
            reasons = [self.assessment.advised(id).because for id in both]
        cited = {question for because in reasons for question in because.all_answers}
        return tuple(question for question in self.kb.questions if question in cited)
