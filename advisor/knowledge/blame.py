"""Many problems that one place explains: they are told there, once.

Where most of those who answer a question do not fit its type, its bounds or the level of its section, it is the
question that is at fault and not they.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .document import Document
from .problem import Ground, Problem, quoted

MANY = 3
"""So many problems with one thing may be one."""
_EXPLAINING: Mapping[str, tuple[str, ...]] = {
    "type": ("E021", "E043", "E044", "E082"),
    "options": ("E082",),
    "min": ("E045", "E082"),
    "max": ("E045", "E082"),
    "for_each": ("E047",),
}
"""The keys that explain many problems, with the codes of these."""


def blamed(problems: Sequence[Problem], documents: Mapping[str, Document]) -> list[Problem]:
    """The problems, in their order; where one place explains many, one problem there instead of them."""
    found = list(problems)
    for ground, several in _explained(problems):
        document = documents.get(ground[0])
        if document is not None and _are_most(several, _called(document, ground), documents):
            found = [one for one in found if one not in several]
            found.append(_at_fault(several, document, ground))
    return found


def _explained(problems: Sequence[Problem]) -> Iterator[tuple[Ground, list[Problem]]]:
    """Places on which many problems rest, with these."""
    by_ground: dict[Ground, list[Problem]] = {}
    for one in problems:
        for file, steps in one.rests_on:
            if one.code in _EXPLAINING.get(str(steps[-1]) if steps else "", ()):
                by_ground.setdefault((file, steps), []).append(one)
    taken: set[Problem] = set()
    for ground, several in sorted(by_ground.items(), key=lambda one: -len(one[1])):
        left = [one for one in several if one not in taken]
        if len(left) >= MANY:
            taken.update(left)
            yield ground, left


def _called(document: Document, ground: Ground) -> list[str]:
    """The ids of what a place speaks of: a question, the rows of a table, all questions of a section."""
    above: Any = document.at(ground[1][:-1])
    asked = above.get("questions") or [above]
    return [str(one.get("id")) for question in asked for one in (question, *(question.get("rows") or ()))]


def _are_most(several: Sequence[Problem], ids: Sequence[str], documents: Mapping[str, Document]) -> bool:
    """Whether more than half of the lines that name one of these ids are at fault; of cases alone, if any is one."""
    cases = {one.at.file for one in several if Path(one.at.file).parent.name == "cases"}
    read = [one for file, one in documents.items() if not cases or Path(file).parent.name == "cases"]
    named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ids))})(?![\w-])")
    lines = sum(1 for document in read for line in document.lines if named.search(line))
    wrong = {(one.at.file, one.at.line) for one in several if not cases or one.at.file in cases}
    return len(wrong) * 2 > lines


def _at_fault(several: Sequence[Problem], document: Document, ground: Ground) -> Problem:
    key, at = str(ground[1][-1]), document.position(ground[1])
    above: Any = document.at(ground[1][:-1])
    value = above.get(key)
    here = f"{key}: {value}" if isinstance(value, (str, int)) else key
    what = quoted(here) if key in above else f"the missing key {quoted(key)}"
    first = several[0]
    message = f"{len(several)} places do not go with {what}. Is that right here? The first: {first.at}: {first.message}"
    return document.problem(first.code, message, at)
