"""Transliteration: the closest characters a poor terminal has, so that it shows `n'est` rather than `n?est`."""

from __future__ import annotations

import codecs
import unicodedata

CLOSEST = "closest"
"""Name of the error handler, as `stream.reconfigure(errors=CLOSEST)` takes it."""

_TYPED = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": "<<",
    "»": ">>",
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "\u00a0": " ",
    "\u202f": " ",
}


def closest(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks: by what one would type, by the letter without accent, else by `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    words = error.object[error.start : error.end]
    return "".join(_TYPED.get(character) or _bare(character) for character in words), error.end


def _bare(character: str) -> str:
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return bare or "?"


codecs.register_error(CLOSEST, closest)
