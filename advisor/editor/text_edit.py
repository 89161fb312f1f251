"""Changes of texts at positions: what lies between them, comments and layout included, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.knowledge.condition import Position

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class TextEdit:
    """Put `text`, with line feeds, in the place of what stands from `start` to `end` (exclusive) of one file."""

    start: Position
    end: Position
    text: str

    @classmethod
    def within(cls, at: Position, length: int, text: str) -> TextEdit:
        """Put a text in the place of so many characters of a line."""
        return cls(at, Position(at.file, at.line, at.column + length), text)

    @classmethod
    def of_lines(cls, file: str, first: int, last: int, text: str = "") -> TextEdit:
        """Put a text in the place of whole lines, their line ends included."""
        return cls(Position(file, first, 1), Position(file, last + 1, 1), text)


def by_file(edits: Iterable[TextEdit]) -> Mapping[str, tuple[TextEdit, ...]]:
    """Changes by file, without repetitions, in the order of their places."""
    found: dict[str, list[TextEdit]] = {}
    for edit in dict.fromkeys(edits):
        found.setdefault(edit.start.file, []).append(edit)
    return {
        file: tuple(sorted(some, key=lambda edit: (edit.start.line, edit.start.column)))
        for file, some in sorted(found.items())
    }


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """A text with changes that do not overlap; its line ends stay what they are."""
    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text)), len(text)]
    ending = "\r\n" if "\r\n" in text else "\n"

    def offset(at: Position) -> int:
        return min(starts[min(at.line, len(starts)) - 1] + at.column - 1, len(text))

    for edit in sorted(edits, key=lambda edit: (edit.start.line, edit.start.column), reverse=True):
        text = text[: offset(edit.start)] + edit.text.replace("\n", ending) + text[offset(edit.end) :]
    return text
