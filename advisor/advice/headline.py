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
