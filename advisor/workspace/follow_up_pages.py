"""Following up: a new round from an earlier one, and its answers to be confirmed, what mattered first.

What nobody confirms stays marked with the day on which it was said, in the report as well.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from advisor.advice.finding import STANDING
from advisor.inference import InferenceError
from advisor.interview import Speech
from advisor.interview.following_up import carry_over, confirmed, is_to_confirm, to_confirm
from advisor.interview.refusal import Refused
from advisor.interview.reply import read_date
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question
from advisor.language import N_

from .access import round_for
from .base import knowledge_base, speech_in
from .brand_pages import brought
from .form_reply import Unread
from .models import Round
from .rendering import page, words
from .report_pages import unavailable
from .round_advice import answers_of, assessed
from .round_session import Sitting, editing, sitting
from .stored_answers import StoredAnswers

NOT_LATER = N_("Please give a day after that of the earlier round.")
CONFIRMED = N_("Confirmed: {answer}")


@dataclass(frozen=True)
class CarriedAnswer:
    """An answer from an earlier round: `above` is what its table asks; it `matters` where something to be done rests
    on it."""

    id: str
    above: str
    ask: str
    instance: str
    answer: str
    matters: bool


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Begin a round from an earlier one: its answers come along, each to be confirmed or changed."""
    former = round_for(request, round_id)
    filled = date.today().isoformat()
    faults: list[Unread] = []
    if request.method == "POST":
        filled = request.POST.get("date", "").strip()
        try:
            day = read_date(filled, request.language)
            if day > former.date:
                return redirect("carried", _followed(request, former, day).pk)
            faults.append(Unread("date", words(request, NOT_LATER)))
        except Refused as refused:
            faults.append(Unread("date", speech_in(request.language).say(refused.key, **refused.values)))
    return page(
        request, "follow_up.html", status=422 if faults else 200, round=former, filled=filled, faults=faults
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def carried(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The answers that wait to be confirmed, those first on which something to be done rests; or confirm one."""
    round = round_for(request, round_id)
    if request.method == "POST":
        return _confirmed(request, round, request.POST.get("question", ""))
    held = sitting(round)
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    try:
        advice = assessed(round).advice
    except InferenceError as error:
        return unavailable(request, round, error)
    behind = {id for one in advice if one.outcome in STANDING for id in one.because.all_answers}
    listed = sorted(_listed(to_confirm(held.session), held, speech, behind), key=lambda one: not one.matters)
    return page(
        request,
        "carried.html",
        round=round,
        first=[one for one in listed if one.matters],
        rest=[one for one in listed if not one.matters],
        say=speech.say,
    )


def _followed(request: HttpRequest, former: Round, day: str) -> Round:
    kb = knowledge_base()
    store = StoredAnswers(copy.deepcopy(former.document))
    carry_over(store, answers_of(former), kb)
    document = {
        **store.document,
        "date": day,
        "consultant": request.user.called,
        "knowledge_base": {"id": kb.id, "version": kb.version},
    }
    return brought(request, document, former.brand)


def _confirmed(request: HttpRequest, round: Round, id: str) -> HttpResponse:
    with editing(round, request.user) as held:
        question = held.session.kb.questions.get(id)
        if question is None or not is_to_confirm(question, held.session):
            raise Http404
        answer = confirmed(held.session.answers.of(id), None)
        held.session.answer_together([(question, answer)])
        speech = speech_in(request.language)
        speech.over(held.session.kb)
        said = speech.recorded(question, answer, held.session.answers.respondents)
    number = str(held.kept[0].number) if len(held.kept) == 1 else ""
    messages.success(request, words(request, CONFIRMED, answer=said), extra_tags=number)
    return redirect("carried", round.pk)


def _listed(questions: Iterable[Question], held: Sitting, speech: Speech, behind: set[str]) -> Iterable[CarriedAnswer]:
    answers = held.session.answers
    for one in questions:
        yield CarriedAnswer(
            id=one.id,
            above=speech.above(one, answers),
            ask=speech.text(one.ask, answers),
            instance=held.session.name_of(instance_of(one.id)) or "",
            answer=speech.recorded(one, answers.of(one.id), answers.respondents),
            matters=one.id in behind,
        )
