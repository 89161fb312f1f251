"""What a browser is told a page may do: nothing but show this server's styles, fonts and forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
OF_SCRIPTS = f"{POLICY}; script-src 'self'; connect-src 'self'"
"""Of a page that has the script of a question or of passkeys: this server's own, and nothing written into the page."""
OF_DOCUMENTS = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox"
)
"""Of a report, which is one file with its styles, fonts and charts inside: no code, an origin of its own."""


F = TypeVar("F", bound=Callable[..., Any])


def with_scripts(view: F) -> F:
    """A view whose pages may run the scripts of this server."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", OF_SCRIPTS)
        return response

    return allowed  # type: ignore[return-value]


class ContentPolicy:
    """Middleware that gives every answer its policy; a view may have set one of its own."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its policy."""
        response = self.respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response
