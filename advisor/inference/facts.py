"""The facts the rule engine works on: what can be asserted or derived, with nothing left to compare.

An elementary test is judged in typed Python and becomes a fact saying that it holds, or one saying that it
does not; undetermined, it becomes neither. So the engine compares no values, knows no types and no absence.
Tests that mean the same in every state of an answer are one test here, in canonical form.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.knowledge.condition import AnswerTest, OpenList
from advisor.knowledge.model import Question

from .condition_key import ConditionKey


@dataclass(frozen=True)
class AnswerFact:
    """A test on an answer holds, or does not."""

    test: AnswerTest
    holds: bool

    def __str__(self) -> str:
        value = self.test.value
        operand = str(value) if isinstance(value, int) else ",".join(value)
        return f"{self.test.question} {self.test.operator} {operand}|{'yes' if self.holds else 'no'}"


@dataclass(frozen=True)
class ConclusionFact:
    """A conclusion is yes, or is no."""

    conclusion: str
    value: bool

    def __str__(self) -> str:
        return f"{self.conclusion}|{'yes' if self.value else 'no'}"


@dataclass(frozen=True)
class AbsenceFact:
    """No exception of this conclusion rule is certain."""

    rule: str

    def __str__(self) -> str:
        return f"{self.rule} exception absent"


@dataclass(frozen=True)
class EntryFact:
    """A condition of an entry is fulfilled; for the `when` of a conclusion rule, its exceptions considered."""

    entry: ConditionKey

    def __str__(self) -> str:
        return str(self.entry)


@dataclass(frozen=True)
class PartFact:
    """An auxiliary: part of one or several conditions, too large to be multiplied out or matched at once."""

    number: int

    def __str__(self) -> str:
        return f"part {self.number}"


@dataclass(frozen=True)
class ListFact:
    """What an incomplete list may add to one condition holds, or does not; never certain, always possible."""

    part: OpenList
    holds: bool

    def __str__(self) -> str:
        return f"{self.part.context} may be more {self.part.number}|{'yes' if self.holds else 'no'}"


@dataclass(frozen=True)
class AlwaysFact:
    """There from the start: the body of a rule that needs nothing."""

    def __str__(self) -> str:
        return "always"


Fact = AnswerFact | ConclusionFact | AbsenceFact | EntryFact | PartFact | ListFact | AlwaysFact


def canonical(test: AnswerTest, question: Question) -> AnswerTest:
    """The representative of all tests that have the same value as this one in every state of an answer.

    Options come in the questionnaire's order and without repetitions; lists of one become `is` or
    `includes`; `none_of` on a choice becomes `any_of` the rest (not so on choices, where several hold at
    once); numbers, being whole, are compared by `at_least` and `at_most` only.
    """
    if isinstance(test.value, int):
        if test.operator == "more_than":
            return AnswerTest(test.question, "at_least", test.value + 1)
        if test.operator == "less_than":
            return AnswerTest(test.question, "at_most", test.value - 1)
        return AnswerTest(test.question, test.operator, test.value)
    if test.operator == "answered":
        return AnswerTest(test.question, "answered", test.value)
    named = set(test.value)
    known = {option.id for option in question.options}
    options = tuple(option.id for option in question.options if option.id in named)
    options += tuple(sorted(named - known))
    if test.operator == "none_of":
        rest = tuple(option.id for option in question.options if option.id not in named)
        if question.type == "choices" or not rest:
            return AnswerTest(test.question, "none_of", options)
        return AnswerTest(test.question, "is" if len(rest) == 1 else "any_of", rest)
    if len(options) == 1:
        return AnswerTest(test.question, "includes" if question.type == "choices" else "is", options)
    return AnswerTest(test.question, test.operator, options)
