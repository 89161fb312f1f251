"""Brands that were saved as files, here or elsewhere, brought back: all that a ZIP file holds, or nothing of it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from advisor.interview.terminal_text import folded
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase

from .access import administrator_only
from .base import knowledge_base
from .brand_pages import LONGEST_NAME
from .house_log import note_deed
from .models import Brand, Person, Round
from .rendering import page, words
from .round_session import begin, begin_again
from .saved_archive import SavedBrand, SavedRound, Unsound, saved_brands
from .serving import LARGEST_REQUEST

LARGEST_ARCHIVE = LARGEST_REQUEST - 1_000_000
NO_FILE = N_("Please choose a ZIP file that was saved here or in another workspace.")
TOO_LARGE = N_(
    "The ZIP file is too large: at most {most} MB. Take its deliveries out, or import the files of one brand at a time."
)
THERE_ALREADY = N_("There is a brand of this name already: {name}. Nothing was imported.")
BROUGHT = N_("Imported. Brands: {brands}; rounds: {rounds}.")


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_only
def bring_saved(request: HttpRequest) -> HttpResponseBase:
    """Bring the brands of a ZIP file back, with their rounds and logs."""
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            brands = _sent(request)
            with transaction.atomic():
                for one in brands:
                    _keep(one, request.user)
                note_deed(request.user, "house_brought", ", ".join(one.name for one in brands))
            rounds = sum(len(one.rounds) for one in brands)
            messages.success(request, words(request, BROUGHT, brands=len(brands), rounds=rounds))
            return redirect("administration")
        except Unsound as unsound:
            faults = tuple(one(request.language) for one in unsound.faults)
        except InputError as error:
            faults = tuple(problem.render(request.language) for problem in error.problems[:20])
    return page(request, "bring_saved.html", status=422 if faults else 200, faults=faults)


def _sent(request: HttpRequest) -> list[SavedBrand]:
    upload = request.FILES.get("file")
    if upload is None:
        raise Unsound(Phrase(NO_FILE))
    if upload.size is None or upload.size > LARGEST_ARCHIVE:
        raise Unsound(Phrase(TOO_LARGE, most=LARGEST_ARCHIVE // 1_000_000))
    brands = saved_brands(upload, knowledge_base())
    there = {folded(name) for name in Brand.objects.values_list("name", flat=True)}
    again = [Phrase(THERE_ALREADY, name=one.name) for one in brands if folded(one.name) in there]
    if again:
        raise Unsound(*again[:20])
    return brands


def _keep(saved: SavedBrand, person: Person) -> None:
    brand = Brand.objects.create(name=saved.name[:LONGEST_NAME])
    for one in saved.rounds:
        _keep_round(brand, one, person)


def _keep_round(brand: Brand, one: SavedRound, person: Person) -> None:
    round = Round(brand=brand, document=one.document, imported=one.text)
    if one.log:
        begin_again(round, one.log)
    else:
        begin(round, person)
