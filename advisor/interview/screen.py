"""The screen: paragraphs, headings and lists on a terminal, with colour as an extra and never as the only sign.

Rich does the printing. Lines are broken here, because Rich breaks at no-break spaces too and would leave a
French question mark alone at the start of a line.
"""

from __future__ import annotations

import math
import shutil
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from rich.console import Console
from rich.text import Text

ROOM_FOR_A_PROMPT = 5
"""Lines at the foot of the screen for a hint and the prompt below it."""
ANSWERED = "-> "
"""What stands before an answer beside or below what was asked."""
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
    """Prints to one stream, as wide as its terminal is at the moment, or `width` columns.

    `printed` counts the lines so far, with those that were typed as far as they were told.
    """

    def __init__(self, stream: IO[str] | None = None, *, width: int | None = None) -> None:
        self._console = _Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
        self._held: list[Text] | None = None
        self.printed = 0

    @property
    def width(self) -> int:
        """The columns to fill: those of the terminal now, within what can be read."""
        # Rich takes every terminal that calls itself dumb for 80 columns wide.
        wide = shutil.get_terminal_size().columns if self._console.is_dumb_terminal else self._console.width
        return max(NARROWEST, min(wide, WIDEST))

    @property
    def height(self) -> float:
        """The lines of the terminal; infinitely many where the output is no terminal, and nothing scrolls away."""
        return shutil.get_terminal_size().lines if self._console.is_terminal else math.inf

    def scrolled(self, since: int) -> bool:
        """Whether a line has left the screen that was printed when `printed` was `since`, or is about to."""
        return self.printed - since > self.height - ROOM_FOR_A_PROMPT

    @contextmanager
    def held(self) -> Iterator[list[Text]]:
        """Keep what is printed meanwhile as lines for `release` instead of showing it."""
        lines: list[Text] = []
        self._held = lines
        try:
            yield lines
        finally:
            self._held = None

    def release(self, lines: list[Text]) -> None:
        """Show held lines as far as they fit on one screen above a prompt, and take those away."""
        fitting = int(min(len(lines), max(1, self.height - ROOM_FOR_A_PROMPT)))
        for line in lines[:fitting]:
            self._show(line)
        del lines[:fitting]

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

    def say(self, words: str, *, indent: int = 0, style: str = "", first: str = "", hanging: int | None = None) -> None:
        """A paragraph; `first` stands before its first line, the others hang below its text, or at `hanging`."""
        lead = " " * indent + first
        lines = textwrap.wrap(
            words,
            width=self.width - 1,
            initial_indent=lead,
            subsequent_indent=" " * (len(lead) if hanging is None else hanging),
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in lines or [lead.rstrip()]:
            self._print(Text(line), style)

    def verbatim(self, words: str, *, indent: int = 0) -> None:
        """Words to be copied as they are, such as a command: on one line however long."""
        self._print(Text(" " * indent + words))

    def entry(self, name: str, words: str, *, column: int, indent: int = 2, style: str = "") -> None:
        """A name and what it stands for, the words in a column of their own; a long name moves their first line."""
        lead = f"{' ' * indent}{name}"
        lead = lead.ljust(column) if len(lead) < column else f"{lead}  "
        wrapped = textwrap.wrap(
            words,
            width=self.width - 1,
            initial_indent=lead,
            subsequent_indent=" " * column,
            break_on_hyphens=False,
            break_long_words=False,
        ) or [lead.rstrip()]
        for place, line in enumerate(wrapped):
            text = Text(line, style=style)
            if place == 0:
                text.stylize("not dim " + STRONG, 0, indent + len(name))
            self._print(text)

    def answered(self, name: str, words: str, answer: str, *, column: int, indent: int = 2, style: str = DONE) -> None:
        """An entry with what was answered, on one line where both fit, else below it."""
        lead = max(column, indent + len(name) + 2)
        if lead + len(words) + len(answer) + len(ANSWERED) + 1 >= self.width:
            self.entry(name, words, column=column, indent=indent)
            self.say(answer, indent=column, first=ANSWERED, style=style)
            return
        line = Text(" " * indent)
        line.append(name.ljust(lead - indent), style=STRONG)
        line.append(f"{words} ")
        line.append(f"{ANSWERED}{answer}", style=style)
        self._print(line)

    def _print(self, text: Text, style: str = "") -> None:
        if style:
            text.stylize(style)
        if self._held is not None:
            self._held.append(text)
        else:
            self._show(text)

    def _show(self, text: Text) -> None:
        self.printed += 1
        self._console.print(text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)
