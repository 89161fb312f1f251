"""Answers with what must come of them: an example beside a rule, and a whole brand as a case of its own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .condition import NOWHERE, Position


@dataclass(frozen=True)
class Example:
    """An example beside a rule: answers and what must come of it.

    `expects` is an outcome for advice (`fires`, `postponed`, `excepted`, `does_not_apply`,
    `out_of_scope`, `undetermined`, or `not_fires` for any but fires) and yes, no or undetermined for
    conclusion rules. `answers` is as typed in the file: advisor.answers reads it. `expects_at` is where the expectation
    stands.
    """

    name: str
    expects: str
    answers: Mapping[str, Any]
    at: Position = field(default=NOWHERE, compare=False, repr=False)
    expects_at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class CaseFile:
    """A whole example brand under cases/: the path, the answers as typed, and what is expected.

    `answers` holds the answers file's keys without `expect` and with `based_on` already resolved.
    `expect` maps fires, not_fires, undetermined, postponed, excepted, does_not_apply, out_of_scope and
    first to tuples of advice ids, and conclusions to {id: "yes" | "no" | "undetermined"}. `places` says where each
    expectation stands, by its key and the id.
    """

    id: str
    document: Mapping[str, Any]
    expect: Mapping[str, Any]
    at: Position = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[tuple[str, str], Position] = field(default_factory=dict, compare=False, repr=False)

    def place(self, key: str, id: str) -> Position:
        """Where it is expected of an id: its own place, else that of the case."""
        return self.places.get((key, id), self.at)
