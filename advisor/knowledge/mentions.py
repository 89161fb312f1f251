"""Mentions of what does not exist: one misspelt id, or one missing file, is one problem however often it is named."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from .condition import Position
from .document import Document
from .problem import Problem, in_order, listed

MANY = 3
"""So many unknown ids of one kind, none of them a misspelling, are a file that is missing rather than so many slips."""
_NAMED = 3
_UNKNOWN = re.compile(r'There is no (?P<what>[a-z ]+) (?P<id>"[^"]*")\.(?P<hint>.*)', re.DOTALL)
_NOTHING = re.compile(r"There is no (?P<what>[a-z ]+) at all")
_OF_ANOTHER_KIND = re.compile(r'"[^"]*" is (a |an )?[a-z ]+, not (a |an )?(?P<what>[a-z ]+)')
_NO_FILE = re.compile(r'No file in questionnaire has the (?P<what>section) "[^"]*"|There is no file for any section')
_MEANT = re.compile(r'Did you mean "([^".]*)(?:\.yaml)?"\?')
_NO_OPTION = re.compile(r'"[^"]*" has no option (?P<id>"[^"]*")')
_NOT_DECLARED = re.compile(r'"[^"]*" must be .*, not (?P<id>"[^"]*")')
_AMONG_LISTS = re.compile(r'(A text does not know|The key) (?P<id>"[^"]*")')
_MISSED = (_UNKNOWN, _NOTHING, _OF_ANOTHER_KIND, _NO_FILE)
_NAMING = (_AMONG_LISTS, _UNKNOWN, _NO_OPTION, _NOT_DECLARED)
_HINT = re.compile(r'Did you mean "([^"]*)"\?')
_ASKED = " Is a file missing, or called otherwise?"
_UNREAD = "W001"
_STANDS_IN = {
    "conclusion": "conclusions",
    "rule": "conclusions",
    "claim": "sources",
    "source": "sources",
    "section": "questionnaire",
}
"""The folder, or single file, of what is named, where it is not called the same."""


def told_once(problems: Sequence[Problem], documents: Mapping[str, Document]) -> tuple[Problem, ...]:
    """The problems, in their order, with every id that does not exist told at its first mention only.

    Where it resembles one that is named nowhere else, that is misspelt, and told there. Ids that a whole missing file
    would explain are told together, at the first of them.
    """
    mentions: dict[str, list[Problem]] = {}
    for problem in problems:
        subject = _subject(problem)
        if subject is not None:
            mentions.setdefault(subject, []).append(problem)
    told: dict[Problem, Problem | None] = {
        found[0]: _misspelt_where_it_stands(found, documents) or _with_others(found) for found in mentions.values()
    }
    unread = {name: one for one in problems if one.code == _UNREAD for name in _homes(one)}
    groups = list(_of_missing_files(list(told), unread))
    for group in [group for group in groups if group[0].code != "E084"] or groups:
        stray = unread.get(_home(group[0]))
        first = next((one for one in group if _NOTHING.match(one.message)), group[0])
        found = told[first] if first is not group[0] or _NOTHING.match(first.message) else _missing_file(group)
        told.update(dict.fromkeys(group))
        # Examples in a missing file are missed by claims; nobody needs to be told of them one by one.
        told.update((one, None) for one in _of_examples(told) if one is not first)
        told[first] = _because_of(stray, found) if stray is not None and found is not None else found
        if stray is not None:
            told[stray] = None
    return in_order(kept for one in problems if (kept := told.get(one) if one in told or _subject(one) else one))


def _homes(stray: Problem) -> Iterator[str]:
    """What a file or folder that is not read could hold: what its folder holds, or what it may be meant to be."""
    path = Path(stray.at.file)
    yield from (path.parent.name, path.stem)
    if meant := _MEANT.search(stray.message):
        yield meant[1]


def _home(problem: Problem) -> str:
    """Where that stands which is missed."""
    kind = _kind(problem)
    return _STANDS_IN.get(kind, kind)


def _kind(problem: Problem) -> str:
    """The kind of what is said not to exist, the last where it could be of several; empty of other problems."""
    match = next((found for one in _MISSED if (found := one.match(problem.message))), None)
    return (match["what"] or "section").split(" or ")[-1] if match else ""


def _because_of(stray: Problem, missed: Problem) -> Problem:
    """What is missed because a file is not read, told at that file."""
    message = missed.message.removesuffix(_ASKED)
    return dataclasses.replace(
        missed, message=f"{stray.message} Without it: {message[0].lower()}{message[1:]}", at=stray.at, source=""
    )


def _of_examples(told: Iterable[Problem]) -> list[Problem]:
    return [one for one in told if one.code == "E084"]


def _of_missing_files(firsts: Sequence[Problem], unread: Collection[str]) -> Iterator[list[Problem]]:
    """Groups of unknown ids of one kind that a missing file explains.

    So many of them resemble no other, there is nothing of the kind at all, or a file that could hold them is not read.
    """
    by_kind: dict[str, list[Problem]] = {}
    for first in firsts:
        by_kind.setdefault(_kind(first), []).append(first)
    for of_one_kind in by_kind.values():
        strange = [one for one in of_one_kind if "Did you mean" not in one.message]
        many = [one for one in strange if _UNKNOWN.match(one.message)]
        if len(many) >= MANY:
            yield [many[0], *(one for one in of_one_kind if one is not many[0])]
        elif strange and (_home(strange[0]) in unread or any(_NOTHING.match(one.message) for one in strange)):
            yield strange


def _subject(problem: Problem) -> str | None:
    """What is said not to exist; None for a problem of another sort."""
    if problem.warning:
        return None
    if (match := _AMONG_LISTS.match(problem.message)) and (problem.code == "E072" or _among_lists(problem)):
        return match["id"]
    if match := _UNKNOWN.match(problem.message):
        return match["id"]
    other = next((found for one in _MISSED if (found := one.match(problem.message))), None)
    if other:
        return other[0]
    if problem.rests_on and (match := _NO_OPTION.match(problem.message)):
        file, steps = problem.rests_on[0]
        return f"{file} {steps[:-1]} {match['id']}"
    match = _NOT_DECLARED.match(problem.message) if problem.rests_on else None
    return match and f"{problem.code} {match['id']}"


def _among_lists(problem: Problem) -> bool:
    """Whether what is unknown could be the list of a context."""
    return problem.rests_on[:1] != () and problem.rests_on[0][1] == ("contexts",)


def _misspelt_where_it_stands(mentions: Sequence[Problem], documents: Mapping[str, Document]) -> Problem | None:
    """What several mention and nothing is called, told at what is called nearly so and mentioned nowhere."""
    first = mentions[0]
    meant = _HINT.search(first.message)
    named = next((found["id"] for one in _NAMING if (found := one.match(first.message))), None)
    if meant is None or named is None or len(mentions) < 2:
        return None
    word = re.compile(rf"(?<![\w-]){re.escape(meant[1])}(?![\w-])")
    at = [
        document.problem("", "", Position(document.file, number, found.start() + 1))
        for document in documents.values()
        for number, line in enumerate(document.lines, start=1)
        for found in word.finditer(line)
    ]
    if len(at) != 1:
        return None
    message = (
        f"{len(mentions)} places name {named}, which does not exist (the first is {first.at}), and none "
        f'"{meant[1]}". Did you mean {named}?'
    )
    return dataclasses.replace(first, message=message, at=at[0].at, source=at[0].source, rests_on=())


def _with_others(mentions: Sequence[Problem]) -> Problem:
    first, *others = mentions
    if not others:
        return first
    more = {1: "", 2: " and in one other place"}.get(len(others), f" and in {len(others) - 1} other places")
    return dataclasses.replace(first, message=f"{first.message} It is named again at {others[0].at}{more}.")


def _missing_file(firsts: Sequence[Problem]) -> Problem:
    first = firsts[0]
    known = [match for one in firsts if (match := _UNKNOWN.match(one.message))]
    if len(known) < 2:
        return first
    what, ids = known[0]["what"], [match["id"] for match in known]
    message = (
        f"There is no {what} {ids[0]}, nor are there {len(ids) - 1} others that are named, such as "
        f"{listed(ids[1 : 1 + _NAMED])}.{_ASKED}"
    )
    return dataclasses.replace(first, message=message)
