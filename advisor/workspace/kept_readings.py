"""What this process has read of answers, kept by what they say: one page after another asks for the same.

Reading a document whole takes longer than all the rest of a page, and most of that goes into the knowledge base over
its list of spaces, which stays while the answers change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from advisor.answers import effective, parse_answers
from advisor.answers.answer import InstanceList
from advisor.inference.grounding import grounded
from advisor.interview.list_columns import with_columns
from advisor.interview.session import GroundAnswers
from advisor.knowledge.model import KnowledgeBase

from .base import knowledge_base

READINGS, LISTS = 256, 128
"""How many are kept, of documents and of lists: some 15 and 60 MB when all have three spaces."""


def kept_reading(document: Mapping[str, Any]) -> GroundAnswers:
    """What a document of answers says. InputError if the knowledge base no longer takes it."""
    return _reading(json.dumps(document))


@lru_cache(maxsize=READINGS)
def _reading(text: str) -> GroundAnswers:
    answers = parse_answers(json.loads(text), knowledge_base())
    kb = _over(tuple(answers.instances.items()))
    return GroundAnswers(answers, kb, effective(kb, answers))


@lru_cache(maxsize=LISTS)
def _over(listed: tuple[tuple[str, InstanceList], ...]) -> KnowledgeBase:
    kb, named = knowledge_base(), dict(listed)
    return with_columns(grounded(kb, {id: named.get(id, InstanceList()) for id in kb.contexts}), kb)
