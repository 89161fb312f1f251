"""Numbers as people say them: 12, 12 hours, ~12, 10-15, at least 10, fewer than 5, 14/20.

What leaves the number open becomes a range; what names another unit, or is no number, is refused.
"""

from __future__ import annotations

import re

from advisor.answers import Answer
from advisor.answers.qualified import answer_of, number_between
from advisor.knowledge.model import Question

from .refusal import Refused
from .terminal_text import plain

_N = r"([-+−]?(?:\d{1,3}(?: \d{3})+|\d+))"
LONGEST_NUMBER = 24
_ALONE = re.compile(_N)
_SPANS = (
    re.compile(rf"(?:from |de )?{_N} ?(?:-|–|\.\.|to|à) ?{_N}"),
    re.compile(rf"(?:between|entre) {_N} (?:and|et) {_N}"),
)
_ABOUT = re.compile(rf"(?:~|≈|env\.?|environ|about|around|roughly|approx\.?|à peu près|autour de|vers) ?{_N}")
_SHARE = re.compile(rf"{_N} ?(?:/|out of|of|sur) ?{_N}")
_BOUNDS = (
    (re.compile(rf"(?:≥|>=|at least|au moins|min\.?|minimum) ?{_N}|{_N} ?\+|{_N} (?:or more|ou plus)"), "least", 0),
    (re.compile(rf"(?:>|more than|over|plus de) ?{_N}"), "least", 1),
    (re.compile(rf"(?:≤|<=|at most|au plus|up to|jusqu'à|max\.?|maximum) ?{_N}|{_N} (?:or less|ou moins)"), "most", 0),
    (re.compile(rf"(?:<|less than|fewer than|under|moins de) ?{_N}"), "most", -1),
)
"""What bounds a number on one side, the side, and what to add to the number typed."""
ABOUT = 10
"""`~50` is taken for 50 give or take a tenth, and one at least."""
_UNIT = re.compile(r"(.*\d\+?) ?([^\d]+)")


def read_number(question: Question, typed: str) -> Answer:
    """The number, or the range, a reply gives. Refused if it gives none within the bounds of the question."""
    reading = _NumberReading(question, plain(typed))
    words = reading.without_unit(plain(typed).casefold().replace("’", "'"))
    if len(words) > LONGEST_NUMBER:
        raise reading.no_number()
    if alone := _ALONE.fullmatch(words):
        return answer_of(reading.number(alone.group(1)))
    for span in _SPANS:
        if between := span.fullmatch(words):
            return reading.between(*(reading.number(bound) for bound in between.groups()))
    if about := _ABOUT.fullmatch(words):
        number = reading.number(about.group(1))
        margin = max(1, round(number / ABOUT))
        return reading.between(max(reading.low, number - margin), min(reading.high, number + margin))
    if share := _SHARE.fullmatch(words):
        return answer_of(reading.share(*share.groups()))
    for pattern, side, beyond in _BOUNDS:
        if bound := pattern.fullmatch(words):
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
