"""The DOCX report: real headings, lists and tables under named styles, for consultants who go on writing in it.

Every text goes in as a text run, so nothing in it can become a field, a link or markup. The only fields are
ours: the contents (to be updated in Word) and the page numbers.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .anatomy import effort, first_words, impact, reference, unasked
from .appendix_view import AnswerSection
from .brand_kit import DEFAULT_PALETTE
from .catalogue import catalogue
from .docx_body import Body, bold, italic
from .docx_fields import add_contents_field, add_page_numbers, set_language
from .docx_findings import FindingWriter
from .docx_styles import EVIDENCE, HEADLINE, LABEL, LEAD, NOTICE, SMALL, define_styles
from .html import author, imprint, page_title
from .view import PlanPhase, ReportView

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part in the package, so that the same report gives the same bytes."""


def render_docx(report: ReportView) -> bytes:
    """The report as a Word document; the same view gives the same bytes."""
    return _stable(_Manuscript(report).written())


class _Manuscript:
    """One Word document being written."""

    def __init__(self, report: ReportView) -> None:
        self.report = report
        self.words = catalogue(report.language)
        self.say = self.words.gettext
        self.document: WordDocument = Document()
        self.body: Body
        self.findings: FindingWriter
        self.sections = {section.id: section for section in report.sections}

    def written(self) -> bytes:
        """The document as python-docx packs it."""
        self._prepare()
        self.body = Body(self.document)
        self.findings = FindingWriter(self.body, self.words)
        self._cover()
        self._summary()
        self._contents()
        self._diagnosis()
        self._findings()
        self._plan()
        self._strengths()
        self._find_out()
        self._exceptions()
        self._appendix()
        packed = io.BytesIO()
        self.document.save(packed)
        return packed.getvalue()

    def _prepare(self) -> None:
        report, document = self.report, self.document
        palette = report.kit.palette if report.kit else DEFAULT_PALETTE
        define_styles(document, palette)
        set_language(document, report.language)
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = f"{report.brand} – {report.title}"
        add_page_numbers(section.footer.paragraphs[0], imprint(report))
        moment = datetime.datetime.fromisoformat(report.iso_date)
        core = document.core_properties
        core.title, core.author, core.language = page_title(report)[:255], author(report)[:255], report.language
        core.subject, core.comments, core.keywords = report.subtitle, "", ""
        core.created = core.modified = moment
        core.last_modified_by, core.revision = author(report)[:255], 1

    def _opening(self, id: str, *, new_page: bool = True) -> None:
        section = self.sections[id]
        title = f"{section.number} {section.title}" if section.number else section.title
        self.body.heading(title, 1, new_page=new_page)
        if section.lead:
            self.body.paragraph(section.lead, style=LEAD)

    def _list(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.body.paragraph(text, style="List Bullet")

    def _cover(self) -> None:
        report = self.report
        kit = report.kit
        if kit and kit.logo:
            picture = self.document.add_picture(io.BytesIO(kit.logo), width=Mm(min(60, kit.logo_size[0] // 4 or 1)))
            picture._inline.docPr.set("descr", kit.name)
        self.body.paragraph(report.brand, style="Title")
        self.body.paragraph(report.title, style="Subtitle")
        self.body.paragraph(report.subtitle, style=LEAD)
        self.body.paragraph(f"{self.say('Date')} – {report.date}")
        self.body.paragraph(f"{self.say('Prepared by')} – {author(report)}")
        if kit and kit.contact_in(report.language):
            self.body.paragraph(f"{self.say('Contact')} – {kit.contact_in(report.language)}")

    def _summary(self) -> None:
        sum = self.report.summary
        self._opening("summary")
        self.body.paragraph(sum.headline, style=HEADLINE)
        self._list(f"{figure.value} {figure.counts}" for figure in sum.figures)
        if sum.standing or sum.unsettled:
            self.body.heading(self.say("Where you stand"), 2)
            for one in sum.standing:
                self._strong_then(one.title, one.meaning)
            for one in sum.unsettled:
                self._strong_then(one.title, self.say("Not decided yet: answers are missing."))
        for title, findings, nothing in (
            (self.say("To do first"), sum.first, ""),
            (self.say("To keep"), sum.keep, sum.keep_nothing),
            (self.say("To go further"), sum.further, ""),
        ):
            if findings or nothing:
                self.body.heading(title, 2)
                if nothing:
                    self.body.paragraph(nothing)
                for place, finding in enumerate(findings, start=1):
                    number = f"{place}. " if findings is sum.first else ""
                    self._strong_then(number + finding.title, first_words(finding))
        if sum.find_out or sum.find_out_nothing:
            self.body.heading(self.say("To find out"), 2)
            if sum.find_out_nothing:
                self.body.paragraph(sum.find_out_nothing)
            self._list(one.asked for one in sum.find_out)
        self._scores()

    def _strong_then(self, strong: str, rest: str) -> None:
        self.body.paragraph(bold(strong), f" – {rest}" if rest else "")

    def _scores(self) -> None:
        if not self.report.scores:
            return
        title = self.say("Scores by theme")
        self.body.heading(title, 2)
        rows = [
            [
                score.theme.word,
                self.words.number(score.value) if score.value is not None else score.words,
                self.words.percent(score.confidence),
            ]
            for score in self.report.scores
        ]
        self.body.table(
            [self.say("Theme"), self.say("Score"), self.say("Confidence")], rows, (90, 40, 40), style=SMALL, title=title
        )

    def _contents(self) -> None:
        self.body.heading(self.say("Contents"), 1, new_page=True)
        place = Paragraph(self.body.paragraph(), self.document._body)
        add_contents_field(place, self.say("Right-click here and choose “Update field” to fill in the contents."))

    def _diagnosis(self) -> None:
        self._opening("diagnosis")
        for one in self.report.standing:
            self.body.heading(one.title, 2)
            self.body.paragraph(one.meaning)
            self.findings.evidence(one.evidence)
            self.findings.confirmations(one.to_confirm)
        if self.report.unsettled:
            self.body.heading(self.say("Not decided yet"), 2)
            for one in self.report.unsettled:
                asked = " ".join(question.asked for question in one.settle)
                self._strong_then(one.title, f"{self.say('To ask:')} {asked}" if asked else "")
        if self.report.ruled_out:
            self.body.heading(self.say("Ruled out"), 2)
            self.body.paragraph(self.say("Your answers show that the following is not the case for you."))
            self._list(one.title for one in self.report.ruled_out)

    def _findings(self) -> None:
        if "findings" not in self.sections:
            return
        self._opening("findings")
        for theme in self.report.themes:
            self.body.heading(theme.theme.word, 2)
            if theme.score and theme.score.value is not None:
                self.body.paragraph(f"{self.say('Score')} – {theme.score.words}", style=SMALL)
            for finding in theme.findings:
                self.findings.finding(finding, 3)
        if self.report.postponed:
            self.body.heading(self.say("Later"), 2)
            self.body.paragraph(self.say("Sound advice whose moment has not come. Each says what it waits for."))
            for finding in self.report.postponed:
                self.findings.finding(finding, 3)

    def _plan(self) -> None:
        if "plan" not in self.sections:
            return
        self._opening("plan")
        for phase in self.report.plan:
            self.body.heading(phase.phase.word, 2)
            if phase.purpose:
                self.body.paragraph(phase.purpose)
            self._phase(phase)

    def _phase(self, phase: PlanPhase) -> None:
        later = phase.phase.id == "waiting"
        head = [
            self.say("No."),
            self.say("Action"),
            self.say("Theme"),
            self.say("When") if later else self.say("Impact"),
            self.say("Effort"),
        ]
        rows = [
            [
                str(one.number or "–"),
                one.title,
                one.theme.word,
                " ".join(one.until) if later else impact(one),
                effort(one, self.words),
            ]
            for one in phase.actions
        ]
        self.body.table(head, rows, (12, 70, 38, 28, 22), style=SMALL, title=phase.phase.word)

    def _strengths(self) -> None:
        if "strengths" in self.sections:
            self._opening("strengths")
            for finding in self.report.strengths:
                self.findings.finding(finding, 2)

    def _find_out(self) -> None:
        if "find-out" not in self.sections:
            return
        self._opening("find-out", new_page=False)
        if self.report.contradictions:
            self.body.heading(self.say("To clarify: answers that contradict each other"), 2)
            for one in self.report.contradictions:
                self.body.paragraph(one.says, style=NOTICE)
                for said in one.ask_again:
                    self.findings.said(said, EVIDENCE)
        for finding in self.report.asks:
            self.findings.finding(finding, 2)
        shown = self.report.open_in_detail()
        if shown:
            title = self.say("Open questions")
            self.body.heading(title, 2)
            rows = [[f"{one.asked} {one.why}".strip(), one.state, str(one.concerns)] for one in shown]
            head = [self.say("Question"), self.say("State"), self.say("Advice concerned")]
            self.body.table(head, rows, (110, 30, 30), style=SMALL, title=title)
        if self.report.open_in_brief():
            self.body.paragraph(self.say("Also open"), style=LABEL)
            self._list(one.asked for one in self.report.open_in_brief())

    def _exceptions(self) -> None:
        if "exceptions" not in self.sections:
            return
        self._opening("exceptions", new_page=False)
        for one in self.report.considered:
            self.body.heading(one.title, 2)
            if one.reason:
                self.body.paragraph(self.say("Set aside: %(reason)s", reason=one.reason))
            self.findings.evidence(one.evidence)
            self.body.paragraph(self.say("Reference: %(id)s", id=one.id), style=SMALL)

    def _appendix(self) -> None:
        self._opening("appendix")
        self.body.heading(self.say("Your answers"), 2)
        for section in self.report.answers:
            self._answers(section)
        if self.report.reached:
            self.body.heading(self.say("Intermediate conclusions"), 2)
            for one in self.report.reached:
                self._strong_then(one.title, one.value.word)
                self.findings.evidence(one.evidence)
        title = self.say("How priorities and scores are computed")
        self.body.heading(title, 2)
        for text in self.report.method:
            self.body.paragraph(text)
        head = [self.say("What became of the advice"), self.say("Number")]
        self.body.table(
            head, [[one.outcome.word, str(one.count)] for one in self.report.tally], (130, 40), style=SMALL, title=title
        )
        if self.report.out_of_scope:
            self.body.heading(self.say("Advice that does not concern you"), 2)
            for outside in self.report.out_of_scope:
                self.body.paragraph(bold(outside.theme.word), f" – {' · '.join(outside.titles)}", style=SMALL)
        self._bibliography()
        self._stamp()

    def _answers(self, section: AnswerSection) -> None:
        self.body.heading(section.title, 3)
        head = [self.say("Question"), self.say("Answer"), self.say("Findings")]
        rows = [
            [
                row.asked,
                f"{row.answered}\n{self.say('Note:')} {row.note}" if row.note else row.answered,
                ", ".join(str(number) for number, _ in row.used_by) or "–",
            ]
            for row in section.rows
        ]
        if rows:
            self.body.table(head, rows, (80, 68, 22), style=SMALL, title=section.title)
        for title, apart in unasked(section, self.words):
            self.body.paragraph(bold(title), f" – {' · '.join(apart)}", style=SMALL)

    def _bibliography(self) -> None:
        self.body.heading(self.say("Bibliography"), 2)
        for source in self.report.references:
            before, title, after = reference(source)
            self.body.paragraph(before, italic(title), after)
            for id, words in source.claims:
                self.body.paragraph(f"{id} {words}", style=EVIDENCE)

    def _stamp(self) -> None:
        stamp = self.report.stamp
        self.body.heading(self.say("Knowledge base"), 2)
        self.body.paragraph(f"{stamp.title} ({stamp.id}), {self.say('version %(version)s', version=stamp.version)}.")
        if stamp.answered_under:
            self.body.paragraph(
                self.say("The answers were given under version %(version)s.", version=stamp.answered_under)
            )
        self.body.paragraph(self.say("Fingerprint: %(fingerprint)s", fingerprint=stamp.fingerprint), style=SMALL)


def _stable(package: bytes) -> bytes:
    """The same package with the same date on every part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = zipfile.ZipInfo(entry.filename, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(entry.filename))
    return packed.getvalue()
