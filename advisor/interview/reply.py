"""Replies: what is typed at a question, read as an answer or refused, never guessed at."""

from __future__ import annotations

import re
from datetime import date

from advisor.answers import Answer, AnswerState, Choices
from advisor.answers.model import Range, Remaining
from advisor.answers.parsing import close
from advisor.knowledge.model import Question

from .terminal_text import plain

LONGEST = 4000
"""Characters of a reply; more than any answer needs, and far less than a file may hold."""

_YES_NO = {
    "yes": ("yes", "y", "oui", "o"),
    "no": ("no", "n", "non"),
}
_NONE = ("0", "none", "aucun", "aucune")
_SEPARATOR = re.compile(r"[,;\s]+")
_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)$")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_SPAN = re.compile(r"(\d+)\s*(?:[-–]|to|à)\s*(\d+)$")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")


class Refused(Exception):
    """A reply that is no answer. `key` names the message that says why, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def read_reply(question: Question, typed: str, language: str) -> Answer:
    """The answer a reply to a question gives. Refused if it is none."""
    if question.type == "text":
        return Answer(AnswerState.ANSWERED, read_words(typed.removeprefix("=")))
    span = _SPAN.match(plain(typed)) if question.type == "number" else None
    if span is not None:
        return _range(question, typed, (span.group(1), span.group(2)), language)
    if question.type == "number":
        return Answer(AnswerState.ANSWERED, _number(question, typed, language))
    if question.type == "choices":
        return _choices(question, typed, language)
    if question.type == "choice" and typed.rstrip().endswith("?"):
        return _remaining(question, typed.rstrip().removesuffix("?"), language)
    return Answer(AnswerState.ANSWERED, _option(question, typed, language))


def read_words(typed: str) -> str:
    """Words as they go into the file: on one line, nothing invisible. Refused if none are left."""
    words = plain(typed)
    if not words:
        raise Refused("refused.empty")
    return words


def read_date(typed: str, language: str) -> str:
    """A date as YYYY-MM-DD, in French also typed 20/11/2026. Refused if there is no such day."""
    words = plain(typed)
    day_first = _DAY_FIRST.match(words) if language == "fr" else None
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day).isoformat()
        if _ISO.match(words):
            return date.fromisoformat(words).isoformat()
    except ValueError:
        pass
    raise Refused("refused.date", typed=words)


def _option(question: Question, typed: str, language: str) -> str:
    word = typed.strip()
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(question.options):
        return question.options[int(word) - 1].id
    sought = plain(word).casefold()
    for option in question.options:
        label = plain(option.label.get(language, ""))
        if sought in (option.id.casefold(), label.casefold()) or word in option.aliases:
            return option.id
    if question.type == "yes_no":
        for id, words in _YES_NO.items():
            if sought in words:
                return id
    raise Refused("refused.option", typed=plain(word), last=len(question.options))


def _choices(question: Question, typed: str, language: str) -> Answer:
    partly = typed.rstrip().endswith("?")
    words = [word for word in _SEPARATOR.split(typed.rstrip().removesuffix("?")) if word]
    if not partly and len(words) == 1 and _says_none(question, words[0], language):
        return _none_of_them(question)
    yes: list[str] = []
    no: list[str] = []
    try:
        for word in words:
            ruled_out = word[0] in "-−" and len(word) > 1
            (no if ruled_out else yes).append(_option(question, word[1:] if ruled_out else word, language))
    except Refused as refused:
        # The label of one option may hold spaces and commas.
        try:
            yes, no = [_option(question, typed.rstrip().removesuffix("?"), language)], []
        except Refused:
            raise refused from None
    _check_choices(question, yes, no, partly)
    closed = close(question, frozenset(yes), frozenset(no))
    if closed is None:
        raise Refused("refused.nothing_left")
    if not partly:
        every = frozenset(option.id for option in question.options)
        return Answer(AnswerState.ANSWERED, Choices(closed.yes, every - closed.yes))
    open_options = len(question.options) - len(closed.yes) - len(closed.no)
    return Answer(AnswerState.ANSWERED, closed, partly_known=open_options > 0)


def _says_none(question: Question, word: str, language: str) -> bool:
    """Whether a word says that no option holds, and is not itself the name of one."""
    if word.casefold() not in _NONE:
        return False
    try:
        _option(question, word, language)
    except Refused:
        return True
    return False


def _none_of_them(question: Question) -> Answer:
    alone = [number for number, option in enumerate(question.options, start=1) if option.alone]
    if alone:
        raise Refused("refused.none", number=alone[0])
    return Answer(AnswerState.ANSWERED, Choices(frozenset(), frozenset(option.id for option in question.options)))


def _check_choices(question: Question, yes: list[str], no: list[str], partly: bool) -> None:
    numbers = {option.id: number for number, option in enumerate(question.options, start=1)}
    for option in yes:
        if option in no:
            raise Refused("refused.both", number=numbers[option])
        if question.option(option).alone and len(set(yes)) > 1:
            raise Refused("refused.alone", number=numbers[option])
    if no and not partly:
        raise Refused("refused.ruled_out")
    if partly and not yes and not no:
        raise Refused("refused.nothing_known")


def _range(question: Question, typed: str, bounds: tuple[str, str], language: str) -> Answer:
    """A number of which only the bounds are known, such as `10-15`."""
    least, most = (_number(question, bound, language) for bound in bounds)
    if least >= most:
        raise Refused("refused.number", typed=plain(typed), low=question.min, high=question.max)
    return Answer(AnswerState.ANSWERED, Range(least, most), partly_known=True)


def _remaining(question: Question, typed: str, language: str) -> Answer:
    """A choice of which only some options are known not to hold, such as `-2 ?`."""
    words = [word for word in _SEPARATOR.split(typed) if word]
    if not words or any(len(word) < 2 or word[0] not in "-−" for word in words):
        raise Refused("refused.option", typed=plain(typed), last=len(question.options))
    out = {_option(question, word[1:], language) for word in words}
    left = tuple(option.id for option in question.options if option.id not in out)
    if not left:
        raise Refused("refused.nothing_left")
    if len(left) == 1:
        return Answer(AnswerState.ANSWERED, left[0])
    return Answer(AnswerState.ANSWERED, Remaining(left), partly_known=True)


def _number(question: Question, typed: str, language: str) -> int:
    words = plain(typed)
    if question.unit:
        unit = plain(question.unit.get(language, ""))
        if unit and words.casefold().endswith(unit.casefold()):
            words = words[: -len(unit)].strip()
    bounds = {"low": question.min, "high": question.max}
    if not _NUMBER.match(words) or len(words) > 24:
        raise Refused("refused.number", typed=plain(typed), **bounds)
    number = int(re.sub(r"[ \u00a0\u202f]", "", words.replace("−", "-")))
    low, high = question.min, question.max
    if (low is not None and number < low) or (high is not None and number > high):
        raise Refused("refused.bounds", typed=plain(typed), **bounds)
    return number
