"""A report as a sequence of blocks, from the summary to the stamp: what Word and Markdown both write.

The title page and the foot are each format's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .anatomy import effort, first_words, impact, reference, unasked
from .appendix_view import AnswerSection
from .blocks import Block, ContentsPlace, Grid, Heading, ListPoint, Passage, PointList, Span, Term, Tone, Words, plain
from .catalogue import catalogue
from .manuscript_finding import FindingBlocks
from .view import APART, Diagnosis, PlanPhase, ReportView


def manuscript(report: ReportView) -> tuple[Block, ...]:
    """Every block of a report, in reading order."""
    return tuple(_Manuscript(report).blocks())


class _Manuscript:
    """One report being set out as blocks."""

    def __init__(self, report: ReportView) -> None:
        self.report = report
        self.words = catalogue(report.language)
        self.say = self.words.gettext
        self.findings = FindingBlocks(self.words)
        self.sections = {section.id: section for section in report.sections}

    def blocks(self) -> Iterator[Block]:
        """Every block; sections without anything to say are left out."""
        yield from self._summary()
        yield ContentsPlace(self.say("Contents"))
        for id, blocks, new_page in (
            ("diagnosis", self._diagnosis, True),
            ("findings", self._findings, True),
            ("plan", self._plan, True),
            ("strengths", self._strengths, True),
            ("find-out", self._find_out, False),
            ("exceptions", self._exceptions, False),
            ("appendix", self._appendix, True),
        ):
            if id in self.sections:
                yield from self._opening(id, new_page=new_page)
                yield from blocks()

    def _opening(self, id: str, *, new_page: bool) -> Iterator[Block]:
        section = self.sections[id]
        yield Heading(f"{section.number} {section.title}" if section.number else section.title, 1, new_page)
        if section.lead:
            yield Passage(plain(section.lead), Tone.LEAD)

    def _summary(self) -> Iterator[Block]:
        sum = self.report.summary
        yield from self._opening("summary", new_page=True)
        yield Passage(plain(sum.headline), Tone.HEADLINE)
        yield _listed((Span(figure.value, bold=True), Span(f" {figure.counts}")) for figure in sum.figures)
        if sum.standing or sum.unsettled:
            yield Heading(self.say("Where you stand"), 2)
            missing = self.say("Not decided yet: answers are missing.")
            yield _listed(
                (
                    *(Term(one.title, one.meaning) for one in sum.standing),
                    *(Term(one.title, missing) for one in sum.unsettled),
                )
            )
        if sum.first:
            yield Heading(self.say("To do first"), 2)
            yield _listed(
                (Term(one.title, " ".join((first_words(one), *one.steps[:1]))) for one in sum.first), ordered=True
            )
        for title, findings, nothing in (
            (self.say("To keep"), sum.keep, sum.keep_nothing),
            (self.say("To go further"), sum.further, ""),
        ):
            if findings or nothing:
                yield Heading(title, 2)
                if nothing:
                    yield Passage(plain(nothing))
                yield _listed(Term(one.title, first_words(one)) for one in findings)
        if sum.find_out or sum.find_out_nothing:
            yield Heading(self.say("To find out"), 2)
            if sum.find_out_nothing:
                yield Passage(plain(sum.find_out_nothing))
            yield _listed(plain(one.asked) for one in sum.find_out)
        yield from self._profile()

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

    def _diagnosis(self) -> Iterator[Block]:
        for one in self.report.standing:
            yield Heading(one.title, 2)
            yield Passage(plain(one.meaning))
            yield from self.findings.evidence(one.evidence)
            yield from self.findings.confirmations(one.to_confirm)
        if self.report.unsettled:
            yield Heading(self.say("Not decided yet"), 2)
            yield _listed(map(self._unsettled, self.report.unsettled))
        if self.report.ruled_out:
            yield Heading(self.say("Ruled out"), 2)
            yield Passage(plain(self.say("Your answers show that the following is not the case for you.")))
            yield _listed(plain(one.title) for one in self.report.denied())

    def _unsettled(self, one: Diagnosis) -> Term:
        asked = " ".join(question.asked for question in one.settle)
        return Term(one.title, f"{self.say('To ask:')} {asked}" if asked else "", ends=bool(asked))

    def _findings(self) -> Iterator[Block]:
        for theme in self.report.themes:
            yield Heading(theme.theme.word, 2)
            yield Passage(plain(f"{self.say('State')} – {theme.state.word}"), Tone.SMALL)
            for finding in theme.findings:
                yield from self.findings.finding(finding, 3)
        if self.report.postponed:
            yield Heading(self.say("Later"), 2)
            yield Passage(plain(self.say("Sound advice whose moment has not come. Each says what it waits for.")))
            for finding in self.report.postponed:
                yield from self.findings.finding(finding, 3)

    def _plan(self) -> Iterator[Block]:
        for phase in self.report.plan:
            yield Heading(phase.phase.word, 2)
            if phase.purpose:
                yield Passage(plain(phase.purpose))
            yield self._phase(phase)

    def _phase(self, phase: PlanPhase) -> Grid:
        later = phase.waiting
        fourth = self.say("When") if later else self.say("Impact")
        return Grid(
            phase.phase.word,
            (self.say("No."), self.say("Action"), self.say("Theme"), fourth, self.say("Effort")),
            tuple(
                (
                    str(one.number or "–"),
                    one.title,
                    one.theme.word,
                    " ".join(one.until) if later else impact(one),
                    effort(one, self.words),
                )
                for one in phase.actions
            ),
            (12, 70, 38, 28, 22),
        )

    def _strengths(self) -> Iterator[Block]:
        for finding in self.report.strengths:
            yield from self.findings.finding(finding, 2)

    def _find_out(self) -> Iterator[Block]:
        if self.report.contradictions:
            yield Heading(self.say("To clarify: answers that contradict each other"), 2)
            for one in self.report.contradictions:
                yield Passage(plain(one.says), Tone.NOTICE)
                yield _listed(map(self.findings.said, one.ask_again), Tone.EVIDENCE)
        for finding in self.report.asks:
            yield from self.findings.finding(finding, 2)
        shown = self.report.open_in_detail()
        if shown:
            title = self.say("Open questions")
            yield Heading(title, 2)
            yield Grid(
                title,
                (self.say("Question"), self.say("State"), self.say("Advice concerned")),
                tuple((f"{one.asked} {one.why}".strip(), one.state, str(one.concerns)) for one in shown),
                (110, 30, 30),
            )
        if self.report.open_in_brief():
            yield Passage(plain(self.say("Also open")), Tone.WHY)
            yield _listed(plain(one.asked) for one in self.report.open_in_brief())
        if self.report.open_besides:
            yield Passage(plain(self.report.open_besides), Tone.SMALL)

    def _exceptions(self) -> Iterator[Block]:
        for one in self.report.considered:
            yield Heading(one.title, 2)
            if one.reason:
                yield Passage(plain(self.say("Set aside: %(reason)s", reason=one.reason)))
            yield from self.findings.evidence(one.evidence)
            yield Passage(plain(self.say("Reference: %(id)s", id=one.id)), Tone.SMALL)

    def _appendix(self) -> Iterator[Block]:
        yield Heading(self.say("Your answers"), 2)
        for section in self.report.answers:
            yield from self._answers(section)
        if self.report.reached:
            yield Heading(self.say("Intermediate conclusions"), 2)
            for one in self.report.reached:
                yield Passage(Term(one.title, one.value.word, ends=False))
                yield from self.findings.evidence(one.evidence)
        if self.report.withheld:
            yield Heading(self.say("Kept back"), 2)
            yield Passage(plain(self.say("This holds as well. It is not said above while the findings named stand.")))
            yield _listed(Term(one.title, " · ".join(one.by), ends=False) for one in self.report.withheld)
        title = self.say("How priorities and the profile come about")
        yield Heading(title, 2)
        for text in self.report.method:
            yield Passage(plain(text))
        tally = tuple((one.outcome.word, str(one.count)) for one in self.report.tally)
        yield Grid(title, (self.say("What became of the advice"), self.say("Number")), tally, (130, 40))
        if self.report.out_of_scope:
            yield Heading(self.say("Advice that does not concern you"), 2)
            outside = ((one.theme.word, " · ".join(one.titles)) for one in self.report.out_of_scope)
            yield _listed((Term(theme, titles, ends=False) for theme, titles in outside), Tone.SMALL)
        yield from self._bibliography()
        yield from self._stamp()

    def _answers(self, section: AnswerSection) -> Iterator[Block]:
        yield Heading(section.title, 3)
        rows = tuple(
            (
                row.asked,
                f"{row.answered}\n({self.say('Note:')} {row.note})" if row.note else row.answered,
                ", ".join(str(number) for number, _ in row.used_by) or "–",
            )
            for row in section.rows
        )
        if rows:
            head = (self.say("Question"), self.say("Answer"), self.say("Findings"))
            yield Grid(section.title, head, rows, (80, 68, 22))
        for title, apart in unasked(section, self.words):
            yield Passage(Term(title, " · ".join(apart), ends=False), Tone.SMALL)

    def _bibliography(self) -> Iterator[Block]:
        yield Heading(self.say("Bibliography"), 2)
        for source in self.report.references:
            before, title, after = reference(source)
            yield Passage((Span(before), Span(title, italic=True), Span(after)))
            yield _listed((plain(f"{id} {words}") for id, words in source.claims), Tone.EVIDENCE)

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


def _listed(points: Iterable[Words], tone: Tone = Tone.PLAIN, *, ordered: bool = False) -> PointList:
    return PointList(tuple(map(ListPoint, points)), tone, ordered)
