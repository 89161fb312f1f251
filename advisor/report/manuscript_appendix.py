"""The appendix as blocks: what the house alone reads, answers, conclusions, method, bibliography, what was applied."""

from __future__ import annotations

from collections.abc import Iterator

from .anatomy import reference
from .appendix_view import Answered, AnswerSection
from .blocks import Block, Grid, Heading, Passage, Span, Term, Tone, listed, plain
from .manuscript_finding import FindingBlocks
from .view import ReportView


def appendix_blocks(report: ReportView, findings: FindingBlocks) -> Iterator[Block]:
    """Every block of the appendix below its heading."""
    yield from _Appendix(report, findings).blocks()


class _Appendix:
    """One appendix being set out."""

    def __init__(self, report: ReportView, findings: FindingBlocks) -> None:
        self.report = report
        self.findings = findings
        self.say = findings.say

    def blocks(self) -> Iterator[Block]:
        if self.report.internal:
            yield from self._house()
        yield Heading(self.say("Your answers"), 2)
        for section in self.report.answers:
            yield from self._answers(section)
        yield from self._exceptions()
        yield from self._reached()
        if self.report.withheld:
            yield Heading(self.say("Kept back"), 2)
            yield Passage(plain(self.say("This holds as well. It is not said above while the findings named stand.")))
            yield listed(Term(one.title, " · ".join(one.by), ends=False) for one in self.report.withheld)
        yield from self._method()
        yield from self._bibliography()
        yield from self._stamp()

    def _house(self) -> Iterator[Block]:
        editing = self.report.editing
        if editing.left_out or editing.to_look_at:
            yield Heading(self.say("For the house alone"), 2)
        if editing.left_out:
            yield Passage(plain(self.say("Left out of the report, and why:")))
            yield listed(Term(one.title, one.reason, ends=False) for one in editing.left_out)
        if editing.to_look_at:
            yield Passage(plain(self.say("To be looked at again before delivery:")))
            yield listed(map(plain, editing.to_look_at))

    def _answers(self, section: AnswerSection) -> Iterator[Block]:
        yield Heading(section.title, 3)
        rows = tuple(
            (
                row.asked,
                "\n".join(map(self._answered, row.answers)),
                ", ".join(str(number) for number, _ in row.used_by) or "–",
            )
            for row in section.rows
        )
        if rows:
            head = (self.say("Question"), self.say("Answer"), self.say("Findings"))
            yield Grid(section.title, head, rows, (80, 68, 22))
        if section.to_ask:
            yield Passage(Term(self.say("Still to ask"), " · ".join(section.to_ask), ends=False), Tone.SMALL)

    def _answered(self, one: Answered) -> str:
        said = f"{', '.join(one.names)} – {one.answered}" if one.names else one.answered
        return f"{said}\n({self.say('Note:')} {one.note})" if one.note else said

    def _exceptions(self) -> Iterator[Block]:
        if self.report.considered:
            yield Heading(self.say("Exceptions considered"), 2)
            about = self.say("The following would hold for you, but for a circumstance that sets it aside.")
            yield Passage(plain(about))
        for one in self.report.considered:
            reason = self.say("Set aside: %(reason)s", reason=one.reason) if one.reason else ""
            yield Passage(Term(one.title, reason))
            yield from self.findings.evidence(one.evidence)

    def _reached(self) -> Iterator[Block]:
        if self.report.reached:
            yield Heading(self.say("Intermediate conclusions"), 2)
        for one in self.report.reached:
            title = f"{one.title} ({', '.join(one.names)})" if one.names else one.title
            yield Passage(Term(title, one.value.word, ends=False))
            yield from self.findings.evidence(one.because)

    def _method(self) -> Iterator[Block]:
        yield Heading(self.say("How priorities and the profile come about"), 2)
        for text in self.report.method:
            yield Passage(plain(text))
        counted = " · ".join(f"{one.outcome.word} – {one.count}" for one in self.report.tally)
        yield Passage(Term(self.say("What became of the advice"), counted, ends=False), Tone.SMALL)
        if self.report.out_of_scope:
            yield Heading(self.say("Advice that does not concern you"), 3)
            outside = ((one.theme.word, " · ".join(one.titles)) for one in self.report.out_of_scope)
            yield listed((Term(theme, titles, ends=False) for theme, titles in outside), Tone.SMALL)

    def _bibliography(self) -> Iterator[Block]:
        yield Heading(self.say("Bibliography"), 2)
        for source in self.report.references:
            before, title, after = reference(source)
            yield Passage((Span(before), Span(title, italic=True), Span(after)))
            yield listed((plain(f"{id} {words}") for id, words in source.claims), Tone.EVIDENCE)

    def _stamp(self) -> Iterator[Block]:
        stamp = self.report.stamp
        yield Heading(self.say("Knowledge base"), 2)
        version = self.say("version %(version)s", version=stamp.version)
        yield Passage(plain(f"{stamp.title} ({stamp.id}), {version}."))
        if stamp.answered_under:
            under = self.say("The answers were given under version %(version)s.", version=stamp.answered_under)
            yield Passage(plain(under))
        fingerprint = self.say("Fingerprint: %(fingerprint)s", fingerprint=stamp.fingerprint)
        yield Passage(plain(fingerprint), Tone.SMALL)
        named = (f"{one.number} {one.id}" if one.number else one.id for one in self.report.findings())
        ids = " · ".join((*named, *(id for one in self.report.considered for id in one.ids)))
        yield Passage(Term(self.say("References"), ids, ends=False), Tone.SMALL)
