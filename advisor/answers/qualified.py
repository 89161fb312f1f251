"""Answers that say more, or less, than a plain value: partly known, disputed, due on a day, said by somebody.

{not: [now, no]}                                    one of the other options
{at_least: 10, at_most: 15}                         a number between two bounds
{yes: [a], no: [b]}                                 of a list: what is known of it
{accounts: [{is: 20, by: dg}, {is: 12, by: sav}]}   what several people said
{is: decided, due: 2026-12-01, said_by: dg}         a plain value with what belongs to it
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from advisor.knowledge.model import Question
from advisor.knowledge.problem import suggest

from .messages import found, kind, suggestion
from .model import Account, Answer, AnswerState, Choices, Range, Remaining, Value
from .parsing import Complaints, Path, choices_known_in_part, options_of, plain_answer, stated_answer

QUALIFIERS = ("due", "how", "said_by")
READ_OUT = "read_out"
NAMED: Mapping[str, tuple[str, ...]] = {
    "choice": ("not",),
    "yes_no": ("not",),
    "choices": ("yes", "no"),
    "number": ("at_least", "at_most"),
    "text": (),
}
"""The keys that say what is known of an answer, by the type of its question."""


def parse_answer(question: Question, typed: Any, path: Path, complaints: Complaints) -> Answer | None:
    """The answer typed at `path`, or None after recording what is wrong with it.

    Nothing typed (an empty value) counts as not asked.
    """
    if typed is None:
        return Answer(AnswerState.NOT_ASKED)
    if not isinstance(typed, Mapping):
        return plain_answer(question, typed, path, complaints)
    qualifiers = _qualifiers(typed, path, complaints)
    stated = {key: value for key, value in typed.items() if key not in QUALIFIERS}
    answer = _stated(question, stated, path, complaints)
    return None if answer is None or qualifiers is None else replace(answer, **qualifiers)


def _qualifiers(typed: Mapping[str, Any], path: Path, complaints: Complaints) -> dict[str, Any] | None:
    """The fields that the qualifiers of an answer fill, None if one of them is faulty."""
    known: dict[str, Any] = {}
    sound = True
    if (due := typed.get("due")) is not None:
        if is_date(due):
            known["due"] = str(due)
        else:
            complaints.add("I004", (*path, "due"), found=found(due))
            sound = False
    if (how := typed.get("how")) is not None:
        if how == READ_OUT:
            known["read_out"] = True
        else:
            near = suggestion(suggest(how, (READ_OUT,)) if isinstance(how, str) else None)
            complaints.add("I023", (*path, "how"), found=found(how), suggestion=near, possible=READ_OUT)
            sound = False
    if (by := typed.get("said_by")) is not None:
        known["said_by"] = str(by)
    return known if sound else None


def is_date(typed: object) -> bool:
    """Whether something typed is a date written year, month, day."""
    try:
        # Python 3.11 also takes 20261120, which the report would print as typed.
        return len(str(typed)) == len("2026-11-20") and bool(datetime.date.fromisoformat(str(typed)))
    except ValueError:
        return False


def _stated(question: Question, typed: Mapping[str, Any], path: Path, complaints: Complaints) -> Answer | None:
    for first, read in (("accounts", _disputed), ("is", _is)):
        if first in typed:
            if not _only((first,), typed, path, complaints):
                return None
            return read(question, typed[first], (*path, first), complaints)
    named = NAMED[question.type]
    if any(key in typed for key in named):
        if not _only(named, typed, path, complaints):
            return None
        if question.type == "choices":
            return choices_known_in_part(question, typed, path, complaints)
        return (_range if question.type == "number" else _remaining)(question, typed, path, complaints)
    if {"yes", "no"} & typed.keys():
        complaints.add("I016", path, question=question.id)
        return None
    return stated_answer(question, typed, path, (*named, "is", "accounts", *QUALIFIERS), complaints)


def _only(keys: Sequence[str], typed: Mapping[str, Any], path: Path, complaints: Complaints) -> bool:
    strange = [key for key in typed if key not in keys]
    for key in strange:
        complaints.unknown_key(key, path, (*keys, *QUALIFIERS))
    return not strange


def _is(question: Question, typed: Any, path: Path, complaints: Complaints) -> Answer | None:
    if isinstance(typed, Mapping):
        return _stated(question, typed, path, complaints)
    return plain_answer(question, typed, path, complaints)


def _remaining(question: Question, typed: Mapping[str, Any], path: Path, complaints: Complaints) -> Answer | None:
    excluded = typed["not"] if isinstance(typed["not"], list) else [typed["not"]]
    if not excluded:
        complaints.add("I022", (*path, "not"), key_="not")
        return None
    read = options_of(question, excluded, (*path, "not"), complaints)
    if read is None:
        return None
    left = tuple(option.id for option in question.options if option.id not in read)
    if not left:
        complaints.add("I021", path, question=question.id)
        return None
    return answer_of(left[0] if len(left) == 1 else Remaining(left))


def _range(question: Question, typed: Mapping[str, Any], path: Path, complaints: Complaints) -> Answer | None:
    low, high = question.min or 0, question.max or 0
    bounds = {"at_least": low, "at_most": high}
    for key, number in typed.items():
        read = plain_answer(question, number, (*path, key), complaints)
        if read is None or not isinstance(read.value, int):
            return None
        bounds[key] = read.value
    least, most = bounds["at_least"], bounds["at_most"]
    if least > most:
        complaints.add("I024", (*path, "at_most"), least=least, most=most)
        return None
    return answer_of(least if least == most else Range(least, most))


def _disputed(question: Question, typed: Any, path: Path, complaints: Complaints) -> Answer | None:
    if not isinstance(typed, list) or not typed:
        complaints.add("I003", path, key_="accounts", expected=kind("list"), found=found(typed))
        return None
    accounts = [_account(question, one, (*path, index), complaints) for index, one in enumerate(typed)]
    known = [account for account in accounts if account is not None]
    return disputed(question, known) if len(known) == len(accounts) else None


def _account(question: Question, typed: Any, path: Path, complaints: Complaints) -> Account | None:
    if not isinstance(typed, Mapping):
        complaints.add("I003", path, key_="accounts", expected=kind("mapping"), found=found(typed))
        return None
    if not _only(("is", "by"), typed, path, complaints):
        return None
    for key in ("is", "by"):
        if typed.get(key) in (None, ""):
            complaints.add("I022", (*path, key) if key in typed else path, key_=key)
            return None
    answer = _is(question, typed["is"], (*path, "is"), complaints)
    if answer is None or answer.value is None:
        return None
    return Account(answer.value, str(typed["by"]))


def disputed(question: Question, accounts: Sequence[Account]) -> Answer:
    """What several people said, read as the narrowest partly known answer that covers it; one account is an answer."""
    if len(accounts) == 1:
        return replace(answer_of(accounts[0].value, question), said_by=accounts[0].by)
    values = [account.value for account in accounts]
    return replace(answer_of(_covering(question, values), question), accounts=tuple(accounts))


def _covering(question: Question, values: Sequence[Value]) -> Value:
    if all(isinstance(value, Choices) for value in values):
        chosen = [value for value in values if isinstance(value, Choices)]
        return Choices(
            frozenset.intersection(*(one.yes for one in chosen)), frozenset.intersection(*(one.no for one in chosen))
        )
    if question.type == "number":
        least = min(bounds(value)[0] for value in values)
        most = max(bounds(value)[1] for value in values)
        return least if least == most else Range(least, most)
    if question.type == "text":
        return " / ".join(dict.fromkeys(str(value) for value in values))
    named = {option for value in values for option in possible(value)}
    left = tuple(option.id for option in question.options if option.id in named)
    return left[0] if len(left) == 1 else Remaining(left)


def bounds(value: Value) -> tuple[int, int]:
    """The least and the greatest that a number may be."""
    return (value.at_least, value.at_most) if isinstance(value, Range) else (int(str(value)), int(str(value)))


def possible(value: Value) -> tuple[str, ...]:
    """The options that a choice may be."""
    return value.options if isinstance(value, Remaining) else (str(value),)


def answer_of(value: Value, question: Question | None = None) -> Answer:
    """An answer with this value, marked where it is partly known. Of choices the question tells what is open."""
    partly = isinstance(value, (Remaining, Range))
    if isinstance(value, Choices) and question is not None:
        partly = len(value.yes) + len(value.no) < len(question.options)
    return Answer(AnswerState.ANSWERED, value, partly_known=partly)
