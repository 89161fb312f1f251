"""One question's answer as literals: which states it may take, and what each comparison makes of them.

A `Reading` stands for what is *recorded* of a question. Three kinds are built: any state an answers file can hold
(`any_state`), any complete answer (`any_answer`), and what a file does hold (`recorded`, constants throughout);
`completed` is the last with what is open left to be filled in. `decode` turns an assignment back into an answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from advisor.answers import NOT_ASKED, Answer, AnswerState, Choices
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
class Reading:
    """What is recorded of one question.

    `given` holds when it is answered, `declared` when it is said not to apply; with neither it is open.
    `yes` and `no` say of each option that it is known to be chosen or not (`no` for `choices` only).
    `reaches` maps each threshold to "the number is at least this". `frozen`, if set, is what `answered: yes` and
    `answered: no` come to, whatever else changes. `asked` says of an open one that the client was asked and does not
    know: it never waits for its relevance. `waits` marks one that waits now, and is completed.
    """

    question: Question
    given: Literal
    declared: Literal
    yes: Mapping[str, Literal] = field(default_factory=dict)
    no: Mapping[str, Literal] = field(default_factory=dict)
    reaches: Mapping[int, Literal] = field(default_factory=dict)
    frozen: tuple[Literal, Literal] | None = None
    asked: bool = False
    waits: bool = False

    def compared(self, test: AnswerTest, formula: Formula) -> Rails:
        """A comparison on the recorded answer, without regard to applicability (`answered` excluded)."""
        if isinstance(test.value, int):
            reached = self._number(test, test.value, formula)
            return Rails(reached, formula.conjunction((self.given, -reached)))
        if self.question.type == "choices":
            return self._choices(test.operator, test.value, formula)
        chosen = formula.disjunction(self.yes[option] for option in test.value)
        rails = Rails(chosen, formula.conjunction((self.given, -chosen)))
        return rails.turned() if test.operator == "none_of" else rails

    def _choices(self, operator: str, options: tuple[str, ...], formula: Formula) -> Rails:
        yes = [self.yes[option] for option in options]
        no = [self.no[option] for option in options]
        if operator == "all_of":
            return Rails(formula.conjunction(yes), formula.disjunction(no))
        rails = Rails(formula.disjunction(yes), formula.conjunction(no))
        return rails.turned() if operator == "none_of" else rails

    def _number(self, test: AnswerTest, value: int, formula: Formula) -> Literal:
        if test.operator == "at_least":
            return self._reaches(value)
        if test.operator == "more_than":
            return self._reaches(value + 1)
        below = -self._reaches(value if test.operator == "less_than" else value + 1)
        from_value = self._reaches(value) if test.operator == "is" else self.given
        return formula.conjunction((self.given, from_value, below))

    def _reaches(self, value: int) -> Literal:
        low, high = bounds(self.question)
        if value <= low:
            return self.given
        return FALSE if value > high else self.reaches[value]

    def literals(self) -> tuple[Literal, ...]:
        """Every literal that tells one recorded answer from another."""
        return (self.given, self.declared, *self.yes.values(), *self.no.values(), *self.reaches.values())

    def agrees(self, answer: Answer, formula: Formula) -> Literal:
        """A literal that holds when the recorded answer comes to the same as this one under every comparison."""
        model = recorded(self.question, answer, tuple(self.reaches))
        return formula.conjunction(
            mine if theirs == TRUE else -mine for mine, theirs in zip(self.literals(), model.literals(), strict=True)
        )

    def decode(self, model: Model, like: Answer = NOT_ASKED) -> Answer:
        """The answer an assignment stands for; `like` is kept where it comes to the same."""
        if model.holds(self.declared):
            return like if like.state is AnswerState.NOT_APPLICABLE else NOT_APPLICABLE
        if not model.holds(self.given):
            present = UNKNOWN if self.asked else NOT_ASKED
            return like if like.state is present.state or (like.state in OPEN_STATES and not self.asked) else present
        if self.question.type == "choices":
            yes = frozenset(option for option, literal in self.yes.items() if model.holds(literal))
            no = frozenset(option for option, literal in self.no.items() if model.holds(literal))
            partly_known = len(yes) + len(no) < len(self.question.options)
            return Answer(AnswerState.ANSWERED, Choices(yes, no), partly_known=partly_known)
        if self.question.type == "number":
            return Answer(AnswerState.ANSWERED, self._decode_number(model, like))
        if self.question.type == "text":
            return like if like.state is AnswerState.ANSWERED else Answer(AnswerState.ANSWERED, "…")
        return Answer(AnswerState.ANSWERED, next(o for o, literal in self.yes.items() if model.holds(literal)))

    def _decode_number(self, model: Model, like: Answer) -> int:
        low, high = bounds(self.question)
        low = max((t for t, literal in self.reaches.items() if model.holds(literal)), default=low)
        high = min((t for t, literal in self.reaches.items() if not model.holds(literal)), default=high + 1) - 1
        if isinstance(like.value, int) and low <= like.value <= high:
            return like.value
        return low


UNKNOWN = Answer(AnswerState.UNKNOWN)
NOT_APPLICABLE = Answer(AnswerState.NOT_APPLICABLE, because="…")
OPEN_STATES = (AnswerState.UNKNOWN, AnswerState.NOT_ASKED, AnswerState.WAITING)


def bounds(question: Question) -> tuple[int, int]:
    """The least and the greatest number a question accepts."""
    assert question.min is not None
    assert question.max is not None
    return question.min, question.max


def thresholds(question: Question, tests: Iterable[AnswerTest]) -> tuple[int, ...]:
    """The numbers at which some comparison on a question changes its value, ascending."""
    if question.type != "number":
        return ()
    low, high = bounds(question)
    found: set[int] = set()
    for test in tests:
        if test.question == question.id and isinstance(test.value, int):
            if test.operator in ("at_least", "less_than", "is"):
                found.add(test.value)
            if test.operator in ("more_than", "at_most", "is"):
                found.add(test.value + 1)
    return tuple(sorted(value for value in found if low < value <= high))


def any_state(formula: Formula, question: Question, steps: tuple[int, ...], like: Answer | None = None) -> Reading:
    """Any state an answers file can record: answered, partly known, not applicable, open as `like` is.

    Unless `like` was not asked, an open one was asked and is unknown, so that it does not wait.
    """
    given, declared = formula.fresh(), formula.fresh()
    formula.require(-given, -declared)
    reading = _free(formula, question, steps, given, declared, partly=True)
    unasked = like is not None and like.state is AnswerState.NOT_ASKED
    return replace(reading, asked=question.relevant_when is not None and not unasked)


def any_answer(formula: Formula, question: Question, steps: tuple[int, ...]) -> Reading:
    """Any complete answer."""
    return _free(formula, question, steps, TRUE, FALSE, partly=False)


def completed(formula: Formula, question: Question, answer: Answer, steps: tuple[int, ...]) -> Reading:
    """Any complete answer that agrees with what is already known; an answer that is known stays."""
    if answer.state in OPEN_STATES:
        return any_answer(formula, question, steps)
    if not (answer.partly_known and isinstance(answer.value, Choices)):
        return recorded(question, answer, steps)
    reading = any_answer(formula, question, steps)
    for option in question.options:
        if option.id in answer.value.yes:
            formula.require(reading.yes[option.id])
        if option.id in answer.value.no:
            formula.require(reading.no[option.id])
    return reading


def recorded(question: Question, answer: Answer, steps: tuple[int, ...]) -> Reading:
    """Exactly one answer, as constants."""

    def constant(value: bool) -> Literal:
        return TRUE if value else FALSE

    given = answer.state is AnswerState.ANSWERED
    ids = [option.id for option in question.options]
    value = answer.value if given else None
    chosen = value if isinstance(value, Choices) else None
    return Reading(
        question,
        constant(given),
        constant(answer.state is AnswerState.NOT_APPLICABLE),
        {option: constant(option in chosen.yes if chosen else value == option) for option in ids},
        {option: constant(bool(chosen and option in chosen.no)) for option in ids}
        if question.type == "choices"
        else {},
        {step: constant(isinstance(value, int) and value >= step) for step in steps},
        asked=answer.state is AnswerState.UNKNOWN,
    )


def _free(
    formula: Formula, question: Question, steps: tuple[int, ...], given: Literal, declared: Literal, *, partly: bool
) -> Reading:
    if question.type == "number":
        reaches = {step: formula.fresh() for step in steps}
        for lower, higher in itertools.pairwise(steps):
            formula.require(-reaches[higher], reaches[lower])
        for literal in reaches.values():
            formula.require(-literal, given)
        return Reading(question, given, declared, reaches=reaches)
    yes = {option.id: formula.fresh() for option in question.options}
    if question.type != "choices":
        if question.options:
            formula.exactly_one(yes.values(), given)
        return Reading(question, given, declared, yes)
    no = {option: formula.fresh() if partly else -literal for option, literal in yes.items()}
    _choices(formula, question, given, yes, no)
    return Reading(question, given, declared, yes, no)


def _choices(
    formula: Formula, question: Question, given: Literal, yes: Mapping[str, Literal], no: Mapping[str, Literal]
) -> None:
    """Demand that what is known of the options is consistent, and closed over the options that stand alone."""
    has_alone = any(option.alone for option in question.options)
    for option in question.options:
        formula.require(-yes[option.id], -no[option.id])
        formula.require(-yes[option.id], given)
        formula.require(-no[option.id], given)
        others = [other for other in question.options if other is not option]
        for other in others:
            if option.alone or other.alone:
                formula.require(-yes[option.id], no[other.id])
        if has_alone:
            # An empty answer is refused here, so the last option left is the one.
            formula.require(-given, yes[option.id], *(-no[other.id] for other in others))
