"""What a client sees by a link: the documents of one delivery, and nothing else of the house."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .access import open_to_all
from .client_link import opened
from .delivery_models import DeliveredReport
from .delivery_pages import document_response
from .link_tokens import TooManyMisses
from .refusals import closed_link
from .rendering import page

UNSEEN = "noindex, nofollow, noarchive"


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is given the delivery a token opens; what opens none is not there. No search engine keeps it."""

    @open_to_all
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, token: str, **given: str) -> HttpResponse:
        try:
            found = opened(request, token)
            response = view(request, token, found, **given) if found is not None else closed_link(request)
        except TooManyMisses:
            response = page(request, "client_pause.html", status=429)
        response["X-Robots-Tag"] = UNSEEN
        response["Referrer-Policy"] = "no-referrer"
        return response

    marked: Callable[..., HttpResponse] = answered
    return marked


@_by_link
def client(request: HttpRequest, token: str, found: DeliveredReport) -> HttpResponse:
    """The documents of a delivery."""
    documents = found.documents.exclude(content=None).defer("content").order_by("pk")
    return page(
        request,
        "client.html",
        token=token,
        brand=found.round.brand.name,
        date=found.round.date,
        several=len(found.languages) > 1,
        documents=documents,
        waiting=found.documents.filter(made_at=None).exists(),
    )


@_by_link
def client_document(request: HttpRequest, token: str, found: DeliveredReport, name: str) -> HttpResponse:
    """One document of it."""
    return document_response(found, name)
