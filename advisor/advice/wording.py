"""Wording: the texts of the knowledge base and the answers of one brand, said in one language.

Knowledge-base texts are sandboxed templates over `brand` and `answer(question)`; what comes back is plain
text, to be escaped by whoever puts it into a document.
"""

from __future__ import annotations

from collections.abc import Sequence

from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import TemplateError

from advisor.answers.model import AnswerState
from advisor.knowledge.model import KnowledgeBase, Question, Text
from advisor.knowledge.texts import compiled

from .assessment import Assessment, RecordedAnswer

STATES: dict[str, dict[AnswerState, str]] = {
    "en": {
        AnswerState.UNKNOWN: "not known",
        AnswerState.NOT_ASKED: "not asked yet",
        AnswerState.WAITING: "waits for another answer",
        AnswerState.NOT_APPLICABLE: "does not apply",
    },
    "fr": {
        AnswerState.UNKNOWN: "inconnu à ce jour",
        AnswerState.NOT_ASKED: "pas encore demandé",
        AnswerState.WAITING: "attend une autre réponse",
        AnswerState.NOT_APPLICABLE: "sans objet",
    },
}
PARTLY: dict[str, dict[str, str]] = {
    "en": {"yes": "{options}", "no": "not: {options}", "open": "the rest is still open"},
    "fr": {"yes": "{options}", "no": "exclu : {options}", "open": "le reste demeure à préciser"},
}

BETWEEN = {"en": "{least} to {most}", "fr": "{least} à {most}"}
"""A number between two bounds."""

LOCALES = {"en": "en_GB"}
"""Locales for dates, numbers and lists where the bare language would mean another country's habits."""
JOINTS: dict[str, tuple[str, ...]] = {"en": (", ", " and ", " or "), "fr": (", ", " et ", " ou ")}
SEMICOLONS = {"en": "; ", "fr": " ; "}
"""A semicolon between two entries, spaced as the language has it."""


def locale_of(language: str) -> str:
    """The locale in which dates, numbers and lists of a language are written: British for English."""
    return LOCALES.get(language, language)


class WordingError(Exception):
    """A text of the knowledge base that cannot be said for this brand; the message names text and cause."""


class Wording:
    """Says texts and answers of one Assessment in one language.

    A language the interface has no words for falls back to English for the states of an answer.
    """

    def __init__(self, kb: KnowledgeBase, assessment: Assessment, language: str) -> None:
        self.kb = kb
        self.assessment = assessment
        self.language = language
        self._recorded = {answer.question: answer for answer in assessment.answers}

    def say(self, text: Text) -> str:
        """A text with the brand's name and answers set in. WordingError if a template fails."""
        source = text[self.language] if self.language in text else text[self.kb.languages[0]]
        if "{" not in source:
            return source.strip()
        try:
            return compiled(source).render(brand=self.assessment.brand, answer=self.answer).strip()
        except (TemplateError, TypeError, KeyError, ValueError) as error:
            raise WordingError(f"The text “{source.strip()[:80]}” cannot be filled in: {error}") from error

    def answer(self, question: str) -> str:
        """The client's answer in words: option labels, number with unit, or the state it is in.

        KeyError if the knowledge base has no such question.
        """
        return self.recorded(self.kb.questions[question], self._recorded[question])

    def recorded(self, question: Question, answer: RecordedAnswer) -> str:
        """One recorded answer in words."""
        if answer.state is not AnswerState.ANSWERED:
            words = STATES.get(self.language, STATES["en"])[answer.state]
            return f"{words} ({answer.because})" if answer.because else words
        if answer.text is not None:
            return answer.text
        if answer.number is not None:
            number = str(format_decimal(answer.number, locale=locale_of(self.language)))
            return f"{number} {question.unit[self.language]}" if question.unit else number
        if answer.at_least is not None and answer.at_most is not None:
            least, most = (
                str(format_decimal(bound, locale=locale_of(self.language)))
                for bound in (answer.at_least, answer.at_most)
            )
            number = BETWEEN.get(self.language, BETWEEN["en"]).format(least=least, most=most)
            return f"{number} {question.unit[self.language]}" if question.unit else number
        if answer.among:
            return self.alternatives([self.option(question, option) for option in answer.among])
        if answer.option is not None:
            return self.option(question, answer.option)
        return self._choices(question, answer)

    def option(self, question: Question, option: str) -> str:
        """The label of one option."""
        return question.option(option).label[self.language]

    def _choices(self, question: Question, answer: RecordedAnswer) -> str:
        if not answer.partly_known:
            return self.enumeration([self.option(question, option) for option in answer.yes]) or "–"
        phrases = PARTLY.get(self.language, PARTLY["en"])
        said = [
            phrases[key].format(options=self.enumeration([self.option(question, option) for option in options]))
            for key, options in (("yes", answer.yes), ("no", answer.no))
            if options
        ]
        return SEMICOLONS.get(self.language, SEMICOLONS["en"]).join([*said, phrases["open"]])

    def alternatives(self, words: Sequence[str]) -> str:
        """Words of which one holds: `a, b or c`, `a, b ou c`."""
        return str(format_list(list(words), style="or", locale=locale_of(self.language)))

    def enumeration(self, words: Sequence[str]) -> str:
        """Words joined as the language joins a list: `a, b and c`, `a, b et c`.

        Where a word has a comma or a conjunction of its own, semicolons keep the entries apart.
        """
        joints = JOINTS.get(self.language, JOINTS["en"])
        if len(words) > 1 and any(joint in word for word in words for joint in joints):
            return SEMICOLONS.get(self.language, SEMICOLONS["en"]).join(words)
        return str(format_list(list(words), locale=locale_of(self.language))) if words else ""
