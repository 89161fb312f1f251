"""One question's answer as literals: which states it may take, and what each comparison makes of them.

A `Reading` stands for what is *recorded* of a question. Three kinds are built: any state an answers file can hold
(`any_state`), any complete answer (`any_answer`), and what a file does hold (`recorded`, constants throughout);
`completed` is the last with what is open left to be filled in. `decode` turns an assignment back into an answer.
What is partly known has two rails as well: an option is known to be the case, known not to be, or neither; a number is
known to reach a threshold, known to stay below, or neither.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.answers import NOT_ASKED, Answer, AnswerState, Choices
from advisor.answers.answer import Range, Remaining, Value
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import Question

from .formula import FALSE, TRUE, Formula, Literal, Model


@dataclass(frozen=True)
class Rails:
    """The literals for "certainly true" and "certainly false"; with neither, undetermined."""

    true: Literal
    false: Literal

    def turned(self) -> Rails:
        """The rails of the negation."""
        return Rails(self.false, self.true)


@dataclass(frozen=True)
class Turns:
    """Where comparisons on one question change their value: at which numbers, and at how many days to a date.

    Days count from `since`, an ISO date: that of the answers, or any where there are none.
    """

    numbers: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    since: str = "2000-01-01"


@dataclass(frozen=True)
class Reading:
    """What is recorded of one question.

    `given` holds when it is answered, `declared` when it is said not to apply; with neither it is open. `unknown`
    tells what was asked in vain from what was never asked, where that matters: of a question that may be waiting.
    `yes` and `no` say of each option that it is known to be the answer, or part of it, and known not to be.
    `reaches` and `below` map each threshold to "the number is known to be at least this", and to be less. `dated`
    holds when there is a date, and `within` maps days to "it falls due no later than so many days from now".
    `frozen`, if set, is what `answered: yes` and `answered: no` come to, whatever else changes; `waiting` that
    `answered: no` holds unless the question turns out not to apply.
    """

    question: Question
    given: Literal
    declared: Literal
    yes: Mapping[str, Literal] = field(default_factory=dict)
    no: Mapping[str, Literal] = field(default_factory=dict)
    reaches: Mapping[int, Literal] = field(default_factory=dict)
    below: Mapping[int, Literal] = field(default_factory=dict)
    within: Mapping[int, Literal] = field(default_factory=dict)
    dated: Literal = FALSE
    unknown: Literal = FALSE
    turns: Turns = Turns()
    frozen: tuple[Literal, Literal] | None = None
    waiting: bool = False

    def compared(self, test: AnswerTest, formula: Formula) -> Rails:
        """A comparison on the recorded answer, without regard to applicability (`answered` excluded)."""
        if isinstance(test.value, int):
            return self._due(test.value, formula) if test.operator == "due_within" else self._number(test, formula)
        if self.question.type == "choices":
            return self._choices(test.operator, test.value, formula)
        among = formula.conjunction((self.given, *(no for option, no in self.no.items() if option not in test.value)))
        rails = Rails(among, formula.conjunction((self.given, *(self.no[option] for option in test.value))))
        return rails.turned() if test.operator == "none_of" else rails

    def _choices(self, operator: str, options: tuple[str, ...], formula: Formula) -> Rails:
        yes = [self.yes[option] for option in options]
        no = [self.no[option] for option in options]
        if operator == "all_of":
            return Rails(formula.conjunction(yes), formula.disjunction(no))
        rails = Rails(formula.disjunction(yes), formula.conjunction(no))
        return rails.turned() if operator == "none_of" else rails

    def _due(self, days: int, formula: Formula) -> Rails:
        known = (self.given, self.dated)
        return Rails(
            formula.conjunction((*known, self.within[days])), formula.conjunction((*known, -self.within[days]))
        )

    def _number(self, test: AnswerTest, formula: Formula) -> Rails:
        value = test.value
        assert isinstance(value, int)
        if test.operator == "is":
            least, beyond = self._reaches(value), self._reaches(value + 1)
            return Rails(
                formula.conjunction((least.true, beyond.false)), formula.disjunction((least.false, beyond.true))
            )
        rails = self._reaches(value if test.operator in ("at_least", "less_than") else value + 1)
        return rails if test.operator in ("at_least", "more_than") else rails.turned()

    def _reaches(self, value: int) -> Rails:
        low, high = bounds(self.question)
        if value <= low:
            return Rails(self.given, FALSE)
        return Rails(FALSE, self.given) if value > high else Rails(self.reaches[value], self.below[value])

    def only_where(self, asked: Literal, formula: Formula) -> Reading:
        """The same answer where a literal holds, and none where it does not."""

        def each(literals: Mapping[Any, Literal]) -> dict[Any, Literal]:
            return {key: formula.conjunction((asked, literal)) for key, literal in literals.items()}

        return replace(
            self,
            given=formula.conjunction((asked, self.given)),
            yes=each(self.yes),
            no=each(self.no),
            reaches=each(self.reaches),
            below=each(self.below),
            within=each(self.within),
            dated=formula.conjunction((asked, self.dated)),
        )

    def literals(self) -> tuple[Literal, ...]:
        """Every literal that tells one recorded answer from another."""
        values = (self.yes, self.no, self.reaches, self.below, self.within)
        told = (literal for literals in values for literal in literals.values())
        return (self.given, self.declared, self.unknown, *told, self.dated)

    def agrees(self, answer: Answer, formula: Formula) -> Literal:
        """A literal that holds when the recorded answer comes to the same as this one under every comparison."""
        return formula.conjunction(self.towards(answer))

    def towards(self, answer: Answer) -> list[Literal]:
        """The literals of the reading, each as it is for this answer."""
        like = recorded(self.question, answer, self.turns)
        return [
            mine if theirs == TRUE else -mine for mine, theirs in zip(self.literals(), like.literals(), strict=True)
        ]

    def decode(self, model: Model, like: Answer = NOT_ASKED) -> Answer:
        """The answer an assignment stands for; `like` is kept where it comes to the same."""
        if all(model.holds(literal) for literal in self.towards(like)):
            return like
        if model.holds(self.declared):
            return NOT_APPLICABLE
        if not model.holds(self.given):
            return UNKNOWN if model.holds(self.unknown) else NOT_ASKED
        value = self._decode_value(model, like)
        partly_known = isinstance(value, (Remaining, Range)) or (
            isinstance(value, Choices) and len(value.yes) + len(value.no) < len(self.question.options)
        )
        return Answer(AnswerState.ANSWERED, value, partly_known=partly_known, due=self._decode_due(model))

    def _decode_value(self, model: Model, like: Answer) -> Value:
        if self.question.type == "number":
            return self._decode_number(model, like)
        if self.question.type == "text":
            return like.value if isinstance(like.value, str) else "…"
        yes = frozenset(option for option, literal in self.yes.items() if model.holds(literal))
        no = frozenset(option for option, literal in self.no.items() if model.holds(literal))
        if self.question.type == "choices":
            return Choices(yes, no)
        return next(iter(yes)) if yes else Remaining(tuple(option for option in self.yes if option not in no))

    def _decode_number(self, model: Model, like: Answer) -> int | Range:
        low, high = bounds(self.question)
        low = max((t for t, literal in self.reaches.items() if model.holds(literal)), default=low)
        high = min((t for t, literal in self.below.items() if model.holds(literal)), default=high + 1) - 1
        if all(not low < threshold <= high for threshold in self.reaches):
            return like.value if isinstance(like.value, int) and low <= like.value <= high else low
        return Range(low, high)

    def _decode_due(self, model: Model) -> str | None:
        if not model.holds(self.dated):
            return None
        late = max(self.within, default=0) + 1
        days = min((days for days, literal in self.within.items() if model.holds(literal)), default=late)
        return (datetime.date.fromisoformat(self.turns.since) + datetime.timedelta(days)).isoformat()


class Readings(Mapping[str, Reading]):
    """Readings of questions, each made when first asked for; what was never asked for is not among them.

    A formula grows by the questions alone that what is examined reads.
    """

    def __init__(self, make: Callable[[str], Reading]) -> None:
        self._make = make
        self._made: dict[str, Reading] = {}

    def __getitem__(self, question: str) -> Reading:
        if question not in self._made:
            self._made[question] = self._make(question)
        return self._made[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE, because="…")
UNKNOWN = Answer(AnswerState.UNKNOWN)
OPEN_STATES = (AnswerState.UNKNOWN, AnswerState.NOT_ASKED, AnswerState.WAITING)


def bounds(question: Question) -> tuple[int, int]:
    """The least and the greatest number a question accepts."""
    assert question.min is not None
    assert question.max is not None
    return question.min, question.max


def turns(question: Question, tests: Iterable[AnswerTest], since: str | None = None) -> Turns:
    """Where some comparison on a question changes its value, ascending."""
    numbers: set[int] = set()
    days: set[int] = set()
    for test in tests:
        if test.question != question.id or not isinstance(test.value, int):
            continue
        if test.operator == "due_within":
            days.add(test.value)
        if test.operator in ("at_least", "less_than", "is"):
            numbers.add(test.value)
        if test.operator in ("more_than", "at_most", "is"):
            numbers.add(test.value + 1)
    if question.type == "number":
        low, high = bounds(question)
        numbers = {value for value in numbers if low < value <= high}
    return Turns(tuple(sorted(numbers)), tuple(sorted(days)), since or Turns.since)


def any_state(formula: Formula, question: Question, turns: Turns) -> Reading:
    """Any state an answers file can record: answered, partly known, not applicable, open."""
    given, declared = formula.fresh(), formula.fresh()
    unknown = FALSE if question.relevant_when is None else formula.fresh()
    for one, other in itertools.combinations((given, declared, unknown), 2):
        formula.require(-one, -other)
    return _free(formula, Reading(question, given, declared, unknown=unknown, turns=turns), partly=True)


def any_answer(formula: Formula, question: Question, turns: Turns) -> Reading:
    """Any complete answer."""
    return _free(formula, Reading(question, TRUE, FALSE, turns=turns), partly=False)


def completed(formula: Formula, question: Question, answer: Answer, turns: Turns) -> Reading:
    """Any complete answer that agrees with what is already known; an answer that is known stays."""
    if answer.state in OPEN_STATES:
        return any_answer(formula, question, turns)
    known = recorded(question, answer, turns)
    if not answer.partly_known:
        return known
    reading = any_answer(formula, question, turns)
    for mine, theirs in zip(reading.literals(), known.literals(), strict=True):
        if theirs == TRUE:
            formula.require(mine)
    if answer.due is None:
        formula.require(-reading.dated)
    return reading


def recorded(question: Question, answer: Answer, turns: Turns) -> Reading:
    """Exactly one answer, as constants."""

    def constant(value: bool) -> Literal:
        return TRUE if value else FALSE

    given = answer.state is AnswerState.ANSWERED
    yes, no, low, high = _known(question, answer.value if given else None)
    due = None if answer.due is None or not given else _days(turns.since, answer.due)
    return Reading(
        question,
        constant(given),
        constant(answer.state is AnswerState.NOT_APPLICABLE),
        {option.id: constant(option.id in yes) for option in question.options},
        {option.id: constant(option.id in no) for option in question.options},
        {number: constant(low is not None and low >= number) for number in turns.numbers},
        {number: constant(high is not None and high < number) for number in turns.numbers},
        {days: constant(due is not None and due <= days) for days in turns.days},
        dated=constant(due is not None and bool(turns.days)),
        unknown=constant(answer.state is AnswerState.UNKNOWN and question.relevant_when is not None),
        turns=turns,
    )


def _known(question: Question, value: Value | None) -> tuple[frozenset[str], frozenset[str], int | None, int | None]:
    """The options known to be the case, those known not to be, and the bounds of a number."""
    nothing: frozenset[str] = frozenset()
    if isinstance(value, Choices):
        return value.yes, value.no, None, None
    if isinstance(value, Range):
        return nothing, nothing, value.at_least, value.at_most
    if isinstance(value, int):
        return nothing, nothing, value, value
    if value is None or not question.options:
        return nothing, nothing, None, None
    remaining = value.options if isinstance(value, Remaining) else (value,)
    others = frozenset(option.id for option in question.options if option.id not in remaining)
    return nothing if isinstance(value, Remaining) else frozenset(remaining), others, None, None


def _days(since: str, until: str) -> int:
    return (datetime.date.fromisoformat(until) - datetime.date.fromisoformat(since)).days


def _free(formula: Formula, reading: Reading, *, partly: bool) -> Reading:
    """The reading with every value left free that goes with it being given."""
    question, given, turns = reading.question, reading.given, reading.turns
    yes = {option.id: formula.fresh() for option in question.options}
    reaches = {number: formula.fresh() for number in turns.numbers}
    no = {option: formula.fresh() if partly else -literal for option, literal in yes.items()}
    below = {number: formula.fresh() if partly else -literal for number, literal in reaches.items()}
    within = {days: formula.fresh() for days in turns.days}
    dated = formula.fresh() if within else FALSE
    if question.options:
        _consistent(formula, question, given, yes, no)
    if question.options and question.type != "choices":
        # A file cannot say of a choice that it was answered and rule nothing out.
        formula.require(-given, *no.values())
    for number in turns.numbers:
        formula.require(-reaches[number], -below[number])
        formula.require(-reaches[number], given)
        formula.require(-below[number], given)
    for lower, higher in itertools.pairwise(turns.numbers):
        formula.require(-reaches[higher], reaches[lower])
        formula.require(-below[lower], below[higher])
    for literal in within.values():
        formula.require(-literal, dated)
    for sooner, later in itertools.pairwise(turns.days):
        formula.require(-within[sooner], within[later])
    formula.require(-dated, given)
    return replace(reading, yes=yes, no=no, reaches=reaches, below=below, within=within, dated=dated)


def _consistent(
    formula: Formula, question: Question, given: Literal, yes: Mapping[str, Literal], no: Mapping[str, Literal]
) -> None:
    """Demand that what is known of the options is consistent, and closed over the options that stand alone.

    Of a choice every option does.
    """
    single = question.type != "choices"
    has_alone = single or any(option.alone for option in question.options)
    for option in question.options:
        formula.require(-yes[option.id], -no[option.id])
        formula.require(-yes[option.id], given)
        formula.require(-no[option.id], given)
        others = [other for other in question.options if other is not option]
        for other in others:
            if single or option.alone or other.alone:
                formula.require(-yes[option.id], no[other.id])
        if has_alone:
            # An empty answer is refused here, so the last option left is the one.
            formula.require(-given, yes[option.id], *(-no[other.id] for other in others))
