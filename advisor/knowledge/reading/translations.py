"""The languages under which the words of a text are written: what is amiss with one text is told once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from advisor.language.enumeration import joined

from ..problem import did_you_mean, quoted

_CURLY = ("“", "”", "„", "‘")
_HALF_QUOTED = re.compile(r'[^"]*[^"\d]"')
"""A text that has lost its first quotation mark; a number before the last one makes it inches."""
HALF_QUOTED = 'This text ends with a quotation mark and begins with none. Put it between two: "…".'
_CODE = re.compile(r"[A-Za-z]{2,3}")


class Misread(NamedTuple):
    """What is wrong with the languages of one text; `language` is the key where it shows, None for the whole text.

    `value` tells to point at the words rather than at the key.
    """

    code: str
    message: str
    language: str | None = None
    value: bool = False


def misread(key: str, text: Mapping[str, Any], languages: Sequence[str]) -> list[Misread]:
    """What is wrong with the languages under which the words of a text stand."""
    foreign = [language for language in text if language not in languages]
    lacking = [language for language in languages if language not in text]
    half = _half_quoted(text, languages)
    if half is not None:
        return [Misread("E036", HALF_QUOTED, half, value=True)]
    curly = next((language for language, words in text.items() if str(words)[:1] in _CURLY), None)
    if curly is not None and foreign:
        message = (
            "Typographic quotation marks do not quote in YAML, so this text ends at its first comma. Put it in "
            'straight ones: "…".'
        )
        return [Misread("E028", message, curly, value=True)]
    for language in foreign:
        if text[language] is None or not _CODE.fullmatch(language):
            return [Misread("E028", _no_language(language, languages), language)]
    found = [
        Misread(
            "E028",
            f"{quoted(language)} is not a language of this knowledge base ({', '.join(languages)})."
            + (did_you_mean(language, languages) or _meant(lacking if len(foreign) == 1 else ())),
            language,
        )
        for language in foreign
    ]
    if lacking and len(lacking) != len(foreign):
        which = f"language{'s' if len(lacking) > 1 else ''} {joined('and', lacking)}"
        message = f"{quoted(key)} lacks the {which}: every text is needed in {', '.join(languages)}."
        found.append(Misread("E027", message))
    return found


def half_quoted(words: object) -> bool:
    """Whether words end with a quotation mark and begin with none."""
    return _HALF_QUOTED.fullmatch(str(words)) is not None


def _half_quoted(text: Mapping[str, Any], languages: Sequence[str]) -> str | None:
    """The language whose words are half quoted, those behind their commas included, which read as keys."""
    begun = None
    for key, words in text.items():
        if begun is None or key in languages:
            begun = key
        if half_quoted(key if words is None else words):
            return begun
    return None


def _meant(lacking: Sequence[str]) -> str:
    return f" The text lacks {joined('and', lacking)}." if lacking else ""


def _no_language(typed: str, languages: Sequence[str]) -> str:
    """What to say of words that stand where a language was expected."""
    for language in languages:
        if re.match(rf"{language}\b", typed):
            return f"A colon with a space behind it is missing after {quoted(language)}."
    return f'{quoted(typed)} is no language. A text with commas stands in quotes: "…".'
