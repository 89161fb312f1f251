"""Elementary tests: whether one comparison holds of one answer.

Shared by every engine, so its truth tables are written out by hand in the tests.
"""

from __future__ import annotations

from advisor.knowledge.condition import AnswerTest

from .kleene import conjunction, disjunction, negation, truth_of
from .model import AnswerState, Choices, EffectiveAnswer, Truth


def truth(test: AnswerTest, effective: EffectiveAnswer) -> Truth:
    """The value of a comparison on what rules may read of its question.

    Not applicable (declared, or by relevance) makes every comparison false, negative operators and
    `answered` included; unknown and not asked leave all but `answered` undetermined. The knowledge base
    guarantees that the operator fits the question's type; TypeError where it does not.
    """
    answer = effective.answer
    if effective.relevance is Truth.FALSE or answer.state is AnswerState.NOT_APPLICABLE:
        return Truth.FALSE
    given = answer.state is AnswerState.ANSWERED
    if test.operator == "answered":
        return truth_of(given == (test.value == ("yes",)))
    if not given:
        return Truth.UNDETERMINED
    if isinstance(answer.value, Choices):
        return _of_choices(test, answer.value)
    if isinstance(answer.value, int):
        return truth_of(_of_number(test, answer.value))
    if isinstance(test.value, int):
        raise TypeError(f"{test.operator} {test.value} cannot be asked of the answer {answer.value!r}")
    if test.operator in ("is", "any_of"):
        return truth_of(answer.value in test.value)
    if test.operator == "none_of":
        return truth_of(answer.value not in test.value)
    raise TypeError(f"the operator {test.operator} does not fit the answer {answer.value!r}")


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
        return Truth.TRUE
    return Truth.FALSE if option in chosen.no else Truth.UNDETERMINED


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
