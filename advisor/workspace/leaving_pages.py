"""A brand handed over and a brand erased: everything of it as files, or nothing of it any more, with a receipt."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.interview.terminal_text import folded
from advisor.language import N_

from .access import administrator_only, kept_brand_for
from .base import knowledge_base
from .exchange_pages import file_text, stem
from .form_reply import Unread
from .house_log import note_deed
from .invitation_models import Invitation
from .models import Brand, Erasure, LogEntry, Round
from .rendering import page, words

NOT_THE_NAME = N_("Please type the name of the brand as it stands above.")


@require_safe
def brand_archive(request: HttpRequest, brand_id: int) -> FileResponse:
    """Everything kept of a brand as one ZIP file: of each round the answers file and the log, those of everybody
    invited to answer, and what was delivered."""
    brand = kept_brand_for(request, brand_id)
    note_deed(request.user, "brand_saved", brand=brand)
    return _sent([("", brand)], f"brand-{brand.pk}.zip")


@require_POST
@administrator_only
def everything(request: HttpRequest) -> FileResponse:
    """Everything kept of all brands as one ZIP file: a directory for each, with what `brand_archive` gives."""
    note_deed(request.user, "house_saved")
    brands = Brand.objects.order_by("pk").iterator()
    return _sent(((f"brand-{one.pk}/", one) for one in brands), "everything.zip")


def _sent(brands: Iterable[tuple[str, Brand]], name: str) -> FileResponse:
    """A ZIP file with what is kept of brands, each under a directory; on disk while it is made, for it may be large."""
    packed = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response, once it is sent
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for directory, brand in brands:
            for round in brand.rounds.order_by("pk"):
                _pack(archive, directory, round)
    packed.seek(0)
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")


def _pack(archive: zipfile.ZipFile, directory: str, round: Round) -> None:
    name = f"{directory}{stem(round)}-{round.pk}"
    _pack_answers(archive, name, round)
    for one in round.invitations.select_related("account__brand").order_by("pk"):
        _pack_answers(archive, f"{name}/respondents/{one.respondent}", one.account)
    for delivery in round.deliveries.order_by("pk"):
        for document in delivery.documents.exclude(content=None):
            archive.writestr(f"{name}/delivery-{delivery.pk}/{document.name}", bytes(document.content))


def _pack_answers(archive: zipfile.ZipFile, name: str, round: Round) -> None:
    archive.writestr(f"{name}.yaml", file_text(round, knowledge_base()))
    archive.writestr(f"{name}.log.json", _log(round))


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, brand_id: int) -> HttpResponseBase:
    """Erase a brand with all its rounds and logs, after its name was typed."""
    brand = kept_brand_for(request, brand_id)
    fault = None
    if request.method == "POST":
        if folded(request.POST.get("name", "")) == folded(brand.name):
            return redirect("erasure", _erased(request, brand).pk)
        fault = Unread("name", words(request, NOT_THE_NAME))
    return page(
        request, "erase.html", status=422 if fault else 200, brand=brand, count=brand.rounds.count(), fault=fault
    )


@require_safe
def erasure(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """The receipt of an erasure, for whoever did it."""
    found = Erasure.objects.filter(pk=erasure_id, author=request.user).first()
    return page(request, "erasure.html" if found else "refusal.html", status=200 if found else 404, erasure=found,
                reason="not_found")  # fmt: skip


def _erased(request: HttpRequest, brand: Brand) -> Erasure:
    with transaction.atomic():
        receipt = Erasure(
            author=request.user, author_name=request.user.called, at=timezone.now(), rounds=brand.rounds.count(),
            accounts=Invitation.objects.filter(round__brand=brand).count(),
            entries=LogEntry.objects.filter(round__brand=brand).count(),
        )  # fmt: skip
        brand.delete()
        receipt.save()
        return receipt


def _log(round: Round) -> str:
    """The log of a round as JSON, oldest first."""
    told = [
        {
            "number": one.number,
            "place": one.path,
            "before": one.before,
            "after": one.after,
            "by": one.author_name,
            "at": one.at.isoformat(),
            "undoes": one.undoes.number if one.undoes else None,
        }
        for one in round.log.select_related("undoes").order_by("number")
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)
