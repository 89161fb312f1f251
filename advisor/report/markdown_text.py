"""Plain text made safe for Markdown: nothing in it is read as markup, HTML, a link or a table."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BREAKABLE = re.compile(r"[ \t\n]+")
"""Spaces that may be run together, unlike no-break ones."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~${}]|&(?=#?\w+;))")
"""Signs that mean something wherever they stand; an ampersand only where it begins the name of a character."""
_LINK_LIKE = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)|(?<=\w)(@)(?=\w)|(?<=mailto)(:)|(?<=xmpp)(:)")
_BLOCK_START = re.compile(r"(?m)^(\s*)([#+=:-]|\d+(?=[.)]))")
_ORDERED = re.compile(r"(?m)^(\s*\d+)([.)])")


def escaped(text: str) -> str:
    """A text on one line."""
    return _escaped(_BREAKABLE.sub(" ", text).strip())


def paragraph(text: str) -> str:
    """A text that keeps its line breaks, as hard breaks, with empty lines as new paragraphs."""
    blocks = [[_escaped(line.strip()) for line in block.split("\n")] for block in text.split("\n\n")]
    return "\n\n".join("\\\n".join(line for line in block if line) for block in blocks)


def emphasized(text: str, mark: str) -> str:
    """A stretch of a line between marks, the spaces around it outside them, where they count as such."""
    said = escaped(text)
    before, after = (" " if text != text.lstrip(" ") else ""), (" " if text != text.rstrip(" ") else "")
    return f"{before}{mark}{said}{mark}{after}" if said else ""


def _escaped(text: str) -> str:
    text = _LINK_LIKE.sub(lambda found: "\\" + found.group(), _SPECIAL.sub(r"\\\1", text))
    text = _ORDERED.sub(r"\1\\\2", text)
    return _BLOCK_START.sub(lambda found: found.group(1) + _start(found.group(2)), text)


def _start(sign: str) -> str:
    return sign if sign[0].isdigit() else "\\" + sign


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are Markdown already."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *map(list, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
