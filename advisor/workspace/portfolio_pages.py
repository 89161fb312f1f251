"""The portfolio: what the brands one may work on have in common, by the code of `advisor portfolio`."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.portfolio.page import PortfolioPage, as_csv
from advisor.portfolio.portfolio import Portfolio, grouping_questions, portfolio

from .access import brands_of
from .base import knowledge_base, speech_in
from .models import Round
from .portfolio_work import EFFECTS, ROUNDS, gather_some, progress_of
from .protection import with_scripts
from .rendering import page
from .round_records import records_of
from .rules_effects import effects_on, last_by_other_rules
from .rules_effects_view import EffectsPage

AT_ONCE = 0.2
"""Seconds of the processor in which a page assesses rounds itself, some ten, such as one just changed."""


@require_safe
@with_scripts
def portfolio_page(request: HttpRequest) -> HttpResponse:
    """Themes, frequent findings with their share, trends, and what is not known, over all rounds.

    What is not assessed yet is worked out beside the page, which comes again by itself once all is there.
    `?by=QUESTION` has shares among the brands that answer this question alike as well.
    """
    rounds = _rounds_of(request)
    gather_some(ROUNDS, rounds, AT_ONCE)
    speech = speech_in(request.language)
    return page(
        request,
        "portfolio.html",
        shown=PortfolioPage(knowledge_base(), _found(request, rounds), request.language),
        comparable=[(one.id, speech.text(one.ask)) for one in grouping_questions(knowledge_base()) if not one.table],
        **progress_of(ROUNDS, rounds),
    )


@require_safe
def portfolio_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table for a spreadsheet, of every round: a file that lacks some could not say so."""
    rounds = _rounds_of(request)
    gather_some(ROUNDS, rounds)
    response = HttpResponse(as_csv(_found(request, rounds)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    return response


@require_safe
@with_scripts
def portfolio_rules(request: HttpRequest) -> HttpResponse:
    """What today's rules would change of the last delivery of each brand, where other rules made it."""
    deliveries = last_by_other_rules(brands_of(request.user))
    gather_some(EFFECTS, deliveries, AT_ONCE)
    return page(
        request,
        "portfolio_rules.html",
        shown=EffectsPage(knowledge_base(), effects_on(deliveries), request.language),
        **progress_of(EFFECTS, deliveries),
    )


@require_safe
def portfolio_progress(request: HttpRequest, what: str) -> HttpResponse:
    """How far a page that waits for something has come: asked over and over by its script."""
    if what == ROUNDS.name:
        progress = progress_of(ROUNDS, _rounds_of(request))
    else:
        progress = progress_of(EFFECTS, last_by_other_rules(brands_of(request.user)))
    if not progress["waiting"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return page(request, "portfolio_progress.html", what=what, **progress)


def _rounds_of(request: HttpRequest) -> QuerySet[Round]:
    return Round.objects.filter(brand__in=brands_of(request.user))


def _found(request: HttpRequest, rounds: QuerySet[Round]) -> Portfolio:
    kb = knowledge_base()
    by = next((one.id for one in grouping_questions(kb) if one.id == request.GET.get("by")), None)
    return portfolio(kb, records_of(rounds), by)
