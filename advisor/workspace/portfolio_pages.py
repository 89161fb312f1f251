"""The portfolio: what the brands one may work on have in common, by the code of `advisor portfolio`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.inference import InferenceError
from advisor.knowledge.problem import InputError
from advisor.language import SOURCE_LANGUAGE
from advisor.portfolio.brand_record import FaultyFile, Record, record_of_assessment
from advisor.portfolio.gathering import RECORD
from advisor.portfolio.page import PortfolioPage, as_csv
from advisor.portfolio.portfolio import Portfolio, portfolio

from .access import brands_of
from .base import knowledge_base
from .exchange_pages import stem
from .models import Round, RoundRecord
from .rendering import page
from .round_advice import assessed

AT_ONCE = 8
"""Rounds to assess for one page: some two seconds; the rest waits for the next look."""


@require_safe
def portfolio_page(request: HttpRequest) -> HttpResponse:
    """Themes, frequent findings with their share, trends, and what is not known, over all rounds."""
    found, waiting = _found(request)
    return page(
        request,
        "portfolio.html",
        shown=PortfolioPage(knowledge_base(), found, request.language),
        waiting=waiting,
    )


@require_safe
def portfolio_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet."""
    found, _ = _found(request)
    response = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    return response


def _found(request: HttpRequest) -> tuple[Portfolio, int]:
    """The portfolio of what is assessed, and how many rounds wait to be."""
    kb = knowledge_base()
    mine = Round.objects.filter(brand__in=brands_of(request.user)).select_related("brand", "record").order_by("pk")
    records: list[Record] = []
    waiting = fresh = 0
    for round in mine:
        record = _kept(round, kb.fingerprint)
        if record is None and fresh < AT_ONCE:
            record, fresh = _assessed(round), fresh + 1
        if record is None:
            waiting += 1
        else:
            records.append(record)
    return portfolio(kb, records), waiting


def _kept(round: Round, fingerprint: str) -> Record | None:
    """What was kept of a round, if it was assessed as it stands, by the same knowledge base."""
    kept = getattr(round, "record", None)
    if kept is None or (kept.edition, kept.fingerprint) != (round.edition, fingerprint):
        return None
    return RECORD.validate_python(kept.content)


def _assessed(round: Round) -> Record:
    """Assess a round and keep what a portfolio needs of it."""
    kb = knowledge_base()
    try:
        record: Record = record_of_assessment(kb, assessed(round), stem(round))
    except (InputError, InferenceError) as error:
        record = FaultyFile(file=stem(round), says={SOURCE_LANGUAGE: str(error).splitlines()[0]})
    RoundRecord.objects.update_or_create(
        round=round,
        defaults={
            "edition": round.edition,
            "fingerprint": kb.fingerprint,
            "content": RECORD.dump_python(record, mode="json"),
        },
    )
    return record
