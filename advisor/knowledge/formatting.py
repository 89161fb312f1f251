"""The layout of rule files: one way to indent, to space and to separate, so that a change shows nothing but the change.

Only white space changes, and never what a file says: both are made sure of before a text is handed back. Comments,
quotes, order, and what stands on one line stay as their author wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .document import Document, scan_text
from .problem import InputError

STEP = 2
"""Columns by which a mapping or a list stands further in than what it belongs to."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSING = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_SPACED = (yaml.BlockEntryToken, yaml.ValueToken, yaml.FlowEntryToken)
_TIGHT = (*_CLOSING, yaml.ValueToken, yaml.FlowEntryToken)


class LayoutError(Exception):
    """A text cannot be laid out without changing what it says; it is left as it is."""


def formatted(text: str, file: str, known: Document | None = None) -> str:
    """The text of a YAML file in the layout of this knowledge base; the same text where it has it already.

    Indents by two columns, list entries too; one space after `-`, `:` and `,`, none within brackets; line feeds as
    line ends, one at the end; no byte order mark, no spaces at the end of lines, at most one empty line together.
    `known` is what `scan_text` made of the text, where that was read before.
    Raises InputError, with positions in `file`, for what is not YAML, and LayoutError.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    before, problems = scan_text(file, plain) if known is None else (known, ())
    if before is None or problems:
        raise InputError(problems)
    if re.search("[\r\x85\u2028\u2029]", plain):
        raise LayoutError("it holds line breaks of other systems (CR, NEL, LS or PS); save it with line feeds")
    laid_out = _Layout(plain).text()
    if laid_out == plain:
        return plain
    after, _ = scan_text(file, laid_out)
    if after is None or after.value != before.value or "".join(laid_out.split()) != "".join(plain.split()):
        raise LayoutError("its layout cannot be changed without changing what it says")
    return laid_out


@dataclass
class _Block:
    """A mapping or list in block style: the column where it stood, and where it comes to stand."""

    list: bool
    old: int
    new: int
    indentless: bool = False


@dataclass
class _Layout:
    """One pass over the parser's tokens: the new indent of each line, the new gaps within it."""

    source: str
    lines: list[str] = field(init=False)
    indents: dict[int, int] = field(default_factory=dict)
    """New indent by line, for lines on which a token begins."""
    shifts: dict[int, int] = field(default_factory=dict)
    """By how many columns a line inside a text over several lines moves."""
    gaps: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    """By line: from this column to that, so many spaces."""
    blocks: list[_Block] = field(default_factory=list)
    depth: int = 0

    def __post_init__(self) -> None:
        self.lines = self.source.split("\n")

    def text(self) -> str:
        """The text in its new layout."""
        self._read()
        made: list[str] = []
        for number, line in enumerate(self.lines):
            new = self._line(number, line)
            if new or number in self.shifts or (made and made[-1]):
                made.append(new)
        while made and not made[-1]:
            made.pop()
        return "\n".join(made) + "\n"

    def _read(self) -> None:
        last: Any = None
        for token in yaml.scan(self.source, Loader=_LOADER):
            begun = token.start_mark.line
            self._structure(token)
            if begun not in self.indents and begun not in self.shifts and self._begins(token):
                self.indents[begun] = self._indent(token)
            if token.start_mark.line == token.end_mark.line and token.start_mark.column == token.end_mark.column:
                continue  # The parser's own marks of beginnings and ends take no room.
            if last is not None and last.end_mark.line == begun:
                self._gap(last, token)
            if isinstance(token, yaml.ScalarToken):
                end = token.end_mark.line - (token.end_mark.column == 0)
                for inside in range(begun + 1, end + 1):
                    self.shifts[inside] = self._shift()
            last = token

    def _structure(self, token: Any) -> None:
        """Keep account of the mappings and lists that are open."""
        column = token.start_mark.column
        if isinstance(token, _OPENING):
            self.depth += 1
        elif isinstance(token, _CLOSING):
            self.depth -= 1
        elif isinstance(token, (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)):
            is_list = isinstance(token, yaml.BlockSequenceStartToken)
            self.blocks.append(_Block(is_list, column, self._inner()))
        elif isinstance(token, yaml.BlockEntryToken) and not self.blocks[-1].list:
            self.blocks.append(_Block(True, column, self._inner(), indentless=True))
        elif isinstance(token, yaml.KeyToken) and not self.depth and self.blocks[-1].indentless:
            self.blocks.pop()
        elif isinstance(token, yaml.BlockEndToken):
            if self.blocks[-1].indentless:
                self.blocks.pop()
            self.blocks.pop()

    def _inner(self) -> int:
        return self.blocks[-1].new + STEP if self.blocks else 0

    def _shift(self) -> int:
        return self.blocks[-1].new - self.blocks[-1].old if self.blocks else 0

    def _begins(self, token: Any) -> bool:
        """Whether a token is the first thing on its line, and one that stands there."""
        if isinstance(token, (yaml.BlockEndToken, yaml.StreamStartToken, yaml.StreamEndToken)):
            return False
        mark = token.start_mark
        return not self.lines[mark.line][: mark.column].strip()

    def _indent(self, token: Any) -> int:
        structural = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken, yaml.BlockEntryToken, yaml.KeyToken)
        if self.blocks and not self.depth and isinstance(token, structural):
            return self.blocks[-1].new
        column: int = token.start_mark.column
        return max(0, column + self._shift())

    def _gap(self, last: Any, token: Any) -> None:
        begin, end = last.end_mark.column, token.start_mark.column
        width = None
        if isinstance(last, _OPENING) or isinstance(token, _TIGHT):
            width = 0
        elif isinstance(last, _SPACED):
            width = 1
        if width is not None and not self.lines[token.start_mark.line][begin:end].strip(" "):
            self.gaps.setdefault(token.start_mark.line, []).append((begin, end, width))

    def _line(self, number: int, line: str) -> str:
        if number in self.shifts:
            return self._moved(number, line)
        stripped = line.strip()
        if not stripped:
            return ""
        if number not in self.indents:
            return " " * self._indent_of_comment(number) + stripped
        spaced = line
        for begin, end, width in sorted(self.gaps.get(number, ()), reverse=True):
            spaced = spaced[:begin] + " " * width + spaced[end:]
        kept = spaced.lstrip() if number + 1 in self.shifts else spaced.strip()
        return " " * self.indents[number] + kept

    def _moved(self, number: int, line: str) -> str:
        """A line inside a text over several lines; what follows the text on its last line is spaced as elsewhere."""
        for begin, end, width in sorted(self.gaps.get(number, ()), reverse=True):
            line = line[:begin] + " " * width + line[end:]
        shift = self.shifts[number]
        if shift >= 0:
            return " " * shift + line if line.strip() else line
        return line[min(-shift, len(line) - len(line.lstrip(" "))) :]

    def _indent_of_comment(self, number: int) -> int:
        """A comment moves as the next line does that says something."""
        own = len(self.lines[number]) - len(self.lines[number].lstrip())
        following = next((one for one in self._from(number + 1) if one in self.indents), None)
        if following is None:
            return own
        next_line = self.lines[following]
        return max(0, own + self.indents[following] - (len(next_line) - len(next_line.lstrip())))

    def _from(self, number: int) -> Iterator[int]:
        return iter(range(number, len(self.lines)))
