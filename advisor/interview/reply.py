"""Replies: what is typed at a question, read as an answer or refused, never guessed at."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from advisor.answers import Answer, AnswerState, Choices
from advisor.answers.parsing import close
from advisor.answers.qualified import answer_of, remaining
from advisor.knowledge.model import Question
from advisor.language import catalogue

from .numeric_reply import read_number
from .refusal import Refused
from .reply_words import ReplyWord, one_of, words, yes_or_no
from .terminal_text import plain

LONGEST = 4000
"""Characters of a reply; more than any answer needs, and far less than a file may hold."""

_SEPARATOR = re.compile(r"[,;\s]+")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_POINT = re.compile(r"(\d+)[.)]$")
_ORDINALS = re.compile(r"(\d{1,2})[-–](\d{1,2})$")
SHORTEST_WORD = 3
"""Letters of a word that may stand for the option it occurs in, where that is ruled out."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")


@lru_cache(maxsize=1)
def _alternatives() -> re.Pattern[str]:
    """What stands between the options of `1 or 3`."""
    return re.compile(rf"\s+{one_of(ReplyWord.OR)}\s+|\s*/\s*", re.IGNORECASE)


@lru_cache(maxsize=4)
def _behind(*kinds: ReplyWord) -> re.Pattern[str]:
    """The words behind one of some kind."""
    return re.compile(rf"{one_of(*kinds)}\s+(\S.*)", re.IGNORECASE)


def _joins(word: str, *kinds: ReplyWord) -> bool:
    """Whether a word stands between options, such as `and`."""
    return word in ("&", "+") or any(word.casefold() in words(kind) for kind in (ReplyWord.AND, *kinds))


def read_reply(question: Question, typed: str, language: str) -> Answer:
    """The answer a reply to a question gives. Refused if it is none."""
    if question.type == "text":
        return Answer(AnswerState.ANSWERED, read_words(typed.removeprefix("=")))
    if question.type == "number":
        return read_number(question, typed)
    if question.type == "choices" and (kept := _named_behind(question, typed, language, ReplyWord.ALL_BUT)) is not None:
        return _all_but(question, kept)
    # Of one choice, `all but 4` can only say that it is not the fourth.
    ruling_out = (ReplyWord.NOT,) if question.type == "choices" else (ReplyWord.NOT, ReplyWord.ALL_BUT)
    excluded = None
    if question.type != "yes_no":
        excluded = _named_behind(question, typed.rstrip().removesuffix("?"), language, *ruling_out)
    if question.type == "choices":
        return _choices(question, typed, language, excluded)
    if question.type == "choice" and (excluded is not None or typed.rstrip().endswith("?")):
        return _remaining(question, typed.rstrip().removesuffix("?"), language, excluded)
    return _option_or_several(question, typed, language)


def read_words(typed: str) -> str:
    """Words as they go into the file: on one line, nothing invisible. Refused if none are left."""
    said = plain(typed)
    if not said:
        raise Refused("refused.empty")
    return said


def read_date(typed: str, language: str) -> str:
    """A date as YYYY-MM-DD; if the language writes the day first also 20/11/2026. Refused if there is no such day."""
    said = plain(typed)
    day_first = _DAY_FIRST.match(said) if catalogue(language).day_first else None
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day).isoformat()
        if _ISO.match(said):
            return date.fromisoformat(said).isoformat()
    except ValueError:
        pass
    raise Refused("refused.date", typed=said)


def _option(question: Question, typed: str, language: str) -> str:
    word = _POINT.sub(r"\1", typed.strip())
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(question.options):
        return question.options[int(word) - 1].id
    sought = plain(word).casefold()
    for option in question.options:
        label = plain(option.label.get(language, ""))
        if sought in (option.id.casefold(), label.casefold()) or word in option.aliases:
            return option.id
    if question.type == "yes_no":
        meant = yes_or_no(sought, language)
        if meant is not None:
            return meant.value
    raise Refused("refused.option", typed=plain(word), last=len(question.options))


def _option_or_several(question: Question, typed: str, language: str) -> Answer:
    """One option, or one of several such as `1 or 3`."""
    try:
        return answer_of(_option(question, typed, language))
    except Refused:
        alternatives = _alternatives().split(typed.strip())
        if question.type != "choice" or len(alternatives) < 2:
            raise
        possible = {_option(question, one, language) for one in alternatives}
        return _left(question, possible)


