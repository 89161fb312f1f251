"""Delivery: an approved report handed over, its documents, what changed since the former one, links for the client."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.knowledge.problem import InputError
from advisor.language import N_, offered
from advisor.report.html import render_comparison_html

from .access import delivery_for, round_for
from .approval import approval_of
from .base import knowledge_base
from .client_link import DAYS, new_link, revoke
from .deliveries import NotApproved, compared, deliver, former_of
from .delivery_models import DeliveredDocument, DeliveredReport
from .document_making import waiting
from .document_work import begin_making
from .form_reply import Unread
from .protection import OF_DOCUMENTS
from .rendering import page, words
from .report_pages import TYPES, spoken_language, unavailable
from .review_pages import NOT_MADE
from .round_advice import assessed

SENT_AS = {
    **TYPES,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
"""What a document is, by its extension."""
MOMENT = "3"
"""Seconds until a page is loaded again that waits for documents."""
NO_LANGUAGE = N_("Please choose a language.")
NO_TIME = N_("Please choose how long the link is good for.")
CHANGED = N_("The report was changed since it was approved. Have it approved again first.")
REVOKED = N_("The link opens nothing any more.")


@require_http_methods(["GET", "HEAD", "POST"])
def new_delivery(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Hand over a round's report in one or more languages, once it is approved."""
    round = round_for(request, round_id)
    known = offered(knowledge_base().languages)
    chosen = [spoken_language(request, round)]
    faults: list[Unread] = []
    try:
        approval = approval_of(round, assessed(round))
    except NOT_MADE as error:
        return unavailable(request, round, error)
    if request.method == "POST":
        chosen = [one for one in known if one in request.POST.getlist("language")]
        try:
            if chosen:
                made = deliver(round, request.user, chosen)
                begin_making(made)
                return redirect("delivery", made.pk)
            faults = [Unread("language", words(request, NO_LANGUAGE))]
        except NotApproved:
            faults = [Unread("language", words(request, CHANGED))]
    return page(
        request, "new_delivery.html", status=422 if faults else 200, round=round, approval=approval, offered=known,
        chosen=chosen, faults=faults,
    )  # fmt: skip


@require_safe
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One delivery: its documents, the former one, its links; loads itself again while documents are being made."""
    return _shown(request, delivery_for(request, delivery_id))


def _shown(
    request: HttpRequest, found: DeliveredReport, token: str = "", faults: tuple[Unread, ...] = ()
) -> HttpResponse:  # fmt: skip
    begin_making(found)
    still = waiting(found).count()
    response = page(
        request,
        "delivery.html",
        status=422 if faults else 200,
        round=found.round,
        delivery=found,
        documents=found.documents.defer("content").order_by("pk"),
        waiting=still,
        former=former_of(found),
        spoken=found.languages[0],
        links=found.links.order_by("-pk"),
        days=DAYS,
        address=request.build_absolute_uri(reverse("client", args=[token])) if token else "",
        faults=faults,
    )
    if still and request.method == "GET":
        response["Refresh"] = MOMENT
    return response


@require_safe
def delivered(request: HttpRequest, delivery_id: int, name: str) -> HttpResponse:
    """One document of a delivery, to the byte as it was delivered."""
    return document_response(delivery_for(request, delivery_id), name)


def document_response(found: DeliveredReport, name: str) -> HttpResponse:
    """A document of a delivery as it goes to a browser. Http404 if there is none of that name, or not yet."""
    document: DeliveredDocument | None = found.documents.filter(name=name).exclude(content=None).first()
    if document is None or document.content is None:
        raise Http404
    response = HttpResponse(bytes(document.content), content_type=SENT_AS[document.format])
    response["Content-Security-Policy"] = OF_DOCUMENTS
    if document.format != "html":
        response["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return response


@require_safe
def since_former(request: HttpRequest, delivery_id: int, language: str) -> HttpResponse:
    """What changed since the delivery before, as `advisor compare` tells it."""
    after = delivery_for(request, delivery_id)
    before = former_of(after)
    if before is None or language not in offered(knowledge_base().languages):
        raise Http404
    try:
        content = render_comparison_html(compared(before, after, language))
    except (*NOT_MADE, InputError) as error:
        return unavailable(request, after.round, error)
    response = HttpResponse(content)
    response["Content-Security-Policy"] = OF_DOCUMENTS
    return response


@require_POST
def make_link(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Make a link for the client. It is shown on this page and never again."""
    found = delivery_for(request, delivery_id)
    days = request.POST.get("days", "")
    if days not in map(str, DAYS):
        return _shown(request, found, faults=(Unread("days", words(request, NO_TIME)),))
    return _shown(request, found, new_link(found, request.user, int(days)))


@require_POST
def revoke_link(request: HttpRequest, delivery_id: int, link_id: int) -> HttpResponseBase:
    """Let a link open nothing any more."""
    found = delivery_for(request, delivery_id)
    link = found.links.filter(pk=link_id).first()
    if link is None:
        raise Http404
    revoke(link)
    messages.success(request, words(request, REVOKED))
    return redirect("delivery", found.pk)
