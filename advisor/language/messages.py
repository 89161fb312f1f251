"""Messages as the code holds them: in English, to be said in the language of whoever reads them.

Tests collect for the catalogues every text that stands in `Messages({…})`, `N_(…)`, `C_(…)` and `Phrase(…)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .catalogue import CONTEXT, SOURCE_LANGUAGE, catalogue

K = TypeVar("K")


def N_(message: str) -> str:
    """Mark a message for the catalogues and leave it as it is."""
    return message


def C_(context: str, message: str) -> str:
    """A message that elsewhere means something else; `context` tells translators which is meant."""
    return f"{context}{CONTEXT}{message}"


class Messages(dict[K, str]):
    """Messages by key, with `str.format` placeholders."""

    def said(self, language: str) -> dict[K, str]:
        """All of them in a language, placeholders still in them."""
        said = catalogue(language).plain
        return {key: said(message) for key, message in self.items()}

    def count(self: Messages[str], key: str, n: int, language: str) -> str:
        """The form for `n` of a message that is there as `KEY.one` and `KEY.other`, placeholders still in it."""
        return catalogue(language).plain_plural(self[f"{key}.one"], self[f"{key}.other"], n)

    def phrase(self, key: K, /, **values: object) -> Phrase:
        """One of them with its values, for any language."""
        return Phrase(self[key], **values)


class Phrase:
    """A message with its values, to be said in any language; a value that is a phrase is said in the same."""

    def __init__(self, message: str, /, **values: object | Callable[[str], str]) -> None:
        self._message = message
        self._values = values

    def __call__(self, language: str = SOURCE_LANGUAGE) -> str:
        """The phrase in a language."""
        values = {name: value(language) if callable(value) else value for name, value in self._values.items()}
        return catalogue(language).plain(self._message).format(**values)

    def __str__(self) -> str:
        return self()