def _named_behind(question: Question, typed: str, language: str, *kinds: ReplyWord) -> list[str] | None:
    """The options that a reply such as `not sales`, `ni 1 ni 2` or `all but 4` names behind its words; None if it has
    no such words."""
    words_behind = _behind(*kinds).fullmatch(typed.strip())
    if words_behind is None:
        return None
    try:
        _option(question, typed, language)
    except Refused:
        named = words_behind.group(1)
        try:
            return [_meant(question, named, language)]
        except Refused:
            joining = (ReplyWord.OR, ReplyWord.NOR, ReplyWord.THE)
            several = [one for one in _SEPARATOR.split(named) if one and not _joins(one, *joining)]
            return [_meant(question, one, language) for word in several for one in _numbers_in(word)]
    return None  # an option called "Not yet"


def _meant(question: Question, typed: str, language: str) -> str:
    """The option named, or the only one in whose label or id a word begins as typed."""
    try:
        return _option(question, typed, language)
    except Refused:
        sought = plain(typed).casefold()
        named = [
            option.id
            for option in question.options
            if any(
                word.startswith(sought)
                for text in (option.id, *option.label.values())
                for word in re.findall(r"\w+", text.replace("_", " ").casefold())
            )
        ]
        if len(named) != 1 or len(sought) < SHORTEST_WORD:
            raise
        return named[0]


def _choices(question: Question, typed: str, language: str, excluded: list[str] | None) -> Answer:
    partly = typed.rstrip().endswith("?") or excluded is not None
    if excluded is not None:
        return _chosen(question, [], excluded, partly)
    typed_words = [word for word in _SEPARATOR.split(typed.rstrip().removesuffix("?")) if word]
    joined = [word for word in typed_words[1:-1] if not _joins(word)]
    named = [one for word in (*typed_words[:1], *joined, *typed_words[1:][-1:]) for one in _numbers_in(word)]
    if not partly and len(named) == 1 and _says_none(question, named[0], language):
        return _none_of_them(question)
    yes: list[str] = []
    no: list[str] = []
    try:
        for word in named:
            ruled_out = word[0] in "-−" and len(word) > 1
            (no if ruled_out else yes).append(_option(question, word[1:] if ruled_out else word, language))
    except Refused as refused:
        # The label of one option may hold spaces and commas.
        try:
            yes, no = [_option(question, typed.rstrip().removesuffix("?"), language)], []
        except Refused:
            raise refused from None
    return _chosen(question, yes, no, partly)


def _all_but(question: Question, left_out: list[str]) -> Answer:
    """Every option that can go with others but those left out, as `all but 4` says of several."""
    kept = [option.id for option in question.options if not option.alone and option.id not in left_out]
    if not kept:
        raise Refused("refused.nothing_left")
    return _chosen(question, kept, [], partly=False)


def _numbers_in(word: str) -> list[str]:
    """Each number of `1-3`; of any other word of a reply the word."""
    span = _ORDINALS.match(word)
    if span is not None and int(span.group(1)) < int(span.group(2)):
        return [str(number) for number in range(int(span.group(1)), int(span.group(2)) + 1)]
    return [word]


def _chosen(question: Question, yes: list[str], no: list[str], partly: bool) -> Answer:
    """Several options, or what is known of them, after checking that they go together."""
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
    if word != "0" and word.casefold() not in words(ReplyWord.NONE):
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


def _remaining(question: Question, typed: str, language: str, excluded: list[str] | None) -> Answer:
    """A choice of which only some options are known not to hold, such as `-2 ?` or `not sales`."""
    named = [word for word in _SEPARATOR.split(typed) if word]
    if excluded is None:
        if not named or any(len(word) < 2 or word[0] not in "-−" for word in named):
            raise Refused("refused.option", typed=plain(typed), last=len(question.options))
        excluded = [_option(question, word[1:], language) for word in named]
    return _left(question, {option.id for option in question.options} - set(excluded))


def _left(question: Question, possible: set[str]) -> Answer:
    """What a choice may still be."""
    if not possible:
        raise Refused("refused.nothing_left")
    return answer_of(remaining(question, possible))
