"""Words joined to an enumeration within a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from .catalogue import SOURCE_LANGUAGE
from .messages import C_, Messages

How = Literal["and", "or", "and_clause", "or_clause", "or_apart", "neither"]

JOINTS = Messages(
    {
        "and": "{words} and {last}",
        "or": "{words} or {last}",
        "and_clause": "{words}, and {last}",
        "or_clause": "{words}, or {last}",
        "or_apart": "{words}; or {last}",
        # Some languages repeat the negation before each, as French does: ni « a » ni « b ».
        "neither": C_("neither", "{words} or {last}"),
        "between": C_("enumeration", ", "),
        "between_neither": C_("neither", ", "),
        "apart": "; ",
    }
)


def joined(how: How, words: Iterable[object], language: str = SOURCE_LANGUAGE) -> str:
    """Words as `a, b and c`.

    `how` is the last joint: between words, whole clauses, words with commas of their own, or of what is denied.
    """
    all_words = [str(word) for word in words]
    if len(all_words) < 2:
        return "".join(all_words)
    said = JOINTS.said(language)
    between = said[{"neither": "between_neither", "or_apart": "apart"}.get(how, "between")]
    return said[how].format(words=between.join(all_words[:-1]), last=all_words[-1])


def apart(words: Iterable[str], language: str) -> str:
    """Words that may hold commas, kept apart by semicolons."""
    return JOINTS.said(language)["apart"].join(words)
