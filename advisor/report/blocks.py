"""What a report sets out, block by block: the tree that formats without a template write, each in its own marks.

Texts are those of the view: cleaned and set, not escaped for any format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto


class Tone(Enum):
    """What a passage is to the reader; each format has its own look for it."""

    PLAIN = auto()
    LEAD = auto()
    HEADLINE = auto()
    LABEL = auto()
    WHY = auto()
    TAGS = auto()
    EVIDENCE = auto()
    NOTICE = auto()
    ACTION = auto()
    SMALL = auto()


@dataclass(frozen=True)
class Span:
    """A stretch of text, bold or italic or neither.

    `grave` is the severity it names, for formats with colours; `to` the anchor of the heading it leads to, for formats
    with links.
    """

    text: str
    bold: bool = False
    italic: bool = False
    grave: str = ""
    to: str = ""


@dataclass(frozen=True)
class Term:
    """A strong opening and what is said of it; `ends` marks an opening that is a sentence of its own.

    Line breaks in `rest` are for formats with pages; `to` is the anchor of the heading that the opening leads to.
    """

    strong: str
    rest: str = ""
    ends: bool = True
    to: str = ""


Spans = tuple[Span, ...]
Words = Spans | Term
"""One line of a report."""


@dataclass(frozen=True)
class Heading:
    """A heading, 1 the highest below the report's title; `new_page` where paper begins a page with it.

    `anchor` names it for links.
    """

    text: str
    level: int
    new_page: bool = False
    anchor: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph."""

    words: Words
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class ListPoint:
    """A point of a list, with the points below it."""

    words: Words
    below: tuple[Words, ...] = ()


@dataclass(frozen=True)
class PointList:
    """A list; `ordered` where points are counted."""

    points: tuple[ListPoint, ...]
    tone: Tone = Tone.PLAIN
    ordered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table under a row of column titles; `widths` are the columns' shares of a line of 170 millimetres."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Spans, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class ContentsPlace:
    """Where a format with pages has its table of contents, under this title."""

    title: str


@dataclass(frozen=True)
class MatrixPlace:
    """Where a format with pictures shows the matrix of impact and effort, under this title; tables say the same."""

    title: str


Block = Heading | Passage | PointList | Grid | ContentsPlace | MatrixPlace


def plain(text: str) -> tuple[Span, ...]:
    """A line without any emphasis."""
    return (Span(text),)


def listed(points: Iterable[Words], tone: Tone = Tone.PLAIN, *, ordered: bool = False) -> PointList:
    """A list of lines without points below them."""
    return PointList(tuple(map(ListPoint, points)), tone, ordered)
