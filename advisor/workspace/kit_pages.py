"""The brand kits of a house: uploaded, looked at, removed, and chosen for a brand."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.advice import assess
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase, offered
from advisor.report import compose
from advisor.report.brand_kit import FILE_NAME
from advisor.report.writing import rendered

from .access import administrator_only, kept_brand_for
from .base import knowledge_base
from .examples import example_answers
from .house_kits import LARGEST_KIT, MOST_PARTS, kept, make_usual, read_kit
from .house_log import note_deed
from .house_models import KeptKit
from .models import Brand
from .protection import OF_DOCUMENTS
from .rendering import page, words

NO_KIT = N_("Please choose the files of the kit: {name}, and the logo and fonts it names.")
TOO_MANY = N_("A kit has at most {most} files.")
TOO_HEAVY = N_("The files are too large: at most {most} MB together.")
KIT_KEPT = N_("The brand kit “{name}” is kept.")
KIT_REMOVED = N_("The brand kit was removed. What was delivered under it stays as it is.")
KIT_CHOSEN = N_("Chosen. Reports made from now on have it.")


@require_http_methods(["GET", "HEAD", "POST"])
@administrator_only
def kits(request: HttpRequest) -> HttpResponseBase:
    """Every brand kit; an upload keeps another, if it is sound."""
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        sent = request.FILES.getlist("files")
        faults = _outside_bounds(request, sent)
        if not faults:
            try:
                kit = kept({_plain_name(one): one.read() for one in sent}, request.user)
                note_deed(request.user, "kit_kept", kit.name)
                messages.success(request, words(request, KIT_KEPT, name=kit.name))
                return redirect("kits")
            except InputError as error:
                faults = tuple(problem.render(request.language) for problem in error.problems[:20])
    shown = [(one, read_kit(one.pk)) for one in KeptKit.objects.order_by("name", "pk")]
    return page(request, "kits.html", status=422 if faults else 200, kits=shown, faults=faults, file_name=FILE_NAME)


@require_safe
@administrator_only
def kit_example(request: HttpRequest, kit_id: int) -> HttpResponse:
    """The report of an example brand under a kit."""
    kit = _kit(kit_id)
    kb = knowledge_base()
    answers = example_answers(kb)
    if answers is None:
        raise Http404
    assessment = assess(kb, answers)
    language = request.language if request.language in offered(kb.languages) else offered(kb.languages)[0]
    view = compose(kb, assessment, language=language, brand_kit=read_kit(kit.pk))
    response = HttpResponse(rendered("html", view, assessment))
    response["Content-Security-Policy"] = OF_DOCUMENTS
    return response


@require_POST
@administrator_only
def change_kit(request: HttpRequest, kit_id: int) -> HttpResponseBase:
    """Make a kit the usual one, or remove it (`does`)."""
    kit = _kit(kit_id)
    if request.POST.get("does") == "remove":
        note_deed(request.user, "kit_removed", kit.name)
        kit.delete()
        messages.success(request, words(request, KIT_REMOVED))
    else:
        note_deed(request.user, "kit_usual", kit.name)
        make_usual(kit)
        messages.success(request, words(request, KIT_CHOSEN))
    return redirect("kits")


@require_http_methods(["GET", "HEAD", "POST"])
def brand_kit(request: HttpRequest, brand_id: int) -> HttpResponseBase:
    """Which kit the reports of a brand have."""
    brand = kept_brand_for(request, brand_id)
    there = list(KeptKit.objects.order_by("name", "pk"))
    if request.method == "POST":
        said = request.POST.get("kit", "")
        chosen = next((one for one in there if str(one.pk) == said), None)
        Brand.objects.filter(pk=brand.pk).update(kit=chosen)
        note_deed(request.user, "kit_chosen", chosen.name if chosen else "", brand)
        messages.success(request, words(request, KIT_CHOSEN))
        return redirect("brand_kit", brand.pk)
    usual = next((one for one in there if one.usual), None)
    return page(request, "brand_kit.html", brand=brand, kits=there, usual=usual)


def _kit(id: int) -> KeptKit:
    found = KeptKit.objects.filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def _outside_bounds(request: HttpRequest, sent: list[UploadedFile]) -> tuple[str, ...]:
    names = [_plain_name(one) for one in sent]
    if FILE_NAME not in names:
        return (Phrase(NO_KIT, name=FILE_NAME)(request.language),)
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        return (words(request, TOO_MANY, most=MOST_PARTS),)
    if sum(one.size or 0 for one in sent) > LARGEST_KIT:
        return (words(request, TOO_HEAVY, most=LARGEST_KIT // 1_000_000),)
    return ()


def _plain_name(sent: UploadedFile) -> str:
    """The name of a file, which Django has stripped of any directory."""
    return str(sent.name or "")[-120:]
