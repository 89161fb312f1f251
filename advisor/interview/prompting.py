"""Prompting: one line from the person or the pipe at the other end, or the news that there will be no more."""

from __future__ import annotations

import os
import sys
from enum import Enum

import click

from .refusal import Refused
from .reply import LONGEST
from .terminal_text import printable


class Ended(Enum):
    """Why no further line comes."""

    QUIT = "quit"
    INTERRUPT = "interrupt"
    END_OF_INPUT = "end of input"


class Stop(Exception):
    """The person wants to stop, or there is no more input."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(ended.value)
        self.ended = ended


def mark_pastes(*, on: bool) -> None:
    """Have the terminal mark what is pasted, so that several lines come as one, or no longer.

    Readline does so only while a prompt stands; what is pasted while an answer is being saved would be typed lines.
    """
    if "readline" in sys.modules and sys.stdin.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        click.echo("\x1b[?2004h" if on else "\x1b[?2004l", nl=False)


def ask(label: str, *, lines: bool = False) -> str:
    """Ask for one line. Empty when only Enter was pressed. With `lines` several pasted together are taken as they are.

    Raises Stop at the end of input and on Ctrl-C, Refused for what is not text, far too long, or several lines.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise Stop(Ended.END_OF_INPUT)
    try:
        typed: str = click.prompt(label, default="", show_default=False, prompt_suffix=" > ")
    except click.Abort as abort:
        interrupted = isinstance(abort.__context__, KeyboardInterrupt)
        raise Stop(Ended.INTERRUPT if interrupted else Ended.END_OF_INPUT) from None
    finally:
        mark_pastes(on=True)
    if not sys.stdin.isatty():
        # A terminal shows what is typed; what comes from a pipe would be missing from the transcript.
        click.echo(printable(typed[:LONGEST]))
    if any("\ud800" <= character <= "\udfff" for character in typed):
        raise Refused("refused.not_text")
    if len(typed) > LONGEST:
        raise Refused("refused.too_long", longest=LONGEST)
    if "\n" in typed.strip() and not lines:
        raise Refused("refused.lines")
    return typed.strip()
