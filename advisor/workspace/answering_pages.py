"""What somebody invited sees by their link: their questions one by one, their own answers, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from advisor.answers import NOT_ASKED, AnswerState
from advisor.interview import Speech
from advisor.knowledge.ground_id import instance_of

from .access import open_to_all
from .base import speech_in
from .client_pages import UNSEEN
from .form_reply import Unread, said_in
from .interview_pages import record, tell
from .invitation_models import Invitation
from .invitations import invited
from .language_choice import KEY
from .link_tokens import TooManyMisses
from .question_page import question_page
from .refusals import closed_link
from .rendering import page
from .respondent_steps import OwnSteps
from .round_session import Sitting, editing, sitting
from .steps import PageStep, asked_in


@dataclass(frozen=True)
class OwnSection:
    """The questions of a section, of one space where it has any, in the interview's order."""

    title: str
    answers: tuple[OwnAnswer, ...]


@dataclass(frozen=True)
class OwnAnswer:
    """A question with the answer in words, or empty: `step` is its page, `above` what its table asks."""

    step: str
    above: str
    ask: str
    answer: str
    notes: tuple[str, ...]


def own_answers(own: OwnSteps, speech: Speech) -> list[OwnSection]:
    """Every question of an invitation that concerns the brand, with its answer, in the interview's order."""
    session = own.session
    speech.over(session.kb)
    answers = session.answers
    found: dict[str, list[OwnAnswer]] = {}
    for step in own.shown():
        section = speech.text(step.section.title, answers)
        for one in asked_in(step, session):
            title = (section, session.name_of(instance_of(one.id)) or "")
            listed = found.setdefault(" · ".join(filter(None, title)), [])
            given = answers.of(one.id)
            said = "" if given.state is AnswerState.NOT_ASKED else speech.recorded(one, given, answers.respondents)
            notes = tuple(speech.noted(note) for note in answers.notes.get(one.id, ()))
            above = speech.above(one, answers)
            listed.append(OwnAnswer(step.id, above, speech.text(one.ask, answers), said, notes))
    return [OwnSection(title, tuple(listed)) for title, listed in found.items()]


def _by_invitation(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view given the invitation a token opens, in its language unless another was chosen; else nothing is there."""

    @open_to_all
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answered(request: HttpRequest, invitation: str, **given: str) -> HttpResponseBase:
        try:
            found = invited(request, invitation)
            if found is None:
                response: HttpResponseBase = closed_link(request)
            else:
                request.language = request.session.get(KEY) or found.language
                with translation.override(request.language):
                    response = view(request, invitation, found, **given)
        except TooManyMisses:
            response = page(request, "client_pause.html", status=429)
        response["X-Robots-Tag"] = UNSEEN
        return response

    marked: Callable[..., HttpResponseBase] = answered
    return marked


@_by_invitation
def answering(request: HttpRequest, token: str, found: Invitation) -> HttpResponseBase:
    """What this is about, and the way to the next question; after the last, thanks."""
    own = OwnSteps(sitting(found.account).session, found)
    upcoming = own.after("")
    return page(
        request,
        "answering.html",
        invitation=found,
        token=token,
        brand=found.round.brand.name,
        begins=upcoming.id if upcoming is not None else "",
        came=own.progress(),
    )


@_by_invitation
def answering_question(request: HttpRequest, token: str, found: Invitation, step_id: str) -> HttpResponseBase:
    """One question or table of theirs: shown, or answered."""
    if request.method == "POST":
        return _answered(request, token, found, step_id)
    return _shown(request, token, found, step_id)


@_by_invitation
def answering_check(request: HttpRequest, token: str, found: Invitation) -> HttpResponseBase:
    """Check your answers; or say that they are finished."""
    if request.method == "POST":
        Invitation.objects.filter(pk=found.pk).update(finished_at=timezone.now())
        return redirect("answering", token)
    speech = speech_in(request.language)
    own = OwnSteps(sitting(found.account).session, found)
    sections = own_answers(own, speech)
    return page(request, "answering_check.html", token=token, sections=sections, came=own.progress(), say=speech.say)


def _at(found: Invitation, held: Sitting, step_id: str, speech: Speech) -> tuple[OwnSteps, PageStep]:
    speech.over(held.session.kb)
    own = OwnSteps(held.session, found)
    step = own.called(step_id)
    if step is None:
        raise Http404
    return own, step


def _answered(request: HttpRequest, token: str, found: Invitation, step_id: str) -> HttpResponseBase:
    speech = speech_in(request.language)
    with editing(found.account, found) as held:
        own, step = _at(found, held, step_id, speech)
        change = None
        faults: tuple[Unread, ...] = ()
        if "clear" in request.POST:
            given = held.session.answers.given
            change = held.session.answer_together([(one, NOT_ASKED) for one in step.questions if one.id in given])
        else:
            faults, change = record(request, held, speech, step, found.name)
        if faults:
            held.store.changes.clear()
    if faults:
        return _shown(request, token, found, step_id, faults)
    tell(request, held, speech, change)
    if "clear" in request.POST:
        return redirect("answering_question", token, step_id)
    upcoming = own.after(step_id)
    return redirect("answering_question", token, upcoming.id) if upcoming else redirect("answering_check", token)


def _shown(
    request: HttpRequest, token: str, found: Invitation, step_id: str, faults: tuple[Unread, ...] = ()
) -> HttpResponse:  # fmt: skip
    found.account.refresh_from_db()
    speech, held = speech_in(request.language), sitting(found.account)
    own, step = _at(found, held, step_id, speech)
    came, previous, upcoming = own.progress(), own.before(step_id), own.after(step_id)
    filled = said_in(request.POST) if request.method == "POST" else None
    asked = question_page(held, step, speech, filled, faults)
    checking = reverse("answering_check", args=[token])
    return page(
        request,
        "answering_question.html",
        status=422 if faults else 200,
        token=token,
        shown=replace(asked, done=came.done, relevant=came.relevant),
        back=reverse("answering_question", args=[token, previous.id]) if previous else "",
        later=reverse("answering_question", args=[token, upcoming.id]) if upcoming else checking,
        checking=checking,
        say=speech.say,
    )
