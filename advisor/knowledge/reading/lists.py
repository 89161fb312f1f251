"""Adding an entry to a list of a YAML file without touching anything else in it: comments and layout stay."""

from __future__ import annotations

import re
import textwrap


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


def _ended(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
