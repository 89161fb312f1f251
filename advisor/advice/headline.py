"""What a report may say first: the conclusion it begins with, and what is withheld while a problem stands.

Praise beside a grave problem reads as mockery, and health told of a brand of which little is known as a promise. So
a conclusion or a strength may name the severities beside which it is not printed, and where little is known the
headline is provisional and never good news.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.answers.answer import Truth
from advisor.inference.result import ConclusionResult
from advisor.knowledge.model import PROBLEM_KINDS, Conclusion, KnowledgeBase, Severity

from .assessment import Assessment
from .finding import Finding
from .profile import ENOUGH_KNOWN


@dataclass(frozen=True)
class Headline:
    """The sentence a report begins with: that of a conclusion (ground id), where one may be said.

    `provisional` where less than the share needed is known.
    """

    conclusion: str | None
    provisional: bool


def withheld_by(severities: Iterable[Severity], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Ids of the problems that stand with one of these severities: what they keep from being printed is withheld."""
    named = frozenset(severities)
    if not named:
        return ()
    return tuple(one.id for one in findings if one.advice.kind in PROBLEM_KINDS and one.grading.severity in named)


def headline(
    kb: KnowledgeBase, conclusions: Mapping[str, ConclusionResult], findings: Iterable[Finding], known: float
) -> Headline:
    """The first conclusion in the order of the summary that is yes, has a headline and may be printed.

    `kb` is ground, and so is its summary. `known` is the share known, 0 to 1.
    """
    standing = tuple(findings)
    provisional = known < ENOUGH_KNOWN

    def may_be_said(conclusion: Conclusion) -> bool:
        withheld = withheld_by(conclusion.withheld_while, standing)
        return conclusion.headline is not None and not withheld and not (provisional and conclusion.good == "yes")

    held = (id for id in kb.summary if conclusions[id].value is Truth.TRUE)
    return Headline(next((id for id in held if may_be_said(kb.conclusions[id])), None), provisional)


def spoken_for(kb: KnowledgeBase, assessment: Assessment, first: str | None) -> str | None:
    """The conclusion whose headline goes with the finding that comes first: the first of the summary that it rests on.

    None where it rests on no such conclusion: then that finding is itself the message. Without a first finding it is
    the headline of the Assessment. `kb` is ground.
    """
    if first is None or assessment.headline is None:
        return assessment.headline
    reads = set(assessment.advised(first).because.all_answers) - _columns(kb)
    values = {one.id: one for one in assessment.conclusions}
    for id in kb.summary:
        one, conclusion = values[id], kb.conclusions[id]
        may_be_said = one.value is Truth.TRUE and conclusion.headline is not None and not one.withheld_by
        if may_be_said and conclusion.good != "yes" and reads & set(one.because.all_answers):
            return id
    return None


def _columns(kb: KnowledgeBase) -> set[str]:
    """The questions that only say what an instance is: whatever concerns it rests on them."""
    of_lists = [question for question in kb.questions.values() if question.for_each is not None]
    return {question.id for question in of_lists if question.section == of_lists[0].section}
