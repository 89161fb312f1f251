"""The plan of a delivery: its actions with how far each is, one action with its history, the plan taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from advisor.interview.refusal import Refused
from advisor.interview.reply import read_date
from advisor.language import N_
from advisor.report import FormatUnavailable
from advisor.report.calendar_file import plan_ics
from advisor.report.spreadsheet import plan_xlsx

from .access import delivery_for
from .base import speech_in
from .delivery_models import ActionStep, DeliveredReport
from .delivery_pages import SENT_AS
from .document_making import NO_DATES
from .exchange_pages import stem
from .form_reply import TOO_LONG, Unread, short
from .kept_plan import STATES, FollowedAction, document_of, plan_of, step_of
from .rendering import page, words

LONGEST_OWNER = 200
NO_STATE = N_("Please say how far it is.")
NO_REASON = N_("Please say why it is dropped.")
MOVED = N_("{who} said something else of this on {when}, while the page was open. Yours is not kept yet: look at both.")
KEPT = N_("Recorded for “{title}”.")


@require_safe
def plan(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The actions, line by line; `?show=open` leaves out what is done or dropped."""
    found = delivery_for(request, delivery_id)
    spoken = _spoken(request, found)
    actions = plan_of(found)
    only_open = request.GET.get("show") == "open"
    shown = [one for one in actions if not (only_open and one.closed)]
    lines = [(line, tuple(several)) for line, several in groupby(shown, key=lambda one: one.told(spoken)["line"])]
    today = date.today().isoformat()
    return page(
        request,
        "plan.html",
        round=found.round,
        delivery=found,
        lines=lines,
        counts=[(words(request, word), n) for key, word in STATES.items() if (n := _count(actions, key))],
        overdue={one.action.pk for one in actions if one.overdue(today)},
        only_open=only_open,
        any=bool(actions),
        spoken=spoken,
        states={key: words(request, word) for key, word in STATES.items()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, delivery_id: int, action_id: int) -> HttpResponseBase:
    """One action: what to do, how far it is, who sees to it and by when; everything said of it so far."""
    found = delivery_for(request, delivery_id)
    kept = next((one for one in plan_of(found) if one.action.pk == action_id), None)
    if kept is None:
        raise Http404
    spoken = _spoken(request, found)
    filled = {"state": kept.now.state, "owner": kept.now.owner, "due": kept.now.due, "words": ""}
    faults: list[Unread] = []
    if request.method == "POST":
        filled = {key: request.POST.get(key, "").strip() for key in filled}
        said = _read(request, filled, faults)
        moved = _moved(request, kept.now)
        faults += [moved] if moved is not None else []
        if not faults:
            step_of(kept.action, request.user, said["state"], owner=said["owner"], due=said["due"], words=said["words"])
            messages.success(request, words(request, KEPT, title=kept.told(spoken)["title"]))
            return redirect("plan", found.pk)
    return page(
        request,
        "action.html",
        status=422 if faults else 200,
        round=found.round,
        delivery=found,
        kept=kept,
        told=kept.told(spoken),
        spoken=spoken,
        filled=filled,
        faults=faults,
        states={key: words(request, word) for key, word in STATES.items()},
    )


@require_safe
def plan_file(request: HttpRequest, delivery_id: int, language: str, format: str) -> HttpResponseBase:
    """The plan as it stands now, as a spreadsheet or a calendar."""
    found = delivery_for(request, delivery_id)
    if language not in found.languages or format not in ("xlsx", "ics"):
        raise Http404
    document = document_of(found, language)
    try:
        content = plan_xlsx(document) if format == "xlsx" else plan_ics(document)
    except FormatUnavailable:
        messages.warning(request, words(request, NO_DATES))
        return redirect("plan", found.pk)
    response = HttpResponse(content, content_type=SENT_AS[format])
    response["Content-Disposition"] = f'attachment; filename="{stem(found.round)}.plan.{language}.{format}"'
    return response


def _read(request: HttpRequest, filled: Mapping[str, str], faults: list[Unread]) -> dict[str, str]:
    """What was filled in; a date as YYYY-MM-DD."""
    speech = speech_in(request.language)
    said = {"state": filled["state"], "due": "", "owner": "", "words": ""}
    if filled["state"] not in STATES:
        faults.append(Unread("state", words(request, NO_STATE)))
    for key in ("owner", "words"):
        try:
            said[key] = short(filled[key], key, speech)
        except Unread as unread:
            faults.append(unread)
    if len(said["owner"]) > LONGEST_OWNER:
        faults.append(Unread("owner", words(request, TOO_LONG, most=LONGEST_OWNER)))
    try:
        said["due"] = read_date(filled["due"], speech.interface) if filled["due"] else ""
    except Refused as refused:
        faults.append(Unread("due", speech.say(refused.key, **refused.values)))
    if filled["state"] == "dropped" and not said["words"]:
        faults.append(Unread("words", words(request, NO_REASON)))
    return said


def _moved(request: HttpRequest, last: ActionStep) -> Unread | None:
    """What somebody else said of an action since the page was made."""
    if request.POST.get("seen") == str(last.pk) or last.author_id == request.user.pk:
        return None
    when = f"{speech_in(request.language).day(last.at.date().isoformat())}, {last.at:%H:%M} UTC"
    return Unread("state", words(request, MOVED, who=last.author_name, when=when))


def _count(actions: tuple[FollowedAction, ...], state: str) -> int:
    return sum(one.now.state == state for one in actions)


def _spoken(request: HttpRequest, found: DeliveredReport) -> str:
    """The language of the plan's words: that of whoever reads, where the delivery has it, else its first."""
    return request.language if request.language in found.languages else str(found.languages[0])
