"""Who is who in two answers files of one brand: instances of a context and respondents, under the first file's ids.

Instances match by id, then by name. Respondents match by name, or by id where only one of the two has a name: what
somebody said must never be put into another's mouth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .answer import Instance, InstanceList, Respondent
from .listed import fresh_id


@dataclass(frozen=True)
class MatchedLists:
    """Two lists of instances as one; `ids` gives the id in it of every instance of the second."""

    joined: InstanceList
    ids: Mapping[str, str]
    contradict: bool
    """Whether one calls itself complete and lacks what the other lists, or one instance has two names."""


@dataclass(frozen=True)
class MatchedRespondents:
    """Two lists of respondents as one; `ids` gives the id in it of every respondent of the second."""

    joined: tuple[Respondent, ...]
    ids: Mapping[str, str]


def matched_lists(first: InstanceList, second: InstanceList) -> MatchedLists:
    """The instances of the first, then what the second lists beyond.

    The joined list is complete where one of the two says that it is and names everything that either names.
    """
    ids = _matches(first.instances, second.instances)
    known = {one.id: one for one in first.instances}
    beyond = tuple(one for one in second.instances if ids[one.id] not in known)
    joined = (*first.instances, *beyond)
    complete = (first.complete and not beyond) or (second.complete and len(second.instances) == len(joined))
    named = all(_same(known[ids[one.id]].name, one.name) for one in second.instances if ids[one.id] in known)
    lacking = (first.complete and bool(beyond)) or (second.complete and len(second.instances) < len(joined))
    return MatchedLists(InstanceList(joined, complete), ids, lacking or not named)


def _matches(first: Sequence[Instance], second: Sequence[Instance]) -> dict[str, str]:
    """The id of the result for each instance of the second list."""
    ids = {one.id: one.id for one in second}
    left = [one for one in first if one.id not in ids]
    for one in second:
        if any(other.id == one.id for other in first):
            continue
        namesake = next((other for other in left if _same(other.name, one.name)), None)
        if namesake is not None:
            ids[one.id] = namesake.id
            left.remove(namesake)
    return ids


def matched_respondents(first: Sequence[Respondent], second: Sequence[Respondent]) -> MatchedRespondents:
    """The respondents of the first, with roles that only the second knows, then those of the second beyond."""
    joined = {one.id: one for one in first}
    ids: dict[str, str] = {}
    for one in second:
        same = next((other for other in first if _same_person(other, one)), None)
        if same is None:
            ids[one.id] = one.id if one.id not in joined else fresh_id(one.name, joined)
            joined[ids[one.id]] = replace(one, id=ids[one.id])
        else:
            ids[one.id] = same.id
            name = one.name if same.name == same.id else same.name
            joined[same.id] = replace(same, name=name, role=same.role or one.role)
    return MatchedRespondents(tuple(joined.values()), ids)


def _same_person(first: Respondent, second: Respondent) -> bool:
    unnamed = first.name == first.id or second.name == second.id
    return _same(first.name, second.name) or (first.id == second.id and unnamed)


def _same(first: str, second: str) -> bool:
    """Whether two names differ in nothing but capitals and spaces."""
    return first.casefold().split() == second.casefold().split()
