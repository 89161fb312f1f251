"""Words people answer with beside names and numbers, such as `yes`, `none`, `not` and `at least`, in every language."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from advisor.language import C_, Messages, languages


class ReplyWord(Enum):
    """What a word of a reply does to what stands beside it."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    AND = "and"
    OR = "or"
    NOT = "not"
    ALL_BUT = "all but"
    NOR = "nor"
    THE = "the"
    FROM = "from"
    TO = "to"
    BETWEEN = "between"
    ABOUT = "about"
    OUT_OF = "out of"
    AT_LEAST = "at least"
    OR_MORE = "or more"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    OR_LESS = "or less"
    LESS_THAN = "less than"


WORDS = Messages(
    {
        ReplyWord.YES: C_("typed", "yes, y"),
        ReplyWord.NO: C_("typed", "no, n"),
        ReplyWord.NONE: C_("typed", "none"),
        ReplyWord.AND: C_("typed", "and"),
        ReplyWord.OR: C_("typed", "or"),
        ReplyWord.NOT: C_("typed", "not, neither, anything but, anything except"),
        ReplyWord.ALL_BUT: C_("typed", "all but, all except, everything but, everything except"),
        ReplyWord.NOR: C_("typed", "nor, not"),
        ReplyWord.THE: C_("typed", "the"),
        ReplyWord.FROM: C_("typed", "from"),
        ReplyWord.TO: C_("typed", "to"),
        ReplyWord.BETWEEN: C_("typed", "between"),
        ReplyWord.ABOUT: C_("typed", "about, around, roughly, approx., approx"),
        ReplyWord.OUT_OF: C_("typed", "out of, of"),
        ReplyWord.AT_LEAST: C_("typed", "at least, minimum, min., min"),
        ReplyWord.OR_MORE: C_("typed", "or more"),
        ReplyWord.MORE_THAN: C_("typed", "more than, over"),
        ReplyWord.AT_MOST: C_("typed", "at most, up to, maximum, max., max"),
        ReplyWord.OR_LESS: C_("typed", "or less"),
        ReplyWord.LESS_THAN: C_("typed", "less than, fewer than, under"),
    }
)
"""The words of each kind; those of every language the interface speaks are understood, whichever it speaks."""


@lru_cache(maxsize=64)
def words_in(word: ReplyWord, language: str) -> tuple[str, ...]:
    """The words of one kind in one language, in small letters and with straight apostrophes."""
    return tuple(WORDS.said(language)[word].replace("’", "'").casefold().split(", "))


def words(word: ReplyWord) -> tuple[str, ...]:
    """The words of one kind in all languages."""
    return tuple(dict.fromkeys(one for language in languages() for one in words_in(word, language)))


def one_of(*kinds: ReplyWord, signs: str = "") -> str:
    """A pattern for any word of some kinds; `signs` are patterns for what is no word, with a bar between them."""
    alternatives = [re.escape(one) for kind in kinds for one in words(kind)]
    return f"(?:{'|'.join([*filter(None, [signs]), *sorted(alternatives, key=len, reverse=True)])})"


def yes_or_no(typed: str, language: str) -> ReplyWord | None:
    """What a word says to a question of yes or no, first in the language spoken; None if it says neither."""
    for spoken in (language, *languages()):
        for word in (ReplyWord.YES, ReplyWord.NO):
            if typed.casefold() in words_in(word, spoken):
                return word
    return None
