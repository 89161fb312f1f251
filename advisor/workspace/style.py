"""The stylesheet, the scripts and the fonts, on addresses that change with them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from advisor.knowledge import shipped
from advisor.report.brand_kit import DEFAULT_PALETTE
from advisor.report.html import COLOURS, dark_colours
from advisor.report.resources import FONT_WEIGHTS
from advisor.report.templating import filled

from .access import open_to_all

FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The text of the stylesheet."""
    light = {**COLOURS, "primary": DEFAULT_PALETTE.primary, "accent": DEFAULT_PALETTE.accent}
    dark = dark_colours(DEFAULT_PALETTE)
    return filled("workspace/style.css", "en", None, light=light, dark=dark, weights=FONT_WEIGHTS)


@lru_cache(maxsize=1)
def script_text() -> str:
    """The script of a question: htmx, as it comes with django-htmx, and what is the workspace's own."""
    htmx = resources.files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js"
    own = shipped("templates") / "workspace" / "question.js"
    return f"{htmx.read_text('utf-8')}\n{own.read_text('utf-8')}"


@lru_cache(maxsize=1)
def passkey_script() -> str:
    """The script of pages on which a passkey is made or used."""
    return (shipped("templates") / "workspace" / "passkey.js").read_text("utf-8")


TEXTS = {
    "style": (stylesheet, "text/css"),
    "script": (script_text, "text/javascript"),
    "passkey_script": (passkey_script, "text/javascript"),
}
"""What makes each text that has an address of its own, and its type."""


@lru_cache(maxsize=len(TEXTS))
def address(name: str) -> str:
    """Where one of the texts is, as it is now."""
    make, _ = TEXTS[name]
    return reverse(name, args=[hashlib.sha256(make().encode()).hexdigest()[:16]])


@open_to_all
@require_safe
def text_file(request: HttpRequest, name: str, mark: str) -> HttpResponse:
    """One of the texts; kept for good by browsers that ask for it as it is now."""
    make, content_type = TEXTS[name]
    response = HttpResponse(make(), content_type=f"{content_type}; charset=utf-8")
    response["Cache-Control"] = FOREVER if reverse(name, args=[mark]) == address(name) else "no-cache"
    return response


@open_to_all
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """No icon: browsers ask for one all the same."""
    response = HttpResponse(status=204)
    response["Cache-Control"] = FOREVER
    return response


@open_to_all
@require_safe
def typeface(request: HttpRequest, weight: int) -> HttpResponse:
    """One weight of the typeface."""
    if weight not in FONT_WEIGHTS:
        raise Http404
    content = (shipped("templates") / "fonts" / f"inter-{weight}.woff2").read_bytes()
    response = HttpResponse(content, content_type="font/woff2")
    response["Cache-Control"] = FOREVER
    return response
