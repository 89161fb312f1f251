"""Together: where respondents differ, side by side; the consultant settles it, or keeps the difference."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from advisor.answers.qualified import disputed
from advisor.interview import Speech
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question
from advisor.language import N_

from .access import round_for
from .base import speech_in
from .models import Round
from .rendering import page, words
from .round_session import Sitting, editing, sitting

SETTLED = N_("Settled: {answer}")


@dataclass(frozen=True)
class PeopleDiffer:
    """A question on which people differ: by respondent, their id, name, role and what they said. `seen` as in forms."""

    id: str
    ask: str
    instance: str
    accounts: tuple[tuple[str, str, str, str], ...]
    seen: int


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The questions on which respondents differ; or settle one by what one of them said."""
    round = round_for(request, round_id)
    if request.method == "POST":
        return _settled(request, round, request.POST.get("question", ""), request.POST.get("by", ""))
    return _page(request, round)


def _page(request: HttpRequest, round: Round) -> HttpResponse:
    held, speech = sitting(round), speech_in(request.language)
    speech.over(held.session.kb)
    given = held.session.answers.given
    found = [_told(one, held, speech) for id, one in held.session.kb.questions.items() if _differs(given.get(id))]
    return page(request, "together.html", round=round, differences=found)


def _differs(answer: object) -> bool:
    return bool(getattr(answer, "accounts", ()))


def _told(question: Question, held: Sitting, speech: Speech) -> PeopleDiffer:
    answers = held.session.answers
    people = {one.id: one for one in answers.respondents}
    accounts = []
    for one in answers.of(question.id).accounts:
        who = people[one.by]
        said = speech.recorded(question, replace(disputed(question, [one]), said_by=None), ())
        accounts.append((one.by, who.name, who.role or "", said))
    instance = held.session.name_of(instance_of(question.id)) or ""
    return PeopleDiffer(
        question.id, speech.text(question.ask, answers), instance, tuple(accounts), held.last_said(question)
    )


def _settled(request: HttpRequest, round: Round, id: str, by: str) -> HttpResponseBase:
    speech = speech_in(request.language)
    with editing(round, request.user) as held:
        question = held.session.kb.questions.get(id)
        accounts = held.session.answers.of(id).accounts if question is not None else ()
        chosen = [one for one in accounts if one.by == by]
        if question is None or not chosen:
            return redirect("together", round.pk)  # Somebody settled it meanwhile.
        answer = disputed(question, chosen)
        held.session.answer_together([(question, answer)])
        speech.over(held.session.kb)
        said = speech.recorded(question, answer, held.session.answers.respondents)
    number = str(held.kept[0].number) if len(held.kept) == 1 else ""
    messages.success(request, words(request, SETTLED, answer=said), extra_tags=number)
    return redirect("together", round.pk)
