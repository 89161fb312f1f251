"""The language of the pages: chosen at the foot of a page, else the one the browser prefers of those there are."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from advisor.language import SOURCE_LANGUAGE, languages

KEY = "language"


class LanguageChoice:
    """Middleware that makes the language that of `request.language`; `?language=…` chooses it for the session."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer in the language chosen."""
        asked = request.GET.get(KEY)
        if asked in languages():
            request.session[KEY] = asked
        request.language = asked if asked in languages() else language_of(request)
        with translation.override(request.language):
            return self.respond(request)


def language_of(request: HttpRequest) -> str:
    """The language of a session, else the first the browser asks for that the interface speaks, else English."""
    kept = request.session.get(KEY)
    wanted = [one.partition("-")[0] for one, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return next((one for one in (kept, *wanted) if one in languages()), SOURCE_LANGUAGE)
