"""`based_on`: what an answers file takes over from the case it is based on.

Its own keys win; of answers and notes it takes over those it does not have itself, and of a list of instances those
whose id it does not list, the answers and notes of an instance likewise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JOINED = ("answers", "notes")


def over(base: Mapping[str, Any], own: Mapping[str, Any], lists: Mapping[str, str]) -> dict[str, Any]:
    """An answers file, as typed, over the one it is based on. `lists` are the keys of lists of instances."""
    merged = {**base, **own}
    for key in JOINED:
        merged.update(_joined(base, own, key))
    for key in lists:
        if isinstance(base.get(key), list) and isinstance(own.get(key), list):
            merged[key] = _instances(base[key], own[key])
    return merged


def _joined(base: Mapping[str, Any], own: Mapping[str, Any], key: str) -> dict[str, Any]:
    below, above = base.get(key) or {}, own.get(key) or {}
    if not (isinstance(below, Mapping) and isinstance(above, Mapping)):
        return {}
    return {key: {**below, **above}} if below or above else {}


def _instances(base: list[Any], own: list[Any]) -> list[Any]:
    listed = {_id(one): one for one in own}
    joined = []
    for one in base:
        above = listed.pop(_id(one), None)
        both = isinstance(one, Mapping) and isinstance(above, Mapping)
        joined.append(over(one, above, {}) if both else one if above is None else above)
    return [*joined, *listed.values()]


def _id(instance: Any) -> str:
    return str(instance.get("id")) if isinstance(instance, Mapping) else str(instance)
