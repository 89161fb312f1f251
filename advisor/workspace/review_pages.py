"""The review of a report: its findings, what is decided of each, how it begins, its approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.advice.wording import WordingError
from advisor.inference import InferenceError
from advisor.interview.reply import read_words
from advisor.knowledge.sheet.review_faults import MOST_CHOSEN
from advisor.language import N_, offered
from advisor.report import ReportError

from .access import round_for
from .approval import approval_of, approve, ask_for_approval, may_approve, send_back
from .base import knowledge_base, speech_in
from .form_reply import Unread, short
from .models import Round
from .rendering import page, words
from .report_pages import spoken_language, unavailable
from .round_review import RoundReview, set_review
from .round_session import Sitting, editing

NOT_MADE = (InferenceError, ReportError, WordingError)
BEGINNING_KEPT = N_("The beginning of the report is recorded.")
ONE_EACH = N_("Please choose different findings.")
NOT_THERE = N_("Please choose from the list.")
ASKED = N_("Approval has been asked for.")
SENT_BACK = N_("The report has been sent back.")
APPROVED = N_("The report is approved. Any later change makes it a draft again.")
NO_WORDS = N_("Please say what is to be done before it can be approved.")


@require_safe
def review(request: HttpRequest, round_id: int) -> HttpResponse:
    """The findings in their order, what was decided of them, the approval, and the report beside them."""
    return shown(request, round_for(request, round_id))


def shown(request: HttpRequest, round: Round, faults: tuple[Unread, ...] = ()) -> HttpResponse:
    """The page of a review, with what is wrong in the form of its approval."""
    try:
        reviewed = RoundReview(round, spoken_language(request, round))
        values = {"findings": reviewed.findings, "besides": reviewed.besides, "way": reviewed.report.way}
    except NOT_MADE as error:
        return unavailable(request, round, error)
    return page(
        request,
        "review.html",
        status=422 if faults else 200,
        round=round,
        reviewed=reviewed,
        spoken=reviewed.language,
        offered=offered(knowledge_base().languages),
        approval=approval_of(round, reviewed.assessment),
        may_approve=may_approve(request.user),
        again=[reviewed.under.title(id) for id in reviewed.under.to_decide_again()],
        absent=[(id, reviewed.under.title(id)) for id in reviewed.under.absent()],
        first=[reviewed.under.title(id) for id in reviewed.first],
        faults=faults,
        typed=request.POST.get("words", ""),
        say=speech_in(request.language).say,
        **values,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def beginning(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """The opening words of a report, and the findings to put first."""
    round = round_for(request, round_id)
    try:
        reviewed = RoundReview(round, spoken_language(request, round))
        choices = reviewed.can_come_first()
    except NOT_MADE as error:
        return unavailable(request, round, error)
    filled: dict[str, Any] = {"opening": reviewed.under.review.opening or "", "first": list(reviewed.first)}
    faults: list[Unread] = []
    if request.method == "POST":
        filled = {"opening": request.POST.get("opening", ""), "first": request.POST.getlist("first")[:MOST_CHOSEN]}
        opening, chosen = _beginning(request, filled, dict(choices), reviewed, faults)
        if not faults:
            with editing(round, request.user) as held:
                set_review(held, "opening", opening or None)
                set_review(held, "order", chosen or None)
            told_of(request, held, words(request, BEGINNING_KEPT))
            return redirect("review", round.pk)
    return page(
        request,
        "beginning.html",
        status=422 if faults else 200,
        round=round,
        choices=choices,
        filled=filled,
        most=MOST_CHOSEN,
        faults=faults,
        spoken=reviewed.language,
    )


def _beginning(
    request: HttpRequest, filled: dict[str, Any], known: dict[str, str], reviewed: RoundReview, faults: list[Unread]
) -> tuple[str, list[str]]:
    """The opening words, paragraphs apart, and the ids chosen."""
    speech = speech_in(request.language)
    opening = ""
    try:
        short(filled["opening"], "opening", speech)
        parts = filled["opening"].replace("\r\n", "\n").split("\n\n")
        opening = "\n\n".join(read_words(part) for part in parts if part.strip())
    except Unread as unread:
        faults.append(unread)
    chosen = [one for one in filled["first"] if one]
    if len(set(chosen)) < len(chosen):
        faults.append(Unread("first-1", words(request, ONE_EACH)))
    elif any(one not in known and one not in reviewed.first for one in chosen):
        faults.append(Unread("first-1", words(request, NOT_THERE)))
    return opening, chosen


@require_POST
def approval(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Ask for approval, send a report back with words, or approve it; the last two for whoever may approve."""
    round = round_for(request, round_id)
    does = request.POST.get("does", "")
    if does not in ("ask", "send_back", "approve") or (does != "ask" and not may_approve(request.user)):
        raise Http404
    try:
        said = short(request.POST.get("words", ""), "words", speech_in(request.language))
    except Unread as unread:
        return shown(request, round, (unread,))
    if does == "ask":
        ask_for_approval(round, request.user, said)
        messages.success(request, words(request, ASKED))
    elif does == "send_back" and not said:
        return shown(request, round, (Unread("words", words(request, NO_WORDS)),))
    elif does == "send_back":
        send_back(round, request.user, said)
        messages.success(request, words(request, SENT_BACK))
    else:
        return _approved(request, round)
    return redirect("review", round.pk)


def _approved(request: HttpRequest, round: Round) -> HttpResponseBase:
    speech = speech_in(request.language)
    try:
        reviewed = RoundReview(round, spoken_language(request, round))
    except NOT_MADE as error:
        return unavailable(request, round, error)
    again = [speech.say("edited.quoted", words=reviewed.under.title(id)) for id in reviewed.under.to_decide_again()]
    if again:
        refused = speech.say("edited.refused.again", titles=speech.listing(again))
        return shown(request, round, (Unread("words", refused),))
    approve(round, request.user, reviewed.assessment)
    messages.success(request, words(request, APPROVED))
    return redirect("review", round.pk)


def told_of(request: HttpRequest, held: Sitting, said: str) -> None:
    """Say on the next page what was recorded, with a way to undo it where it was one change."""
    decided = [one for one in held.kept if one.path.startswith("review/") and one.path.split("/")[1] in UNDOABLE]
    number = str(decided[0].number) if len(decided) == 1 else ""
    messages.success(request, said, extra_tags=number)


UNDOABLE = ("advice", "own", "opening", "order")
"""Keys of a review that can be taken back one by one; its approval is none of them."""
