"""Administration: where everything of the house is kept, what was done in it, and its brands as files."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.interview.terminal_text import folded
from advisor.language import Phrase

from .access import administrator_only
from .base import knowledge_base
from .house_log import KINDS, Sought, happenings, rules_since
from .house_models import KeptKit
from .models import Brand, Person, Round
from .rendering import page
from .round_rules import is_of_other_rules, version_of

A_PAGE = 50
FURTHEST = 200
"""Pages of the log that can be looked at; further back it is narrowed by its dates."""


@require_safe
@administrator_only
def administration(request: HttpRequest) -> HttpResponse:
    """What there is to administer, and every brand by its name alone."""
    brands = Brand.objects.annotate(count=Count("rounds", filter=Q(rounds__invitation=None))).select_related("kit")
    return page(
        request,
        "administration.html",
        accounts=Person.objects.exclude(email="").count(),
        kits=KeptKit.objects.count(),
        brands=sorted(brands, key=lambda one: folded(one.name)),
        base=knowledge_base(),
        since=rules_since(),
        earlier=[(one, version_of(one)) for one in _undelivered() if is_of_other_rules(one)],
    )


@require_safe
@administrator_only
def house_log(request: HttpRequest) -> HttpResponse:
    """What was done, by whom and when; `?brand=`, `?person=`, `?since=` and `?until=` narrow it."""
    asked = {key: request.GET.get(key, "").strip() for key in ("brand", "person", "since", "until")}
    sought = Sought(
        Brand.objects.filter(pk=_number(asked["brand"])).first(),
        Person.objects.filter(pk=_number(asked["person"])).first(),
        _day(asked["since"]),
        _day(asked["until"]),
    )
    number = min(max(_number(request.GET.get("page", "")), 1), FURTHEST)
    shown = happenings(sought, (number - 1) * A_PAGE, A_PAGE + 1)
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    return page(
        request,
        "house_log.html",
        shown=[(one, Phrase(KINDS[one.kind], n=one.n)(request.language)) for one in shown[:A_PAGE]],
        sought=sought,
        brands=sorted(Brand.objects.all(), key=lambda one: folded(one.name)),
        people=sorted(Person.objects.all(), key=lambda one: folded(one.called)),
        number=number,
        more=len(shown) > A_PAGE and number < FURTHEST,
        query=narrowed.urlencode(),
    )


def _undelivered() -> list[Round]:
    """The rounds of which no report was delivered, by their brands."""
    open_rounds = Round.objects.filter(deliveries=None).select_related("brand").order_by("pk")
    return sorted(open_rounds, key=lambda one: folded(one.brand.name))


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _day(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return ""
