"""A brand handed over and a brand erased: everything of it as files, or nothing of it any more, with a receipt."""

from __future__ import annotations

import io
import json
import zipfile

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from advisor.interview.terminal_text import folded
from advisor.language import N_

from .access import brand_for
from .base import knowledge_base
from .exchange_pages import file_text, stem
from .form_reply import Unread
from .models import Brand, Erasure, LogEntry, Round
from .rendering import page, words

NOT_THE_NAME = N_("Please type the name of the brand as it stands above.")


@require_safe
def brand_archive(request: HttpRequest, brand_id: int) -> HttpResponse:
    """Everything kept of a brand as one ZIP file: each round's answers file, its log, what was delivered."""
    brand = brand_for(request, brand_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for round in brand.rounds.order_by("pk"):
            name = f"{stem(round)}-{round.pk}"
            archive.writestr(f"{name}.yaml", file_text(round, knowledge_base()))
            archive.writestr(f"{name}.log.json", _log(round))
            for delivery in round.deliveries.order_by("pk"):
                for document in delivery.documents.exclude(content=None):
                    archive.writestr(f"{name}/delivery-{delivery.pk}/{document.name}", bytes(document.content))
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="brand-{brand.pk}.zip"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, brand_id: int) -> HttpResponseBase:
    """Erase a brand with all its rounds and logs, after its name was typed."""
    brand = brand_for(request, brand_id)
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
        rounds = brand.rounds.count()
        entries = LogEntry.objects.filter(round__brand=brand).count()
        brand.delete()
        return Erasure.objects.create(
            author=request.user, author_name=request.user.called, at=timezone.now(), rounds=rounds, entries=entries
        )


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
        }
        for one in round.log.order_by("number")
    ]
    return json.dumps(told, ensure_ascii=False, indent=1)
