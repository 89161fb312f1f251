"""What people call a finding: its number in the report, or its title in any language of the knowledge base."""

from __future__ import annotations

import unicodedata

from advisor.knowledge.model import KnowledgeBase

from .assessment import AssessedAdvice, Assessment
from .wording import Wording

_MARKS = "\"'“”«»‘’ \u00a0\u202f"
"""What may stand around a title that is copied from a report."""


def findings_called(words: str, kb: KnowledgeBase, assessment: Assessment) -> tuple[AssessedAdvice, ...]:
    """The findings with this number, else with this title; several where they stand side by side under one title.

    Capitals, accents, the kind of apostrophe and quotation marks around a title make no difference.
    """
    number = words.strip()
    if number.isascii() and number.isdigit():
        return tuple(one for one in assessment.advice if one.position == int(number))
    sought = _folded(words)
    numbered = [one for one in assessment.advice if one.position is not None] if sought else []
    for found in (numbered, assessment.advice):
        for language in kb.languages:
            wording = Wording(kb, assessment, language)
            named = tuple(one for one in found if _folded(wording.title(one)) == sought)
            if named:
                return named
    return ()


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.strip(_MARKS).casefold().replace("’", "'").replace("œ", "oe"))
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())
