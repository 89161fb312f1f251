"""The screen: paragraphs, headings and lists on a terminal, with colour as an extra and never as the only sign.

Rich does the printing. Lines are broken here, because Rich breaks at no-break spaces too and would leave a
French question mark alone at the start of a line.
"""

from __future__ import annotations

import textwrap
from typing import IO

from rich.console import Console
from rich.text import Text

WIDEST = 88
NARROWEST = 40
STRONG = "bold"
FAINT = "dim"
HEADING = "bold cyan"
WARNING = "bold yellow"
DONE = "green"


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the closed pipe reach the command, which says that answers are safe; Rich would exit silently."""
        raise


class Screen:
    """Prints to one stream, as wide as its terminal is at the moment, or `width` columns."""

    def __init__(self, stream: IO[str] | None = None, *, width: int | None = None) -> None:
        self._console = _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)

    @property
    def width(self) -> int:
        """The columns to fill: those of the terminal now, within what can be read."""
        return max(NARROWEST, min(self._console.width, WIDEST))

    def gap(self) -> None:
        """An empty line."""
        self._print(Text(""))

    def heading(self, left: str, right: str = "") -> None:
        """A ruled line with a title, and something short at its end."""
        dash = "─" if "utf" in (self._console.encoding or "").lower() else "-"
        start, end = f"{dash}{dash} {left} ", f" {right} {dash}{dash}" if right else ""
        if len(start) + len(end) + 2 > self.width:
            self.heading(textwrap.shorten(left, self.width - 6, placeholder="…"))
            if right:
                self._print(Text(f"   {right}"), FAINT)
            return
        ruled = Text(start, style=HEADING)
        ruled.append(dash * (self.width - len(start) - len(end)), style=FAINT)
        ruled.append(end, style=FAINT)
        self._print(ruled)

    def say(self, words: str, *, indent: int = 0, style: str = "", first: str = "") -> None:
        """A paragraph; `first` stands before its first line, the others hang below its text."""
        lead = " " * indent + first
        lines = textwrap.wrap(
            words,
            width=self.width - 1,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in lines or [lead.rstrip()]:
            self._print(Text(line), style)

    def verbatim(self, words: str, *, indent: int = 0) -> None:
        """Words to be copied as they are, such as a command: on one line however long."""
        self._print(Text(" " * indent + words))

    def entry(self, name: str, words: str, *, column: int, indent: int = 2, style: str = "") -> None:
        """A name and what it stands for, the words in a column of their own."""
        room = column - indent - 1
        if len(name) > room:
            self.say(name, indent=indent, style=STRONG)
            self.say(words, indent=column, style=style)
            return
        lead = " " * indent + name.ljust(room) + " "
        wrapped = textwrap.wrap(
            words, width=self.width - 1 - column, break_on_hyphens=False, break_long_words=False
        ) or [""]
        first = Text(" " * indent)
        first.append(name.ljust(room) + " ", style=STRONG)
        first.append(wrapped[0], style=style)
        self._print(first)
        for line in wrapped[1:]:
            self._print(Text(" " * len(lead) + line), style)

    def _print(self, text: Text, style: str = "") -> None:
        if style:
            text.stylize(style)
        self._console.print(text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
