"""Conditions as plain sentences for people who read rules rather than YAML.

A condition becomes a `Statement`: a clause without capital or full stop, with its parts below where it has any.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from advisor.language import C_, Messages, catalogue
from advisor.language.enumeration import How, joined
from advisor.language.typography import printed_on_screen

from .links import Link

LONGEST_PROSE = 3
"""More parts than this are listed one below the other."""

PHRASES = Messages(
    {
        "quoted": "“{words}”",
        "all": "all of these hold:",
        "any": "at least one of these holds:",
        "count": "{bounds} of these hold:",
        "for_some": "this holds for one of {title} at least:",
        "for_every": "this holds for each of {title}:",
        "for_every_where": "for each of {title} of which the first holds, so does the second:",
        "count_of": "this holds for {bounds} of {title}:",
        "bound_least": "at least {least}",
        "bound_most": "at most {most}",
        "bound_between": C_("bounds", "{least} to {most}"),
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
    }
)


@dataclass(frozen=True)
class Statement:
    """A clause; `parts` are the clauses it introduces, `reads` the question or conclusion a single test is about."""

    text: str
    parts: tuple[Statement, ...] = ()
    reads: Link | None = None


class Sentences:
    """Says the conditions of one knowledge base in one language."""

    def __init__(self, kb: KnowledgeBase, language: str) -> None:
        self.kb = kb
        self.language = language
        self._said = PHRASES.said(language)

    def text(self, text: Text) -> str:
        """A text of the knowledge base in this language on one line, French punctuation kept from a line of its own."""
        words = " ".join((text[self.language] if self.language in text else text[self.kb.languages[0]]).split())
        return printed_on_screen(words, self.language)

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
        how: How = "and_clause" if isinstance(condition, AllOf) else "or_clause"
        return Statement(joined(how, [part.text for part in whole.parts], self.language))

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
                options = joined("neither", labels, self.language)
                return self._said["excludes_several"].format(ask=ask, options=options)
            return self._said["excludes" if several else "is_not"].format(
                ask=ask, options=joined("or", labels, self.language)
            )
        options = joined("and" if test.operator == "all_of" else "or", labels, self.language)
        return self._said["includes" if several else "is"].format(ask=ask, options=options)

    def _number(self, question: str, number: int) -> str:
        unit = self.kb.questions[question].unit
        words = catalogue(self.language).number(number)
        return f"{words} {self.text(unit)}" if unit else words
