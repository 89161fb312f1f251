"""A delivery: a round's approved report, frozen as it is handed over, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from advisor.advice import Assessment, assess
from advisor.advice.before_after import compare
from advisor.answers import parse_answers
from advisor.report.comparison_view import ComparedSide, ComparisonView, compose_comparison

from .approval import approval_of
from .base import knowledge_base
from .delivery_models import DeliveredDocument, DeliveredReport
from .document_making import FORMATS, assessment_of, view_of
from .exchange_pages import stem
from .house_kits import kit_of
from .kept_plan import keep_plan
from .models import Person, Round
from .round_advice import assessed


class NotApproved(Exception):
    """The report is not approved, or was changed since."""


def deliver(round: Round, person: Person, languages: Sequence[str]) -> DeliveredReport:
    """Freeze a round's report as it stands, its documents to be made. NotApproved unless it is approved just so."""
    with transaction.atomic():
        held = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
        assessment = assessed(held)
        if approval_of(held, assessment).state != "approved":
            raise NotApproved
        made = DeliveredReport.objects.create(
            round=held,
            edition=held.edition,
            languages=list(languages),
            document=held.document,
            assessment=assessment.model_dump_json(),
            fingerprint=assessment.knowledge_base.fingerprint,
            author=person,
            author_name=person.called,
            at=timezone.now(),
        )
        DeliveredDocument.objects.bulk_create(
            DeliveredDocument(delivery=made, name=f"{stem(held)}.{language}.{format}", language=language, format=format)
            for language in languages
            for format in FORMATS
        )
        keep_plan(made, {language: view_of(made, language) for language in languages}, person)
    return made


def former_of(delivery: DeliveredReport) -> DeliveredReport | None:
    """The delivery to the same brand before this one; None for the first."""
    earlier = DeliveredReport.objects.filter(round__brand=delivery.round.brand_id, pk__lt=delivery.pk)
    return earlier.order_by("pk").select_related("round").last()


def compared(before: DeliveredReport, after: DeliveredReport, language: str) -> ComparisonView:
    """What changed from one delivery to another.

    What was made under other rules than those of today is assessed anew from its answers, so that both can be told in
    the same words. InputError, InferenceError or ReportError if that cannot be done.
    """
    sides = (_side(before), _side(after))
    changes = compare(sides[0].assessment, sides[1].assessment)
    return compose_comparison(changes, *sides, language=language, brand_kit=kit_of(after.round.brand))


def _side(delivery: DeliveredReport) -> ComparedSide:
    kb = knowledge_base()
    answers = parse_answers(delivery.document, kb)
    return ComparedSide(kb, _today(delivery), answers.review)


def _today(delivery: DeliveredReport) -> Assessment:
    kb = knowledge_base()
    if delivery.fingerprint == kb.fingerprint:
        return assessment_of(delivery)
    return assess(kb, parse_answers(delivery.document, kb))
