"""The knowledge base of a process, read once, and what speaks of it in each language."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from advisor.interview import Speech
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase


@lru_cache(maxsize=1)
def knowledge_base() -> KnowledgeBase:
    """The knowledge base the house advises with. InputError if it is faulty."""
    return load(settings.KNOWLEDGE_BASE)


def speech_in(language: str) -> Speech:
    """What says everything of an interview in a language."""
    return Speech(knowledge_base(), language)
