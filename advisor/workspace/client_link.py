"""The link by which a client reads one delivery: a random token kept as a hash, that expires and can be revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from .delivery_models import ClientLink, DeliveredReport
from .link_tokens import hashed, looked_up
from .models import Person

DAYS = (7, 30, 90, 365)
"""How long a link may be good for, in days."""


def new_link(delivery: DeliveredReport, person: Person, days: int) -> str:
    """The token of a new link to a delivery. It is told once: what is kept is its hash."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    ClientLink.objects.create(
        delivery=delivery, digest=hashed(token), expires_at=now + timedelta(days=days),
        author=person, author_name=person.called, at=now,
    )  # fmt: skip
    return token


def revoke(link: ClientLink) -> None:
    """Let a link open nothing any more."""
    ClientLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def opened(request: HttpRequest, token: str) -> DeliveredReport | None:
    """The delivery that a token opens; None if it opens none. TooManyMisses if this address has to wait."""
    return looked_up(request, token, _of)


def _of(digest: str) -> DeliveredReport | None:
    now = timezone.now()
    good = ClientLink.objects.filter(digest=digest, revoked_at=None, expires_at__gt=now)
    link = good.select_related("delivery__round__brand").first()
    if link is None:
        return None
    good.update(opened_at=now)
    return link.delivery
