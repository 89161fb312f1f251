"""A bare assessment: outcomes, profile and what is missing, without reasons, texts or order.

What it says is what the Assessment says; it is made by the evaluator alone, in a fraction of the time, for where
thousands of brands are judged. Its ids are those of the ground knowledge base of the brand's shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.answers import Answers, AnswerState, EffectiveAnswers, Truth, effective
from advisor.inference.evaluator import Evaluation
from advisor.inference.outcomes import outcomes, to_confirm
from advisor.inference.result import AdviceResult
from advisor.inference.unsettled import Unsettled
from advisor.knowledge.model import KnowledgeBase

from .assessment import ThemeProfile
from .profile import known_overall, points, profiles
from .to_find_out import is_open


@dataclass(frozen=True)
class BareAssessment:
    """What thousands of brands are compared by. `still_to_ask` are the questions that are missing."""

    kb: KnowledgeBase
    readable: EffectiveAnswers
    results: Mapping[str, AdviceResult]
    profile: tuple[ThemeProfile, ...]
    known: float
    still_to_ask: tuple[str, ...]


def assess_barely(kb: KnowledgeBase, answers: Answers) -> BareAssessment:
    """Assess answers under a ground knowledge base, by the evaluator alone."""
    readable = effective(kb, answers)
    evaluation = Evaluation(kb, readable)
    unsettled = Unsettled(evaluation)
    results = outcomes(evaluation, unsettled)
    still_open = [question for question in kb.questions.values() if is_open(readable[question.id])]
    passed_over = {
        question.id
        for question in still_open
        if question.ask_when is not None
        and readable[question.id].answer.state is AnswerState.NOT_ASKED
        and evaluation.truth(question.ask_when) is not Truth.TRUE
    }
    passed_over -= to_confirm(unsettled, results, passed_over)
    judged = points(kb, results, passed_over)
    return BareAssessment(
        kb=kb,
        readable=readable,
        results=results,
        profile=profiles(kb, judged),
        known=known_overall(judged),
        still_to_ask=tuple(question.id for question in still_open if question.id not in passed_over),
    )
