"""The link by which a client reads one delivery: a random token kept as a hash, that expires and can be revoked.

Whoever tries tokens that are none is slowed down: after some misses from one address nothing is looked up for a while.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from .delivery_models import ClientLink, DeliveredReport
from .models import Person

DAYS = (7, 30, 90, 365)
"""How long a link may be good for, in days."""
MISSES = 20
"""Wrong tokens from one address before it has to wait."""
PAUSE = timedelta(minutes=10)


class TooManyMisses(Exception):
    """Too many wrong tokens came from this address a moment ago."""


def new_link(delivery: DeliveredReport, person: Person, days: int) -> str:
    """The token of a new link to a delivery. It is told once: what is kept is its hash."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    ClientLink.objects.create(
        delivery=delivery, digest=_digest(token), expires_at=now + timedelta(days=days),
        author=person, author_name=person.called, at=now,
    )  # fmt: skip
    return token


def revoke(link: ClientLink) -> None:
    """Let a link open nothing any more."""
    ClientLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def opened(request: HttpRequest, token: str) -> DeliveredReport | None:
    """The delivery that a token opens; None if it opens none. TooManyMisses if this address has to wait."""
    key = "client-link-misses-" + hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:32]
    if cache.get(key, 0) >= MISSES:
        raise TooManyMisses
    now = timezone.now()
    good = ClientLink.objects.filter(digest=_digest(token), revoked_at=None, expires_at__gt=now)
    link = good.select_related("delivery__round__brand").first()
    if link is None:
        cache.add(key, 0, PAUSE.total_seconds())
        cache.incr(key)
        return None
    good.update(opened_at=now)
    return link.delivery


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
