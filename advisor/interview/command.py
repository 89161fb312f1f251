"""Commands: the words that mean something else than an answer, at every prompt and in every language."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from advisor.language import C_, SOURCE_LANGUAGE, Messages

from .terminal_text import folded


class Command(str, Enum):
    """What can be asked for instead of answering."""

    HELP = "help"
    WHY = "why"
    BACK = "back"
    SKIP = "skip"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "na"
    NOTE = "note"
    FLAG = "flag"
    CLEAR = "clear"
    DUE = "due"
    SAID_BY = "said-by"
    DISPUTED = "disputed"
    SETTLE = "settle"
    REVIEW = "review"
    TODO = "todo"
    ADVICE = "advice"
    GO = "go"
    FIND = "find"
    QUIT = "quit"


WORDS = Messages(
    {
        Command.HELP: C_("typed", "?, help"),
        Command.WHY: C_("typed", "why"),
        Command.BACK: C_("typed", "back"),
        Command.SKIP: C_("typed", "skip"),
        Command.UNKNOWN: C_("typed", "unknown"),
        Command.NOT_APPLICABLE: C_("typed", "na, n/a"),
        Command.NOTE: C_("typed", "note"),
        Command.FLAG: C_("typed", "flag"),
        Command.CLEAR: C_("typed", "clear"),
        Command.DUE: C_("typed", "due"),
        Command.SAID_BY: C_("typed", "said-by"),
        Command.DISPUTED: C_("typed", "disputed"),
        Command.SETTLE: C_("typed", "settle"),
        Command.REVIEW: C_("typed", "review"),
        Command.TODO: C_("typed", "todo"),
        Command.ADVICE: C_("typed", "advice, standing"),
        Command.GO: C_("typed", "go"),
        Command.FIND: C_("typed", "find"),
        Command.QUIT: C_("typed", "quit, q"),
    }
)
"""The words for each command, the one to show first; the English ones work in every language."""

WITH_WORDS = frozenset(
    {
        *(Command.WHY, Command.NOT_APPLICABLE, Command.NOTE, Command.GO, Command.FIND, Command.REVIEW),
        *(Command.DUE, Command.SAID_BY, Command.DISPUTED, Command.SETTLE, Command.HELP),
    }
)
"""Commands that may be followed by words on the same line."""


@lru_cache(maxsize=8)
def words_in(language: str) -> dict[Command, tuple[str, ...]]:
    """The words for each command in one language, the one to show first."""
    return {command: tuple(words.split(", ")) for command, words in WORDS.said(language).items()}


def command_in(typed: str, language: str, *, bare: bool = False) -> tuple[Command, str] | None:
    """The command a line holds with the words that follow it, None if it is no command.

    A word behind a slash is one to find. With `bare` only a line that is nothing but a command counts, as where any
    words could be the answer.
    """
    if typed.startswith("/") and typed[1:].strip() and not bare:
        return Command.FIND, typed[1:].strip()
    first, _, rest = typed.strip().partition(" ")
    word, rest = folded(first).rstrip(":"), rest.strip().removeprefix(":").strip()
    for words in (words_in(language), words_in(SOURCE_LANGUAGE)):
        for command, names in words.items():
            if word in map(folded, names) and (not rest or (command in WITH_WORDS and not bare)):
                return command, rest
    return None


def shown(command: Command, language: str) -> str:
    """The word to tell people, in their language."""
    return words_in(language)[command][0]


def all_shown(command: Command, language: str) -> str:
    """Every word for a command in a language, as help lists them."""
    return ", ".join(words_in(language)[command])
