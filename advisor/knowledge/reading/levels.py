"""Of what an entry speaks: of the brand, or of one instance of the context that it names under `for_each`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from ..problem import suggest

UNKNOWN = "?"
"""The level of an entry whose context cannot be told: that is a problem already, and nothing more can be said of it."""
FOR_EACH = "for_each"


def level_of(keys: Mapping[str, Any], contexts: Collection[str]) -> str | None:
    """The context that the keys of an entry name; None for the brand, UNKNOWN where it cannot be told."""
    if FOR_EACH in keys:
        named = keys[FOR_EACH]
        return named if isinstance(named, str) and named in contexts else UNKNOWN
    return UNKNOWN if any(map(_is_nearly, keys)) else None


@lru_cache(maxsize=1024)
def _is_nearly(key: str) -> bool:
    """Whether a key looks like a misspelt `for_each`: asked of every key of every entry, and there are few of them."""
    return bool(suggest(key, (FOR_EACH,)))
