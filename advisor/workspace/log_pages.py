"""The log of a round: who said what, when, in place of what; and taking one change back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from advisor.answers.qualified import answer_typed
from advisor.answers.review_record import APPROVAL
from advisor.interview import Speech
from advisor.knowledge.problem import InputError
from advisor.language import N_

from .access import round_for
from .base import speech_in
from .models import LogEntry
from .rendering import page, words
from .round_review import about as about_review
from .round_review import told as review_told
from .round_session import SIGNED, Sitting, editing, sitting
from .stored_answers import standing

A_PAGE = 50
STATUS = "review/status"
BESIDES = tuple(f"review/{key}" for key in APPROVAL)
"""Places of what goes with an approval: its status alone is told."""
UNDONE = N_("Taken back.")
OVERTAKEN = N_("This was changed again since, and is left as it is. The log shows by whom.")
NOT_ALONE = N_("This cannot be taken back by itself: other answers rest on it.")


@dataclass(frozen=True)
class LoggedChange:
    """One entry in words: what it is about, what stood there and what does since. `can_undo` unless it is overtaken."""

    entry: LogEntry
    about: str
    before: str
    after: str
    can_undo: bool


@require_safe
def log(request: HttpRequest, round_id: int) -> HttpResponse:
    """The log, the newest first."""
    held = sitting(round_for(request, round_id))
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    entries = Paginator(held.round.log.select_related("undoes").exclude(path__in=BESIDES).order_by("-number"), A_PAGE)
    shown = entries.get_page(request.GET.get("page"))
    logged = [_logged(entry, held, speech, request) for entry in shown]
    return page(request, "log.html", round=held.round, logged=logged, shown=shown)


@require_POST
def undo(request: HttpRequest, round_id: int, number: int) -> HttpResponseBase:
    """Take one change back, if what it left still stands: as an entry more."""
    round = round_for(request, round_id)
    entry = round.log.filter(number=number).exclude(path="").first()
    if entry is None or _is_approval(entry):
        raise Http404
    place = tuple(entry.path.split("/"))
    try:
        with editing(round, request.user, undoes=entry) as held:
            overtaken = standing(held.store.document, place) != entry.after
            if not overtaken:
                held.put(place, entry.before)
                held.session.refresh()
    except InputError:
        messages.warning(request, words(request, NOT_ALONE))
        return redirect("log", round.pk)
    if overtaken:
        messages.warning(request, words(request, OVERTAKEN))
        return redirect("log", round.pk)
    messages.success(request, words(request, UNDONE))
    if entry.path.startswith("review/"):
        return redirect("review", round.pk)
    asked = held.question_at(entry.path)
    return redirect("question", round.pk, asked.id) if asked is not None else redirect("log", round.pk)


def _logged(entry: LogEntry, held: Sitting, speech: Speech, request: HttpRequest) -> LoggedChange:
    asked = held.question_at(entry.path)
    group = _group(entry.path)
    named = about_review(entry.path, held, speech) if group == "review" else ""
    if named:
        about = f"{words(request, KINDS[group])} · {named}"
    elif asked is not None:
        about = speech.text(asked.ask, held.session.answers)
        name = held.session.name_of(entry.path.split("/")[2]) if "/list/" in entry.path else None
        about = f"{about} · {name}" if name else about
    else:
        about = words(request, KINDS.get(group, KINDS["other"]))
    before, after = (
        words(request, STATES[value])
        if group == "approval" and value in STATES
        else _said(value, group, asked, held, speech)
        for value in (entry.before, entry.after)
    )
    can_undo = (
        bool(entry.path)
        and not _is_approval(entry)
        and standing(held.store.document, tuple(entry.path.split("/"))) == entry.after
    )
    return LoggedChange(entry, about, before, after, can_undo)


KINDS = {
    "": N_("The answers file as it came, or the first page of a new one"),
    "list": N_("The list"),
    "respondents": N_("Who was asked"),
    "flags": N_("Flagged questions"),
    "review": N_("The editing of the report"),
    "approval": N_("The approval of the report"),
    "other": N_("The head of the file"),
}


STATES = {"approved": N_("Approved"), "draft": N_("A draft again")}
"""What the approval of a report comes to; who gave it stands in the entry."""


def _is_approval(entry: LogEntry) -> bool:
    """Whether an entry is about an approval, which is given and taken on the page of the review alone."""
    return entry.path in {f"review/{key}" for key in SIGNED}


def _group(path: str) -> str:
    steps = path.split("/")
    if steps[0] == "review":
        return "approval" if path == STATUS else "review"
    for group in ("answers", "notes", "flags", "respondents"):
        if group in (steps[0], *steps[3:4]):
            return group
    return "list" if len(steps) > 1 else ("" if not path else "other")


def _said(value: Any, group: str, asked: Any, held: Sitting, speech: Speech) -> str:
    """A value in words."""
    if value is None:
        return ""
    if group == "answers" and asked is not None:
        try:
            return speech.recorded(asked, answer_typed(asked, value), held.session.answers.respondents)
        except (KeyError, ValueError, TypeError, AttributeError):
            return str(value)  # written under an earlier knowledge base
    if group == "notes":
        return " / ".join(str(one.get("text", "")) for one in (value if isinstance(value, list) else [value]))
    if group == "review":
        return review_told(value, speech)
    if isinstance(value, dict):
        return str(value.get("name") or "")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value if not isinstance(one, dict))
    return str(value)
