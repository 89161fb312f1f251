"""The stylesheet, the script and the fonts, on addresses that change with them."""

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
def style_address() -> str:
    """Where the stylesheet is, as it is now."""
    return reverse("style", args=[hashlib.sha256(stylesheet().encode()).hexdigest()[:16]])


@open_to_all
@require_safe
def style(request: HttpRequest, mark: str) -> HttpResponse:
    """The stylesheet."""
    response = HttpResponse(stylesheet(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOREVER if reverse("style", args=[mark]) == style_address() else "no-cache"
    return response


@lru_cache(maxsize=1)
def script_text() -> str:
    """The script of a question: htmx, as it comes with django-htmx, and what is the workspace's own."""
    htmx = resources.files("django_htmx") / "static" / "django_htmx" / "htmx-2.min.js"
    own = shipped("templates") / "workspace" / "question.js"
    return f"{htmx.read_text('utf-8')}\n{own.read_text('utf-8')}"


@lru_cache(maxsize=1)
def script_address() -> str:
    """Where the script is, as it is now."""
    return reverse("script", args=[hashlib.sha256(script_text().encode()).hexdigest()[:16]])


@open_to_all
@require_safe
def script(request: HttpRequest, mark: str) -> HttpResponse:
    """The script of a question."""
    response = HttpResponse(script_text(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = FOREVER if reverse("script", args=[mark]) == script_address() else "no-cache"
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
