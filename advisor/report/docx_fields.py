"""The fields and settings of a DOCX that python-docx has no call for: contents, page numbers, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from advisor.language import catalogue

INDENT = 6
"""Millimetres by which a deeper line of the contents stands in."""


def set_language(document: Document, language: str) -> None:
    """Tell Word the language of the whole document, for its spelling and for screen readers."""
    styles: Any = document.styles
    properties = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    existing = properties.find(qn("w:lang"))
    if existing is not None:
        properties.remove(existing)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), catalogue(language).region)
    properties.append(lang)


@dataclass(frozen=True)
class ContentsLine:
    """A line of the contents: a heading, its level, and the bookmark at which it stands."""

    text: str
    level: int
    bookmark: str


def add_contents(paragraphs: Sequence[Paragraph], lines: Sequence[ContentsLine]) -> None:
    """The contents, a paragraph for each line, linked, with page numbers; a field that Word brings up to date."""
    for place, (paragraph, line) in enumerate(zip(paragraphs, lines, strict=True)):
        paragraph.paragraph_format.left_indent = Mm(INDENT * (line.level - 1))
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1.0
        if place == 0:
            _open_field(paragraph, r'TOC \o "1-2" \h \z \u', to_update=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), line.bookmark)
        link.set(qn("w:history"), "1")
        words = paragraph.add_run(line.text)
        words.bold = line.level == 1
        paragraph._p.remove(words._r)
        link.append(words._r)
        paragraph._p.append(link)
        paragraph.add_run("\t")
        _add_field(paragraph, f"PAGEREF {line.bookmark} \\h", "–")
        if place == len(lines) - 1:
            paragraph.add_run()._r.append(_mark("end"))


def add_page_numbers(paragraph: Paragraph, before: str) -> None:
    """The foot of every page: a line of text at the left, page and pages at the right."""
    paragraph.text = f"{before}\t"
    if paragraph.style is not None:
        paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    _add_field(paragraph, "PAGE", "1")
    paragraph.add_run("/")
    _add_field(paragraph, "NUMPAGES", "1")


def _add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field. The instruction is ours alone; no text of a report is ever passed there."""
    _open_field(paragraph, instruction)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_mark("end"))


def _open_field(paragraph: Paragraph, instruction: str, *, to_update: bool = False) -> None:
    """Begin a field, up to what it shows."""
    begin = _mark("begin")
    if to_update:
        begin.set(qn("w:dirty"), "true")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    for element in (begin, text, _mark("separate")):
        paragraph.add_run()._r.append(element)


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
