"""Where the documents of deliveries are made: by a worker where one is there, else beside the requests.

So nobody who answers waits for a PDF.
"""

from __future__ import annotations

import logging
import threading

from django.db import connection

from .delivery_models import DeliveredDocument, DeliveredReport
from .document_making import claimable, make_documents, waiting
from .worker import worker_is_there

_log = logging.getLogger(__name__)
_at_work: set[int] = set()
_guard = threading.Lock()


def begin_making(delivery: DeliveredReport) -> None:
    """Have the documents of a delivery made that are not made yet: by a worker, or beside this request."""
    with _guard:
        if delivery.pk in _at_work or not waiting(delivery).exists() or worker_is_there():
            return
        _at_work.add(delivery.pk)
    threading.Thread(target=_beside, args=(delivery.pk,), daemon=True, name=f"delivery-{delivery.pk}").start()


def make_waiting_documents() -> None:
    """Make whatever documents wait, of any delivery. django.db.Error if the database cannot be used."""
    for pk in list(claimable(DeliveredDocument.objects.all()).values_list("delivery", flat=True).distinct()):
        _make(pk)


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
