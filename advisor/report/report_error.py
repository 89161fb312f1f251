"""What can keep a report from being made, said in the consultant's language."""

from __future__ import annotations

from advisor.language import Phrase


class ReportError(Exception):
    """No report can be made; the message says why and what to do. `said` gives it in any language."""

    def __init__(self, phrase: Phrase) -> None:
        self.said = phrase
        super().__init__(phrase())


class FormatUnavailable(ReportError):
    """One format cannot be made: this machine lacks what the message says to install, or the plan has no dates."""

    def __init__(self, format: str, phrase: Phrase) -> None:
        self.format = format
        super().__init__(phrase)
