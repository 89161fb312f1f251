"""What the open questions can still change, filled by the analysis: the Outlook, read by report and interview, and what
an interview should ask next."""

from __future__ import annotations

from typing import Literal

from .assessment import Value
from .benchmark import Benchmark
from .way_out import WayOut

Certainty = Literal["certain", "impossible", "open"]


class OutlookOnAdvice(Value):
    """Whether an undetermined or reserved advice fires under every completion of the open questions, none, or some."""

    advice: str
    certainty: Certainty


class QuestionToAsk(Value):
    """An open question with the undetermined or reserved advice it can settle; `weight` adds up their severities."""

    question: str
    settles: tuple[str, ...]
    weight: int


class Outlook(Value):
    """Certainty of open advice, open questions from most to least useful, and whether the first three are fixed.

    `first_settled` is true when no completion of the open questions can change the first three recommendations.
    `way_out` are the few changes that clear most, `benchmark` is how common the findings are among comparable brands,
    where they were looked for.
    """

    advice: tuple[OutlookOnAdvice, ...] = ()
    ask_next: tuple[QuestionToAsk, ...] = ()
    first_settled: bool = False
    way_out: WayOut | None = None
    benchmark: Benchmark | None = None

    def certainty(self, advice: str) -> Certainty | None:
        """Certainty of one advice; None for one that is settled without reservation."""
        for entry in self.advice:
            if entry.advice == advice:
                return entry.certainty
        return None


class WorthAsking(Value):
    """What the interview should ask next: open questions that can change the first three or a critical finding.

    `questions` come by how much they can still change; those of one table, which are asked on one screen, one after
    the other. `first_settled` is true when nothing the interview would still ask can change the first three
    recommendations: what was asked and is not known stays unknown.
    """

    questions: tuple[str, ...] = ()
    first_settled: bool = False
