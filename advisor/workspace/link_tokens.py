"""Random tokens that stand in links, kept as hashes, and patience with whoever tries tokens that are none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.core.cache import cache
from django.http import HttpRequest

MISSES = 20
"""Wrong tokens from one address before it has to wait."""
PAUSE = timedelta(minutes=10)

T = TypeVar("T")


class TooManyMisses(Exception):
    """Too many wrong tokens came from this address a moment ago."""


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def looked_up(request: HttpRequest, token: str, find: Callable[[str], T | None]) -> T | None:
    """What `find` gives for the hash of a token; None counts as a miss. TooManyMisses if this address has to wait."""
    key = "client-link-misses-" + hashed(request.META.get("REMOTE_ADDR", ""))[:32]
    if cache.get(key, 0) >= MISSES:
        raise TooManyMisses
    found = find(hashed(token))
    if found is None:
        cache.add(key, 0, PAUSE.total_seconds())
        cache.incr(key)
    return found
