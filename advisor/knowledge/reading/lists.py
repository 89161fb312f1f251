"""Adding an entry to a list of a YAML file without touching anything else in it: comments and layout stay."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class WrittenInBrackets(ValueError):
    """The list is written as `[…]`, to which lines cannot be added."""


def added_to_list(text: str, key: str, entry: str) -> str:
    """The text with lines added at the end of a top-level list, which is made if it is missing.

    `entry` is the text of one entry, indented as a whole; it takes over the indentation of the list.
    """
    lines = text.splitlines()
    start = next((number for number, line in enumerate(lines) if re.match(rf"{re.escape(key)}\s*:", line)), None)
    if start is None:
        return _ended(lines) + f"{key}:\n" + entry
    rest = re.sub(r"\s*#.*", "", lines[start].split(":", 1)[1]).strip()
    if rest == "[]":
        lines[start] = f"{key}:"
    elif rest:
        raise WrittenInBrackets(key)
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t#-"):
        end += 1
    # Comments and blank lines in front of the next key belong to that.
    while end < len(lines) and end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    indent = next((re.match(r"\s*", line).group() for line in lines[start + 1 : end] if re.match(r"\s*- ", line)), "  ")  # type: ignore[union-attr]
    added = textwrap.indent(textwrap.dedent(entry), indent).rstrip("\n").split("\n")
    return _ended([*lines[:end], *added, *lines[end:]])


def added_within(text: str, top: str, id: str, key: str, entry: str) -> str:
    """The text with lines added at the end of a list inside an entry, which is made there if it is missing.

    The entry has this id in the top-level list `top`. Raises WrittenInBrackets if it or its list is in brackets.
    """
    within = _entry(text, top, id)
    lines = text.splitlines()
    indent = within.start_mark.column
    if within.flow_style:
        raise WrittenInBrackets(top)
    found = next(((name, value) for name, value in within.value if name.value == key), None)
    if found is None:
        added = textwrap.indent(f"{key}:\n{_indented(entry, 2)}", " " * indent)
        end = _last_line(within) + 1
    else:
        name, value = found
        if value.flow_style and value.value:
            raise WrittenInBrackets(key)
        if value.flow_style:
            start = name.start_mark.line
            lines[start] = " " * name.start_mark.column + f"{key}:"
            added, end = _indented(entry, name.start_mark.column + 2), start + 1
        else:
            added, end = _indented(entry, value.start_mark.column), _last_line(value) + 1
    return _ended([*lines[:end], *added.rstrip("\n").split("\n"), *lines[end:]])


def word_added(text: str, key: str, word: str) -> str:
    """The text with a word at the end of a top-level list of words, in brackets or not; a missing list is made."""
    lines = text.splitlines()
    found = [value for name, value in _pairs(text) if name == key]
    if not found:
        return _ended([*lines, f"{key}: [{word}]"])
    value = found[0]
    if not value.flow_style:
        return added_to_list(text, key, f"- {word}\n")
    mark = value.value[-1].end_mark if value.value else value.start_mark
    place = mark.column if value.value else mark.column + 1
    line = lines[mark.line]
    lines[mark.line] = line[:place] + (f", {word}" if value.value else word) + line[place:]
    return _ended(lines)


def _pairs(text: str) -> Iterator[tuple[str, Any]]:
    """The top-level keys of a file with the nodes of their values."""
    root: Any = yaml.compose(text, Loader=_LOADER)
    if isinstance(root, yaml.MappingNode):
        yield from ((name.value, value) for name, value in root.value)


def _entry(text: str, top: str, id: str) -> Any:
    """The node of an entry; KeyError if there is none."""
    for name, listed in _pairs(text):
        for node in listed.value if name == top and isinstance(listed, yaml.SequenceNode) else ():
            own = {
                key.value: value.value
                for key, value in getattr(node, "value", ())
                if isinstance(value, yaml.ScalarNode)
            }
            if own.get("id") == id:
                return node
    raise KeyError(id)


def _last_line(node: Any) -> int:
    """The last line on which a node says something, without the comments and empty lines behind it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    ends_before = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) - (1 if ends_before else 0)


def _indented(entry: str, columns: int) -> str:
    return textwrap.indent(textwrap.dedent(entry), " " * columns)


def _ended(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
