"""Slips of the hand, planted in every kind of place that the files of a knowledge base have, one of each at a time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from advisor.knowledge.document import Document, Steps, read_document

OF_A_LIST = "#"
NAMED_BY_AUTHORS = ("answers", "conclusions", "notes", "when", "relevant_when", "ask_when", "holds", "where", "not")
"""Keys under which authors' own ids stand as keys."""


class Slip(NamedTuple):
    """A slip: its kind, the kind of place, the file, the line where it must be told, and the text of the file."""

    kind: str
    place: str
    file: str
    line: int
    text: str


class Spot(NamedTuple):
    """Where a slip can happen: the lines of a file, a mark in it (from 1), and what stands there."""

    lines: list[str]
    line: int
    column: int
    word: str

    def replaced(self, new: str, old: str | None = None) -> str | None:
        """The text with something else at this spot; None where what is to be replaced does not stand there."""
        line, start, gone = self.lines[self.line - 1], self.column - 1, self.word if old is None else old
        if not line.startswith(gone, start):
            return None
        return self._with(line[:start] + new + line[start + len(gone) :])

    def moved(self, before: Callable[[str], str]) -> str | None:
        """The text with other space before the line; None where the spot does not begin one."""
        line = self.lines[self.line - 1]
        return self._with(before(line)) if line[: self.column - 1].strip() == "" else None

    def _with(self, line: str) -> str:
        return "\n".join([*self.lines[: self.line - 1], line, *self.lines[self.line :]])


def misspelt(word: str) -> str:
    """The word without a letter in its middle, or with one too many where it is short."""
    middle = len(word) // 2
    return f"{word}x" if len(word) < 3 else word[:middle] + word[middle + 1 :]


OF_KEYS: Mapping[str, Callable[[Spot], str | None]] = {
    "a misspelt key": lambda spot: spot.replaced(misspelt(spot.word)),
    "a foreign key": lambda spot: spot.replaced("zzz"),
    "a tab": lambda spot: spot.moved(lambda line: "\t" + line.lstrip()),
}
OF_WORDS: Mapping[str, Callable[[Spot], str | None]] = {
    "a group for a word": lambda spot: spot.replaced("{a: b}"),
    "an alias": lambda spot: None if spot.word[0] in "\"'" else spot.replaced(f"*{spot.word}"),
    "an unclosed quotation mark": lambda spot: spot.replaced(f'"{spot.word.strip(chr(34))}'),
}
OF_TEXTS: Mapping[str, Callable[[Spot], str | None]] = {
    "a lost last quotation mark": lambda spot: spot.replaced(spot.word[:-1]) if spot.word[0] == '"' else None,
    "a lost quotation mark": lambda spot: spot.replaced(spot.word[1:]) if re.fullmatch(r'".*\D"', spot.word) else None,
}
OF_GROUPS: Mapping[str, Callable[[Spot], str | None]] = {
    "a group within brackets": lambda spot: spot.replaced(f"[{spot.word}]"),
    "a word for a group": lambda spot: spot.replaced("zzz"),
}


def slips(base: Path, besides: Iterable[Slip] = ()) -> Iterator[Slip]:
    """One slip of every kind in every kind of place of a knowledge base, besides those planted elsewhere."""
    seen = {(slip.kind, slip.place) for slip in besides}
    for path in sorted(path for path in base.rglob("*.yaml")):
        file = path.relative_to(base).as_posix()
        lines = path.read_text("utf-8").split("\n")
        for kind, place, spot, text in _possible(read_document(path), lines):
            named = kind, f"{file.split('/')[0]}: {place}"
            if named not in seen and text != "\n".join(lines):
                seen.add(named)
                yield Slip(*named, file, spot.line, text)


def _possible(document: Document, lines: list[str]) -> Iterator[tuple[str, str, Spot, str]]:
    places = [steps for steps in document.marks if steps and "<key>" not in steps]
    random.Random(len(places)).shuffle(places)  # So that it is not always the first of a kind.
    for steps in places:
        for name, slip, spot in _tried(document, steps, lines):
            text = slip(spot)
            if text is not None:
                yield name, _kind_of_place(steps), spot, text


def _tried(document: Document, steps: Steps, lines: list[str]) -> Iterator[tuple[str, Any, Spot]]:
    if steps in document.key_marks and steps[0] != "words":  # Authors choose those.
        key = Spot(lines, *document.key_marks[steps], str(steps[-1]))
        yield from ((name, slip, key) for name, slip in OF_KEYS.items())
    line, column = document.marks[steps]
    value, rest = document.at(steps), lines[line - 1][column - 1 :]
    if isinstance(value, (str, int)) and not _free(steps):
        quote = rest[:1] if rest[:1] in "\"'" else ""
        word = Spot(lines, line, column, f"{quote}{value}{quote}")
        yield from ((name, slip, word) for name, slip in OF_WORDS.items())
        if "answers" not in steps:  # Brands may write there as they like.
            yield from ((name, slip, word) for name, slip in OF_TEXTS.items())
    elif isinstance(value, (list, dict)) and rest[:1] in ("{", "[") and (written := _written(rest)):
        group = Spot(lines, line, column, written)
        yield from ((name, slip, group) for name, slip in OF_GROUPS.items())


def _free(steps: Steps) -> bool:
    """Whether anything can be written there."""
    return steps[-1] in ("brief", "name", "brand") and "examples" not in steps


def _written(rest: str) -> str | None:
    """What stands in brackets or braces at the beginning of a piece of a line; None if they are closed further on."""
    depth, quoted = 0, False
    for number, character in enumerate(rest):
        quoted ^= character == '"'
        depth += 0 if quoted else (character in "[{") - (character in "]}")
        if depth == 0:
            return rest[: number + 1]
    return None


def _kind_of_place(steps: Steps) -> str:
    """The way to a place without numbers and without the ids of authors."""
    kinds: list[str] = []
    for step in steps:
        within = next((kind for kind in reversed(kinds) if kind != OF_A_LIST), "")
        within = "" if kinds[:1] == ["conclusions"] and within == "conclusions" else within
        own = within in NAMED_BY_AUTHORS and step not in ("all", "any", "not", "for_some", "for_every", "count_of")
        kinds.append(OF_A_LIST if isinstance(step, int) else "ID" if own and step not in ("when", "says") else step)
    return "/".join(kinds)
