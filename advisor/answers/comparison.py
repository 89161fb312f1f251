"""Elementary tests: whether one comparison holds of one answer.

Shared by every engine, so its truth tables are written out by hand in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable

from advisor.knowledge.condition import AnswerTest

from .answer import FALSE, TRUE, UNDETERMINED, AnswerState, Choices, EffectiveAnswer, Range, Remaining, Truth
from .kleene import conjunction, disjunction, negation, truth_of


def truth(test: AnswerTest, effective: EffectiveAnswer) -> Truth:
    """The value of a comparison on what rules may read of its question.

    Not applicable (declared, or by relevance) makes every comparison false, negative operators and
    `answered` included; unknown, not asked and waiting leave all but `answered` undetermined, and a partly known
    answer what its open part decides. The knowledge base guarantees that the operator fits the question's type;
    TypeError where it does not.
    """
    answer = effective.answer
    if effective.relevance is FALSE or answer.state is AnswerState.NOT_APPLICABLE:
        return FALSE
    given = answer.state is AnswerState.ANSWERED
    if test.operator == "answered":
        asked = test.value == ("yes",)
        # Whether a waiting question will turn out irrelevant, and then be neither, is open.
        waits = answer.state is AnswerState.WAITING and not asked
        return UNDETERMINED if waits else truth_of(given == asked)
    if not given:
        return UNDETERMINED
    if test.operator == "due_within":
        return _of_delay(test, effective.due_in)
    if isinstance(answer.value, Remaining):
        return _of_all(truth_of(_of_option_alone(test, option)) for option in answer.value.options)
    if isinstance(answer.value, Range):
        return _of_range(test, answer.value)
    if isinstance(answer.value, Choices):
        return _of_choices(test, answer.value)
    if isinstance(answer.value, int):
        return truth_of(_of_number(test, answer.value))
    return truth_of(_of_option_alone(test, answer.value))


def _of_option_alone(test: AnswerTest, option: str | None) -> bool:
    """A test on the one option of a choice."""
    if isinstance(test.value, int):
        raise TypeError(f"{test.operator} {test.value} cannot be asked of the answer {option!r}")
    if test.operator in ("is", "any_of"):
        return option in test.value
    if test.operator == "none_of":
        return option not in test.value
    raise TypeError(f"the operator {test.operator} does not fit the answer {option!r}")


def _of_all(values: Iterable[Truth]) -> Truth:
    """What holds of everything that an answer may still be: true or false where all agree."""
    found = set(values)
    return found.pop() if len(found) == 1 else UNDETERMINED


def _of_range(test: AnswerTest, known: Range) -> Truth:
    """A comparison with a number between two bounds: decided where it comes out alike for the whole range."""
    if not isinstance(test.value, int):
        raise TypeError(f"the operator {test.operator} {test.value!r} does not fit a number")
    turns = {test.value - 1, test.value, test.value + 1}
    numbers = {known.at_least, known.at_most, *(turn for turn in turns if known.at_least <= turn <= known.at_most)}
    return _of_all(truth_of(_of_number(test, number)) for number in numbers)


def _of_delay(test: AnswerTest, due_in: int | None) -> Truth:
    """Whether it falls due no later than so many days after the date of the file; open without a date."""
    if not isinstance(test.value, int):
        raise TypeError(f"the operator {test.operator} takes days, not {test.value!r}")
    return UNDETERMINED if due_in is None else truth_of(due_in <= test.value)


def _of_choices(test: AnswerTest, chosen: Choices) -> Truth:
    if isinstance(test.value, int):
        raise TypeError(f"{test.operator} {test.value} cannot be asked of a list of options")
    options = [_of_option(option, chosen) for option in test.value]
    if test.operator in ("includes", "any_of"):
        return disjunction(options)
    if test.operator == "all_of":
        return conjunction(options)
    if test.operator == "none_of":
        return negation(disjunction(options))
    raise TypeError(f"the operator {test.operator} does not fit a list of options")


def _of_option(option: str, chosen: Choices) -> Truth:
    if option in chosen.yes:
        return TRUE
    return FALSE if option in chosen.no else UNDETERMINED


def _of_number(test: AnswerTest, number: int) -> bool:
    if not isinstance(test.value, int):
        raise TypeError(f"the operator {test.operator} {test.value!r} does not fit the number {number}")
    if test.operator == "is":
        return number == test.value
    if test.operator == "at_least":
        return number >= test.value
    if test.operator == "at_most":
        return number <= test.value
    if test.operator == "more_than":
        return number > test.value
    if test.operator == "less_than":
        return number < test.value
    raise TypeError(f"the operator {test.operator} does not fit the number {number}")
