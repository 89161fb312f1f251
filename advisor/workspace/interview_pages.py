"""The interview in the browser: where to go on, one question or table a page, and what came of an answer."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from advisor.answers import NOT_ASKED, AnswerState, Note
from advisor.answers.answer import Visibility
from advisor.interview import Speech
from advisor.interview.session import Change
from advisor.knowledge.model import Question
from advisor.language import N_

from .access import round_for
from .base import speech_in
from .filled_step import filled_in, moved
from .form_reply import Unread, said_in, short
from .list_pages import list_page
from .models import Round
from .presence import also_here
from .protection import with_scripts
from .question_page import question_page
from .rendering import page, words
from .round_session import Sitting, editing, sitting
from .steps import PageStep, asked_in, before, following, step_called

NOTHING = N_("Please choose or write an answer. If nobody knows, say so; or leave the question for later.")
KEPT = N_("Recorded: {answer}")
TAKEN_BACK = N_("The answer was taken back.")


@require_safe
def go_on(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Go to the next question after one (`?after=`), or first of all; to the check once nothing is left."""
    round = round_for(request, round_id)
    held = sitting(round)
    return redirect(_next(held, step_called(held.session, request.GET.get("after", ""))))


@with_scripts
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, round_id: int, step_id: str) -> HttpResponseBase:
    """One step: shown, or answered."""
    round = round_for(request, round_id)
    if request.method == "POST":
        return _taken_back(request, round, step_id) if "clear" in request.POST else _answered(request, round, step_id)
    held, speech, step = _at(request, sitting(round), step_id)
    return _shown(request, held, speech, step)


def _at(request: HttpRequest, held: Sitting, step_id: str) -> tuple[Sitting, Speech, PageStep]:
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    step = step_called(held.session, step_id)
    if step is None:
        raise Http404
    return held, speech, step


def _shown(
    request: HttpRequest, held: Sitting, speech: Speech, step: PageStep, faults: tuple[Unread, ...] = ()
) -> HttpResponse:
    if step.context is not None:
        return list_page(request, held, speech, step)
    filled = said_in(request.POST) if request.method == "POST" else None
    previous = before(held.session, step)
    return page(
        request,
        "question.html",
        status=422 if faults else 200,
        round=held.round,
        others=also_here(request, held.round),
        shown=question_page(held, step, speech, filled, faults),
        back=reverse("question", args=[held.round.pk, previous.id]) if previous else "",
        later=f"{reverse('go_on', args=[held.round.pk])}?{urlencode({'after': step.id})}",
        checking=reverse("check", args=[held.round.pk]),
        say=speech.say,
    )


def _answered(request: HttpRequest, round: Round, step_id: str) -> HttpResponseBase:
    with editing(round, request.user) as edited:
        held, speech, step = _at(request, edited, step_id)
        if step.context is not None:
            raise Http404
        faults = moved(request, held, speech, step)
        change = None
        if not faults:
            faults, change = record(request, held, speech, step)
        if faults:
            held.store.changes.clear()
    if faults:
        # What was written into the session before a fault showed is not kept; the page is made from what is.
        held, speech, step = _at(request, sitting(round_for(request, round.pk)), step_id)
        return _shown(request, held, speech, step, faults)
    tell(request, held, speech, change)
    if "stay" in request.POST:
        return redirect("question", round.pk, step.id)
    return redirect(_next(held, step))


def _taken_back(request: HttpRequest, round: Round, step_id: str) -> HttpResponseBase:
    """Take the answers of a step back; its questions are open again."""
    with editing(round, request.user) as edited:
        held, speech, step = _at(request, edited, step_id)
        given = held.session.answers.given
        change = held.session.answer_together([(one, NOT_ASKED) for one in step.questions if one.id in given])
    tell(request, held, speech, change)
    return redirect("question", round.pk, step.id)


def record(
    request: HttpRequest, held: Sitting, speech: Speech, step: PageStep, by: str = ""
) -> tuple[tuple[Unread, ...], Change | None]:
    """Write down what was filled in; what is wrong with it, and what came of it. `by` is who says it."""
    session = held.session
    filled = filled_in(request, held, speech, step)
    faults, said = [*filled.faults], filled.said
    first = (asked_in(step, session) or step.questions)[0]
    try:
        said = _remark(request, held, speech, first, by or request.user.called) or said
    except Unread as unread:
        faults.append(unread)
    if not said and not faults and first.table is None:
        faults.append(Unread(_field_of(first), words(request, NOTHING)))
    return tuple(faults), session.answer_together(filled.given) if filled.given and not faults else None


def _remark(request: HttpRequest, held: Sitting, speech: Speech, question: Question, by: str) -> bool:
    """Write down the note and the flag of a page; whether there was a note."""
    session, data = held.session, request.POST
    if ("flag" in data) != (question.id in session.answers.flags):
        session.flag(question)
    note = short(data.get("note", ""), "note", speech)
    if not note:
        return False
    evidence = short(data.get("evidence", ""), "evidence", speech)
    visible: Visibility = "client" if data.get("visible_to") == "client" else "internal"
    today = date.today().isoformat()
    session.note(question, Note(note, visible, by=by, on=today, evidence=evidence or None))
    return True


def tell(request: HttpRequest, held: Sitting, speech: Speech, change: Change | None) -> None:
    """Say on the next page what was recorded, and what that changed besides."""
    session = held.session
    answered = [one for one in held.kept if "/answers/" in f"/{one.path}"]
    for entry in answered[:1] if len(answered) == 1 else ():
        asked = held.question_at(entry.path)
        answer = session.answers.of(asked.id) if asked is not None else NOT_ASKED
        if asked is not None:
            said = speech.recorded(asked, answer, session.answers.respondents)
            told = TAKEN_BACK if answer.state is AnswerState.NOT_ASKED else KEPT
            messages.success(request, words(request, told, answer=said), extra_tags=str(entry.number))
    if change is None:
        return
    for key, questions in (("dropped", change.dropped), ("restored", change.restored)):
        if questions:
            asked_words = "; ".join(speech.text(one.ask, session.answers) for one in questions)
            messages.warning(request, f"{speech.count(key, len(questions))} {asked_words}")
    for key, count in (("closed", change.closed), ("opened", change.opened)):
        if count:
            messages.info(request, speech.count(key, count))


def _next(held: Sitting, step: PageStep | None) -> str:
    upcoming = following(held, step)
    if upcoming is None:
        return reverse("check", args=[held.round.pk])
    return reverse("question", args=[held.round.pk, upcoming.id])


def _field_of(question: Question) -> str:
    return f"{question.id}-{question.options[0].id}" if question.options else question.id
