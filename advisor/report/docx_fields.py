"""The fields and settings of a DOCX that python-docx has no call for: contents, page numbers, language."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from advisor.language import catalogue


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


def add_contents_field(paragraph: Paragraph, until_updated: str) -> None:
    """A table of contents over three levels, which Word fills in."""
    _add_field(paragraph, r'TOC \o "1-3" \h \z \u', until_updated, to_update=True)


def add_page_numbers(paragraph: Paragraph, before: str) -> None:
    """The foot of every page: a line of text at the left, page and pages at the right."""
    paragraph.text = f"{before}\t"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    _add_field(paragraph, "PAGE", "1")
    paragraph.add_run("/")
    _add_field(paragraph, "NUMPAGES", "1")


def _add_field(paragraph: Paragraph, instruction: str, shown: str, *, to_update: bool = False) -> None:
    """Add a field. The instruction is ours alone; no text of a report is ever passed there."""
    begin = _mark("begin")
    if to_update:
        begin.set(qn("w:dirty"), "true")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    for element in (begin, text, _mark("separate")):
        paragraph.add_run()._r.append(element)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_mark("end"))


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
