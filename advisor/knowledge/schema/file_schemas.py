"""One JSON Schema for each kind of file in a knowledge base, made from its forms and from the knowledge base itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..forms.advice import ADVICE
from ..forms.cases import case_schema
from ..forms.comparisons import answers, conditions
from ..forms.conclusions import CONCLUSION, RULE
from ..forms.contradictions import CHECK
from ..forms.form import Form
from ..forms.frame import frame_schema
from ..forms.parts import Parts
from ..forms.question_forms import section_schema
from ..forms.shapes import Schema, described, keys, listing, text
from ..forms.sources import CLAIM, SOURCE
from ..model import KnowledgeBase

DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(kb: KnowledgeBase, language: str = "en") -> dict[str, dict[str, Any]]:
    """Schemas by kind of file: knowledge-base, sources, checks, questionnaire, conclusions, advice, case.

    `language` chooses the language of the questions shown on hover, the first one of the knowledge base
    if it has no such texts. Load with `drafts=True` so that drafts are completed as well.
    """
    parts = Parts(kb, language if language in kb.languages else kb.languages[0])
    return {
        kind: {
            "$schema": DRAFT,
            "title": f"{kind} file",
            **make(parts),
            "definitions": _definitions(parts, kind),
        }
        for kind, make in _FILES.items()
    }


def _definitions(parts: Parts, kind: str) -> Schema:
    found: Schema = {"text": described(text(parts.kb.languages), "The text in every language, in quotes.")}
    if kind != "sources":
        found.update(conditions(parts.kb, parts.language))
    if kind in ("conclusions", "advice", "case"):
        found.update(answers(parts.kb, parts.language))
    return found


def _lists(required: tuple[str, ...] = (), **forms: Form[Any]) -> Callable[[Parts], Schema]:
    """A file that holds a list of entries of each form, those `required` not empty."""
    return lambda parts: keys(
        {key: listing(form.schema(parts), at_least=1 if key in required else 0) for key, form in forms.items()},
        required,
    )


_FILES: Mapping[str, Callable[[Parts], Schema]] = {
    "knowledge-base": frame_schema,
    "sources": _lists(sources=SOURCE, claims=CLAIM),
    "checks": _lists(("checks",), checks=CHECK),
    "questionnaire": section_schema,
    "conclusions": _lists(conclusions=CONCLUSION, rules=RULE),
    "advice": _lists(("advice",), advice=ADVICE),
    "case": case_schema,
}
