"""Numbers as people say them: 12, 12 hours, ~12, 10-15, at least 10, fewer than 5, 14/20.

What leaves the number open becomes a range; what names another unit, or is no number, is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache

from advisor.answers import Answer
from advisor.answers.qualified import answer_of, number_between
from advisor.knowledge.model import Question

from .refusal import Refused
from .reply_words import ReplyWord, one_of
from .terminal_text import plain

_N = r"([-+−]?(?:\d{1,3}(?: \d{3})+|\d+))"
LONGEST_NUMBER = 24
_ALONE = re.compile(_N)
ABOUT = 10
"""`~50` is taken for 50 give or take a tenth, and one at least."""
_UNIT = re.compile(r"(.*\d\+?) ?([^\d]+)")


class _Patterns:
    """How numbers are written with words of any language the interface speaks."""

    def __init__(self) -> None:
        self.spans = (
            re.compile(rf"(?:{one_of(ReplyWord.FROM)} )?{_N} ?{one_of(ReplyWord.TO, signs='-|–|[.][.]')} ?{_N}"),
            re.compile(rf"{one_of(ReplyWord.BETWEEN)} {_N} {one_of(ReplyWord.AND)} {_N}"),
        )
        self.about = re.compile(rf"{one_of(ReplyWord.ABOUT, signs='~|≈')} ?{_N}")
        self.share = re.compile(rf"{_N} ?{one_of(ReplyWord.OUT_OF, signs='/')} ?{_N}")
        self.bounds = (
            (
                rf"{one_of(ReplyWord.AT_LEAST, signs='≥|>=')} ?{_N}|{_N} ?\+|{_N} {one_of(ReplyWord.OR_MORE)}",
                "least",
                0,
            ),
            (rf"{one_of(ReplyWord.MORE_THAN, signs='>')} ?{_N}", "least", 1),
            (rf"{one_of(ReplyWord.AT_MOST, signs='≤|<=')} ?{_N}|{_N} {one_of(ReplyWord.OR_LESS)}", "most", 0),
            (rf"{one_of(ReplyWord.LESS_THAN, signs='<')} ?{_N}", "most", -1),
        )
        """What bounds a number on one side, the side, and what to add to the number typed."""


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    return _Patterns()


def read_number(question: Question, typed: str) -> Answer:
    """The number, or the range, a reply gives. Refused if it gives none within the bounds of the question."""
    reading, patterns = _NumberReading(question, plain(typed)), _patterns()
    words = reading.without_unit(plain(typed).casefold().replace("’", "'"))
    if len(words) > LONGEST_NUMBER:
        raise reading.no_number()
    if alone := _ALONE.fullmatch(words):
        return answer_of(reading.number(alone.group(1)))
    for span in patterns.spans:
        if between := span.fullmatch(words):
            return reading.between(*(reading.number(bound) for bound in between.groups()))
    if about := patterns.about.fullmatch(words):
        number = reading.number(about.group(1))
        margin = max(1, round(number / ABOUT))
        return reading.between(max(reading.low, number - margin), min(reading.high, number + margin))
    if share := patterns.share.fullmatch(words):
        return answer_of(reading.share(*share.groups()))
    for pattern, side, beyond in patterns.bounds:
        if bound := re.fullmatch(pattern, words):
            number = reading.number(next(one for one in bound.groups() if one is not None)) + beyond
            return reading.between(*((number, reading.high) if side == "least" else (reading.low, number)))
    raise reading.no_number()


class _NumberReading:
    """One reply to a question that takes a number from `low` to `high`."""

    def __init__(self, question: Question, typed: str) -> None:
        self.typed = typed
        self.low, self.high = question.min or 0, question.max or 0
        self.units = [plain(unit).casefold() for unit in (question.unit or {}).values()]

    def without_unit(self, words: str) -> str:
        """What stands before the unit of the question, or a short form of it, in any language."""
        split = _UNIT.fullmatch(words)
        named = split.group(2).strip().rstrip(".") if split else ""
        if split and named and any(_abbreviates(named, unit) for unit in self.units):
            return split.group(1)
        return words

    def number(self, typed: str) -> int:
        """A whole number within the bounds of the question."""
        number = _whole(typed)
        if not self.low <= number <= self.high:
            raise Refused("refused.bounds", typed=self.typed, low=self.low, high=self.high)
        return number

    def between(self, least: int, most: int) -> Answer:
        """A number of which the bounds are known."""
        if not self.low <= least <= most <= self.high:
            raise self.no_number()
        return answer_of(number_between(least, most))

    def share(self, part: str, whole: str) -> int:
        """14/20: fourteen where the question counts twentieths, seventy where it asks for per cent."""
        of, all_ = _whole(part), _whole(whole)
        if 0 <= of <= all_ == self.high:
            return of
        if 0 <= of <= all_ and all_ and any("%" in unit for unit in self.units):
            return round(100 * of / all_)
        raise Refused("refused.share", typed=self.typed, low=self.low, high=self.high)

    def no_number(self) -> Refused:
        return Refused("refused.number", typed=self.typed, low=self.low, high=self.high)


def _whole(typed: str) -> int:
    return int(typed.replace(" ", "").replace("−", "-"))


def _abbreviates(typed: str, unit: str) -> bool:
    """Whether a word is a unit, the beginning of it, or it with an ending."""
    return unit.startswith(typed) or typed.startswith(unit.split()[0])
