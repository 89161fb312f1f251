"""What can keep a report from being made, said in the consultant's language."""

from __future__ import annotations


class ReportError(Exception):
    """No report can be made; the message says why and what to do. `said` gives it in French or English."""

    def __init__(self, english: str, french: str) -> None:
        self._texts = {"en": english, "fr": french}
        super().__init__(english)

    def said(self, language: str) -> str:
        """The message in a language, in English where it has no other."""
        return self._texts.get(language, self._texts["en"])


class FormatUnavailable(ReportError):
    """One format cannot be made on this machine, for want of what the message says to install."""

    def __init__(self, format: str, english: str, french: str) -> None:
        self.format = format
        super().__init__(english, french)
