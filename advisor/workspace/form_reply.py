"""What was filled in on a page for one question, as the answer that an answers file would have, or refused.

The fields of a question bear its id: `ID` holds what was chosen or typed, `ID--state` or a value beginning with two
hyphens says that it is not known, does not apply or is known in part, `ID--because`, `ID--not`, `ID--rest`, `ID--low`,
`ID--high` and `ID--due` say what belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from advisor.answers import Answer, AnswerState, Choices
from advisor.answers.answer import Range, Remaining
from advisor.answers.parsing import close
from advisor.interview import Speech
from advisor.interview.reply import LONGEST
from advisor.interview.terminal_text import plain
from advisor.interview.voices import DECIDED
from advisor.knowledge.model import Question
from advisor.knowledge.sheet.answer_faults import QUALIFIERS, note_faults
from advisor.knowledge.sheet.fault import Faults
from advisor.language import N_, Phrase

OPEN = "open"
"""What `ID--rest` holds where options that are neither chosen nor ruled out are not known."""
UNKNOWN, NOT_APPLICABLE, PARTLY, NONE = "--unknown", "--not-applicable", "--partly", "--none"
BOTH = N_("Please answer, or say that you do not know or that it does not apply: not both.")
TOO_LONG = N_("That is too long: at most {most} characters.")
NOTHING_RULED_OUT = N_("Please tick what you can rule out.")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True)
class Unread(Exception):
    """What was filled in is no answer: which field to look at, and why."""

    field: str
    why: str


def typed_in(question: Question, data: QueryDict, speech: Speech) -> Any:
    """The answer filled in, as an answers file has it; None where nothing was. Unread if it is none."""
    if question.options and question.type != "choices":
        typed = _of_one_option(question, data, speech)
    else:
        typed = _of_several_fields(question, data, speech)
    due = data.get(f"{question.id}--due", "").strip()
    if typed == DECIDED and due:
        typed = {"is": typed, "due": due}
    faults = Faults()
    if typed is not None:
        note_faults(question, typed, (question.id,), faults)
    if faults.found:
        raise Unread(_first_field(question), faults.found[0].said()(speech.interface))
    return typed


def stated(typed: Any) -> Any:
    """An answer without what belongs to it: when it is due, who said it, how it was given."""
    if not isinstance(typed, Mapping):
        return typed
    bare = {key: value for key, value in typed.items() if key not in QUALIFIERS}
    return bare["is"] if set(bare) == {"is"} else bare


def fields_of(question: Question, answer: Answer) -> dict[str, list[str]]:
    """What the fields of a question hold that has this answer."""
    id, value = question.id, answer.value
    one_of = question.options and question.type != "choices"
    state = {AnswerState.UNKNOWN: UNKNOWN, AnswerState.NOT_APPLICABLE: NOT_APPLICABLE}.get(answer.state)
    if state is not None:
        return {(id if one_of else f"{id}--state"): [state], f"{id}--because": [answer.because or ""]}
    if value is None or answer.accounts:
        return {}
    due = {f"{id}--due": [answer.due]} if answer.due else {}
    if isinstance(value, Remaining):
        ruled_out = [option.id for option in question.options if option.id not in value.options]
        return {id: [PARTLY], f"{id}--not": ruled_out}
    if isinstance(value, Range):
        return {f"{id}--low": [str(value.at_least)], f"{id}--high": [str(value.at_most)]}
    if isinstance(value, Choices):
        no = sorted(value.no) if answer.partly_known else []
        rest = {f"{id}--rest": [OPEN]} if answer.partly_known else {}
        return {id: sorted(value.yes) or ([] if answer.partly_known else [NONE]), f"{id}--not": no, **rest}
    return {id: [str(value)], **due}


def _of_one_option(question: Question, data: QueryDict, speech: Speech) -> Any:
    id = question.id
    chosen = data.get(id, "") or (PARTLY if data.getlist(f"{id}--not") else "")
    if chosen == UNKNOWN:
        return {"state": "unknown"}
    if chosen == NOT_APPLICABLE:
        return _not_applicable(question, data, speech)
    if chosen != PARTLY:
        return chosen or None
    ruled_out = data.getlist(f"{id}--not")
    if not ruled_out:
        raise Unread(f"{id}--not-{question.options[0].id}", Phrase(NOTHING_RULED_OUT)(speech.interface))
    if len(set(ruled_out)) >= len(question.options):
        raise Unread(f"{id}--not-{question.options[0].id}", speech.say("form.all_ruled_out"))
    return {"not": ruled_out}


def _of_several_fields(question: Question, data: QueryDict, speech: Speech) -> Any:
    states = data.getlist(f"{question.id}--state")
    read: Callable[[Question, QueryDict, Speech], Any] = _READERS.get(question.type, _text)
    typed = read(question, data, speech)
    if states and (typed is not None or len(states) > 1):
        raise Unread(_first_field(question), Phrase(BOTH)(speech.interface))
    if UNKNOWN in states:
        return {"state": "unknown"}
    return _not_applicable(question, data, speech) if states else typed


def _choices(question: Question, data: QueryDict, speech: Speech) -> Any:
    chosen, no = data.getlist(question.id), data.getlist(f"{question.id}--not")
    yes = [option for option in chosen if option != NONE]
    if not chosen and not no:
        return None
    in_part = bool(no) or OPEN in data.getlist(f"{question.id}--rest")
    alone = {option.id for option in question.options if option.alone}
    if set(yes) & set(no) or (NONE in chosen and (yes or no)) or (alone & set(yes) and len(yes) > 1):
        raise Unread(_first_field(question), speech.say("form.bad_sets"))
    known = {option.id for option in question.options}
    if in_part and known.issuperset((*yes, *no)) and close(question, frozenset(yes), frozenset(no)) is None:
        raise Unread(_first_field(question), speech.say("form.all_ruled_out"))
    return yes if not in_part else {key: options for key, options in (("yes", yes), ("no", no)) if options}


def _number(question: Question, data: QueryDict, speech: Speech) -> Any:
    id = question.id
    value, low, high = (_whole(question, data, name, speech) for name in (id, f"{id}--low", f"{id}--high"))
    if low is None and high is None:
        return value
    if value is not None:
        raise Unread(id, Phrase(N_("Please give one number, or what you know roughly: not both."))(speech.interface))
    if low is not None and high is not None and low > high:
        raise Unread(f"{id}--low", speech.say("form.bad_range"))
    return {key: one for key, one in (("at_least", low), ("at_most", high)) if one is not None}


def _whole(question: Question, data: QueryDict, name: str, speech: Speech) -> int | None:
    words = _SPACES.sub("", data.get(name, ""))
    if not words:
        return None
    least, most = question.min or 0, question.max or 0
    if not re.fullmatch(r"-?[0-9]{1,12}", words) or not least <= int(words) <= most:
        bounds = {"low": speech.decimal(least), "high": speech.decimal(most)}
        raise Unread(name, speech.say("form.bad_number", **bounds))
    return int(words)


_READERS = {"choices": _choices, "number": _number}


def _text(question: Question, data: QueryDict, speech: Speech) -> str | None:
    return short(data.get(question.id, ""), question.id, speech) or None


def short(words: str, field: str, speech: Speech) -> str:
    """Words on one line, nothing invisible. Unread if there are too many."""
    if len(words) > LONGEST:
        raise Unread(field, Phrase(TOO_LONG, most=speech.decimal(LONGEST))(speech.interface))
    return plain(words)


def _not_applicable(question: Question, data: QueryDict, speech: Speech) -> dict[str, str]:
    because = short(data.get(f"{question.id}--because", ""), f"{question.id}--because", speech)
    if not because:
        raise Unread(f"{question.id}--because", speech.say("form.no_reason"))
    return {"state": "not_applicable", "because": because}


def _first_field(question: Question) -> str:
    """The field to go to of a question; options have ids of their own."""
    return f"{question.id}-{question.options[0].id}" if question.options else question.id


def said_in(data: QueryDict) -> dict[str, Sequence[str]]:
    """Everything that was filled in, to be shown again."""
    return dict(data.lists())
