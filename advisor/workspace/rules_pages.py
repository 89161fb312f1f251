"""A round that began under other rules: what today's take no more, and the button that carries it over."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from advisor.knowledge.problem import InputError
from advisor.language import N_

from .access import round_for
from .base import knowledge_base, speech_in
from .models import Round
from .rendering import page, words
from .round_rules import Leftover, accounts_of, carried_over, carry_over, is_of_other_rules, leftovers, version_of

CARRIED = N_("The round is one of today’s rules now, version {version}.")


@require_http_methods(["GET", "HEAD", "POST"])
def round_rules(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Which rules a round began under, what those of today take no more; or carry it over to them."""
    round = round_for(request, round_id)
    kb = knowledge_base()
    faults = _still_wrong(request, round)
    if request.method == "POST" and not faults:
        carry_over(round, request.user)
        messages.success(request, words(request, CARRIED, version=kb.version))
        return redirect("round", round.pk)
    left = [each for one in (round, *accounts_of(round)) for each in leftovers(one.document, kb)]
    return page(
        request,
        "round_rules.html",
        status=422 if request.method == "POST" else 200,
        round=round,
        began=version_of(round),
        base=kb,
        left=[(one, _asked(request, one), _shown(one.value)) for one in left],
        to_do=bool(left) or is_of_other_rules(round),
        faults=faults,
    )


class LeadToRules:
    """Middleware that leads from a round whose answers today's rules cannot read to the page that says so."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The way there; None for whatever else went wrong."""
        found = request.resolver_match
        if not isinstance(exception, InputError) or "round_id" not in found.kwargs or found.url_name == "round_rules":
            return None
        return redirect("round_rules", found.kwargs["round_id"])


def _still_wrong(request: HttpRequest, round: Round) -> list[str]:
    """What would be wrong with a round even once it is carried over."""
    kb = knowledge_base()
    try:
        for one in (round, *accounts_of(round)):
            carried_over(copy.deepcopy(one.document), kb).read(kb)
    except InputError as error:
        return [one.said(request.language) for one in error.problems[:20]]
    return []


def _asked(request: HttpRequest, left: Leftover) -> str:
    """The question that something was said of, where it is still asked."""
    question = knowledge_base().question_called(left.about)
    return speech_in(request.language).text(question.ask) if question is not None else ""


def _shown(value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
