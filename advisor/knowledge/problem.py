"""Problems found in what people wrote: where, what is wrong, what to do.

Every reader of files collects `Problem` values and raises them together in an `InputError`, so that
one run tells an author everything. The texts shown to a consultant exist in every language of the interface.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from advisor.language import N_, Phrase
from advisor.language.enumeration import joined

from .condition import Position

DID_YOU_MEAN = N_(' Did you mean "{suggestion}"?')
Ground = tuple[str, tuple[str | int, ...]]
"""A place by which something else is judged: a file, and the steps to a value in it."""
_LONGEST_QUOTE = 60
_LONGEST_EXCERPT = 110
_LONGEST_SUGGESTIBLE = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (or, for a warning, doubtful) at one place.

    `code` is stable and documented (E… errors, W… warnings); `message` an English sentence with the remedy,
    `phrase` the same for any language. `about` is the id of the entry concerned, by which a warning
    can be switched off. `source` is the line of the file, shown with a caret under the column. `rests_on` are the
    places by which it was judged: where one of them is at fault itself, this only follows.
    """

    code: str
    message: str
    at: Position
    warning: bool = False
    about: str | None = None
    source: str = field(default="", compare=False, repr=False)
    phrase: Phrase | None = field(default=None, compare=False, repr=False)
    rests_on: tuple[Ground, ...] = field(default=(), compare=False, repr=False)

    def said(self, language: str = "en") -> str:
        """The message in a language, in English where there is no translation."""
        return self.message if self.phrase is None else self.phrase(language)

    def headline(self, language: str = "en") -> str:
        """The problem on one line: `file:line:column: CODE message`."""
        return f"{self.at}: {self.code} {self.said(language)}"

    def render(self, language: str = "en") -> str:
        """The headline followed by the source line and a caret under the column."""
        if not self.source.strip():
            return self.headline(language)
        return self.headline(language) + "\n" + _excerpt(self.source, self.at.column)

    def moved(self, lines: int) -> Problem:
        """The problem so many lines further on."""
        return replace(self, at=replace(self.at, line=self.at.line + lines)) if lines else self

    def resting_on(self, grounds: Iterable[Ground]) -> Problem:
        """The problem, judged by what stands at these places."""
        return replace(self, rests_on=tuple(grounds))

    def __str__(self) -> str:
        return self.headline()


def problem_of(code: str, phrase: Phrase, at: Position, source: str = "") -> Problem:
    """A problem told in any language."""
    return Problem(code, phrase(), at, source=source, phrase=phrase)


class InputError(Exception):
    """What someone wrote cannot be used; `problems` says everything that is wrong, in order of position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__("\n".join(problem.headline() for problem in self.problems))

    def render(self, language: str = "en") -> str:
        """Every problem with its source line, one after the other."""
        return "\n".join(problem.render(language) for problem in self.problems)


class KnowledgeBaseError(InputError):
    """A knowledge base has errors and cannot be used."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repetitions, sorted by file, line, column and code."""
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda problem: (problem.at.file, problem.at.line, problem.at.column, problem.code, problem.message),
        )
    )


def quoted(word: object) -> str:
    """A word of the input in double quotes, as `shown`."""
    return f'"{shown(word)}"'


def shown(word: object) -> str:
    """A word of the input, shortened, with what a terminal would not print made visible."""
    text = str(word)
    if len(text) > _LONGEST_QUOTE:
        text = text[: _LONGEST_QUOTE - 1] + "…"
    return "".join(_visible(character) for character in text)


def listed(words: Iterable[object], language: str = "en") -> str:
    """Words as an enumeration in a sentence: `a, b or c`."""
    return joined("or", words, language)


def suggest(word: object, candidates: Iterable[str]) -> str | None:
    """The candidate someone who typed `word` probably meant; None when nothing comes close.

    Case, and hyphens against underscores, weigh less than letters.
    """
    text = str(word)
    if not text or len(text) > _LONGEST_SUGGESTIBLE:
        return None
    plain: dict[str, str] = {}
    for candidate in candidates:
        plain.setdefault(_plain(candidate), candidate)
    cutoff = 0.5 if len(text) <= 3 else 0.6
    close = difflib.get_close_matches(_plain(text), plain, n=1, cutoff=cutoff)
    if not close or plain[close[0]] == text:
        return None
    return plain[close[0]]


def did_you_mean(word: object, candidates: Iterable[str], language: str = "en") -> str:
    """A sentence to append to a message, with its leading space: ` Did you mean "x"?`; empty without suggestion."""
    suggestion = suggest(word, candidates)
    return "" if suggestion is None else Phrase(DID_YOU_MEAN, suggestion=suggestion)(language)


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _visible(character: str) -> str:
    if character.isprintable() or character == "\u00a0":
        return character
    return {"\n": "\\n", "\t": "\\t"}.get(character, f"\\u{ord(character):04x}")


def _excerpt(source: str, column: int) -> str:
    start = max(0, column - _LONGEST_EXCERPT + 20) if len(source) > _LONGEST_EXCERPT else 0
    line = "".join(
        character if character.isprintable() or character == "\t" else " "
        for character in source[start : start + _LONGEST_EXCERPT]
    ).rstrip()
    before = line[: column - 1 - start]
    padding = "".join("\t" if character == "\t" else " " for character in before)
    return f"    {line}\n    {padding}^"
