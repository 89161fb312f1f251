"""The Markdown report: the whole report as plain text with headings, lists and tables, for wikis and trackers."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.language.typography import ended

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
    Spans,
    Term,
    Tone,
    Words,
)
from .edition import Edition
from .html import author, imprint, mark
from .manuscript import manuscript
from .markdown_text import emphasized, escaped, paragraph, table
from .view import ReportView

STRONG, SLANTED = (Tone.HEADLINE, Tone.LABEL), (Tone.WHY,)
DEEPEST = 6
"""The lowest level of heading there is."""


def render_markdown(report: ReportView, edition: Edition = "full") -> str:
    """An edition of the report as a CommonMark document with tables as GitHub and most others read them."""
    blocks = (*_title(report), *map(_block, manuscript(report, edition)), "---", escaped(imprint(report)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _title(report: ReportView) -> Iterator[str]:
    yield f"# {escaped(report.brand)}"
    yield f"**{escaped(report.title)}. {escaped(report.subtitle)}**"
    if mark(report):
        yield f"**{escaped(mark(report))}**"
    yield f"{escaped(report.date)} · {escaped(author(report))}"
    if report.editing.approved:
        yield escaped(report.editing.approved)
    if report.kit and report.kit.contact_in(report.language):
        yield escaped(report.kit.contact_in(report.language))


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * min(level + 1, DEEPEST)} {escaped(text)}"
        case Passage((Span(text, bold=False, italic=False),), tone) if tone not in (*STRONG, *SLANTED):
            return paragraph(text)
        case Passage((Span(text),), tone):
            return _line((Span(text, bold=tone not in SLANTED, italic=tone in SLANTED),))
        case Passage(words, _):
            return _line(words)
        case PointList(points, _, ordered):
            return "\n".join(_point(point, f"{place}." if ordered else "-") for place, point in enumerate(points, 1))
        case Grid(_, head, rows):
            return table(map(escaped, head), (map(_cell, row) for row in rows))
        case ContentsPlace() | MatrixPlace():
            return ""


def _cell(cell: str | Spans) -> str:
    return escaped(cell if isinstance(cell, str) else "".join(span.text for span in cell))


def _point(point: ListPoint, mark: str) -> str:
    below = (f"{' ' * len(mark)} - {_line(words)}" for words in point.below)
    return "\n".join((f"{mark} {_line(point.words)}", *below))


def _line(words: Words) -> str:
    if isinstance(words, Term):
        strong = ended(words.strong) if words.ends else words.strong
        return f"**{escaped(strong)}** {escaped(words.rest)}".rstrip()
    return "".join(emphasized(span.text, "**" if span.bold else "*" if span.italic else "") for span in words).strip()
