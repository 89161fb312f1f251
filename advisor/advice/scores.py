"""Theme scores and their confidence: the whole arithmetic, in one place.

A problem is a mistake, myth, gap or risk; it weighs 8, 4, 2 or 1 by its severity. Over one theme:

    judged     = weight of problems that fire, are postponed, or do not apply
    score      = 100 × (1 − weight that fires or is postponed / judged)
    confidence = judged / (judged + weight of undetermined problems)

Excepted and out-of-scope problems, and those subsumed under a parent of the same theme, count nowhere.
Below a confidence of 0.5 a score is computed but not shown. Reservations change neither.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from advisor.inference.result import Outcome
from advisor.knowledge.model import PROBLEM_KINDS, KnowledgeBase, Severity

from .assessment import AssessedAdvice, ThemeScore

WEIGHTS: dict[Severity, int] = {"critical": 8, "major": 4, "moderate": 2, "minor": 1}
LEAST_CONFIDENCE = 0.5

JUDGED = (Outcome.FIRES, Outcome.POSTPONED, Outcome.DOES_NOT_APPLY)
HELD_AGAINST = (Outcome.FIRES, Outcome.POSTPONED)


def weight(advice: AssessedAdvice) -> int:
    """What a problem weighs; 0 for what is no problem."""
    return WEIGHTS[advice.severity] if advice.kind in PROBLEM_KINDS and advice.severity else 0


def theme_scores(kb: KnowledgeBase, advice: Iterable[AssessedAdvice]) -> tuple[ThemeScore, ...]:
    """The score of every theme that has problems to judge, in the order of the knowledge base."""
    advice = tuple(advice)
    theme_of = {one.id: one.theme for one in advice}
    counted = [one for one in advice if one.subsumed_by is None or theme_of[one.subsumed_by] != one.theme]
    scores = []
    for theme in kb.themes:
        problems = [one for one in counted if one.theme == theme and weight(one)]
        if problems:
            scores.append(_score(theme, problems))
    return tuple(scores)


def _score(theme: str, problems: list[AssessedAdvice]) -> ThemeScore:
    judged = sum(weight(one) for one in problems if one.outcome in JUDGED)
    against = sum(weight(one) for one in problems if one.outcome in HELD_AGAINST)
    undetermined = sum(weight(one) for one in problems if one.outcome is Outcome.UNDETERMINED)
    confidence = judged / (judged + undetermined) if judged + undetermined else 0.0
    return ThemeScore(
        theme=theme,
        score=100 * (1 - against / judged) if judged else None,
        confidence=confidence,
        shown=judged > 0 and confidence >= LEAST_CONFIDENCE,
        problems=against,
        judged=judged,
        undetermined=undetermined,
    )


def printed(score: float) -> int:
    """A score or percentage as people read it: the nearest whole number, halves upwards."""
    return math.floor(score + 0.5)
