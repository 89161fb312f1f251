"""A fault of an answer sheet: what is wrong at which place of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.language import Phrase

from ..document import Steps
from ..problem import suggest
from .fault_messages import found, kind, one_of, phrase, suggestion


@dataclass(frozen=True)
class Fault:
    """A stable code, the way to what is at fault (to its key, if `key`), and what the message says of it."""

    code: str
    path: Steps
    key: bool
    values: Mapping[str, object]

    def said(self) -> Phrase:
        """The message, for any language."""
        return phrase(self.code, self.values)


@dataclass
class Faults:
    """Gathers what is wrong while a sheet is gone through."""

    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, path: Steps, *, key: bool = False, **values: object) -> None:
        """Note a fault at a path (at its key if `key`)."""
        self.found.append(Fault(code, path, key, values))

    def expected(self, key: str, expected: str, path: Steps, typed: object) -> None:
        """Note that what stands under a key is of another kind than expected."""
        self.add("I003", path, key_=key, expected=kind(expected), found=found(typed))

    def date(self, typed: object, path: Steps) -> None:
        """Note what is no date; nothing typed is none, and no fault."""
        if typed is not None and not is_date(typed):
            self.add("I004", path, found=found(typed))

    def word(self, typed: object, path: Steps, words: Sequence[str]) -> None:
        """Note what is none of some words; nothing typed is no fault."""
        if typed is not None and typed not in words:
            near = suggestion(suggest(typed, words) if isinstance(typed, str) else None)
            self.add("I023", path, found=found(typed), suggestion=near, possible=one_of(words))

    def unknown_keys(
        self, typed: Mapping[str, object], known: tuple[str, ...], path: Steps, also: tuple[str, ...] = ()
    ) -> bool:
        """Note every key that is not known here; whether there was one. `also` might have been meant as well."""
        unknown = [key for key in typed if key not in known]
        for key in unknown:
            near, possible = suggestion(suggest(key, (*known, *also))), ", ".join((*known, *also))
            self.add("I002", (*path, key), key=True, key_=key, suggestion=near, possible=possible)
        return bool(unknown)


def is_date(typed: object) -> bool:
    """Whether something typed is a date written year, month, day."""
    try:
        # Python 3.11 also takes 20261120, which the report would print as typed.
        return len(str(typed)) == len("2026-11-20") and bool(datetime.date.fromisoformat(str(typed)))
    except ValueError:
        return False
