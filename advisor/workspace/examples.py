"""Example brands: the cases of the knowledge base, brought as answers files."""

from __future__ import annotations

from django.db import transaction

from advisor.answers import Answers, AnswersError, parse_answers
from advisor.knowledge.model import KnowledgeBase

from .base import knowledge_base
from .models import Brand, Person, Round
from .round_session import begin
from .stored_answers import settled

FIRST = "demo"
"""The case that is shown first, where the knowledge base has one of that name."""


def bring_examples(person: Person, *, everything: bool) -> int:
    """Bring one example into an empty workspace; with `everything` each that is not there yet. Returns how many."""
    kb = knowledge_base()
    if not everything and Brand.objects.exists():
        return 0
    names = [FIRST, *(name for name in kb.cases if name != FIRST)] if FIRST in kb.cases else list(kb.cases)
    there = set(Brand.objects.values_list("name", flat=True))
    brought = 0
    with transaction.atomic():
        for name in names if everything else names[:1]:
            document = _document(name, kb)
            if document is not None and document["brand"] not in there:
                brand = Brand.objects.create(name=document["brand"])
                brand.people.add(person)
                begin(Round(brand=brand, document=document), person)
                there.add(document["brand"])
                brought += 1
    return brought


def example_answers(kb: KnowledgeBase) -> Answers | None:
    """The answers of the example that is shown first; None where the knowledge base has none."""
    name = FIRST if FIRST in kb.cases else next(iter(kb.cases), None)
    try:
        return None if name is None else parse_answers(kb.cases[name].document, kb)
    except AnswersError:
        return None


def _document(name: str, kb: KnowledgeBase) -> dict[str, str] | None:
    """The document of a case; None for one that is no answers file by itself."""
    typed = kb.cases[name].document
    try:
        parse_answers(typed, kb)
    except AnswersError:
        return None
    return settled(typed, kb)
