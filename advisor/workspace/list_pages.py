"""The list of a context in the browser: spaces are added, renamed and taken away, and what is asked first of each is
answered beside their names, until the list is complete.

Every button keeps all that is filled in on the page, a new name too.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisor.answers import Answer
from advisor.answers.answer import InstanceList
from advisor.answers.listed import fresh_id
from advisor.interview import Speech
from advisor.interview.terminal_text import folded
from advisor.knowledge.model import Context, Question
from advisor.language import N_

from .access import round_for
from .base import speech_in
from .filled_step import filled_in, moved
from .form_reply import Unread, said_in, short
from .models import Round
from .question_page import question_page
from .rendering import page, words
from .round_session import Sitting, editing, sitting
from .steps import LIST, PageStep, before, columns_of_list, following, step_called
from .stored_answers import standing

NO_NAME = N_("Please write a name.")
HAS_ANSWERS = N_("{name} was taken off the list, with what was said of it. The log keeps it, and can bring it back.")


def list_page(
    request: HttpRequest, held: Sitting, speech: Speech, step: PageStep, faults: Sequence[Unread] = ()
) -> HttpResponse:
    """The page of a list; with `faults` it shows what was filled in, else what is recorded."""
    context = step.context
    assert context is not None
    previous = before(held.session, step)
    filled = said_in(request.POST) if faults else None
    return page(
        request,
        "list.html",
        status=422 if faults else 200,
        round=held.round,
        context=context,
        ask=speech.text(context.ask, held.session.answers),
        help=speech.text(context.help, held.session.answers),
        listed=_listed(held, context),
        columns=[question_page(held, one, speech, filled, faults) for one in columns_of_list(held.session, context)],
        faults=faults,
        wrong={one.field: one.why for one in faults},
        typed=request.POST if faults else {},
        back=reverse("question", args=[held.round.pk, previous.id]) if previous else "",
        say=speech.say,
    )


@require_POST
def save(request: HttpRequest, round_id: int, key: str) -> HttpResponseBase:
    """Keep the page, a new name with it, and show it again."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        faults = _kept(request, held, key) or _nothing_new(request, held)
    return _again(request, round, key, faults) if faults else redirect("question", round.pk, LIST + key)


@require_POST
def remove(request: HttpRequest, round_id: int, key: str, id: str) -> HttpResponseBase:
    """Keep the page, and take one off the list, with what was said of it; the log keeps it."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        context = _context(held, key)
        name = _there(held, context, id)
        faults = _kept(request, held, key, without=id)
        lost = standing(held.store.document, (key, "list", id, "answers")) or {}
        if not faults:
            held.put((key, "list", id), None)
    if faults:
        return _again(request, round, key, faults)
    if lost:
        messages.warning(request, words(request, HAS_ANSWERS, name=name))
    return redirect("question", round.pk, LIST + key)


@require_POST
def close(request: HttpRequest, round_id: int, key: str) -> HttpResponseBase:
    """Keep the page, say whether the list names all there are, and go on; of a new name there is more to say first."""
    round = round_for(request, round_id)
    with editing(round, request.user) as held:
        faults = _kept(request, held, key)
        if not faults and "complete" in request.POST:
            held.store.complete(key)
        elif not faults:
            held.store.leave_open(key)
        held.session.refresh()
    if faults:
        return _again(request, round, key, faults)
    if request.POST.get("name", "").strip():
        return redirect("question", round.pk, LIST + key)
    upcoming = following(held, step_called(held.session, LIST + key))
    return redirect("question", round.pk, upcoming.id) if upcoming else redirect("check", round.pk)


def _kept(request: HttpRequest, held: Sitting, key: str, without: str = "") -> list[Unread]:
    """Write down all that is filled in on the page, or nothing of it, and what is wrong. `without` is not looked at."""
    context, speech = _context(held, key), speech_in(request.language)
    speech.over(held.session.kb)
    listed = [one for one in _listed(held, context).instances if one.id != without]
    faults: list[Unread] = []
    given: list[tuple[Question, Answer]] = []
    for column in columns_of_list(held.session, context):
        faults += moved(request, held, speech, column)
        filled = filled_in(request, held, speech, column)
        faults += filled.faults
        given += filled.given
    names = {one.id: one.name for one in listed}
    for one in listed:
        if (renamed := _name(request, held, f"name-{one.id}", names, speech, faults)) is not None:
            names[one.id] = renamed
    added = _name(request, held, "name", names, speech, faults) if request.POST.get("name", "").strip() else None
    if added is not None and len(listed) >= context.at_most:
        faults.append(Unread("name", speech.say("form.full", n=context.at_most)))
    if faults:
        return faults
    for one in listed:
        if names[one.id] != one.name:
            held.put((key, "list", one.id, "name"), names[one.id])
    if given:
        held.session.answer_together(given)
    if added is not None:
        held.session.list_instance(context, fresh_id(added, _ids_ever(held, context)), added)
    return []


def _nothing_new(request: HttpRequest, held: Sitting) -> list[Unread]:
    """What is wrong where the page was to be kept, and nothing on it is new."""
    return [] if held.store.changes or held.kept else [Unread("name", words(request, NO_NAME))]


def _name(
    request: HttpRequest, held: Sitting, field: str, names: dict[str, str], speech: Speech, faults: list[Unread]
) -> str | None:
    """The name typed in a field; None where the field is not there, or something is wrong with it."""
    if field not in request.POST:
        return None
    try:
        name = short(request.POST[field], field, speech)
    except Unread as unread:
        faults.append(unread)
        return None
    others = [other for id, other in names.items() if field != f"name-{id}"]
    if not name:
        faults.append(Unread(field, words(request, NO_NAME)))
    elif folded(name) in map(folded, others):
        faults.append(Unread(field, speech.say("form.taken", name=name)))
    else:
        return name
    return None


def _context(held: Sitting, key: str) -> Context:
    context = next((one for one in held.session.declared.contexts.values() if one.key == key), None)
    if context is None:
        raise Http404
    return context


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


def _again(request: HttpRequest, round: Round, key: str, faults: Sequence[Unread]) -> HttpResponse:
    held = sitting(round_for(request, round.pk))
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    step = step_called(held.session, LIST + key)
    assert step is not None
    return list_page(request, held, speech, step, faults)
