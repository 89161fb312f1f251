"""The keys at the top of two answers files brought together, the consultant's review of the report among them.

What only the second says is taken; where both speak the first holds. What makes a file a case of its own, and the
approval of a report, are never carried over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .record import Record

ANSWERING = ("answers", "notes", "flags", "respondents")
"""Keys that are joined answer by answer."""
OF_A_CASE = ("based_on", "brief", "expect")
OF_AN_APPROVAL = ("status", "by", "on", "against")


class Kept(Enum):
    """What becomes of a difference."""

    FIRST = "first"
    """The first file holds; an answer of the second is kept beside it."""
    SECOND = "second"
    """The first file said nothing."""
    BOTH = "both"
    """The two are compatible and were joined."""
    DISPUTED = "disputed"
    """What each says stands as an account of a dispute."""
    LEFT_OUT = "left out"
    """Said by the second file and not carried over."""


@dataclass(frozen=True)
class HeadDifference:
    """A key at the top of the file, within the review behind a dot; values as typed, None where it is missing."""

    key: str
    first: Any
    second: Any
    kept: Kept


def merge_heads(
    into: Record, second: Mapping[str, Any], lists: Collection[str], present: Callable[[str], str]
) -> list[HeadDifference]:
    """Write into the first record what the second says at the top; returns every difference.

    `second` is the content of the second file, `lists` are the keys of lists of instances, and `present` gives for the
    id of an advice in the second that in the first.
    """
    ours = into.keys()
    found: list[HeadDifference] = []
    for key, value in second.items():
        if key in ANSWERING or key in lists or value in (None, "", ours.get(key)):
            continue
        if key in OF_A_CASE:
            found.append(HeadDifference(key, ours.get(key), value, Kept.LEFT_OUT))
        elif key == "review":
            joined = _Reviews(found).join(_by_id(ours.get(key) or {}, str), _by_id(value, present), (key,))
            into.put("review", {**joined, **({"own": list(joined["own"].values())} if "own" in joined else {})})
        elif ours.get(key) in (None, ""):
            found.append(HeadDifference(key, None, value, Kept.SECOND))
            into.put(key, value)
        else:
            found.append(HeadDifference(key, ours[key], value, Kept.FIRST))
    return found


@dataclass(frozen=True)
class _Reviews:
    """Joins two reviews, noting every difference."""

    found: list[HeadDifference]

    def join(self, first: Mapping[str, Any], second: Mapping[str, Any], place: tuple[str, ...]) -> dict[str, Any]:
        joined = dict(first)
        for key, value in second.items():
            ours = first.get(key)
            if value in (None, "", ours):
                continue
            at = ".".join((*place, key))
            if len(place) == 1 and key in OF_AN_APPROVAL:
                self.found.append(HeadDifference(at, ours, value, Kept.LEFT_OUT))
            elif ours in (None, ""):
                joined[key] = value
                self.found.append(HeadDifference(at, None, value, Kept.SECOND))
            elif isinstance(ours, Mapping) and isinstance(value, Mapping):
                joined[key] = self.join(ours, value, (*place, key))
            else:
                self.found.append(HeadDifference(at, ours, value, Kept.FIRST))
        return joined


def _by_id(review: Mapping[str, Any], present: Callable[[str], str]) -> dict[str, Any]:
    """A review whose own advice stands by id, its ids of advice as `present` gives them."""
    named = {
        "own": {one["id"]: one for one in review.get("own") or ()},
        "advice": {present(id): one for id, one in (review.get("advice") or {}).items()},
        "order": [present(id) for id in review.get("order") or ()],
    }
    return {**review, **{key: value for key, value in named.items() if value}}
