"""The portfolio: what the brands one may work on have in common, by the code of `advisor portfolio`."""

from __future__ import annotations

import json
import math
import threading
import time
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.inference import InferenceError
from advisor.knowledge.problem import InputError
from advisor.language import SOURCE_LANGUAGE
from advisor.portfolio.brand_record import FaultyFile, Record
from advisor.portfolio.gathering import RECORD
from advisor.portfolio.page import PortfolioPage, as_csv
from advisor.portfolio.portfolio import Portfolio, grouping_questions, portfolio
from advisor.portfolio.recorder import Recorder

from .access import brands_of
from .base import knowledge_base, speech_in
from .exchange_pages import stem
from .models import Round, RoundRecord
from .rendering import page
from .round_advice import answers_of

AT_ONCE = 0.4
"""Seconds of the processor in which a page assesses rounds, some twenty; the rest waits for the next look."""

_assessing = threading.Lock()
"""Held by the thread that uses the recorder, which all pages of a process share."""


@require_safe
def portfolio_page(request: HttpRequest) -> HttpResponse:
    """Themes, frequent findings with their share, trends, and what is not known, over all rounds.

    `?by=QUESTION` has shares among the brands that answer this question alike as well.
    """
    found, waiting = _found(request, AT_ONCE)
    speech = speech_in(request.language)
    return page(
        request,
        "portfolio.html",
        shown=PortfolioPage(knowledge_base(), found, request.language),
        waiting=waiting,
        comparable=[(one.id, speech.text(one.ask)) for one in grouping_questions(knowledge_base()) if not one.table],
    )


@require_safe
def portfolio_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet, of every round: a file that lacks some could not say so."""
    found, _ = _found(request, math.inf)
    response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    return response


def _found(request: HttpRequest, seconds: float) -> tuple[Portfolio, int]:
    """The portfolio of what is assessed, and how many rounds wait to be: one more is begun while there are seconds."""
    kb = knowledge_base()
    mine = Round.objects.filter(brand__in=brands_of(request.user)).select_related("brand", "record").order_by("pk")
    records: list[Record] = []
    waiting, spent = 0, 0.0
    for round in mine:
        record = _kept(round, kb.fingerprint)
        if record is None and spent < seconds:
            begun = time.thread_time()
            record = _assessed(round)
            spent += time.thread_time() - begun
        if record is None:
            waiting += 1
        else:
            records.append(record)
    by = next((one.id for one in grouping_questions(kb) if one.id == request.GET.get("by")), None)
    return portfolio(kb, records, by), waiting


@lru_cache(maxsize=1)
def _recorder() -> Recorder:
    return Recorder(knowledge_base())


def _kept(round: Round, fingerprint: str) -> Record | None:
    """What was kept of a round, if it was assessed as it stands, by the same knowledge base."""
    kept = getattr(round, "record", None)
    if kept is None or (kept.edition, kept.fingerprint) != (round.edition, fingerprint):
        return None
    return RECORD.validate_python(kept.content)


def _assessed(round: Round) -> Record:
    """Assess a round and keep what a portfolio needs of it."""
    try:
        with _assessing:
            record = _recorder().record_of(answers_of(round), stem(round), json.dumps(round.document).encode())
    except (InputError, InferenceError) as error:
        record = FaultyFile(file=stem(round), says={SOURCE_LANGUAGE: str(error).splitlines()[0]})
    RoundRecord.objects.update_or_create(
        round=round,
        defaults={
            "edition": round.edition,
            "fingerprint": knowledge_base().fingerprint,
            "content": RECORD.dump_python(record, mode="json"),
        },
    )
    return record
