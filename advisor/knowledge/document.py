"""YAML files read as plain values with the position of every key and value.

What people type must mean what it says: `no` stays a word, `010` and dates stay text, only decimal
integers become numbers. What a data file has no need of and an attacker has (anchors, tags, merge keys,
endless or bottomless documents) is refused where it stands. Both the knowledge base and answers files
are read here.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from advisor.language import Phrase

from .condition import Position
from .problem import InputError, Problem, in_order, problem_of, quoted
from .yaml_complaint import CONTROL, MESSAGES, NO_FILE, NOT_ALLOWED, complaint

Value: TypeAlias = "str | int | list[Value] | dict[str, Value] | None"
Steps = tuple[str | int, ...]
"""The way to a value from the top: keys and list indices, as in `("advice", 3, "title", "fr")`."""

LARGEST_FILE = 1_000_000
"""Bytes."""
DEEPEST = 40
"""Levels of nesting."""
MOST_VALUES = 60_000
MOST_PROBLEMS = 200
"""In one file; whoever wrote it will not read on."""
LONGEST_TEXT = 50_000
"""Characters."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Document:
    """One file: its value (always a mapping) and the positions of all it holds.

    `marks` and `key_marks` map steps to (line, column), counted from 1.
    """

    file: str
    value: dict[str, Value]
    lines: tuple[str, ...] = field(repr=False)
    marks: Mapping[Steps, tuple[int, int]] = field(repr=False)
    key_marks: Mapping[Steps, tuple[int, int]] = field(repr=False)

    def position(self, steps: Steps = ()) -> Position:
        """Where a value begins; of a value that does not exist, where its nearest existing parent begins."""
        while steps and steps not in self.marks:
            steps = steps[:-1]
        return Position(self.file, *self.marks[steps])

    def key_position(self, steps: Steps) -> Position:
        """Where the key of a value stands; for list entries and absent keys as `position`."""
        if steps in self.key_marks:
            return Position(self.file, *self.key_marks[steps])
        return self.position(steps)

    def at(self, steps: Steps) -> Value:
        """The value at these steps; KeyError or IndexError if there is none."""
        value: Any = self.value
        for step in steps:
            value = value[step]
        found: Value = value
        return found

    def line(self, at: Position) -> str:
        """The source line of a position in this file, empty if it is beyond the end."""
        return self.lines[at.line - 1] if 0 < at.line <= len(self.lines) else ""

    def problem(
        self,
        code: str,
        message: str,
        at: Position,
        *,
        warning: bool = False,
        about: str | None = None,
        phrase: Phrase | None = None,
    ) -> Problem:
        """A problem at a position of this file, with its source line."""
        return Problem(code, message, at, warning, about, self.line(at), phrase)


def read_document(path: Path) -> Document:
    """Read one YAML file.

    Raises InputError with every problem found; a syntax error is the last one in its file.
    """
    document, problems = scan_document(path)
    if document is None or problems:
        raise InputError(problems)
    return document


