"""Who else has a round open at this moment, so that two people do not work past each other."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from .models import Round

LASTS = 180
"""Seconds for which somebody counts as here after a page of the round was opened."""
OFTEN = 30
"""Seconds before it is noted again that somebody is here."""


def also_here(request: HttpRequest, round: Round) -> tuple[str, ...]:
    """The names of others who opened a page of a round a moment ago; notes that whoever asks is here."""
    if not settings.CONFIGURATION.is_house:
        return ()
    key, now, mine = f"here-{round.pk}", time.time(), request.user.pk
    kept = cache.get(key) or {}
    here = {person: (name, at) for person, (name, at) in kept.items() if now - at < LASTS}
    if now - here.get(mine, ("", 0))[1] >= OFTEN:
        here[mine] = (request.user.called, now)
        cache.set(key, here, LASTS)
    return tuple(name for person, (name, _) in here.items() if person != mine)
