"""Trees of text for the terminal: each node a line, wrapped under itself where it is long."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 100


@dataclass(frozen=True)
class Node:
    """A line of text with the lines that belong under it."""

    text: str
    below: tuple[Node, ...] = ()


def drawn(node: Node, width: int = WIDTH) -> Iterator[str]:
    """The lines of a tree, no longer than `width` columns where the words allow it."""
    waiting: list[tuple[Node, str, str]] = [(node, "", "")]
    while waiting:
        one, first, rest = waiting.pop()
        under = rest + ("│  " if one.below else "   ")
        yield from textwrap.wrap(
            one.text,
            max(width, len(first) + 30),
            initial_indent=first,
            subsequent_indent=under if first else "  ",
            break_long_words=False,
            break_on_hyphens=False,
        ) or [first]
        for place, child in reversed(tuple(enumerate(one.below, start=1))):
            last = place == len(one.below)
            waiting.append((child, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  ")))


def listed(lead: str, text: str, width: int = WIDTH) -> list[str]:
    """A point of a list, wrapped under its text."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [lead.rstrip()]
