"""What authors compare an answer with, read into elementary tests.

A bare value means "is" (on `choices`: "includes"). Each test is checked against the type, the options and the bounds
of the question it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from ..condition import AnswerTest, Condition, Operator, Position
from ..document import Steps
from ..model import Question
from ..problem import Ground, did_you_mean, listed, quoted
from .entry import kind_of
from .written_node import WrittenNode, joined

LONGEST_DELAY = 3650
"""Days."""
LISTS: tuple[Operator, ...] = ("any_of", "all_of", "none_of")
COMPARISONS: tuple[Operator, ...] = ("at_least", "at_most", "more_than", "less_than")
FITTING: Mapping[str, tuple[Operator, ...]] = {
    "choice": ("any_of", "none_of", "answered"),
    "choices": ("any_of", "all_of", "none_of", "answered"),
    "yes_no": ("answered",),
    "number": (*COMPARISONS, "answered"),
    "text": ("answered",),
}
"""The operators that may be written under a question, by its type."""
OPERATORS: tuple[Operator, ...] = (*LISTS, *COMPARISONS, "answered", "is", "due_within")


def elementary_tests(question: Question, asked: tuple[Ground, ...], written: WrittenNode) -> Condition | None:
    """What is written under a question; None after noting why it cannot be read.

    `asked` are the places that say what can be answered.
    """
    return _WrittenTest(question, asked, written).test()


class _WrittenTest(WrittenNode):
    """What stands under a question, or under one operator of it."""

    def __init__(self, question: Question, asked: tuple[Ground, ...], written: WrittenNode, below: Steps = ()) -> None:
        super().__init__(written.findings, written.document, (*written.steps, *below))
        self.question = question
        self.asked = asked
        self.name = quoted(question.id)

    def below(self, *steps: str | int) -> _WrittenTest:
        return _WrittenTest(self.question, self.asked, self, steps)

    def wrong(self, code: str, message: str, at: Position | None = None, rests_on: tuple[Ground, ...] = ()) -> None:
        super().wrong(code, message, at, rests_on or self.asked)

    def test(self) -> Condition | None:
        if not isinstance(self.value, dict):
            return self.bare()
        if not self.value:
            self.wrong("E041", f"Say what {self.name} is compared with.")
            return None
        several = len(self.value) > 1
        parts = [
            self.below(operator).operator(operator, self.below(operator).key() if several else self.key())
            for operator in self.value
        ]
        return joined(parts, self.key())

    def bare(self) -> Condition | None:
        if isinstance(self.value, list):
            fitting = [operator for operator in FITTING[self.question.type] if operator in LISTS]
            hint = f" Write {{{fitting[0]}: […]}}." if fitting else ""
            self.wrong("E044", f"A list needs an operator that says how {self.name} is compared.{hint}")
            return None
        if self.question.type == "text":
            self.wrong("E043", f"{self.name} is a text: it can only be tested with {{answered: yes}} or no.")
            return None
        if self.question.type == "number":
            number = self.number("is")
            return None if number is None else AnswerTest(self.question.id, "is", number, self.key())
        option = self.option()
        operator: Operator = "includes" if self.question.type == "choices" else "is"
        return None if option is None else AnswerTest(self.question.id, operator, (option,), self.key())

    def operator(self, operator: str, at: Position) -> Condition | None:
        if operator not in OPERATORS:
            hint = did_you_mean(operator, OPERATORS)
            fitting = listed(FITTING[self.question.type])
            message = f"There is no operator {quoted(operator)}.{hint} {self.name} takes {fitting}."
            self.wrong("E042", message, self.key())
            return None
        if operator == "is" and self.question.type in ("choice", "yes_no", "number"):
            return self.bare()
        if operator == "due_within" and self.question.type != "text":
            return self.due(at)
        if operator not in FITTING[self.question.type]:
            fitting = listed(FITTING[self.question.type])
            self.wrong(
                "E043",
                f"{quoted(operator)} does not fit {self.name}, which is a {self.question.type} question: "
                f"it takes a bare value, {fitting}."
                if self.question.type != "text"
                else f"{quoted(operator)} does not fit {self.name}, which is a text: it takes {fitting}.",
                self.key(),
            )
            return None
        if operator == "answered":
            return self.answered(at)
        if operator in LISTS:
            return self.listed(operator, at)
        number = self.number(operator)
        return None if number is None else AnswerTest(self.question.id, cast(Operator, operator), number, at)

    def due(self, at: Position) -> Condition | None:
        if not isinstance(self.value, int) or not 0 <= self.value <= LONGEST_DELAY:
            message = f'"due_within" takes a number of days from 0 to {LONGEST_DELAY}, not {kind_of(self.value)}.'
            self.wrong("E044", message)
            return None
        return AnswerTest(self.question.id, "due_within", self.value, at)

    def answered(self, at: Position) -> Condition | None:
        if self.value not in ("yes", "no"):
            self.wrong("E044", f"{quoted('answered')} takes yes or no, not {kind_of(self.value)}.")
            return None
        return AnswerTest(self.question.id, "answered", (self.value,), at)

    def listed(self, operator: str, at: Position) -> Condition | None:
        if not isinstance(self.value, list):
            self.wrong(
                "E044",
                f"{quoted(operator)} takes a list, such as [{self.question.options[0].id}], not {kind_of(self.value)}.",
            )
            return None
        if not self.value:
            self.wrong("E044", f"The list under {quoted(operator)} is empty. Name at least one option.")
            return None
        options = [self.below(index).option() for index in range(len(self.value))]
        for index, option in enumerate(options):
            if option is not None and option in options[:index]:
                self.wrong("E030", f"{quoted(option)} stands twice in this list. Keep it once.", self.below(index).at)
        known = tuple(dict.fromkeys(option for option in options if option is not None))
        return None if None in options else AnswerTest(self.question.id, cast(Operator, operator), known, at)

    def option(self) -> str | None:
        if isinstance(self.value, (dict, list)) or self.value is None:
            options = listed(option.id for option in self.question.options)
            self.wrong("E044", f"{self.name} takes {options}, not {kind_of(self.value)}.")
            return None
        ids = [option.id for option in self.question.options]
        if self.value in ids:
            return str(self.value)
        for option in self.question.options:
            if self.value in option.aliases:
                message = f"{quoted(self.value)} is a former name; write {quoted(option.id)}."
                self.wrong("E034", message)
                return None
        hint = did_you_mean(self.value, ids) or f" Possible: {', '.join(ids)}."
        self.wrong("E034", f"{self.name} has no option {quoted(self.value)}.{hint}")
        return None

    def number(self, operator: str) -> int | None:
        if not isinstance(self.value, int):
            message = f"{self.name} is a number: write a whole number without quotes, not {kind_of(self.value)}."
            self.wrong("E044", message)
            return None
        low, high = self.question.min, self.question.max
        if low is None or high is None:
            return None
        least, most = _range(operator, low, high)
        if not least <= self.value <= most:
            always = _ALWAYS[operator](self.value, low, high)
            verdict = "always holds" if always else "can never hold"
            self.wrong(
                "E045",
                f"{self.name} runs from {low} to {high}, so this {verdict}. "
                f"A number from {least} to {most} makes sense here.",
                rests_on=self.asked[3:] if self.value > low else self.asked[2:3],
            )
            return None
        return self.value


_ALWAYS: Mapping[str, Callable[[int, int, int], bool]] = {
    "is": lambda number, low, high: False,
    "at_least": lambda number, low, high: number <= low,
    "at_most": lambda number, low, high: number >= high,
    "more_than": lambda number, low, high: number < low,
    "less_than": lambda number, low, high: number > high,
}


def _range(operator: str, low: int, high: int) -> tuple[int, int]:
    """The numbers for which a comparison can be true and can be false."""
    if operator == "is":
        return low, high
    return (low + 1, high) if operator in ("at_least", "less_than") else (low, high - 1)
