"""What today's rules would change of the last delivery of each brand: worked out once, kept until the rules change."""

from __future__ import annotations

import logging

from django.db.models import Max, QuerySet
from pydantic import TypeAdapter, ValidationError

from advisor.inference import InferenceError
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase, languages
from advisor.portfolio.brand_record import FaultyFile
from advisor.portfolio.recorder import fault
from advisor.portfolio.rules_effect import RulesEffect, rules_effect

from .base import knowledge_base
from .delivery_models import DeliveredReport
from .document_making import assessment_of
from .exchange_pages import stem
from .models import Brand, RulesEffectRecord

UNREADABLE = N_(
    "{file}: this delivery was kept in a form that is not read any more, so nothing can be compared with it."
)
FAILED = N_("{file}: this delivery could not be assessed anew. The server’s output says why.")
Effect = RulesEffect | FaultyFile
EFFECT: TypeAdapter[Effect] = TypeAdapter(Effect)

_log = logging.getLogger(__name__)


def last_by_other_rules(brands: QuerySet[Brand]) -> QuerySet[DeliveredReport]:
    """The last delivery to each of some brands, where it was made by other rules than those of today."""
    last = DeliveredReport.objects.filter(round__brand__in=brands).values("round__brand").annotate(last=Max("pk"))
    return DeliveredReport.objects.filter(pk__in=last.values("last")).exclude(fingerprint=knowledge_base().fingerprint)


def unjudged(deliveries: QuerySet[DeliveredReport]) -> QuerySet[DeliveredReport]:
    """Those of some deliveries of which it is not known what today's rules would change."""
    return deliveries.exclude(pk__in=_of_today().values("delivery"))


def effects_on(deliveries: QuerySet[DeliveredReport]) -> list[tuple[DeliveredReport, Effect]]:
    """What today's rules would change of some deliveries, as far as it is known."""
    kept = _of_today().filter(delivery__in=deliveries).select_related("delivery__round__brand").order_by("delivery")
    return [(one.delivery, EFFECT.validate_python(one.content, strict=False)) for one in kept]


def keep_effect(delivery: DeliveredReport) -> None:
    """Work out what today's rules would change of a delivery and keep it; where that fails, why."""
    name = stem(delivery.round)
    found: Effect
    try:
        found = rules_effect(assessment_of(delivery), knowledge_base(), CaseFile(name, delivery.document, {}))
    except (InputError, InferenceError) as error:
        found = fault(error, name)
    except ValidationError:
        found = _faulty(name, UNREADABLE)
    except Exception:
        # Whoever looks would wait for it for ever.
        _log.exception("delivery %s", delivery.pk)
        found = _faulty(name, FAILED)
    RulesEffectRecord.objects.update_or_create(
        delivery=delivery,
        defaults={
            "fingerprint": knowledge_base().fingerprint,
            "content": EFFECT.dump_python(found, mode="json"),
        },
    )


def _of_today() -> QuerySet[RulesEffectRecord]:
    return RulesEffectRecord.objects.filter(fingerprint=knowledge_base().fingerprint)


def _faulty(name: str, message: str) -> FaultyFile:
    return FaultyFile(file=name, says={lang: Phrase(message, file=name)(lang) for lang in languages()})
