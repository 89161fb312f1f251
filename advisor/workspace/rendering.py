"""Pages: a template filled in, in the language of whoever reads it."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from jinja2 import Environment, StrictUndefined

from advisor.language import SOURCE_LANGUAGE, Phrase, catalogue, languages

from .access import administers
from .style import address


def environment(**options: Any) -> Environment:
    """The environment of Django's Jinja backend: nothing undefined passes, messages come from the catalogues."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(extensions=["jinja2.ext.i18n"], **options)
    made.install_gettext_callables(gettext=_message, ngettext=_counted, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "url": _url,
        "text_address": address,
        "said_to": get_messages,
        "named": _endonym,
    }
    made.globals |= {"mail": settings.CONFIGURATION.mail is not None}
    made.filters |= {"day": _day, "moment": _moment}
    return made


def page(request: HttpRequest, template: str, /, status: int = 200, **values: Any) -> HttpResponse:
    """A page of the workspace."""
    return render(request, f"workspace/{template}", values, status=status)


def who_reads(request: HttpRequest) -> dict[str, Any]:
    """What every page knows of whoever reads it."""
    person = request.user
    return {
        "language": request.language,
        "languages": languages(),
        "person": person,
        "is_house": settings.CONFIGURATION.is_house,
        "administers": bool(person and person.is_authenticated and administers(person)),
    }


def words(request: HttpRequest, message: str, /, **values: object) -> str:
    """A message, marked with `N_` where it stands, in the language of whoever reads it."""
    return Phrase(message, **values)(request.language)


def _message(message: str) -> str:
    return catalogue(get_language() or SOURCE_LANGUAGE).message(message)


def _counted(one: str, many: str, n: int) -> str:
    return catalogue(get_language() or SOURCE_LANGUAGE).plural(one, many, n)


def _url(name: str, *parts: object) -> str:
    return reverse(name, args=parts)


def _day(day: str | datetime.date) -> str:
    return catalogue(get_language() or SOURCE_LANGUAGE).date(str(day))


def _moment(at: datetime.datetime) -> str:
    return f"{_day(at.date())}, {at:%H:%M} UTC"


def _endonym(language: str) -> str:
    return catalogue(language).endonym
