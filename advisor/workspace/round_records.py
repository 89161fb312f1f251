"""What a portfolio keeps of rounds: assessed once as they stand, kept until their answers or the rules change."""

from __future__ import annotations

import json
import logging
import threading
from functools import lru_cache

from django.db.models import F, QuerySet

from advisor.inference import InferenceError
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase, languages
from advisor.portfolio.brand_record import FaultyFile, Record
from advisor.portfolio.gathering import RECORD
from advisor.portfolio.recorder import Recorder, fault

from .base import knowledge_base
from .exchange_pages import stem
from .models import Round, RoundRecord
from .round_advice import answers_of

FAILED = N_("{file}: this round could not be assessed. The server’s output says why.")

_log = logging.getLogger(__name__)
_assessing = threading.Lock()
"""Held by the thread that uses the recorder, which all of a process share."""


def unrecorded(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Those of some rounds of which nothing is kept as they stand, by the rules of today."""
    return rounds.exclude(pk__in=_as_they_stand().values("round"))


def records_of(rounds: QuerySet[Round]) -> list[Record]:
    """What is kept of some rounds as they stand, in the order in which they were made."""
    kept = _as_they_stand().filter(round__in=rounds).order_by("round")
    return [RECORD.validate_python(one) for one in kept.values_list("content", flat=True)]


def keep_record(round: Round) -> None:
    """Assess a round and keep what a portfolio needs of it; where that fails, why."""
    name = stem(round)
    record: Record
    try:
        with _assessing:
            record = _recorder().record_of(answers_of(round), name, json.dumps(round.document).encode())
    except (InputError, InferenceError) as error:
        record = fault(error, name)
    except Exception:
        # Whoever looks at the portfolio would wait for it for ever.
        _log.exception("round %s", round.pk)
        record = FaultyFile(file=name, says={lang: Phrase(FAILED, file=name)(lang) for lang in languages()})
    RoundRecord.objects.update_or_create(
        round=round,
        defaults={
            "edition": round.edition,
            "fingerprint": knowledge_base().fingerprint,
            "content": RECORD.dump_python(record, mode="json"),
        },
    )


def _as_they_stand() -> QuerySet[RoundRecord]:
    return RoundRecord.objects.filter(fingerprint=knowledge_base().fingerprint, edition=F("round__edition"))


@lru_cache(maxsize=1)
def _recorder() -> Recorder:
    return Recorder(knowledge_base())
