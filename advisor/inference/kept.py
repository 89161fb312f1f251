"""What is made of a knowledge base once, or of its entries one by one, and dropped with it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from advisor.knowledge.model import KnowledgeBase

Made = TypeVar("Made")


class KeptWith(Generic[Made]):
    """Something made of each knowledge base at the first call.

    It goes by the object, not by the fingerprint: with drafts and without, the same files run different rules. What is
    kept never refers to the knowledge base itself, or neither would ever be freed.
    """

    def __init__(self, make: Callable[[KnowledgeBase], Made]) -> None:
        self._make = make
        self._kept: dict[int, tuple[weakref.ref[KnowledgeBase], Made]] = {}

    def __call__(self, kb: KnowledgeBase) -> Made:
        """What was made of this knowledge base."""
        key = id(kb)
        known = self._kept.get(key)
        if known is None or known[0]() is not kb:
            known = self._kept[key] = (weakref.ref(kb, lambda _: self._kept.pop(key, None)), self._make(kb))
        return known[1]

    def values(self) -> list[Made]:
        """What was made of every knowledge base that is still there."""
        return [made for _, made in self._kept.values()]


class LastMade(Generic[Made]):
    """For each entry the value last made of it; it is the same again where it would be made of the same.

    One brand is assessed over and over while its answers change one at a time, and most entries come out as before.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[object, Made]] = {}

    def of(self, entry: str, source: object, make: Callable[[], Made]) -> Made:
        """The value for an entry; `source` is all that `make` makes it of, besides the knowledge base."""
        known = self._last.get(entry)
        if known is None or known[0] != source:
            known = self._last[entry] = (source, make())
        return known[1]
