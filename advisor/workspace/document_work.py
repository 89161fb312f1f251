"""Where the documents of deliveries are made: by a worker, a process that answers no browser, else beside the requests.

A worker says in the cache, which all processes share, that it is there; web processes then leave the documents to it,
so that nobody who answers waits for a PDF. When it is there no more, they make them themselves.
"""

from __future__ import annotations

import logging
import threading

from django.core.cache import cache
from django.db import Error, close_old_connections, connection

from .delivery_models import DeliveredDocument, DeliveredReport
from .document_making import claimable, make_documents, waiting

WORKER = "document-worker"
"""Under what a worker says that it is there."""
BREATH, SILENT = 10, 30
"""Seconds after which a worker says so again, and after which one that says nothing is taken to be gone."""
PAUSE = 1.0
"""Seconds until a worker with nothing to do looks again."""

_log = logging.getLogger(__name__)
_at_work: set[int] = set()
_guard = threading.Lock()


def begin_making(delivery: DeliveredReport) -> None:
    """Have the documents of a delivery made that are not made yet: by a worker, or beside this request."""
    with _guard:
        if delivery.pk in _at_work or not waiting(delivery).exists() or cache.get(WORKER):
            return
        _at_work.add(delivery.pk)
    threading.Thread(target=_beside, args=(delivery.pk,), daemon=True, name=f"delivery-{delivery.pk}").start()


def work(stop: threading.Event) -> None:
    """Make whatever documents wait, of any delivery, until told to stop."""
    threading.Thread(target=_breathe, args=(stop,), daemon=True, name="breath").start()
    while not stop.is_set():
        close_old_connections()
        try:
            due = list(claimable(DeliveredDocument.objects.all()).values_list("delivery", flat=True).distinct())
        except Error:
            _log.exception("the database cannot be used")
            due = []
        for pk in due:
            _make(pk)
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


def _beside(pk: int) -> None:
    try:
        _make(pk)
    finally:
        with _guard:
            _at_work.discard(pk)
        connection.close()


def _make(pk: int) -> None:
    try:
        make_documents(DeliveredReport.objects.get(pk=pk))
    except Exception:
        _log.exception("delivery %s", pk)
