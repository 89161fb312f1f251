"""The answers file, in and out: brought as a new round, and handed out with nothing lost."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from advisor.answers.file import sound_document
from advisor.answers.written_document import written_document
from advisor.knowledge.document import LARGEST_FILE
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError
from advisor.language import N_

from .access import brand_for, may_begin, round_for
from .base import knowledge_base
from .brand_pages import brought
from .models import Round
from .rendering import page, words
from .stored_answers import settled

NAME = "answers.yaml"
NO_FILE = N_("Please choose an answers file, or paste its text.")
TOO_LARGE = N_("The file is too large: at most {most} bytes.")
NOT_TEXT = N_("The file is not UTF-8 text.")


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, brand_id: int | None = None) -> HttpResponseBase:
    """Bring an answers file: of a new brand, or as another round of one."""
    brand = brand_for(request, brand_id) if brand_id is not None else None
    if brand is None and not may_begin(request.user):
        raise Http404
    faults: tuple[str, ...] = ()
    text = ""
    if request.method == "POST":
        text, faults = _sent(request)
        if not faults:
            try:
                typed = sound_document(NAME, text, knowledge_base())
                document = settled(typed, knowledge_base())
                kept = "" if "based_on" in typed else text
                return redirect("round", brought(request, document, brand, kept).pk)
            except InputError as error:
                faults = tuple(problem.render(request.language) for problem in error.problems[:20])
    return page(request, "bring.html", status=422 if faults else 200, brand=brand, faults=faults, text=text)


@require_safe
def answers_file(request: HttpRequest, round_id: int) -> HttpResponse:
    """The answers file of a round."""
    round = round_for(request, round_id)
    response = HttpResponse(file_text(round, knowledge_base()), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{stem(round)}.yaml"'
    return response


def file_text(round: Round, kb: KnowledgeBase) -> str:
    """The text of the answers file of a round; untouched, with its comments, where nothing changed since it came."""
    return written_document(_as_typed(round.document, kb), kb, round.imported)


def stem(round: Round) -> str:
    """The name of the files of a round, without what follows the point."""
    plain = re.sub(r"[^a-z0-9]+", "-", round.brand.name.casefold()).strip("-")
    return f"{plain[:60] or 'brand'}-{round.date}"


def _as_typed(document: Mapping[str, object], kb: KnowledgeBase) -> dict[str, object]:
    """A document as people write it: a list that is complete by itself, one of which nothing is known as a word."""
    typed = dict(document)
    for context in kb.contexts.values():
        listed = typed.get(context.key)
        if isinstance(listed, Mapping):
            if listed.get("more") == "no":
                typed[context.key] = listed.get("list", [])
            elif not listed.get("list"):
                typed[context.key] = "unknown"
    return typed


def _sent(request: HttpRequest) -> tuple[str, tuple[str, ...]]:
    """The text that was sent, and what is wrong with it."""
    upload = request.FILES.get("file")
    if upload is None:
        text = request.POST.get("text", "").replace("\r\n", "\n")
        return text, () if text.strip() else (words(request, NO_FILE),)
    if upload.size is None or upload.size > LARGEST_FILE:
        return "", (words(request, TOO_LARGE, most=LARGEST_FILE),)
    try:
        return upload.read().decode("utf-8"), ()
    except UnicodeDecodeError:
        return "", (words(request, NOT_TEXT),)
