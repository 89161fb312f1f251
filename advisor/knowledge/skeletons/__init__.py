"""Skeletons: commented, valid beginnings of entries and of whole knowledge bases, put where they belong.

Nothing is overwritten: an entry is added at the end of its list, a file is made. Before anything is written, a copy of
the knowledge base with the skeleton in it is examined.
"""

from .asked_skeletons import new_context, new_question, new_row, new_section, new_table
from .frame_skeletons import new_claim, new_source, new_theme
from .judged_skeletons import new_advice, new_check, new_conclusion, new_rule, new_variant
from .placing import Made, SkeletonError
from .whole_skeletons import new_case, new_knowledge_base

__all__ = [
    "Made",
    "SkeletonError",
    "new_advice",
    "new_case",
    "new_check",
    "new_claim",
    "new_conclusion",
    "new_context",
    "new_knowledge_base",
    "new_question",
    "new_row",
    "new_rule",
    "new_section",
    "new_source",
    "new_table",
    "new_theme",
    "new_variant",
]
