"""The DOCX report: real headings, lists and tables under named styles, for consultants who go on writing in it.

Every text goes in as a text run, so nothing in it can become a field, a link or markup. The only fields are
ours: the contents, filled in and brought up to date by Word, and the page numbers.
"""

from __future__ import annotations

import base64
import datetime
import io

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from advisor.language import catalogue

from .blocks import Block, ContentsPlace, Grid, Heading, MatrixPlace, Passage, PointList, Span, Term, Tone, Words
from .brand_kit import DEFAULT_PALETTE
from .charts import matrix_of
from .docx_body import Body
from .docx_fields import ContentsLine, add_contents, add_page_numbers, set_language
from .docx_styles import ACTION, EVIDENCE, FONT, HEADLINE, LABEL, LEAD, NOTICE, SMALL, TAGS, define_styles
from .edition import Edition
from .html import author, imprint, mark, page_title
from .manuscript import manuscript
from .office_package import stable
from .resources import FONT_WEIGHTS, font
from .svg_picture import picture_of
from .view import ReportView

STYLES = {
    Tone.PLAIN: "Normal",
    Tone.LEAD: LEAD,
    Tone.HEADLINE: HEADLINE,
    Tone.LABEL: LABEL,
    Tone.WHY: LABEL,
    Tone.TAGS: TAGS,
    Tone.EVIDENCE: EVIDENCE,
    Tone.NOTICE: NOTICE,
    Tone.ACTION: ACTION,
    Tone.SMALL: SMALL,
}
"""The style of the document for each tone."""
CONTENTS_LEVELS = 2
CHART_WIDTH, CHART_PIXELS = 120, 1360
"""Of the matrix: millimetres and pixels."""
LOGO_HEIGHT = 20
"""Millimetres, at most."""


def render_docx(report: ReportView, edition: Edition = "full") -> bytes:
    """An edition of the report as a Word document; the same view gives the same bytes."""
    return stable(_WordReport(report, edition).written())