def scan_document(path: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one YAML file as far as it goes: the document, None if nothing usable came of it, and its problems.

    Lets a reader of many files go on to their contents while it reports a doubled key or an anchor.
    """
    file = str(path)
    try:
        text = _text(path, file)
    except _UnreadableError as unreadable:
        return None, (unreadable.problem,)
    return scan_text(file, text)


def scan_text(file: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The text of one YAML file, called `file` in positions, read as `scan_document` reads a file."""
    reading = _EventReading(file, text)
    value = reading.document()
    problems = in_order(reading.problems)
    if not isinstance(value, dict):
        return None, problems
    return Document(file, value, reading.lines, reading.marks, reading.key_marks), problems


class _UnreadableError(Exception):
    def __init__(self, code: str, at: Position, source: str = "", **parts: object) -> None:
        self.problem = _problem(code, at, source, parts)
        super().__init__(code)


class _SyntaxError(Exception):
    """Reading cannot go on; the problem has been noted."""


def _problem(code: str, at: Position, source: str, parts: Mapping[str, object]) -> Problem:
    return problem_of(code, MESSAGES.phrase(code, **parts), at, source)


def _text(path: Path, file: str) -> str:
    start = Position(file, 1, 1)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _UnreadableError("E002", start)
        if not stat.S_ISREG(mode):
            raise _UnreadableError("E003", start, reason=NO_FILE)
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
            size = max(len(content), stream.seek(0, 2))
    except FileNotFoundError:
        raise _UnreadableError("E001", start) from None
    except NotADirectoryError:
        raise _UnreadableError("E001", start) from None
    except PermissionError:
        raise _UnreadableError("E003", start, reason=NOT_ALLOWED) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _UnreadableError("E003", start, reason=reason) from None
    if len(content) > LARGEST_FILE:
        raise _UnreadableError("E004", start, size=f"{size / 1e6:.1f}", limit=f"{LARGEST_FILE / 1e6:.0f}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", errors="replace").removeprefix("\ufeff")
        lines = LINE_BREAK.split(before)
        rest = LINE_BREAK.split(content[error.start : error.start + 200].decode("utf-8", errors="replace"))[0]
        at = Position(file, len(lines), len(lines[-1]) + 1)
        raise _UnreadableError("E005", at, lines[-1] + rest, byte=f"0x{content[error.start]:02x}") from None
    if not text.strip():
        raise _UnreadableError("E015", start)
    return text


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _EventReading:
    """One pass over the parser's events, noting positions and problems on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = tuple(LINE_BREAK.split(text))
        self.problems: list[Problem] = []
        self.marks: dict[Steps, tuple[int, int]] = {}
        self.key_marks: dict[Steps, tuple[int, int]] = {}
        self._count = 0

    def document(self) -> Value:
        """The value of the first document; None where it cannot be read."""
        unprintable = _UNPRINTABLE.search(self.text)
        if unprintable:
            before = LINE_BREAK.split(self.text[: unprintable.start()])
            self._note("E006", len(before), len(before[-1]) + 1, character=f"U+{ord(unprintable.group()):04X}")
            return None
        try:
            return self._document(iter(_LOADER(self.text).get_event, None))
        except _SyntaxError:
            return None
        except yaml.MarkedYAMLError as error:
            if any(problem.code == "E012" for problem in self.problems):
                return None  # What should be a text is none: nothing after it can be read as it is meant.
            found = complaint(error, self.text)
            self._complain(found.line, found.column, found.said)
        except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
            # The pure parser may fail in ways of its own on wild input, e.g. on impossible escapes.
            self._complain(1, 1, Phrase("The file is not YAML: {error}.", error=error))
        return None

    def _complain(self, line: int, column: int, said: object) -> None:
        with suppress(_SyntaxError):
            self._note("E007", line, column, said=said)

    def _document(self, events: Iterator[Any]) -> Value:
        next(events)  # the start of the stream
        first = next(events)
        if isinstance(first, yaml.StreamEndEvent):
            self._note("E015", 1, 1)
            return None
        event = next(events)
        value = self._value(event, events, (), None)
        next(events)  # the end of the document
        following = next(events)
        if isinstance(following, yaml.DocumentStartEvent):
            self._note("E017", *_mark(following))
        if value is None and not self.problems:
            self._note("E015", 1, 1)
        elif not isinstance(value, dict) and not self.problems:
            self._note("E016", *self.marks[()])
        return value

    def _value(self, event: Any, events: Iterator[Any], steps: Steps, key: tuple[int, int] | None) -> Value:
        line, column = _mark(event)
        self.marks[steps] = (line, column)
        self._count += 1
        if self._count > MOST_VALUES:
            self._stop("E014", line, column, limit=f"{MOST_VALUES:,}")
        if isinstance(event, yaml.AliasEvent):
            self._note("E008", line, column, sign=f"*{event.anchor}"[:30])
            return None
        if event.anchor is not None:
            self._note("E008", line, column, sign=f"&{event.anchor}"[:30])
        if event.tag is not None:
            self._note("E009", line, column, tag=quoted(event.tag))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, steps, key)
        if len(steps) >= DEEPEST:
            self._stop("E013", line, column, limit=DEEPEST)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, steps)
        return self._mapping(events, steps)

    def _sequence(self, events: Iterator[Any], steps: Steps) -> Value:
        values: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, events, (*steps, len(values)), None))
        return values

    def _mapping(self, events: Iterator[Any], steps: Steps) -> Value:
        values: dict[str, Value] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            mark = _mark(event)
            key = self._key(event, events, (*steps, "<key>"))
            following = next(events)
            here = (*steps, str(key))
            if key is None:
                self._value(following, events, (*steps, "<lost>"), mark)
            elif key in values:
                self._note("E011", *mark, key=quoted(key), first=self.key_marks[here][0])
                self._value(following, events, (*steps, "<lost>"), mark)
            else:
                self.key_marks[here] = mark
                values[key] = self._value(following, events, here, mark)
        return values

    def _key(self, event: Any, events: Iterator[Any], steps: Steps) -> str | None:
        line, column = _mark(event)
        if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and event.implicit[0]:
            self._note("E010", line, column)
            return None
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                self._note("E012", line, column)
            self._value(event, events, steps, None)
            return None
        value = self._value(event, events, steps, None)
        if value is None or value == "":
            self._note("E012", line, column)
            return None
        return str(value)

    def _scalar(self, event: Any, steps: Steps, key: tuple[int, int] | None) -> Value:
        text: str = event.value
        line, column = self.marks[steps]
        if len(text) > LONGEST_TEXT:
            self._note("E014", line, column, limit=f"{LONGEST_TEXT:,}")
            return text[:100]
        strange = CONTROL.search(text)
        if strange:
            self._note("E006", line, column, character=f"U+{ord(strange.group()):04X}")
            return CONTROL.sub(" ", text)
        if event.style or event.tag is not None:
            return text
        if text in _NOTHING:
            if key and not text:
                # The parser places an absent value where the next thing begins, often a line too far.
                self.marks[steps] = key
            return None
        return int(text) if _INTEGER.fullmatch(text) else text

    def _note(self, code: str, line: int, column: int, **parts: object) -> None:
        at = Position(self.file, max(1, line), max(1, column))
        source = self.lines[at.line - 1] if at.line <= len(self.lines) else ""
        self.problems.append(_problem(code, at, source, parts))
        if len(self.problems) >= MOST_PROBLEMS:
            raise _SyntaxError

    def _stop(self, code: str, line: int, column: int, **parts: object) -> None:
        self._note(code, line, column, **parts)
        raise _SyntaxError
