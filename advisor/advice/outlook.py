"""The Outlook: what the open questions can still change. Filled by the analysis, read by report and interview."""

from __future__ import annotations

from typing import Literal

from .assessment import Value
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
    `way_out` are the few changes that clear most, where they were looked for.
    """

    advice: tuple[OutlookOnAdvice, ...] = ()
    ask_next: tuple[QuestionToAsk, ...] = ()
    first_settled: bool = False
    way_out: WayOut | None = None

    def certainty(self, advice: str) -> Certainty | None:
        """Certainty of one advice; None for one that is settled without reservation."""
        for entry in self.advice:
            if entry.advice == advice:
                return entry.certainty
        return None
