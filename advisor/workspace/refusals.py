"""What a page says that cannot be shown: not there, not sent from here, gone wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from .access import open_to_all
from .language_choice import language_of
from .rendering import page


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is there, or nothing for whoever asks."""
    return _refusal(request, "not_found", 404)


@open_to_all
def closed_link(request: HttpRequest) -> HttpResponse:
    """A link for somebody without an account opens nothing, or nothing any more: which, is not told."""
    return _refusal(request, "closed_link", 404)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of this server."""
    return _refusal(request, "not_from_here", 403)


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read, or is too much."""
    return _refusal(request, "unreadable", 400)


@open_to_all
def too_many(request: HttpRequest) -> HttpResponse:
    """Tried too often in a short time."""
    return _refusal(request, "too_many", 429)


@open_to_all
def gone_wrong(request: HttpRequest) -> HttpResponse:
    """The program failed; what was kept is kept."""
    return _refusal(request, "gone_wrong", 500)


def _refusal(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    if not hasattr(request, "language"):
        request.language = language_of(request) if hasattr(request, "session") else "en"
    if not hasattr(request, "user"):
        request.user = None
    return page(request, "refusal.html", status=status, reason=reason)
