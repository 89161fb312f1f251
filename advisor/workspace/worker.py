"""The worker of a house: a process that answers no browser, and does what those who are answered would wait for.

It says in the cache, which all processes share, that it is there; web processes then leave such work to it. When it is
there no more, they do it themselves, beside the requests.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from django.core.cache import cache
from django.db import Error, close_old_connections, connection

WORKER = "worker"
"""Under what a worker says that it is there."""
BREATH, SILENT = 10, 30
"""Seconds after which a worker says so again, and after which one that says nothing is taken to be gone."""
PAUSE = 1.0
"""Seconds until a worker with nothing to do looks again."""

_log = logging.getLogger(__name__)


def worker_is_there() -> bool:
    """Whether some worker has said so lately."""
    return bool(cache.get(WORKER))


def work(stop: threading.Event, tasks: Iterable[Callable[[], None]]) -> None:
    """Do whatever is to be done of each task, over and over, until told to stop."""
    tasks = tuple(tasks)
    threading.Thread(target=_breathe, args=(stop,), daemon=True, name="breath").start()
    while not stop.is_set():
        close_old_connections()
        for task in tasks:
            try:
                task()
            except Error:
                _log.exception("the database cannot be used")
        stop.wait(PAUSE)


def _breathe(stop: threading.Event) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            cache.set(WORKER, True, SILENT)
        except Error:
            _log.exception("the database cannot be used")
        stop.wait(BREATH)
    connection.close()
