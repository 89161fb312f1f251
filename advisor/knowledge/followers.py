"""Problems that follow from another: only their cause is told.

A problem may rest on places by which it was judged, such as the options of a question or the languages of the knowledge
base. Where something is wrong at such a place, the problem says nothing that its author could act upon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from .document import Document, Steps
from .problem import Ground, Problem

_REFUSED_VALUES = ("E008", "E009", "E012")
_SECOND_DOCUMENT = "E017"
_OF_WHOLE_GROUPS = ("E021", "E022")
"""An unknown or a missing key: any key beside it may be the one that is meant."""


def causes(problems: Sequence[Problem], documents: Mapping[str, Document]) -> list[Problem]:
    """The problems, in their order, without those that others bring about.

    Where a value is refused its entry lacks it, and where a second document begins the first is not what was meant.
    """
    refused = {(one.at.file, one.at.line) for one in problems if one.code in _REFUSED_VALUES}
    in_two = {one.at.file for one in problems if one.code == _SECOND_DOCUMENT}

    def follows(one: Problem) -> bool:
        if one.code in _REFUSED_VALUES or one.code == _SECOND_DOCUMENT:
            return False
        return (one.at.file, one.at.line) in refused or one.at.file in in_two

    kept = [one for one in problems if not follows(one)]
    # A problem that rests on nothing is a cause. One that rests on something sound may be the cause of others.
    for of_any in (False, True):
        faults = _Faults((one for one in kept if not one.warning and (of_any or not one.rests_on)), documents)
        kept = [one for one in kept if not faults.beneath(one)]
    return kept


class _Faults:
    """Where in the files something is wrong."""

    def __init__(self, errors: Iterable[Problem], documents: Mapping[str, Document]) -> None:
        self._errors = tuple(errors)
        self._documents = documents
        self._known: dict[Ground, tuple[Problem, ...]] = {}

    @cached_property
    def _at(self) -> Mapping[str, list[tuple[Problem, tuple[Steps, ...]]]]:
        """The errors of each file, with the steps that lead to the place of each."""
        found: dict[str, list[tuple[Problem, tuple[Steps, ...]]]] = {}
        for file in {one.at.file for one in self._errors} & self._documents.keys():
            here = [one for one in self._errors if one.at.file == file]
            wanted: dict[tuple[int, int], list[Steps]] = {(one.at.line, one.at.column): [] for one in here}
            document = self._documents[file]
            for marks in (document.marks, document.key_marks):
                for steps, mark in marks.items():
                    if mark in wanted:
                        wanted[mark].append(steps)
            found[file] = [(one, tuple(wanted[one.at.line, one.at.column])) for one in here]
        return found

    def beneath(self, problem: Problem) -> bool:
        """Whether an error, and not the problem itself, stands where the problem rests."""
        return any(one != problem for ground in problem.rests_on for one in self._of(ground))

    def _of(self, ground: Ground) -> tuple[Problem, ...]:
        if ground not in self._known:
            file, steps = ground
            errors = self._at.get(file, ())
            self._known[ground] = tuple(one for one, places in errors if any(_spoils(one, at, steps) for at in places))
        return self._known[ground]


def _spoils(error: Problem, at: Steps, ground: Steps) -> bool:
    if at[: len(ground)] == ground:
        return True
    return error.code in _OF_WHOLE_GROUPS and ground[:-1] in (at, at[:-1])
