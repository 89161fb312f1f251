"""Texts made safe for a terminal or a form: on one line, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Unicode categories: control, format (bidirectional marks among them), surrogate, private, not assigned."""
_JOINERS = "\u200c\u200d"
"""Invisible too, and letters all the same: Persian words and composed emoji fall apart without them."""
_LOOSE_JOINERS = re.compile(rf"(?<!\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\S)")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """The text on one line, without control characters, escape sequences or marks that reorder what is read."""
    visible = (" " if character in "\n\r\t\x0b\x0c\x85\u2028\u2029" else character for character in text)
    kept = "".join(one for one in visible if one in _JOINERS or unicodedata.category(one) not in _INVISIBLE)
    return _LOOSE_JOINERS.sub("", kept).strip()


def plain(text: str) -> str:
    """A printable text with single ordinary spaces, as it is typed into a file."""
    return _SPACES.sub(" ", printable(text)).strip()


def folded(words: str) -> str:
    """Words without capitals, accents and the difference between apostrophes, for comparing."""
    apart = unicodedata.normalize("NFKD", words.casefold().replace("’", "'").replace("œ", "oe"))
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())
