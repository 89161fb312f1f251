"""One answer as typed, held against its question.

A plain value, or a group of keys that says more, or less:

{state: not_applicable, because: "…"}               why there is no answer
{not: [now, no]}                                    one of the other options
{at_least: 10, at_most: 15}                         a number between two bounds
{yes: [a], no: [b]}                                 of a list: what is known of it
{accounts: [{is: 20, by: dg}, {is: 12, by: sav}]}   what several people said
{is: decided, due: 2026-12-01, said_by: dg}         a plain value with what belongs to it
{is: 14, said_on: 2025-11-20}                       the same, as said in an earlier interview: to be confirmed
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..document import Steps
from ..model import Question
from ..problem import suggest
from .fault import Faults
from .fault_messages import found, kind, suggestion

STATES = ("unknown", "not_applicable", "not_asked")
QUALIFIERS = ("due", "how", "said_by", "said_on")
READ_OUT = "read_out"
NAMED: Mapping[str, tuple[str, ...]] = {
    "choice": ("not",),
    "yes_no": ("not",),
    "choices": ("yes", "no"),
    "number": ("at_least", "at_most"),
    "text": (),
}
"""The keys that say what is known of an answer, by the type of its question."""


def option_called(question: Question, typed: object) -> str | None:
    """The present id of an option under its present or a former one; None if there is none."""
    called = (option.id for option in question.options if str(typed) == option.id or str(typed) in option.aliases)
    return next(called, None)


def closed(question: Question, yes: frozenset[str], no: frozenset[str]) -> tuple[frozenset[str], frozenset[str]] | None:
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
    return None if alone and not yes and not every - no else (yes, no)


def speakers(typed: object) -> Iterator[str]:
    """Who is named as having said an answer."""
    if not isinstance(typed, Mapping):
        return
    accounts = typed.get("accounts")
    listed = accounts if isinstance(accounts, list) else ()
    named = [typed.get("said_by"), *(one.get("by") for one in listed if isinstance(one, Mapping))]
    yield from (str(name) for name in named if name not in (None, ""))


def note_faults(question: Question, typed: Any, path: Steps, faults: Faults) -> None:
    """Note what is wrong with the answer typed at `path`. Nothing typed (an empty value) counts as not asked."""
    if typed is not None:
        _Held(question, faults).answer(typed, path)


class _Held:
    """Goes through what was typed as the answer to one question."""

    def __init__(self, question: Question, faults: Faults) -> None:
        self.question = question
        self.faults = faults

    def answer(self, typed: Any, path: Steps) -> None:
        if not isinstance(typed, Mapping):
            self.plain(typed, path)
            return
        self.qualifiers(typed, path)
        self.stated({key: value for key, value in typed.items() if key not in QUALIFIERS}, path)

    def wrong(self, code: str, path: Steps, **values: object) -> None:
        self.faults.add(code, path, key=False, question=self.question.id, **values)

    def plain(self, typed: Any, path: Steps) -> None:
        """An option, a number, words or a list of options."""
        type = self.question.type
        if type == "choices" and isinstance(typed, list):
            self.several(typed, path)
        elif type == "number" and isinstance(typed, int):
            self.number(typed, path)
        elif type in ("choices", "number") or typed is None or isinstance(typed, (list, Mapping)):
            self.unexpected(typed, path)
        elif type != "text":
            self.option(typed, path)
        elif not str(typed).strip():
            self.faults.add("I022", path, key_=self.question.id)

    def unexpected(self, typed: Any, path: Steps) -> None:
        possible = ", ".join(option.id for option in self.question.options)
        name = {"choices": "options", "number": "number", "text": "text"}.get(self.question.type, "option")
        self.wrong("I012", path, expected=kind(name, possible=possible), found=found(typed))

    def option(self, typed: Any, path: Steps) -> str | None:
        id = option_called(self.question, typed)
        if id is None and isinstance(typed, (str, int)):
            ids = [option.id for option in self.question.options]
            near = suggestion(suggest(typed, ids))
            self.wrong("I011", path, found=typed, suggestion=near, possible=", ".join(ids))
        elif id is None:
            self.unexpected(typed, path)
        return id

    def options(self, typed: list[Any], path: Steps) -> list[str] | None:
        """The options of a list, each once; None where something is wrong with it."""
        read = [self.option(one, (*path, index)) for index, one in enumerate(typed)]
        options = [option for option in read if option is not None]
        for index, option in enumerate(read):
            if option is not None and option in read[:index]:
                self.wrong("I017", (*path, index), option=option)
                return None
        return options if len(options) == len(read) else None

    def several(self, typed: list[Any], path: Steps) -> None:
        alone = next((option.id for option in self.question.options if option.alone), None)
        if not typed and alone is not None:
            self.wrong("I015", path, option=alone)
        self.alone(self.options(typed, path) or [], path)

    def alone(self, chosen: list[str], path: Steps) -> bool:
        """Whether what excludes all others is chosen by itself, if it is."""
        for option in self.question.options:
            if option.alone and option.id in chosen and len(chosen) > 1:
                self.wrong("I014", (*path, chosen.index(option.id)), option=option.id)
                return False
        return True

    def number(self, typed: int, path: Steps) -> None:
        low, high = self.question.min, self.question.max
        if (low is not None and typed < low) or (high is not None and typed > high):
            self.wrong("I013", path, found=typed, low=low, high=high)

    def qualifiers(self, typed: Mapping[str, Any], path: Steps) -> None:
        for key in ("due", "said_on"):
            self.faults.date(typed.get(key), (*path, key))
        self.faults.word(typed.get("how"), (*path, "how"), (READ_OUT,))

    def stated(self, typed: Mapping[str, Any], path: Steps) -> None:
        named = NAMED[self.question.type]
        if "accounts" in typed:
            if self.only(("accounts",), typed, path):
                self.accounts(typed["accounts"], (*path, "accounts"))
        elif "is" in typed:
            if self.only(("is",), typed, path):
                self.value(typed["is"], (*path, "is"))
        elif any(key in typed for key in named):
            if self.only(named, typed, path):
                self.known_in_part(typed, path)
        elif {"yes", "no"} & typed.keys():
            self.wrong("I016", path)
        else:
            self.state(typed, path)

    def only(self, keys: tuple[str, ...], typed: Mapping[str, Any], path: Steps) -> bool:
        return not self.faults.unknown_keys(typed, keys, path, also=QUALIFIERS)

    def value(self, typed: Any, path: Steps) -> None:
        if isinstance(typed, Mapping):
            self.stated(typed, path)
        else:
            self.plain(typed, path)

    def known_in_part(self, typed: Mapping[str, Any], path: Steps) -> None:
        if self.question.type == "choices":
            self.choices_known_in_part(typed, path)
        elif self.question.type == "number":
            self.range(typed, path)
        else:
            self.remaining(typed["not"], path)

    def choices_known_in_part(self, typed: Mapping[str, Any], path: Steps) -> None:
        lists: dict[str, list[str]] = {}
        for key in ("yes", "no"):
            given = typed.get(key, [])
            if not isinstance(given, list):
                self.unexpected(given, (*path, key))
            elif (read := self.options(given, (*path, key))) is not None:
                lists[key] = read
        if len(lists) < 2:
            return
        for option in lists["yes"]:
            if option in lists["no"]:
                self.wrong("I017", path, option=option)
                return
        if not self.alone(lists["yes"], path):
            return
        if closed(self.question, frozenset(lists["yes"]), frozenset(lists["no"])) is None:
            self.wrong("I021", path)

    def remaining(self, typed: Any, path: Steps) -> None:
        excluded = typed if isinstance(typed, list) else [typed]
        if not excluded:
            self.faults.add("I022", (*path, "not"), key_="not")
            return
        read = self.options(excluded, (*path, "not"))
        if read is not None and {one.id for one in self.question.options if not one.aside} <= set(read):
            self.wrong("I021", path)

    def range(self, typed: Mapping[str, Any], path: Steps) -> None:
        before = len(self.faults.found)
        for key, number in typed.items():
            self.plain(number, (*path, key))
        least = typed.get("at_least", self.question.min or 0)
        most = typed.get("at_most", self.question.max or 0)
        if len(self.faults.found) == before and least > most:
            self.faults.add("I024", (*path, "at_most"), least=least, most=most)

    def accounts(self, typed: Any, path: Steps) -> None:
        if not isinstance(typed, list) or not typed:
            self.faults.expected("accounts", "list", path, typed)
            return
        for index, one in enumerate(typed):
            self.account(one, (*path, index))

    def account(self, typed: Any, path: Steps) -> None:
        if not isinstance(typed, Mapping):
            self.faults.expected("accounts", "mapping", path, typed)
            return
        if not self.only(("is", "by"), typed, path):
            return
        for key in ("is", "by"):
            if typed.get(key) in (None, ""):
                self.faults.add("I022", (*path, key) if key in typed else path, key_=key)
                return
        if isinstance(typed["is"], Mapping) and not typed["is"].keys() & set(NAMED[self.question.type]):
            self.unexpected(typed["is"], (*path, "is"))
        else:
            self.value(typed["is"], (*path, "is"))

    def state(self, typed: Mapping[str, Any], path: Steps) -> None:
        """A state of an answer with its reason."""
        also = (*NAMED[self.question.type], "is", "accounts", *QUALIFIERS)
        strange = self.faults.unknown_keys(typed, ("state", "because"), path, also)
        name, reason = typed.get("state"), typed.get("because")
        if name not in STATES:
            if not strange:
                near = suggestion(suggest(name, STATES) if isinstance(name, str) else None)
                place = (*path, "state") if "state" in typed else path
                self.faults.add("I018", place, found=found(name), suggestion=near)
        elif reason is not None and not isinstance(reason, (str, int)):
            self.faults.expected("because", "text", (*path, "because"), reason)
        elif name == "not_applicable" and not str(reason or "").strip():
            self.wrong("I019", path)
