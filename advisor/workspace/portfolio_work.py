"""Where what a portfolio tells is worked out: by a worker where one is there, else in a thread beside the requests.

Whoever looks at it asks for what they lack, and again each time they look; what was worked out once is kept. So nothing
is lost where a process ends or two ask at once: the next look asks anew.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import Error, connection
from django.db.models import QuerySet

from .delivery_models import DeliveredReport
from .models import Round
from .round_records import keep_record, unrecorded
from .rules_effects import keep_effect, unjudged
from .worker import worker_is_there

LATELY = 30
"""Seconds for which it counts that somebody asked."""

_log = logging.getLogger(__name__)
_at_work: set[str] = set()
_guard = threading.Lock()


@dataclass(frozen=True)
class Gathering:
    """Something to be worked out of many rows: which of some are `missing` yet, and how one is worked out and kept."""

    name: str
    rows: type[Round | DeliveredReport]
    missing: Callable[[QuerySet[Any]], QuerySet[Any]]
    keep: Callable[[Any], None]

    def missing_among(self, pks: Iterable[int]) -> QuerySet[Any]:
        """The rows of some numbers that are still to be worked out."""
        return self.missing(self.rows.objects.filter(pk__in=list(pks)))


ROUNDS = Gathering("rounds", Round, unrecorded, keep_record)
EFFECTS = Gathering("rules", DeliveredReport, unjudged, keep_effect)


def begin_gathering(what: Gathering, pks: Iterable[int]) -> None:
    """Have what is missing of some rows worked out: by a worker, or beside this request."""
    cache.set(_key(what), list(pks), LATELY)
    with _guard:
        if what.name in _at_work or worker_is_there():
            return
        _at_work.add(what.name)
    threading.Thread(target=_beside, args=(what,), daemon=True, name=f"gathering-{what.name}").start()


def gather_what_was_asked() -> None:
    """Work out whatever somebody asked for lately. django.db.Error if the database cannot be used."""
    for what in (ROUNDS, EFFECTS):
        _gather(what)


def _gather(what: Gathering) -> None:
    asked = list(what.missing_among(cache.get(_key(what), ())).values_list("pk", flat=True))
    random.shuffle(asked)  # Two workers then seldom take the same one.
    for pk in asked:
        if (one := what.missing_among([pk]).first()) is not None:
            what.keep(one)


def _beside(what: Gathering) -> None:
    try:
        _gather(what)
    except Error:
        _log.exception("the database cannot be used")
    finally:
        with _guard:
            _at_work.discard(what.name)
        connection.close()


def _key(what: Gathering) -> str:
    return f"gathering-{what.name}"


def gather_some(what: Gathering, rows: QuerySet[Any], seconds: float | None = None) -> None:
    """Work out what is missing of some rows within this request: one more is begun while there are seconds."""
    begun = time.thread_time()
    for pk in list(what.missing(rows).order_by("pk").values_list("pk", flat=True)):
        if seconds is not None and time.thread_time() - begun >= seconds:
            return
        what.keep(what.rows.objects.get(pk=pk))


def progress_of(what: Gathering, rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows there are, and how many wait to be worked out, which is begun."""
    waiting = list(what.missing(rows).values_list("pk", flat=True))
    if waiting:
        begin_gathering(what, waiting)
    return {"waiting": len(waiting), "all": rows.count()}
