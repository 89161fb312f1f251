"""Typography: texts as they are typed become texts as they are set, safe to print.

Authors type ordinary spaces and straight apostrophes; a French report needs no-break spaces before double
punctuation, an English one curly quotation marks. What could reorder or break a line unseen is taken out.
"""

from __future__ import annotations

import re
from functools import lru_cache

FRENCH = "fr"
"""The language whose print differs most from what is typed; the only one that code knows by name, and here."""
NARROW = "\u202f"
"""No-break space of French punctuation `; ! ? %` and inside guillemets."""
WIDE = "\u00a0"
"""No-break space before a French colon, after an abbreviation and before a dash."""

# Control characters except tab and newline, bidirectional marks and overrides, zero-width and interlinear
# characters, surrogates, noncharacters and tag characters: invisible, and able to disguise a text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
_CARRIAGE_RETURN = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_MANY_LINES = re.compile(r"\n{3,}")
LONGEST_WORD = 400
"""Characters; a longer word is cut. No language has one, and laying one out can take minutes."""
_ENDLESS = re.compile(rf"(\S{{{LONGEST_WORD}}})\S+")

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_POSSESSIVE = re.compile(r"(?<=s)'(?=[\s.,;:!?)]|$)")
_QUOTED = re.compile(r'(?<![\w"»”])"(?=\S)([^"«»“”\n]*[^\s"«»“”])"(?!\w)')
_DASH = re.compile(r" (?=[–—] )")
_ABBREVIATED = re.compile(r"(?<!\w)(M\.|MM\.|Mme|Mlle|Dr|p\.|n°|art\.|fig\.|§|Mr|Mrs|Ms|No\.) (?=[\dA-ZÀ-Ý])")

# A space in front of `%(` belongs to a placeholder of an interface text, not to a percentage.
_BEFORE_HIGH = re.compile(r"[ \u00a0\u202f]+(?=[;!?»]|%(?!\())")
_BEFORE_COLON = re.compile(r"[ \u00a0\u202f]+(?=:(?:[\s»]|$))")
_OPENING = re.compile(r"«[ \u00a0\u202f]*")
_CLOSING = re.compile(r"(?<=[^\s\u202f])»")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def clean(text: str) -> str:
    """The text without invisible characters that could reorder, hide or break what is printed.

    Line breaks of every kind become a newline; more than one empty line in a row is closed up; a word of more
    than `LONGEST_WORD` characters ends in an ellipsis.
    """
    text = _MANY_LINES.sub("\n\n", _UNSAFE.sub("", _CARRIAGE_RETURN.sub("\n", text))).strip()
    return _ENDLESS.sub(r"\1…", text) if len(text) > LONGEST_WORD else text


def line(text: str) -> str:
    """A cleaned text on one line."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=4096)
def typeset(text: str, language: str) -> str:
    """A text of the knowledge base or of the interface, set as its language wants it."""
    text = _DASH.sub(WIDE, _ABBREVIATED.sub(rf"\1{WIDE}", curled(text)))
    if language == FRENCH:
        return spaced(_QUOTED.sub(rf"«{NARROW}\1{NARROW}»", text), language)
    return _QUOTED.sub(r"“\1”", _POSSESSIVE.sub("’", text))


@lru_cache(maxsize=4096)
def printed_on_screen(text: str, language: str) -> str:
    """A text for terminals, whose fonts often lack the narrow no-break space of print: the ordinary one serves."""
    return spaced_on_screen(curled(text), language) if language == FRENCH else text


def curled(text: str) -> str:
    """A text with the apostrophes of print."""
    return _APOSTROPHE.sub("’", text)


def spaced_on_screen(text: str, language: str) -> str:
    """Someone's own words as `spaced`, for terminals."""
    return spaced(text, language).replace(NARROW, WIDE) if language == FRENCH else text


def spaced(text: str, language: str) -> str:
    """A client's own words: not a letter changed, only French spaces made no-break."""
    if language != FRENCH:
        return text
    text = _BEFORE_COLON.sub(WIDE, _BEFORE_HIGH.sub(NARROW, text))
    return _THOUSANDS.sub(NARROW, _CLOSING.sub(f"{NARROW}»", _OPENING.sub(f"«{NARROW}", text)))


def first_day(language: str) -> str:
    """The first day of a month as a date says it."""
    return "1er" if language == FRENCH else "1"


def shortened(text: str, length: int) -> str:
    """A text cut to at most `length` characters, at a word where one ends near by, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length * 2 // 3 else cut).rstrip(" ,;:–") + "…"


_SENTENCE = re.compile(r".{20,}?[.!?…][»”)]?(?=\s+[A-ZÀ-Ý«“])", re.DOTALL)


def ended(text: str) -> str:
    """A text as a sentence: with a full stop, unless a mark ends it already."""
    return text if text[-1:] in ".!?…" else f"{text}."


def first_sentence(text: str) -> str:
    """The first sentence of a text; the whole text if it is not evident where that ends."""
    found = _SENTENCE.match(text)
    return found.group() if found else text
