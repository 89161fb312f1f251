"""The brands of a house: all that one may work on, a new one, and one with its rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from advisor.interview.refusal import Refused
from advisor.interview.reply import read_date, read_words
from advisor.interview.route import Progress, progress
from advisor.interview.terminal_text import folded
from advisor.knowledge.problem import InputError
from advisor.language import N_, offered

from .access import administers, brand_for, brands_of, may_begin, roles_of
from .base import knowledge_base, speech_in
from .form_reply import TOO_LONG, Unread
from .models import Brand, Round
from .rendering import page, words
from .round_session import begin, sitting

NO_BRAND = N_("Please fill in the brand.")
LONGEST_NAME = 200


@dataclass(frozen=True)
class ListedRound:
    """A round with how far it has come; None where its answers can no longer be read."""

    round: Round
    progress: Progress | None


@dataclass(frozen=True)
class ListedBrand:
    """A brand with its rounds, the newest first."""

    brand: Brand
    rounds: tuple[ListedRound, ...]


@require_safe
def brands(request: HttpRequest) -> HttpResponseBase:
    """The brands one may work on; `?q=` shows those with these words in their name.

    Whoever works on none, because they only administer, comes to the page for that.
    """
    if not may_begin(request.user) and administers(request.user):
        return redirect("administration")
    sought = request.GET.get("q", "").strip()
    mine = brands_of(request.user).prefetch_related("rounds")
    shown = [one for one in mine if folded(sought) in folded(one.name)]
    listed = sorted((_listed(one) for one in shown), key=lambda one: folded(one.brand.name))
    return page(
        request, "brands.html", listed=listed, sought=sought, any=mine.exists(), may_begin=may_begin(request.user)
    )


@require_safe
def brand(request: HttpRequest, brand_id: int) -> HttpResponse:
    """One brand and its rounds."""
    manages = "partner" in roles_of(request.user)
    return page(request, "brand.html", listed=_listed(brand_for(request, brand_id)), manages=manages)


@require_http_methods(["GET", "HEAD", "POST"])
def new_brand(request: HttpRequest) -> HttpResponseBase:
    """Begin with a brand: its name, the day, the language of its report."""
    if not may_begin(request.user):
        raise Http404
    return _new_round(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest, brand_id: int) -> HttpResponseBase:
    """Begin another round of a brand."""
    return _new_round(request, brand_for(request, brand_id))


def _new_round(request: HttpRequest, brand: Brand | None) -> HttpResponseBase:
    faults: list[Unread] = []
    languages = offered(knowledge_base().languages)
    filled = {
        "brand": brand.name if brand else "",
        "date": date.today().isoformat(),
        "language": request.language if request.language in languages else languages[0],
    }
    if request.method == "POST":
        filled |= {key: request.POST.get(key, "").strip() for key in filled}
        name, day = _head(request, filled, faults)
        if filled["language"] not in languages:
            faults.append(Unread("language", words(request, N_("Please choose a language."))))
        if not faults:
            return redirect("round", _begun(request, brand, name, day, filled["language"]).pk)
    return page(
        request,
        "new_round.html",
        status=422 if faults else 200,
        brand=brand,
        filled=filled,
        faults=faults,
        offered=languages,
        say=speech_in(request.language).say,
    )


def _head(request: HttpRequest, filled: dict[str, str], faults: list[Unread]) -> tuple[str, str]:
    """The name and the day that were filled in."""
    name = day = ""
    speech = speech_in(request.language)
    try:
        name = read_words(filled["brand"])
        if len(name) > LONGEST_NAME:
            faults.append(Unread("brand", words(request, TOO_LONG, most=LONGEST_NAME)))
    except Refused:
        faults.append(Unread("brand", words(request, NO_BRAND)))
    try:
        day = read_date(filled["date"], request.language)
    except Refused as refused:
        faults.append(Unread("date", speech.say(refused.key, **refused.values)))
    return name, day


def _begun(request: HttpRequest, brand: Brand | None, name: str, day: str, language: str) -> Round:
    """A new round without answers, of a new brand where there is none yet."""
    base = knowledge_base()
    document = {
        "brand": name,
        "date": day,
        "consultant": request.user.called,
        "language": language,
        "knowledge_base": {"id": base.id, "version": base.version},
        "answers": {},
    }
    return brought(request, document, brand)


def brought(request: HttpRequest, document: dict[str, object], brand: Brand | None, text: str = "") -> Round:
    """Keep a document as a new round, of a new brand where there is none yet."""
    with transaction.atomic():
        if brand is None:
            brand = Brand.objects.create(name=str(document["brand"])[:LONGEST_NAME])
            brand.people.add(request.user)
        round = Round(brand=brand, document=document, imported=text)
        begin(round, request.user)
    return round


def _listed(brand: Brand) -> ListedBrand:
    rounds = sorted(brand.rounds.all(), key=lambda one: (one.date, one.pk), reverse=True)
    return ListedBrand(brand, tuple(ListedRound(one, _progress(one)) for one in rounds))


def _progress(round: Round) -> Progress | None:
    try:
        session = sitting(round).session
    except InputError:
        return None
    return progress(session.kb, session.readable)
