"""A fault of an answer sheet: what is wrong at which place of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..document import Steps
from ..problem import suggest
from .fault_messages import messages, suggestion


@dataclass(frozen=True)
class Fault:
    """A stable code, the way to what is at fault (to its key, if `key`), and what the message says of it."""

    code: str
    path: Steps
    key: bool
    values: Mapping[str, object]

    def said(self) -> dict[str, str]:
        """The message in every language."""
        return messages(self.code, **self.values)


@dataclass
class Faults:
    """Gathers what is wrong while a sheet is gone through."""

    found: list[Fault] = field(default_factory=list)

    def add(self, code: str, path: Steps, *, key: bool = False, **values: object) -> None:
        """Note a fault at a path (at its key if `key`)."""
        self.found.append(Fault(code, path, key, values))

    def unknown_keys(
        self, typed: Mapping[str, object], known: tuple[str, ...], path: Steps, also: tuple[str, ...] = ()
    ) -> bool:
        """Note every key that is not known here; whether there was one. `also` might have been meant as well."""
        unknown = [key for key in typed if key not in known]
        for key in unknown:
            near, possible = suggestion(suggest(key, (*known, *also))), ", ".join((*known, *also))
            self.add("I002", (*path, key), key=True, key_=key, suggestion=near, possible=possible)
        return bool(unknown)
