"""An edition of a report as a sequence of blocks, from page one on: what Word and Markdown both write.

The head of page one and the foot are each format's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.language import catalogue

from .anatomy import charges, effort, impact
from .blocks import (
    Block,
    ContentsPlace,
    Grid,
    Heading,
    ListPoint,
    MatrixPlace,
    Passage,
    PointList,
    Span,
    Term,
    Tone,
    listed,
    plain,
)
from .edition import Edition
from .finding_view import FindingView
from .manuscript_appendix import appendix_blocks
from .manuscript_finding import FindingBlocks
from .view import APART, PlanPhase, ReportView

FEW_POINTS = 2
"""Points of which no matrix is drawn."""


def manuscript(report: ReportView, edition: Edition) -> tuple[Block, ...]:
    """Every block of an edition of a report, in reading order."""
    return tuple(_Manuscript(report, full=edition == "full").blocks())


class _Manuscript:
    """One edition of a report being set out as blocks."""

    def __init__(self, report: ReportView, *, full: bool) -> None:
        self.report = report
        self.full = full
        self.words = catalogue(report.language)
        self.say = self.words.gettext
        self.findings = FindingBlocks(self.words, full=full)
        self.sections = {section.id: section for section in report.sections}

    def blocks(self) -> Iterator[Block]:
        """Every block; sections without anything to say are left out, and of the brief edition the appendix."""
        yield from self._summary()
        if self.full:
            yield ContentsPlace(self.say("Contents"))
        for id, blocks, new_page in (
            ("diagnosis", self._diagnosis, True),
            ("findings", self._findings, False),
            ("plan", self._plan, False),
            ("strengths", self._strengths, False),
            ("find-out", self._find_out, False),
            ("limits", self._limits, False),
        ):
            if id in self.sections:
                yield from self._opening(id, new_page=new_page)
                yield from blocks()
        if self.full:
            yield from self._opening("appendix", new_page=True)
            yield from appendix_blocks(self.report, self.findings)

    def _opening(self, id: str, *, new_page: bool) -> Iterator[Block]:
        section = self.sections[id]
        yield Heading(f"{section.number} {section.title}" if section.number else section.title, 1, new_page)
        if section.lead:
            yield Passage(plain(section.lead), Tone.LEAD)

    def _summary(self) -> Iterator[Block]:
        sum = self.report.summary
        yield from self._opening("summary", new_page=False)
        yield Passage(plain(sum.headline), Tone.HEADLINE)
        if sum.matter:
            yield Passage(Term(self.say("On the table"), sum.matter))
        if sum.answer:
            yield Passage(Term(self.say("Our answer"), " ".join(sum.answer)))
        if sum.first:
            yield Heading(self.say("To do first"), 2)
            yield listed(map(self._first, sum.first), ordered=True)
        if sum.provisional:
            yield Passage(plain(sum.provisional.says), Tone.NOTICE)
            yield listed(map(plain, sum.provisional.ask))
        if sum.unjudged:
            yield Passage(plain(sum.unjudged), Tone.NOTICE)
        for text in self.report.editing.opening:
            yield Passage((Span(text, italic=True),))
        for title, findings in ((self.say("To go further"), sum.further), (self.say("To keep"), sum.keep)):
            if findings:
                yield Heading(title, 2)
                in_full = findings is sum.further or not sum.first  # else page one would need a second page
                yield listed(Term(one.title, one.observed[0] if in_full and one.observed else "") for one in findings)
        if sum.contradicted:
            yield Heading(self.say("To clarify: answers that contradict each other"), 2)
            yield listed(map(plain, sum.contradicted))
        if sum.find_out or sum.find_out_nothing:
            yield Heading(self.say("To find out"), 2)
            if sum.find_out_nothing:
                yield Passage(plain(sum.find_out_nothing))
            yield listed(plain(one.in_short) for one in sum.find_out)
        if sum.counts:
            yield Passage(plain(sum.counts), Tone.SMALL)

    def _first(self, finding: FindingView) -> Term:
        title, reason, step = self.report.summary.told(finding)
        first = [step] if step else []
        charge = ", ".join(charges(finding, self.words))
        told = "\n".join((reason, *finding.noted[:1], *first, *([charge] if charge else [])))
        return Term(title, told, to=finding.id)

    def _diagnosis(self) -> Iterator[Block]:
        for one in self.report.told() if self.full else self.report.in_short():
            yield Passage(Term(one.title, one.meaning))
            if self.full:
                yield from self.findings.evidence(one.because)
                yield from self.findings.confirmations(one.to_confirm)
        for map in self.report.maps:
            title = self.say("Map of the spaces") if map.context == "space" else map.title
            yield Heading(title, 2)
            yield Grid(
                title,
                (map.title, self.say("What it gathers"), self.say("What to do there")),
                tuple(
                    (
                        f"{row.name}\n{row.kind}" if row.kind else row.name,
                        row.holds or "–",
                        tuple(self._led_to(row.findings)) or "–",
                    )
                    for row in map.rows
                ),
                (50, 55, 65),
            )
            if map.note:
                yield Passage(plain(map.note), Tone.SMALL)
        yield from self._profile()
        if self.full:
            yield from self._undecided()

    @staticmethod
    def _led_to(findings: Iterable[FindingView]) -> Iterator[Span]:
        for place, one in enumerate(findings):
            yield from (Span("\n"),) if place else ()
            yield Span(f"{one.number} · {one.title}", to=one.id)

    def _profile(self) -> Iterator[Block]:
        if self.report.profile:
            title = self.say("Profile by theme")
            yield Heading(title, 2)
            yield Grid(
                title,
                (
                    self.say("Theme"),
                    self.say("State"),
                    self.say("To put right"),
                    self.say("In order"),
                    self.say("Not known"),
                ),
                tuple(
                    (one.theme.word, one.state.word, one.put_right, *(str(one.count(of)) for of in APART))
                    for one in self.report.profile
                ),
                (60, 30, 40, 20, 20),
            )
            if self.report.profile_note:
                yield Passage(plain(self.report.profile_note), Tone.SMALL)

    def _undecided(self) -> Iterator[Block]:
        if undecided := self.report.undecided():
            yield Heading(self.say("Not decided yet"), 2)
            yield listed(
                Term(one.title, f"{self.say('To ask:')} {one.settle[0].asked}" if one.settle else "")
                for one in undecided
            )
        if self.report.ruled_out:
            yield Heading(self.say("Ruled out"), 2)
            for title, told in (
                (self.say("Fortunately not so"), self.report.denied("no")),
                (self.say("Not so, or not yet"), self.report.denied("yes")),
                (self.say("Neither good nor bad"), self.report.denied("neutral")),
            ):
                if told:
                    yield Passage(Term(title, " · ".join(one.title for one in told), ends=False))

    def _findings(self) -> Iterator[Block]:
        for finding in self.report.ranked:
            yield from self.findings.finding(finding, 2)
        if self.report.postponed:
            yield Heading(self.say("Once the time has come"), 2)
            yield Passage(plain(self.say("Sound advice whose moment has not come. Each says what it waits for.")))
            for finding in self.report.postponed:
                yield from self.findings.finding(finding, 3)

    def _plan(self) -> Iterator[Block]:
        if self.full and len(self.report.matrix) > FEW_POINTS:
            yield MatrixPlace(self.say("Impact and effort"))
        for phase in self.report.plan:
            yield Heading(phase.phase.word, 2)
            if phase.purpose:
                yield Passage(plain(phase.purpose))
            yield self._phase(phase)
        if way := self.report.way:
            yield Heading(self.say("The shortest way out"), 2)
            yield Passage(plain(way.says))
            points = ((f"{one.says} – {one.effort}", one.effects) for one in way.changes)
            yield PointList(
                tuple(ListPoint(plain(says), tuple(map(plain, below))) for says, below in points), ordered=True
            )
            for note in way.notes:
                yield Passage(plain(note), Tone.SMALL)

    def _phase(self, phase: PlanPhase) -> Grid:
        later = phase.waiting
        third = self.say("When") if later else self.say("Severity")
        return Grid(
            phase.phase.word,
            (self.say("No."), self.say("Action"), third, self.say("Effort"), self.say("Who, by when")),
            tuple(
                (
                    str(one.number or "–"),
                    (Span(one.title, to=one.id),),
                    " ".join(one.until) if later else (Span(impact(one), grave=(one.severity or one.kind).id),),
                    effort(one, self.words),
                    ", ".join(charges(one, self.words)) or "–",
                )
                for one in phase.actions
            ),
            (12, 70, 30, 22, 36),
        )

    def _strengths(self) -> Iterator[Block]:
        for finding in self.report.strengths:
            if self.full:
                yield from self.findings.finding(finding, 2)
            else:
                says = " ".join((*finding.observed, *finding.recommendation))
                if finding.to_confirm:
                    says += f" ({self.say('to be confirmed')})"
                yield Passage(Term(finding.title, says))

    def _find_out(self) -> Iterator[Block]:
        if self.report.contradictions:
            yield Heading(self.say("To clarify: answers that contradict each other"), 2)
            for one in self.report.contradictions:
                yield Passage(plain(one.says), Tone.NOTICE)
                yield listed(map(self.findings.said, one.ask_again), Tone.EVIDENCE)
        for finding in self.report.asks:
            yield from self.findings.finding(finding, 2)
        if shown := self.report.open_in_detail():
            yield Heading(self.say("Open questions"), 2)
            yield listed(
                (Span(one.asked), Span(f" {one.why}", italic=True)) if one.why else plain(one.asked) for one in shown
            )
        if others := self.report.open_in_brief():
            if self.full:
                yield Passage(Term(self.say("Also open"), " · ".join(one.asked for one in others), ends=False))
            else:
                more = self.words.ngettext("One more question is open.", "%(n)s more questions are open.", len(others))
                yield Passage(plain(more), Tone.SMALL)
        if self.full and self.report.open_besides:
            yield Passage(plain(self.report.open_besides), Tone.SMALL)

    def _limits(self) -> Iterator[Block]:
        for text in self.report.limits:
            yield Passage(plain(text))
