"""Commands: the words that mean something else than an answer, at every prompt and in two languages."""

from __future__ import annotations

from enum import Enum

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


ENGLISH: dict[Command, tuple[str, ...]] = {
    Command.HELP: ("?", "help"),
    Command.WHY: ("why",),
    Command.BACK: ("back",),
    Command.SKIP: ("skip",),
    Command.UNKNOWN: ("unknown",),
    Command.NOT_APPLICABLE: ("na", "n/a"),
    Command.NOTE: ("note",),
    Command.FLAG: ("flag",),
    Command.CLEAR: ("clear",),
    Command.DUE: ("due",),
    Command.SAID_BY: ("said-by",),
    Command.DISPUTED: ("disputed",),
    Command.SETTLE: ("settle",),
    Command.REVIEW: ("review",),
    Command.TODO: ("todo",),
    Command.ADVICE: ("advice", "standing"),
    Command.GO: ("go",),
    Command.FIND: ("find",),
    Command.QUIT: ("quit", "q"),
}
WORDS: dict[str, dict[Command, tuple[str, ...]]] = {
    "en": ENGLISH,
    "fr": {
        Command.HELP: ("?", "aide"),
        Command.WHY: ("pourquoi",),
        Command.BACK: ("retour",),
        Command.SKIP: ("passer",),
        Command.UNKNOWN: ("inconnu", "nsp"),
        Command.NOT_APPLICABLE: ("so", "s/o"),
        Command.NOTE: ("note",),
        Command.FLAG: ("marquer", "signaler"),
        Command.CLEAR: ("effacer",),
        Command.DUE: ("échéance",),
        Command.SAID_BY: ("selon",),
        Command.DISPUTED: ("contesté",),
        Command.SETTLE: ("trancher",),
        Command.REVIEW: ("revue",),
        Command.TODO: ("reste",),
        Command.ADVICE: ("conseils", "bilan"),
        Command.GO: ("aller",),
        Command.FIND: ("chercher", "trouver"),
        Command.QUIT: ("quitter", "q"),
    },
}
"""The words of each language, the one to show first; the English ones work in every language."""

WITH_WORDS = frozenset(
    {
        *(Command.WHY, Command.NOT_APPLICABLE, Command.NOTE, Command.GO, Command.FIND, Command.REVIEW),
        *(Command.DUE, Command.SAID_BY, Command.DISPUTED, Command.SETTLE),
    }
)
"""Commands that may be followed by words on the same line."""


def command_in(typed: str, language: str, *, bare: bool = False) -> tuple[Command, str] | None:
    """The command a line holds with the words that follow it, None if it is no command.

    A word behind a slash is one to find. With `bare` only a line that is nothing but a command counts, as where any
    words could be the answer.
    """
    if typed.startswith("/") and typed[1:].strip() and not bare:
        return Command.FIND, typed[1:].strip()
    first, _, rest = typed.strip().partition(" ")
    word, rest = folded(first).rstrip(":"), rest.strip().removeprefix(":").strip()
    for words in (WORDS.get(language, ENGLISH), ENGLISH):
        for command, names in words.items():
            if word in map(folded, names) and (not rest or (command in WITH_WORDS and not bare)):
                return command, rest
    return None


def shown(command: Command, language: str) -> str:
    """The word to tell people, in their language."""
    return WORDS.get(language, ENGLISH)[command][0]


def all_shown(command: Command, language: str) -> str:
    """Every word for a command in a language, as help lists them."""
    return ", ".join(WORDS.get(language, ENGLISH)[command])
