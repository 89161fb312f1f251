"""The body of a DOCX: paragraphs and tables appended as elements, each under a style of the document.

python-docx looks a style up by scanning all of them and walks a table's grid for every cell, which makes a report
of this size take seconds; here a style is looked up once, and a cell is made where it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .blocks import Span, Spans

W_VAL, W_W, W_TYPE, XML_SPACE = qn("w:val"), qn("w:w"), qn("w:type"), qn("xml:space")
TWIPS_PER_MM = 56.7
RULED = ("top", "bottom", "insideH")
"""Sides of a table and its rows that have a line."""
RULE, HEAD = "D5DAE1", "E6EDF5"
"""Colours of the lines and behind the heads of columns."""
GRAVE = {"critical": "9B1C1C", "major": "93470A", "moderate": "0B5CAD", "strength": "1D6438", "opportunity": "1D6438"}
"""Colours of words that name a severity or good news."""


class Body:
    """Appends to the body of a document; styles are given by name, `accent` is the colour of what leads somewhere.

    `places` are the bookmarks by the anchor of their heading: what leads to none of them is no link.
    """

    def __init__(self, document: Document, accent: str) -> None:
        self._document = document
        self._accent = accent.lstrip("#").upper()
        self._end: Any = document.element.body.sectPr
        self._bookmarks = 0
        self.places: dict[str, str] = {}
        self._styles: dict[str, str] = {str(style.name): style.style_id for style in document.styles}

    def paragraph(
        self,
        *runs: Span | str,
        style: str = "Normal",
        page_break: bool = False,
        numbering: int | None = None,
        keep: bool = False,
    ) -> Any:
        """Append a paragraph, kept on a page with what follows if so wished, and return its element."""
        paragraph = self._paragraph(runs, style, page_break=page_break, numbering=numbering)
        if keep:
            paragraph.pPr.get_or_add_keepNext()
        self._end.addprevious(paragraph)
        return paragraph

    def heading(self, text: str, level: int, *, new_page: bool = False, bookmark: str = "") -> None:
        """Append a heading, 1 the highest, on a new page if so wished, under a bookmark if it has one."""
        paragraph = self.paragraph(text, style=f"Heading {level}", page_break=new_page)
        if bookmark:
            self._bookmarks += 1
            begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for mark in (begin, end):
                mark.set(qn("w:id"), str(self._bookmarks))
            begin.set(qn("w:name"), bookmark)
            paragraph.insert(1, begin)
            paragraph.append(end)

    def numbering(self) -> int:
        """A new list of the style “List Number” that begins at 1: the id to give to its paragraphs."""
        numbering: Any = self._document.part.numbering_part.element
        style: Any = self._document.styles["List Number"].element
        base = style.pPr.numPr.numId.val
        abstract = next(num for num in numbering.num_lst if num.numId == base).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str | Spans]],
        widths: Sequence[int],
        *,
        style: str,
        title: str,
    ) -> None:
        """Append a table whose first row heads its columns, repeated on every page.

        `widths` are millimetres, `style` that of the paragraphs, `title` what a screen reader calls it.
        """
        table = OxmlElement("w:tbl")
        properties = _child(table, "w:tblPr")
        _child(properties, "w:tblStyle").set(W_VAL, self._styles["Table Grid"])
        width = _child(properties, "w:tblW")
        width.set(W_W, str(_twips(sum(widths))))
        width.set(W_TYPE, "dxa")
        borders = _child(properties, "w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            border = _child(borders, f"w:{side}")
            border.set(W_VAL, "single" if side in RULED else "nil")
            border.set(qn("w:sz"), "4")
            border.set(qn("w:color"), RULE)
        _child(properties, "w:tblLayout").set(W_TYPE, "fixed")
        _child(properties, "w:tblLook").set(qn("w:firstRow"), "1")
        _child(properties, "w:tblCaption").set(W_VAL, title)
        grid = _child(table, "w:tblGrid")
        for column in widths:
            _child(grid, "w:gridCol").set(W_W, str(_twips(column)))
        self._row(table, [Span(text, bold=True) for text in head], widths, style, heads=True)
        for row in rows:
            self._row(table, row, widths, style)
        self._end.addprevious(table)
        # Word joins two tables that nothing separates.
        self.paragraph(style=style)

    def _row(
        self, table: Any, cells: Sequence[Span | str | Spans], widths: Sequence[int], style: str, *, heads: bool = False
    ) -> None:
        row = _child(table, "w:tr")
        properties = _child(row, "w:trPr")
        _child(properties, "w:cantSplit")
        if heads:
            _child(properties, "w:tblHeader")
        for content, width in zip(cells, widths, strict=True):
            cell = _child(row, "w:tc")
            cell_properties = _child(cell, "w:tcPr")
            cell_width = _child(cell_properties, "w:tcW")
            cell_width.set(W_W, str(_twips(width)))
            cell_width.set(W_TYPE, "dxa")
            if heads:
                shade = _child(cell_properties, "w:shd")
                shade.set(W_VAL, "clear")
                shade.set(qn("w:fill"), HEAD)
            cell.append(self._paragraph(content if isinstance(content, tuple) else (content,), style))

    def _paragraph(
        self, runs: Iterable[Span | str], style: str, *, page_break: bool = False, numbering: int | None = None
    ) -> Any:
        paragraph = OxmlElement("w:p")
        properties = _child(paragraph, "w:pPr")
        _child(properties, "w:pStyle").set(W_VAL, self._styles[style])
        if page_break:
            _child(properties, "w:pageBreakBefore")
        if numbering is not None:
            list_properties = _child(properties, "w:numPr")
            _child(list_properties, "w:ilvl").set(W_VAL, "0")
            _child(list_properties, "w:numId").set(W_VAL, str(numbering))
        for run in runs:
            self._append(paragraph, run if isinstance(run, Span) else Span(run))
        return paragraph

    def _append(self, paragraph: Any, run: Span) -> None:
        if run.text and (bookmark := self.places.get(run.to)):
            link = _child(paragraph, "w:hyperlink")
            link.set(qn("w:anchor"), bookmark)
            link.set(qn("w:history"), "1")
            _append(link, run, self._accent)
        elif run.text:
            _append(paragraph, run, GRAVE.get(run.grave, ""))


def _append(parent: Any, run: Span, colour: str) -> None:
    element = _child(parent, "w:r")
    bold = run.bold or run.grave in GRAVE
    if bold or run.italic or colour:
        properties = _child(element, "w:rPr")
        if bold:
            _child(properties, "w:b")
        if run.italic:
            _child(properties, "w:i")
        if colour:
            _child(properties, "w:color").set(W_VAL, colour)
    for number, line in enumerate(run.text.split("\n")):
        if number:
            _child(element, "w:br")
        text = _child(element, "w:t")
        text.set(XML_SPACE, "preserve")
        text.text = line.replace("\t", " ")


def _child(parent: Any, tag: str) -> Any:
    child = OxmlElement(tag)
    parent.append(child)
    return child


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)
