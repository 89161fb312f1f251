"""Places in files as the Language Server Protocol counts them: from 0, in the units an editor chose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from advisor.knowledge.condition import Position
from advisor.knowledge.problem import Problem

from .name import Occurrence
from .text_edit import TextEdit, by_file
from .workpiece import Workpiece

_LINE_BREAK = re.compile("\r\n|[\n\r]")
_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s,:{}\[\]#\"']+")


def uri_of(file: str) -> str:
    """The address of a file."""
    return from_fs_path(str(Path(file).absolute())) or ""


def file_of(uri: str) -> Path | None:
    """The file at an address; None where it is none."""
    path = to_fs_path(uri)
    return Path(path) if path else None


class Places:
    """Turns places in the files of a knowledge base (Position: from 1, in characters) into the protocol's, and back."""

    def __init__(self, workpiece: Workpiece, codec: PositionCodec) -> None:
        self.workpiece = workpiece
        self._codec = codec
        self._split: dict[str, tuple[str, tuple[str, ...]]] = {}

    def lines(self, file: str) -> tuple[str, ...]:
        """The lines of a file as they were last read."""
        text = self.workpiece.buffers.texts.get(file)
        if text is not None:
            if file not in self._split or self._split[file][0] is not text:
                self._split[file] = (text, tuple(_LINE_BREAK.split(text)))
            return self._split[file][1]
        names = self.workpiece.index.files.get(file)
        return names.document.lines if names is not None else ()

    def position(self, file: str, position: types.Position) -> Position:
        """A place that an editor names."""
        lines = self.lines(file)
        line = lines[position.line] if position.line < len(lines) else ""
        column = self._codec.position_from_client_units([line], types.Position(0, position.character)).character
        return Position(file, position.line + 1, column + 1)

    def protocol(self, at: Position) -> types.Position:
        """A place as an editor names it."""
        lines = self.lines(at.file)
        line = lines[at.line - 1] if at.line <= len(lines) else ""
        before = line[: at.column - 1]
        return types.Position(at.line - 1, len(before) if before.isascii() else self._codec.client_num_units(before))

    def range(self, start: Position, end: Position) -> types.Range:
        """What stands between two places."""
        return types.Range(self.protocol(start), self.protocol(end))

    def word(self, one: Occurrence) -> types.Range:
        """A name where it is written."""
        return self.range(one.at, Position(one.at.file, one.at.line, one.end))

    def location(self, one: Occurrence) -> types.Location:
        """A name where it is written, with its file."""
        return types.Location(uri_of(one.at.file), self.word(one))

    def of_problem(self, problem: Problem) -> types.Range:
        """The word a problem is about."""
        at = problem.at
        lines = self.lines(at.file)
        line = lines[at.line - 1] if at.line <= len(lines) else ""
        found = _WORD.match(line, at.column - 1)
        end = found.end() if found else max(at.column, len(line.rstrip()))
        return self.range(at, Position(at.file, at.line, end + 1))

    def edits(self, edits: Iterable[TextEdit]) -> types.WorkspaceEdit:
        """Changes of files, for an editor to make."""
        changes = {
            uri_of(file): [types.TextEdit(self.range(edit.start, edit.end), edit.text) for edit in some]
            for file, some in by_file(edits).items()
        }
        return types.WorkspaceEdit(changes=changes)
