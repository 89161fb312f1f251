"""The documents of a delivery, made one by one, from what the delivery froze; `document_work` says where.

Each is claimed in the database before it is made, so that any number of processes may work on one delivery, and a
claim lapses: where the process that made it died, whoever looks next begins again. Needs nothing but the database.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from advisor.advice import Assessment
from advisor.advice.wording import WordingError
from advisor.inference import InferenceError
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase
from advisor.report import FormatUnavailable, ReportError, ReportView, compose
from advisor.report.writing import rendered

from .base import knowledge_base
from .delivery_models import DeliveredDocument, DeliveredReport
from .house_kits import kit_of
from .models import Round
from .round_advice import ahead, answers_of

FORMATS = ("html", "pdf", "docx", "xlsx", "ics")
"""Formats of what is delivered: the report to read and to edit, its plan to work with and its dates."""
LEASE = timedelta(minutes=3)
"""How long a process may take for one document before another takes it over."""
NO_DATES = N_("No action has a date, so there is nothing to put into a calendar.")
FAILED = N_("This document could not be made. The server’s output says why.")

_log = logging.getLogger(__name__)


def waiting(delivery: DeliveredReport) -> QuerySet[DeliveredDocument]:
    """The documents of a delivery that are not made yet."""
    return delivery.documents.filter(made_at=None)


def claimable(documents: QuerySet[DeliveredDocument]) -> QuerySet[DeliveredDocument]:
    """Those of some documents that are not made yet and that nobody is making."""
    lapsed = Q(claimed_at__lt=timezone.now() - LEASE)
    return documents.filter(Q(claimed_at=None) | lapsed, made_at=None)


def make_documents(delivery: DeliveredReport) -> None:
    """Make every document of a delivery that is waiting and that nobody else is making."""
    views: dict[str, ReportView] = {}
    while (one := _claimed(delivery)) is not None:
        content, trouble = b"", ""
        try:
            if one.language not in views:
                views[one.language] = view_of(delivery, one.language)
            content = rendered(one.format, views[one.language], assessment_of(delivery))
        except FormatUnavailable as error:
            trouble = Phrase(NO_DATES)(one.language) if one.format == "ics" else error.said(one.language)
        except ReportError as error:
            trouble = error.said(one.language)
        except (InferenceError, InputError, WordingError):
            _log.exception("delivery %s, %s", delivery.pk, one.name)
            trouble = Phrase(FAILED)(one.language)
        # Once only: what is made is never made again.
        DeliveredDocument.objects.filter(pk=one.pk, made_at=None).update(
            content=content or None, size=len(content), sha256=hashlib.sha256(content).hexdigest() if content else "",
            trouble=trouble, made_at=timezone.now(),
        )  # fmt: skip


def view_of(delivery: DeliveredReport, language: str) -> ReportView:
    """The report of a delivery in a language, from what it froze. ReportError under other rules than it was made by."""
    kb, assessment = knowledge_base(), assessment_of(delivery)
    frozen = Round(document=delivery.document)
    review, kit = answers_of(frozen).review, kit_of(delivery.round.brand)
    return compose(kb, assessment, language=language, outlook=ahead(frozen), review=review, brand_kit=kit)


def assessment_of(delivery: DeliveredReport) -> Assessment:
    """The Assessment that was delivered."""
    return Assessment.model_validate_json(delivery.assessment)


def _claimed(delivery: DeliveredReport) -> DeliveredDocument | None:
    free = claimable(delivery.documents.all())
    for one in free.order_by("pk"):
        if free.filter(pk=one.pk).update(claimed_at=timezone.now()) == 1:
            return one
    return None
