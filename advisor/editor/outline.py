"""The outline of a file: its entries, with the options, rows and examples within them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from advisor.knowledge.condition import Position

from .index import FileNames
from .name import Occurrence


@dataclass(frozen=True)
class OutlineEntry:
    """Something a file defines: its words in the first language there is, where it ends, and what stands in it."""

    one: Occurrence
    says: str
    end: Position
    parts: tuple[OutlineEntry, ...]


def outline(names: FileNames) -> tuple[OutlineEntry, ...]:
    """What a file defines, in the order of the file."""
    defined = [one for one in names.occurrences if one.noun and one.noun not in ("case", "list of a context")]
    end = len(names.document.lines)
    return _headings(names, [one for one in defined if one.steps], end)


def _headings(names: FileNames, defined: Sequence[Occurrence], end: int) -> tuple[OutlineEntry, ...]:
    tops = [one for one in defined if not any(_within(one, other) for other in defined)]
    tops.sort(key=lambda one: (one.at.line, one.at.column))
    found = []
    for one, following in zip_longest(tops, tops[1:]):
        begins = names.document.position(following.steps) if following is not None else None
        last = end if begins is None else begins.line - 1 if begins.line > one.at.line else one.at.line
        column = begins.column - 1 if begins is not None and begins.line == one.at.line else None
        length = len(names.document.lines[last - 1]) + 1
        at = Position(one.at.file, last, column or length)
        parts = _headings(names, [other for other in defined if _within(other, one)], last)
        found.append(OutlineEntry(one, _says(names, one), at, parts))
    return tuple(found)


def _within(one: Occurrence, other: Occurrence) -> bool:
    return len(one.steps) > len(other.steps) and one.steps[: len(other.steps)] == other.steps


def _says(names: FileNames, one: Occurrence) -> str:
    value: Any = names.document.at(one.steps)
    for key in ("title", "ask", "label", "says"):
        words = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(words, Mapping) and words:
            return str(words.get("en", next(iter(words.values()))))
    return one.noun
