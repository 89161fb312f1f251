"""The report's voice: texts and answers of one Assessment as one language prints them.

Joins the knowledge base's wording with the interface's messages; everything it returns is cleaned and
typographically set.
"""

from __future__ import annotations

from advisor.advice.assessment import Assessment
from advisor.advice.wording import Wording
from advisor.knowledge.model import KnowledgeBase, Text

from .catalogue import Catalogue, catalogue
from .typography import clean, line, shortened, spaced, typeset

LONGEST_NAME = 120
"""Characters of a name that a report prints; a longer one is shortened."""


class Voice:
    """Says everything one report says. `assessment` is the one given, with the brand's name fit to print."""

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, language: str) -> None:
        self.kb = kb
        self.language = language
        self.assessment = assessment.model_copy(update={"brand": self.name(assessment.brand) or "–"})
        self.catalogue: Catalogue = catalogue(language)
        self.gettext = self.catalogue.gettext
        self.ngettext = self.catalogue.ngettext
        self.date, self.number, self.percent = self.catalogue.date, self.catalogue.number, self.catalogue.percent
        self._wording = Wording(kb, self.assessment, language)

    def say(self, text: Text | None) -> str:
        """A text of the knowledge base; empty for None."""
        return typeset(clean(self._wording.say(text)), self.language) if text else ""

    def paragraphs(self, *texts: Text | None) -> tuple[str, ...]:
        """Texts of the knowledge base, one paragraph each, absent and empty ones left out."""
        return tuple(said for said in map(self.say, texts) if said)

    def answer(self, question: str) -> str:
        """The recorded answer to a question, in words."""
        said = clean(self._wording.answer(question))
        own_words = self.assessment.answered(question).text is not None
        return spaced(said, self.language) if own_words else typeset(said, self.language)

    def quote(self, text: str) -> str:
        """Someone's own words: cleaned, not a letter changed."""
        return spaced(clean(text), self.language)

    @staticmethod
    def name(text: str) -> str:
        """A name on one line, shortened if it would not fit on a cover."""
        return shortened(line(text), LONGEST_NAME)