class _WordReport:
    """One Word document being written."""

    def __init__(self, report: ReportView, edition: Edition) -> None:
        self.report = report
        self.edition: Edition = edition
        self.say = catalogue(report.language).gettext
        self.palette = report.kit.palette if report.kit else DEFAULT_PALETTE
        self.document: WordDocument = Document()
        self.body: Body

    def written(self) -> bytes:
        """The document as python-docx packs it."""
        self._prepare()
        self.body = Body(self.document, self.palette.accent)
        self._masthead()
        blocks = manuscript(self.report, self.edition)
        self._plan_contents(blocks)
        for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
            self._write(block, keep=_belongs(before, block, after))
        packed = io.BytesIO()
        self.document.save(packed)
        return packed.getvalue()

    def _prepare(self) -> None:
        report, document = self.report, self.document
        font = report.kit.font.family if report.kit and report.kit.font else ""
        define_styles(document, self.palette, font or FONT)
        set_language(document, report.language)
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        running = (mark(report), f"{report.brand} – {report.title}")
        section.header.paragraphs[0].text = " · ".join(part for part in running if part)
        add_page_numbers(section.footer.paragraphs[0], imprint(report))
        moment = datetime.datetime.fromisoformat(report.iso_date)
        core = document.core_properties
        core.title, core.author, core.language = page_title(report)[:255], author(report)[:255], report.language
        core.subject, core.comments, core.keywords = report.subtitle, "", ""
        core.created = core.modified = moment
        core.last_modified_by, core.revision = author(report)[:255], 1

    def _masthead(self) -> None:
        report = self.report
        kit = report.kit
        if kit and kit.logo:
            width, height = kit.logo.size
            shown = min(60, width // 4 or 1, LOGO_HEIGHT * width / height)
            picture = self.document.add_picture(io.BytesIO(kit.logo.png), width=Mm(shown))
            picture._inline.docPr.set("descr", kit.name)
        self.body.paragraph(report.brand, style="Title")
        self.body.paragraph(report.title, style="Subtitle")
        contact = kit.contact_in(report.language) if kit else ""
        facts = (report.date, f"{self.say('Prepared by')} {author(report)}", contact, report.editing.approved)
        self.body.paragraph(" · ".join(fact for fact in facts if fact), style=SMALL)

    def _plan_contents(self, blocks: tuple[Block, ...]) -> None:
        """Give each heading its bookmark, and the contents those of the headings that they name."""
        begins = next((place for place, one in enumerate(blocks) if isinstance(one, ContentsPlace)), len(blocks))
        named = [one for one in blocks[begins:] if isinstance(one, Heading) and one.level <= CONTENTS_LEVELS]
        led_to = [one for one in blocks if isinstance(one, Heading) and (one.anchor or one in named)]
        self.bookmarks = {id(one): f"_Toc{place}" for place, one in enumerate(led_to, 1)}
        self.contents = [ContentsLine(one.text, one.level, self.bookmarks[id(one)]) for one in named]
        self.body.places.update((one.anchor, self.bookmarks[id(one)]) for one in led_to if one.anchor)

    def _write(self, block: Block, *, keep: bool = False) -> None:
        match block:
            case Heading(text, level, new_page):
                self.body.heading(text, level, new_page=new_page, bookmark=self.bookmarks.get(id(block), ""))
            case Passage(words, tone):
                self.body.paragraph(*_runs(words), style=STYLES[tone], keep=keep)
            case PointList():
                self._list(block)
            case Grid(title, head, rows, widths):
                self.body.table(head, rows, widths, style=SMALL, title=title)
            case ContentsPlace(title):
                self.body.heading(title, 1, new_page=True)
                places = [Paragraph(self.body.paragraph(style=SMALL), self.document._body) for _ in self.contents]
                add_contents(places, self.contents)
            case MatrixPlace(title):
                self.body.heading(title, 2)
                self._matrix()

    def _matrix(self) -> None:
        """The matrix as a picture, with what it shows in words for those who do not see it."""
        drawing = matrix_of(self.report)
        fonts = tuple(base64.b64decode(font(weight)) for weight in FONT_WEIGHTS)
        pixels = picture_of(str(drawing), CHART_PIXELS, fonts)
        paragraph = Paragraph(self.body.paragraph(), self.document._body)
        picture = paragraph.add_run().add_picture(io.BytesIO(pixels), width=Mm(CHART_WIDTH))
        picture._inline.docPr.set("descr", drawing.split("<title")[1].split(">", 1)[1].split("</title>")[0])

    def _list(self, points: PointList) -> None:
        if points.ordered and points.tone is Tone.ACTION:
            number = self.body.numbering()
            for point in points.points:
                self.body.paragraph(*_runs(point.words), style="List Number", numbering=number)
            return
        for place, point in enumerate(points.points, start=1):
            counted = (Span(f"{place}. ", bold=True),) if points.ordered else ()
            marked = points.tone is Tone.PLAIN and not points.ordered and not isinstance(point.words, Term)
            style = "List Bullet" if marked else STYLES[points.tone]
            self.body.paragraph(*counted, *_runs(point.words), style=style)
            for words in point.below:
                self.body.paragraph(*_runs(words), style="List Bullet 2")


def _belongs(before: Block | None, block: Block, after: Block | None) -> bool:
    """Whether a passage stays with what follows: the first below a heading, and one that leads to steps.

    Without it a page can end with a heading and a single line.
    """
    leads = isinstance(block, Passage) and block.tone is Tone.ACTION and isinstance(after, PointList)
    first = isinstance(before, Heading) or (isinstance(before, Passage) and before.tone is Tone.TAGS)
    return leads or (first and isinstance(after, Passage))


def _runs(words: Words) -> tuple[Span, ...]:
    if isinstance(words, Term):
        joint = "\n" if "\n" in words.rest else " – "
        return Span(words.strong, bold=True, to=words.to), Span(f"{joint}{words.rest}" if words.rest else "")
    return words
