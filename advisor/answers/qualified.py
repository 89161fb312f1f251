"""Answers as typed, made values: plain ones, and those that say more, or less, than a plain value.

What is typed has been found sound by `advisor.knowledge.sheet.answer_faults`, which shows the forms.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from advisor.knowledge.model import Question
from advisor.knowledge.sheet.answer_faults import QUALIFIERS, READ_OUT

from .answer import NOT_ASKED, Account, Answer, AnswerState, Choices, Range, Remaining, Value
from .parsing import close, options_of, plain_value


def answer_typed(question: Question, typed: Any) -> Answer:
    """The answer to a question. Nothing typed (an empty value) counts as not asked."""
    if typed is None:
        return NOT_ASKED
    if not isinstance(typed, Mapping):
        return answer_of(plain_value(question, typed))
    answer = _stated(question, {key: said for key, said in typed.items() if key not in QUALIFIERS})
    due, said_by, said_on = typed.get("due"), typed.get("said_by", answer.said_by), typed.get("said_on")
    return replace(
        answer,
        due=None if due is None else str(due),
        read_out=typed.get("how") == READ_OUT,
        said_by=None if said_by is None else str(said_by),
        said_on=None if said_on is None else str(said_on),
    )


def _stated(question: Question, typed: Mapping[str, Any]) -> Answer:
    if "accounts" in typed:
        return disputed(question, [Account(_value(question, one["is"]), str(one["by"])) for one in typed["accounts"]])
    if "state" in typed:
        because = str(typed["because"]).strip() if typed.get("because") is not None else ""
        return Answer(AnswerState(typed["state"]), because=because or None)
    if "is" in typed:
        inner = typed["is"]
        return _stated(question, inner) if isinstance(inner, Mapping) else answer_of(plain_value(question, inner))
    return answer_of(_value(question, typed), question)


def _value(question: Question, typed: Any) -> Value:
    """A plain value, or what is known of one in part."""
    if not isinstance(typed, Mapping):
        return plain_value(question, typed)
    if question.type == "number":
        least, most = typed.get("at_least", question.min or 0), typed.get("at_most", question.max or 0)
        return number_between(int(least), int(most))
    if question.type == "choices":
        yes, no = (options_of(question, typed.get(key, ())) for key in ("yes", "no"))
        return close(question, yes, no) or Choices(yes, no)
    excluded = options_of(question, typed["not"] if isinstance(typed["not"], list) else [typed["not"]])
    return remaining(question, {option.id for option in question.options if not option.aside} - excluded)


def remaining(question: Question, left: Collection[str]) -> str | Remaining:
    """One of the options left; the answer itself where it is the only one."""
    options = tuple(option.id for option in question.options if option.id in left)
    return options[0] if len(options) == 1 else Remaining(options)


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
        return number_between(least, most)
    if question.type == "text":
        return " / ".join(dict.fromkeys(str(value) for value in values))
    return remaining(question, {option for value in values for option in possible(value)})


def number_between(least: int, most: int) -> int | Range:
    """A number between two bounds; the number itself where they are one."""
    return least if least == most else Range(least, most)


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
