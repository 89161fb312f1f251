"""Changes of lists and groups of keys as they are written, in brackets or line by line."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from advisor.knowledge.condition import Position
from advisor.knowledge.document import Document, Steps

from .text_edit import TextEdit


class UneditableError(Exception):
    """What is to be changed is written in a way that only its author should touch; the message says where."""


def with_entries(
    document: Document, steps: Steps, entries: Mapping[int, str | None], added: str = ""
) -> list[TextEdit]:
    """Change a list of ids: entries by their index, None to take one out; `added` is put at its end."""
    value: Any = document.at(steps)
    if not isinstance(value, list):
        raise UneditableError(f"{document.position(steps)}: this is not a list; change it by hand.")
    kept = [entries.get(index, str(one)) for index, one in enumerate(value)]
    left = [one for one in kept if one is not None] + ([added] if added else [])
    at = document.position(steps)
    if document.line(at)[at.column - 1 : at.column] == "[":
        return [_in_brackets(document, at, left)]
    if not left:
        return [_without_key(document, steps)]
    free = next((index for index, id in entries.items() if id is None), None)
    if added and free is not None:  # The new one takes the place of one that goes.
        entries, added = {**entries, free: added}, ""
    edits = []
    for index, id in entries.items():
        place = document.position((*steps, index))
        if id is None:
            edits.append(TextEdit.of_lines(document.file, place.line, last_line(document, place)))
        elif id != str(value[index]):
            edits.append(_word(document, place, str(value[index]), id))
    if added:
        dash = document.line(at)[: at.column - 1]
        edits.append(TextEdit.within(at, 0, f"- {added}\n{dash}"))
    return edits


def with_key(document: Document, entry: Steps, key: str, value: str, *, after: str = "id") -> TextEdit:
    """Add a key to an entry, behind another that is written on one line."""
    begin = document.position(entry)
    line = document.line(begin)
    place = document.key_position((*entry, after))
    if line[begin.column - 1 : begin.column] == "{":
        word = document.position((*entry, after))
        length = _length(document, word, str(document.at((*entry, after))))
        return TextEdit.within(Position(word.file, word.line, word.column + length), 0, f", {key}: {value}")
    end = Position(place.file, place.line, len(document.line(place)) + 1)
    return TextEdit(end, end, f"\n{' ' * (place.column - 1)}{key}: {value}")


def with_value(document: Document, steps: Steps, value: str, *, comment: bool = True) -> TextEdit:
    """Put another word in the place of a key's value; a comment behind it goes with the former one if not kept."""
    edit = _word(document, document.position(steps), str(document.at(steps)), value)
    line = document.lines[edit.end.line - 1]
    behind = None if comment else re.fullmatch("([\"']?) *#.*", line[edit.end.column - 1 :])
    if behind is None:
        return edit
    return TextEdit(edit.start, Position(document.file, edit.end.line, len(line) + 1), value + behind[1])


def without_entry(document: Document, steps: Steps) -> TextEdit:
    """Take out one entry of a list that is written line by line; with the last one the key goes too."""
    parent = steps[:-1]
    value: Any = document.at(parent)
    at = document.position(steps)
    if len(value) == 1:
        return _without_key(document, parent)
    if not document.line(at)[: at.column - 1].strip() == "-":
        raise UneditableError(f"{at}: this list is written in brackets; take the entry out by hand.")
    return TextEdit.of_lines(document.file, at.line, last_line(document, at))


def _without_key(document: Document, steps: Steps) -> TextEdit:
    at = document.key_position(steps)
    if document.line(at)[: at.column - 1].strip(" -"):
        raise UneditableError(f"{at}: nothing would be left of this; take it out by hand.")
    return TextEdit.of_lines(document.file, at.line, last_line(document, at))


def last_line(document: Document, at: Position) -> int:
    """The last line of what begins there: those that follow are indented further, empty ones at the end left out."""
    indent = len(document.line(at)) - len(document.line(at).lstrip())
    last = at.line
    for number in range(at.line + 1, len(document.lines) + 1):
        line = document.lines[number - 1]
        deeper = len(line) - len(line.lstrip()) > indent
        beside = line[indent : indent + 2] == "- " and document.line(at)[indent : indent + 2] != "- "
        if line.strip() and not deeper and not beside:
            break
        last = number if line.strip() else last
    return last


def _in_brackets(document: Document, at: Position, left: list[str]) -> TextEdit:
    """The list anew; one over several lines is filled up to the longest of them, indented as it was."""
    lines = document.lines[at.line - 1 :]
    found = re.match(r"\[[^\[\]#]*\]", "\n".join(lines)[at.column - 1 :])
    if found is None:
        raise UneditableError(f"{at}: this list has comments or brackets inside; change it by hand.")
    breaks = found[0].count("\n")
    if not breaks:
        return TextEdit.within(at, found.end(), f"[{', '.join(left)}]")
    filled = textwrap.fill(
        f"[{', '.join(left)}]",
        max(map(len, lines[: breaks + 1])),
        initial_indent=" " * (at.column - 1),
        subsequent_indent=" " * (len(lines[1]) - len(lines[1].lstrip())),
        break_long_words=False,
        break_on_hyphens=False,
    )
    end = Position(at.file, at.line + breaks, len(found[0]) - found[0].rindex("\n"))
    return TextEdit(at, end, filled[at.column - 1 :])


def _word(document: Document, at: Position, word: str, other: str) -> TextEdit:
    length = _length(document, at, word)
    quote = length - len(word) == 2
    return TextEdit.within(Position(at.file, at.line, at.column + quote), len(word), other)


def _length(document: Document, at: Position, word: str) -> int:
    """How many columns a word takes, its quotes included."""
    written = document.line(at)[at.column - 1 :]
    for quotes in ("", '"', "'"):
        if written.startswith(f"{quotes}{word}{quotes}"):
            return len(word) + 2 * len(quotes)
    raise UneditableError(f"{at}: this is written over several lines or with escapes; change it by hand.")
