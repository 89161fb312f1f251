"""Marks: short hashes that tell whether something a person decided about a report is still what it was decided on."""

from __future__ import annotations

import hashlib

from advisor.knowledge.model import KnowledgeBase

from .assessment import AssessedAdvice, Assessment
from .finding import in_force


def texts_mark(kb: KnowledgeBase, assessed: AssessedAdvice) -> str:
    """A hash of the texts an advice prints, in every language: what the words of a review are written against.

    `kb` is ground.
    """
    texts = in_force(kb.advice[assessed.entries[0]], assessed)
    return _hash("\n".join(f"{language}:{said}" for text in texts for language, said in sorted(text.items())))


def assessment_mark(assessment: Assessment) -> str:
    """A hash of an Assessment: what an approval is given to."""
    return _hash(assessment.model_dump_json())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
