"""Conditions as plain sentences, in French or English, for people who read rules rather than YAML.

A condition becomes a `Statement`: a clause without capital or full stop, with its parts below where it has any.
French no-break spaces are written as escapes, so that nobody loses them in an editor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel.numbers import format_decimal

from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    Quantified,
    parts_of,
)
from advisor.knowledge.model import KnowledgeBase, Text

from .links import Link

_BEFORE_PUNCTUATION = re.compile(r" (?=[?!:;»])|(?<=«) ")
LONGEST_PROSE = 3
"""More parts than this are listed one below the other."""

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "quoted": "“{words}”",
        "and": "{words} and {last}",
        "or": "{words} or {last}",
        "and_clause": "{words}, and {last}",
        "or_clause": "{words}, or {last}",
        "all": "all of these hold:",
        "any": "at least one of these holds:",
        "count": "{bounds} of these hold:",
        "for_some": "this holds for one of {title} at least:",
        "for_every": "this holds for each of {title}:",
        "for_every_where": "for each of {title} of which the first holds, so does the second:",
        "count_of": "this holds for {bounds} of {title}:",
        "bound_least": "at least {least}",
        "bound_most": "at most {most}",
        "bound_between": "{least} to {most}",
        "not": "it is not so that {clause}",
        "not_group": "this is not so:",
        "is": "the answer to {ask} is {options}",
        "is_not": "the answer to {ask} is known, and is not {options}",
        "includes": "the answers to {ask} include {options}",
        "excludes": "the answers to {ask} are known, and do not include {options}",
        "excludes_several": "the answers to {ask} are known, and include none of {options}",
        "number_is": "the answer to {ask} is exactly {number}",
        "at_least": "the answer to {ask} is at least {number}",
        "at_most": "the answer to {ask} is at most {number}",
        "more_than": "the answer to {ask} is more than {number}",
        "due_within": "the date given with the answer to {ask} is at most {number} days away",
        "less_than": "the answer to {ask} is less than {number}",
        "answered_yes": "there is an answer to {ask}",
        "answered_no": "{ask} has no answer yet",
        "conclusion_yes": "it is established: {title}",
        "conclusion_no": "it is ruled out: {title}",
    },
    "fr": {
        "quoted": "«\u00a0{words}\u00a0»",
        "and": "{words} et {last}",
        "or": "{words} ou {last}",
        "and_clause": "{words}, et {last}",
        "or_clause": "{words}, ou bien {last}",
        "all": "toutes ces conditions sont réunies\u00a0:",
        "any": "l'une au moins de ces conditions est remplie\u00a0:",
        "count": "{bounds} de ces conditions sont remplies\u00a0:",
        "for_some": "ceci vaut pour l'un au moins des éléments de {title}\u00a0:",
        "for_every": "ceci vaut pour chacun des éléments de {title}\u00a0:",
        "for_every_where": "pour chaque élément de {title} où le premier point est vrai, le second l'est\u00a0:",
        "count_of": "ceci vaut pour {bounds} des éléments de {title}\u00a0:",
        "bound_least": "au moins {least}",
        "bound_most": "au plus {most}",
        "bound_between": "de {least} à {most}",
        "not": "il n'est pas vrai que {clause}",
        "not_group": "ceci n'est pas vrai\u00a0:",
        "is": "la réponse à {ask} est {options}",
        "is_not": "la réponse à {ask} est connue et n'est pas {options}",
        "includes": "les réponses à {ask} comprennent {options}",
        "excludes": "les réponses à {ask} sont connues et ne comprennent pas {options}",
        "excludes_several": "les réponses à {ask} sont connues et ne comprennent ni {options}",
        "number_is": "la réponse à {ask} est exactement {number}",
        "at_least": "la réponse à {ask} est {number} au moins",
        "at_most": "la réponse à {ask} est {number} au plus",
        "more_than": "la réponse à {ask} dépasse {number}",
        "due_within": "l'échéance jointe à la réponse à {ask} est à {number} jours au plus",
        "less_than": "la réponse à {ask} est inférieure à {number}",
        "answered_yes": "il y a une réponse à {ask}",
        "answered_no": "{ask} n'a pas encore de réponse",
        "conclusion_yes": "ceci est établi\u00a0: {title}",
        "conclusion_no": "ceci est écarté\u00a0: {title}",
    },
}


@dataclass(frozen=True)
class Statement:
    """A clause; `parts` are the clauses it introduces, `reads` the question or conclusion a single test is about."""

    text: str
    parts: tuple[Statement, ...] = ()
    reads: Link | None = None


class Sentences:
    """Says the conditions of one knowledge base in one language; English where the language is not French."""

    def __init__(self, kb: KnowledgeBase, language: str) -> None:
        self.kb = kb
        self.language = language
        self._said = PHRASES["fr" if language == "fr" else "en"]

    def text(self, text: Text) -> str:
        """A text of the knowledge base in this language on one line, French punctuation kept from a line of its own."""
        words = " ".join((text[self.language] if self.language in text else text[self.kb.languages[0]]).split())
        return _BEFORE_PUNCTUATION.sub("\u00a0", words) if self.language == "fr" else words

    def quoted(self, words: str) -> str:
        """Words in the language's quotation marks."""
        return self._said["quoted"].format(words=words)

    def statement(self, condition: Condition) -> Statement:
        """A condition with each of its parts in a statement of its own."""
        if isinstance(condition, AnswerTest):
            return Statement(self._test(condition), reads=Link("question", condition.question))
        if isinstance(condition, ConclusionTest):
            title = self.quoted(self.text(self.kb.conclusions[condition.conclusion].title))
            said = self._said["conclusion_yes" if condition.value else "conclusion_no"].format(title=title)
            return Statement(said, reads=Link("conclusion", condition.conclusion))
        if isinstance(condition, Not):
            part = self.statement(condition.part)
            if part.parts:
                return Statement(self._said["not_group"], (part,))
            return Statement(self._said["not"].format(clause=part.text), reads=part.reads)
        parts = tuple(self.statement(part) for part in parts_of(condition))
        if isinstance(condition, CountOf):
            return Statement(self._said["count"].format(bounds=self._bounds(condition)), parts)
        if isinstance(condition, Quantified):
            return self._quantified(condition, parts)
        assert isinstance(condition, (AllOf, AnyOf))
        if len(parts) == 1:
            return parts[0]
        return Statement(self._said["all" if isinstance(condition, AllOf) else "any"], parts)

    def told(self, condition: Condition) -> Statement:
        """A condition in one sentence where it is short and cannot be misread, else as `statement`."""
        whole = self.statement(condition)
        if (
            not isinstance(condition, (AllOf, AnyOf))
            or not whole.parts
            or len(whole.parts) > LONGEST_PROSE
            or any(part.parts for part in whole.parts)
        ):
            return whole
        how = "and_clause" if isinstance(condition, AllOf) else "or_clause"
        return Statement(self._joined(how, [part.text for part in whole.parts]))

    def ask(self, question: str) -> str:
        """A question as it is put, in quotation marks."""
        return self.quoted(self.text(self.kb.questions[question].ask))

    def _quantified(self, condition: Quantified, parts: tuple[Statement, ...]) -> Statement:
        how: str = condition.quantifier
        if how == "for_every" and len(parts) > 1:
            how = "for_every_where"
        title = self.quoted(self.text(self.kb.contexts[condition.context].title))
        return Statement(self._said[how].format(title=title, bounds=self._bounds(condition)), parts)

    def _bounds(self, counted: CountOf | Quantified) -> str:
        form = "least" if counted.most is None else "most" if counted.least is None else "between"
        return self._said[f"bound_{form}"].format(least=counted.least, most=counted.most)

    def _test(self, test: AnswerTest) -> str:
        ask = self.ask(test.question)
        if isinstance(test.value, int):
            form = "number_is" if test.operator == "is" else test.operator
            return self._said[form].format(ask=ask, number=self._number(test.question, test.value))
        if test.operator == "answered":
            return self._said[f"answered_{test.value[0]}"].format(ask=ask)
        question = self.kb.questions[test.question]
        labels = [self.quoted(self.text(question.option(option).label)) for option in test.value]
        several = question.type == "choices"
        if test.operator == "none_of":
            if several and len(labels) > 1:
                joined = " ni ".join(labels) if self.language == "fr" else self._joined("or", labels)
                return self._said["excludes_several"].format(ask=ask, options=joined)
            return self._said["excludes" if several else "is_not"].format(ask=ask, options=self._joined("or", labels))
        joined = self._joined("and" if test.operator == "all_of" else "or", labels)
        return self._said["includes" if several else "is"].format(ask=ask, options=joined)

    def _number(self, question: str, number: int) -> str:
        unit = self.kb.questions[question].unit
        words = str(format_decimal(number, locale="fr" if self.language == "fr" else "en"))
        return f"{words} {self.text(unit)}" if unit else words

    def _joined(self, how: str, words: list[str]) -> str:
        if len(words) < 2:
            return "".join(words)
        return self._said[how].format(words=", ".join(words[:-1]), last=words[-1])
