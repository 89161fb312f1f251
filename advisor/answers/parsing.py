"""One recorded answer, as typed in YAML, read into an `Answer` that fits its question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from advisor.knowledge.condition import Position
from advisor.knowledge.model import Question
from advisor.knowledge.problem import Problem, suggest

from .messages import found, kind, messages, suggestion
from .model import Answer, AnswerState, Choices

Path = tuple[str | int, ...]
Locate = Callable[[Path, bool], Position]
"""Position of the node at a path; of its key when the flag is true."""

STATES = {
    "unknown": AnswerState.UNKNOWN,
    "not_applicable": AnswerState.NOT_APPLICABLE,
    "not_asked": AnswerState.NOT_ASKED,
}


class Complaints:
    """Gathers problems while an answers file is read. `source` gives the line of a position, for display."""

    def __init__(self, locate: Locate, source: Callable[[Position], str] = lambda at: "") -> None:
        self.locate = locate
        self.source = source
        self.problems: list[Problem] = []

    def add(self, code: str, path: Path, *, key: bool = False, **values: object) -> None:
        """Record a problem at a path (at its key if `key`)."""
        said, at = messages(code, **values), self.locate(path, key)
        self.problems.append(Problem(code, said["en"], at, source=self.source(at), translations=said))

    def unknown_key(self, key: str, path: Path, possible: tuple[str, ...]) -> None:
        """Record a key that means nothing here."""
        near = suggestion(suggest(key, possible))
        self.add("I002", (*path, key), key=True, key_=key, suggestion=near, possible=", ".join(possible))


def plain_answer(question: Question, typed: Any, path: Path, complaints: Complaints) -> Answer | None:
    """An option, a number, words or a list of options; None after recording what is wrong with it."""
    if question.type == "choices":
        return _choices(question, typed, path, complaints)
    if question.type == "number":
        return _number(question, typed, path, complaints)
    if isinstance(typed, list):
        _expected(question, typed, path, complaints)
        return None
    if question.type == "text":
        words = str(typed).strip()
        if not words:
            complaints.add("I022", path, key=False, key_=question.id)
            return None
        return Answer(AnswerState.ANSWERED, words)
    option = _option(question, typed, path, complaints)
    return None if option is None else Answer(AnswerState.ANSWERED, option)


def stated_answer(
    question: Question, typed: Mapping[str, Any], path: Path, possible: tuple[str, ...], complaints: Complaints
) -> Answer | None:
    """A state of an answer with its reason. `possible` are the keys that might have been meant instead."""
    sound = True
    for key in typed:
        if key not in ("state", "because"):
            complaints.unknown_key(key, path, ("state", "because", *possible))
            sound = False
    name = typed.get("state")
    if not isinstance(name, str) or name not in STATES:
        if sound:
            near = suggestion(suggest(name, STATES) if isinstance(name, str) else None)
            place = (*path, "state") if "state" in typed else path
            complaints.add("I018", place, found=found(name), suggestion=near)
        return None
    reason = typed.get("because")
    if reason is not None and not isinstance(reason, (str, int)):
        place = (*path, "because")
        complaints.add("I003", place, key_="because", expected=kind("text"), found=found(reason))
        return None
    words = str(reason).strip() if reason is not None else ""
    if name == "not_applicable" and not words:
        complaints.add("I019", path, question=question.id)
        return None
    return Answer(STATES[name], because=words or None) if sound else None


def _choices(question: Question, typed: Any, path: Path, complaints: Complaints) -> Answer | None:
    if not isinstance(typed, list):
        _expected(question, typed, path, complaints)
        return None
    if not typed:
        alone = next((option.id for option in question.options if option.alone), None)
        if alone is not None:
            complaints.add("I015", path, question=question.id, option=alone)
            return None
    chosen = options_of(question, typed, path, complaints)
    if chosen is None or not _alone_is_alone(question, chosen, path, complaints):
        return None
    return Answer(
        AnswerState.ANSWERED,
        Choices(frozenset(chosen), frozenset(option.id for option in question.options) - frozenset(chosen)),
    )


def choices_known_in_part(
    question: Question, typed: Mapping[str, Any], path: Path, complaints: Complaints
) -> Answer | None:
    """What is known of a list: options chosen (`yes`) and options that are not (`no`)."""
    sound = True
    lists: dict[str, list[str]] = {"yes": [], "no": []}
    for key, options in lists.items():
        given = typed.get(key, [])
        if not isinstance(given, list):
            _expected(question, given, (*path, key), complaints)
            sound = False
            continue
        read = options_of(question, given, (*path, key), complaints)
        if read is None:
            sound = False
        else:
            options.extend(read)
    for option in lists["yes"]:
        if option in lists["no"]:
            complaints.add("I017", path, option=option, question=question.id)
            return None
    if not sound or not _alone_is_alone(question, lists["yes"], path, complaints):
        return None
    closed = close(question, frozenset(lists["yes"]), frozenset(lists["no"]))
    if closed is None:
        complaints.add("I021", path, question=question.id)
        return None
    open_options = len(question.options) - len(closed.yes) - len(closed.no)
    return Answer(AnswerState.ANSWERED, closed, partly_known=open_options > 0)


def close(question: Question, yes: frozenset[str], no: frozenset[str]) -> Choices | None:
    """What follows from options known to be chosen or not, given the options that stand alone.

    A chosen option rules out every `alone` option, an `alone` one rules out all others; and where an empty
    answer is refused, the only option left must be the one. None when nothing at all is left.
    """
    every = frozenset(option.id for option in question.options)
    alone = frozenset(option.id for option in question.options if option.alone)
    if yes & alone:
        no = every - yes
    elif yes:
        no = no | alone
    elif alone and len(every - no) == 1:
        yes = every - no
    return None if alone and not yes and not every - no else Choices(yes, no)


def _alone_is_alone(question: Question, chosen: list[str], path: Path, complaints: Complaints) -> bool:
    for option in question.options:
        if option.alone and option.id in chosen and len(chosen) > 1:
            complaints.add("I014", (*path, chosen.index(option.id)), option=option.id, question=question.id)
            return False
    return True


def options_of(question: Question, typed: list[Any], path: Path, complaints: Complaints) -> list[str] | None:
    """The options of a list, each once; None after recording what is wrong with it."""
    options = [_option(question, one, (*path, index), complaints) for index, one in enumerate(typed)]
    for index, option in enumerate(options):
        if option is not None and option in options[:index]:
            complaints.add("I017", (*path, index), option=option, question=question.id)
            return None
    known = [option for option in options if option is not None]
    return known if len(known) == len(options) else None


def _option(question: Question, typed: Any, path: Path, complaints: Complaints) -> str | None:
    for option in question.options:
        if str(typed) == option.id or str(typed) in option.aliases:
            return option.id
    ids = [option.id for option in question.options]
    if isinstance(typed, (str, int)):
        near, possible = suggestion(suggest(typed, ids)), ", ".join(ids)
        complaints.add("I011", path, found=typed, question=question.id, suggestion=near, possible=possible)
    else:
        _expected(question, typed, path, complaints)
    return None


def _number(question: Question, typed: Any, path: Path, complaints: Complaints) -> Answer | None:
    if not isinstance(typed, int):
        _expected(question, typed, path, complaints)
        return None
    low, high = question.min, question.max
    if (low is not None and typed < low) or (high is not None and typed > high):
        complaints.add("I013", path, found=typed, question=question.id, low=low, high=high)
        return None
    return Answer(AnswerState.ANSWERED, typed)


def _expected(question: Question, typed: Any, path: Path, complaints: Complaints) -> None:
    possible = ", ".join(option.id for option in question.options)
    name = {"choices": "options", "number": "number", "text": "text"}.get(question.type, "option")
    expected = kind(name, possible=possible)
    complaints.add("I012", path, question=question.id, expected=expected, found=found(typed))
