"""The report of a round: a look at it, and its documents, made by the code of `advisor report`."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.advice.before_after import compare
from advisor.advice.wording import WordingError
from advisor.inference import InferenceError
from advisor.language import offered
from advisor.report import EDITIONS, FORMATS, FormatUnavailable, ReportError, compose
from advisor.report.comparison_view import ComparedSide, compose_comparison
from advisor.report.html import render_comparison_html
from advisor.report.writing import rendered

from .access import round_for
from .approval import printed_review
from .base import knowledge_base
from .exchange_pages import stem
from .house_kits import kit_of
from .models import Round
from .protection import OF_DOCUMENTS
from .rendering import page
from .round_advice import ahead, answers_of, assessed

TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@require_safe
def report(request: HttpRequest, round_id: int) -> HttpResponse:
    """A look at the report, and where its documents are."""
    round = round_for(request, round_id)
    return page(
        request,
        "report.html",
        round=round,
        spoken=spoken_language(request, round),
        offered=offered(knowledge_base().languages),
        former=round.former,
    )


@require_safe
def since(request: HttpRequest, round_id: int, language: str) -> HttpResponse:
    """What changed since the round before, as `advisor compare` tells it."""
    round = round_for(request, round_id)
    former = round.former
    if former is None or language not in offered(knowledge_base().languages):
        raise Http404
    kb = knowledge_base()
    try:
        before, after = assessed(former), assessed(round)
        sides = (ComparedSide(kb, before, answers_of(former).review), ComparedSide(kb, after, answers_of(round).review))
        view = compose_comparison(compare(before, after), *sides, language=language, brand_kit=kit_of(round.brand))
        content = render_comparison_html(view)
    except (InferenceError, ReportError, WordingError) as error:
        return unavailable(request, round, error)
    response = HttpResponse(content)
    response["Content-Security-Policy"] = OF_DOCUMENTS
    return response


@require_safe
def document(request: HttpRequest, round_id: int, language: str, format: str) -> HttpResponse:
    """One document of the report; `?edition=full` for all it rests on."""
    round = round_for(request, round_id)
    edition = request.GET.get("edition", "brief")
    if format not in FORMATS or language not in offered(knowledge_base().languages) or edition not in EDITIONS:
        raise Http404
    try:
        kb, assessment = knowledge_base(), assessed(round)
        review, kit = printed_review(round, assessment), kit_of(round.brand)
        composed = compose(kb, assessment, language=language, outlook=ahead(round), review=review, brand_kit=kit)
        content = rendered(format, composed, assessment, edition)
    except (InferenceError, FormatUnavailable, ReportError, WordingError) as error:
        return unavailable(request, round, error)
    response = HttpResponse(content, content_type=TYPES[format])
    response["Content-Security-Policy"] = OF_DOCUMENTS
    if format != "html":
        full = ".full" if edition == "full" else ""
        response["Content-Disposition"] = f'attachment; filename="{stem(round)}{full}.{language}.{format}"'
    return response


def unavailable(request: HttpRequest, round: Round, error: Exception) -> HttpResponse:
    """The page that says why there is no report."""
    said = error.said(request.language) if isinstance(error, ReportError) else str(error)
    return page(request, "unavailable.html", status=503, round=round, reason=said)


def spoken_language(request: HttpRequest, round: Round) -> str:
    """The language of the report: the one asked for, else the file's, else that of whoever looks."""
    known = offered(knowledge_base().languages)
    wanted = (request.GET.get("in", ""), round.language, request.language)
    return next((one for one in wanted if one in known), known[0])
