"""Mentions of what does not exist: one misspelt id, or one missing file, is one problem however often it is named."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from .problem import Problem, listed

MANY = 3
"""So many unknown ids of one kind, none of them a misspelling, are a file that is missing rather than so many slips."""
_NAMED = 3
_UNKNOWN = re.compile(r'There is no (?P<what>[a-z ]+) (?P<id>"[^"]*")\.(?P<hint>.*)', re.DOTALL)
_NOTHING = re.compile(r"There is no [a-z ]+ at all")
_OF_ANOTHER_KIND = re.compile(r'"[^"]*" is (a |an )?[a-z ]+, not ')


def told_once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems, in their order, with every id that does not exist told at its first mention only.

    Ids that a whole missing file would explain are told together, at the first of them.
    """
    mentions: dict[str, list[Problem]] = {}
    for problem in problems:
        subject = _subject(problem)
        if subject is not None:
            mentions.setdefault(subject, []).append(problem)
    told: dict[Problem, Problem | None] = {found[0]: _with_others(found) for found in mentions.values()}
    groups = list(_of_missing_files(list(told)))
    for first, *others in [group for group in groups if group[0].code != "E084"] or groups:
        told[first] = _missing_file([first, *others])
        told.update(dict.fromkeys(others))
        # Examples in a missing file are missed by claims; nobody needs to be told of them one by one.
        told.update((one, None) for one in _of_examples(told) if one is not first)
    return tuple(kept for one in problems if (kept := one if _subject(one) is None else told.get(one)) is not None)


def _of_examples(told: Iterable[Problem]) -> list[Problem]:
    return [one for one in told if one.code == "E084"]


def _of_missing_files(firsts: Sequence[Problem]) -> Iterator[list[Problem]]:
    """Groups of unknown ids of one kind so many of which resemble no other that a file must be missing."""
    by_kind: dict[str, list[Problem]] = {}
    for first in firsts:
        match = _UNKNOWN.match(first.message)
        if match:
            by_kind.setdefault(match["what"].split(" or ")[-1], []).append(first)
    for of_one_kind in by_kind.values():
        if sum("Did you mean" not in one.message for one in of_one_kind) >= MANY:
            yield of_one_kind


def _subject(problem: Problem) -> str | None:
    """What is said not to exist; None for a problem of another sort."""
    if problem.warning:
        return None
    if match := _UNKNOWN.match(problem.message):
        return match["id"]
    other = _NOTHING.match(problem.message) or _OF_ANOTHER_KIND.match(problem.message)
    return other and other[0]


def _with_others(mentions: Sequence[Problem]) -> Problem:
    first, *others = mentions
    if not others:
        return first
    more = {1: "", 2: " and in one other place"}.get(len(others), f" and in {len(others) - 1} other places")
    return dataclasses.replace(first, message=f"{first.message} It is named again at {others[0].at}{more}.")


def _missing_file(firsts: Sequence[Problem]) -> Problem:
    first = firsts[0]
    known = [match for one in firsts if (match := _UNKNOWN.match(one.message))]
    what, ids = known[0]["what"], [match["id"] for match in known]
    message = (
        f"There is no {what} {ids[0]}, nor are there {len(ids) - 1} others that are named, such as "
        f"{listed(ids[1 : 1 + _NAMED])}. Is a file missing, or called otherwise?"
    )
    return dataclasses.replace(first, message=message)
