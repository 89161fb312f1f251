"""The list of a context in the browser: spaces are added, renamed and taken away, until the list is complete."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisor.answers.answer import InstanceList
from advisor.answers.listed import fresh_id
from advisor.interview import Speech
from advisor.interview.terminal_text import folded
from advisor.knowledge.model import Context
from advisor.language import N_

from .access import round_for
from .base import speech_in
from .form_reply import Unread, short
from .models import Round
from .rendering import page, words
from .round_session import Sitting, editing, sitting
from .steps import LIST, PageStep, before, following, step_called
from .stored_answers import standing

NO_NAME = N_("Please write a name.")
HAS_ANSWERS = N_("{name} was taken off the list, with what was said of it. The log keeps it, and can bring it back.")


def list_page(
    request: HttpRequest, held: Sitting, speech: Speech, step: PageStep, fault: Unread | None = None
) -> HttpResponse:
    """The page of a list; `fault` says what is wrong with a name."""
    context = step.context
    assert context is not None
    previous = before(held.session, step)
    return page(
        request,
        "list.html",
        status=422 if fault else 200,
        round=held.round,
        context=context,
        ask=speech.text(context.ask, held.session.answers),
        help=speech.text(context.help, held.session.answers),
        listed=_listed(held, context),
        fault=fault,
        typed=request.POST.get("name", "") if fault else "",
        back=reverse("question", args=[held.round.pk, previous.id]) if previous else "",
        say=speech.say,
    )


@require_POST
def add(request: HttpRequest, round_id: int, key: str) -> HttpResponseBase:
    """Add one to a list."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        context, speech = _context(request, held, key)
        fault, name = _name(request, held, context, speech)
        if fault is None:
            id = fresh_id(name, _ids_ever(held, context))
            held.session.list_instance(context, id, name)
    if fault is not None:
        return _again(request, round, key, speech, fault)
    return redirect("question", round.pk, LIST + key)


@require_POST
def rename(request: HttpRequest, round_id: int, key: str, id: str) -> HttpResponseBase:
    """Give one of a list another name; its id stays."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        context, speech = _context(request, held, key)
        _there(held, context, id)
        fault, name = _name(request, held, context, speech, besides=id)
        if fault is None:
            held.put((key, "list", id, "name"), name)
    if fault is not None:
        return _again(request, round, key, speech, fault)
    return redirect("question", round.pk, LIST + key)


@require_POST
def remove(request: HttpRequest, round_id: int, key: str, id: str) -> HttpResponseBase:
    """Take one off a list, with what was said of it; the log keeps it."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        context, _ = _context(request, held, key)
        name = _there(held, context, id)
        lost = standing(held.store.document, (key, "list", id, "answers")) or {}
        held.put((key, "list", id), None)
    if lost:
        messages.warning(request, words(request, HAS_ANSWERS, name=name))
    return redirect("question", round.pk, LIST + key)


@require_POST
def close(request: HttpRequest, round_id: int, key: str) -> HttpResponseBase:
    """Say whether a list names all there are, and go on."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        _context(request, held, key)
        if "complete" in request.POST:
            held.store.complete(key)
        else:
            held.store.leave_open(key)
        held.session.refresh()
    upcoming = following(held, step_called(held.session, LIST + key))
    return redirect("question", round.pk, upcoming.id) if upcoming else redirect("check", round.pk)


def _context(request: HttpRequest, held: Sitting, key: str) -> tuple[Context, Speech]:
    context = next((one for one in held.session.declared.contexts.values() if one.key == key), None)
    if context is None:
        raise Http404
    return context, speech_in(request.language)


def _listed(held: Sitting, context: Context) -> InstanceList:
    return held.session.answers.instances.get(context.id, InstanceList())


def _there(held: Sitting, context: Context, id: str) -> str:
    """The name of one that is on the list; Http404 for any other."""
    name = next((one.name for one in _listed(held, context).instances if one.id == id), None)
    if name is None:
        raise Http404
    return name


def _ids_ever(held: Sitting, context: Context) -> set[str]:
    """The ids of a list that were ever used: one that was taken off may come back by undoing."""
    before = f"{context.key}/list/"
    paths = held.round.log.filter(path__startswith=before).values_list("path", flat=True)
    return {one.id for one in _listed(held, context).instances} | {path[len(before) :].split("/")[0] for path in paths}


def _name(
    request: HttpRequest, held: Sitting, context: Context, speech: Speech, besides: str = ""
) -> tuple[Unread | None, str]:
    """The name that was typed, and what is wrong with it. `besides` is the id of the one that is renamed."""
    field = f"name-{besides}" if besides else "name"
    try:
        name = short(request.POST.get("name", ""), field, speech)
    except Unread as unread:
        return unread, ""
    others = [one.name for one in _listed(held, context).instances if one.id != besides]
    if not name:
        return Unread(field, words(request, NO_NAME)), name
    if folded(name) in map(folded, others):
        return Unread(field, speech.say("form.taken", name=name)), name
    if not besides and len(others) >= context.at_most:
        return Unread(field, speech.say("form.full", n=context.at_most)), name
    return None, name


def _again(request: HttpRequest, round: Round, key: str, speech: Speech, fault: Unread) -> HttpResponse:
    held = sitting(round_for(request, round.pk))
    step = step_called(held.session, LIST + key)
    assert step is not None
    return list_page(request, held, speech, step, fault)
