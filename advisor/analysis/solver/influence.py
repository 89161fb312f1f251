"""Which questions and options can change anything: two copies of the knowledge base that differ in one answer.

A question matters if two complete answers to it, everything else the same, lead to different results: the outcome of an
advice, what it says, a conclusion that is shown, a contradiction, a word, what is asked. A question read by `answered`
matters as well if it makes a difference whether it is answered. An option of `choices` matters if choosing it besides
the others, or in place of "none", does; an option of `choice` if it can be told from every option before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from advisor.answers import Answer, AnswerState, Choices
from advisor.knowledge.condition import Condition, conclusions_read, questions_read
from advisor.knowledge.model import Advice, Check, Conclusion, KnowledgeBase, Option, Question
from advisor.knowledge.readers import Cone, Dependence, questions_of, tests

from .encoding import Encoding, turning_points
from .formula import FALSE, TRUE, Formula, Oracle, oracle
from .reading import Reading, Readings, Turns, any_answer, any_state, recorded

OVERDUE = "0001-01-01"
"""A date that lies within any number of days: what is asked only of pressing answers tells them apart too."""


@dataclass(frozen=True)
class Indistinct:
    """An option that no outcome tells from another one (`choice`), or that changes nothing (`choices`: no other)."""

    question: str
    option: str
    other: str | None


Result = Advice | Conclusion | Check | Condition
"""Something an answer may change; a condition decides on a word or on what is asked."""


class Influence:
    """Looks at the questions of a knowledge base, with everything else in any state an answers file can record."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._turns = turning_points(kb)
        self._dependence = Dependence(kb)
        self._read_as_answered = {test.question for test in tests(kb) if test.operator == "answered"}

    @contextmanager
    def on(self, question: Question) -> Iterator[InfluenceOf]:
        """One question looked at by itself; a formula for each keeps every one of them small."""
        formula = Formula()
        readings = Readings(lambda id: any_state(formula, self._kb.questions[id], self._turns[id]))
        cone = self._dependence.cone(question.id)
        encoding = Encoding(self._kb, formula, readings)
        with oracle(formula) as solver:
            in_states = question.id in self._read_as_answered
            yield InfluenceOf(question, encoding, solver, cone, in_states, self._turns[question.id])


class InfluenceOf:
    """What the answer to one question can change. `in_states`: it is read by `answered`."""

    def __init__(
        self,
        question: Question,
        encoding: Encoding,
        solver: Oracle,
        cone: Cone,
        in_states: bool,
        turns: Turns,
    ) -> None:
        self._question = question
        self._encoding = encoding
        self._formula = encoding.formula
        self._solver = solver
        self._cone = cone
        self._in_states = in_states
        self._turns = turns
        self._results = tuple(self._nearest_first())

    def matters(self) -> bool:
        """Whether the answer can change anything."""
        build = any_state if self._in_states else any_answer
        first, second = (build(self._formula, self._question, self._turns) for _ in range(2))
        return self._differ(first, second)

    def indistinct(self) -> Iterator[Indistinct]:
        """The options that can change nothing, or are never told from an earlier one."""
        question = self._question
        if question.type == "choices":
            for option in question.options:
                if not option.alone and not self._option_matters(option):
                    yield Indistinct(question.id, option.id, None)
            return
        apart: dict[str, Encoding] = {}
        for option in question.options:
            variation = self._varied(
                recorded(question, Answer(AnswerState.ANSWERED, option.id, due=OVERDUE), self._turns)
            )
            same = next((id for id, other in apart.items() if not self._apart(variation, other)), None)
            if same is None:
                apart[option.id] = variation
            else:
                yield Indistinct(question.id, option.id, same)

    def _option_matters(self, option: Option) -> bool:
        question = self._question
        reading = any_answer(self._formula, question, self._turns)
        without = replace(
            reading,
            yes={**reading.yes, option.id: -reading.yes[option.id]},
            no={**reading.no, option.id: -reading.no[option.id]},
        )
        alone = [other for other in question.options if other.alone]
        # Where nothing can be left empty, flipping the only option chosen, or adding to one that stands alone,
        # makes no answer: another option must be there, and none that stands alone.
        others = [reading.yes[other.id] for other in question.options if other is not option and not other.alone]
        if self._differ(reading, without, self._formula.disjunction(others) if alone else TRUE):
            return True
        only = recorded(question, _only(question, option), self._turns)
        return any(self._differ(only, recorded(question, _only(question, other), self._turns)) for other in alone)

    def _differ(self, first: Reading, second: Reading, assumption: int = TRUE) -> bool:
        return self._apart(self._varied(first), self._varied(second), assumption)

    def _varied(self, reading: Reading) -> Encoding:
        return self._encoding.varied([reading], self._cone)

    def _apart(self, first: Encoding, second: Encoding, assumption: int = TRUE) -> bool:
        """Whether two variations can have different results, the likeliest looked at first."""
        for result in self._results:
            pairs = zip(_literals(first, result), _literals(second, result), strict=True)
            difference = self._formula.disjunction([self._formula.differ(one, other) for one, other in pairs])
            if difference != FALSE and self._solver.possible([difference, assumption]):
                return True
        return False

    def _nearest_first(self) -> Iterator[Result]:
        """What the answer may change: first what reads it directly."""
        kb, cone, asked = self._encoding.kb, self._cone, self._question.id
        advice = [kb.advice[id] for id in kb.advice if id in cone.advice]
        reading = [one for one in advice if asked in questions_of(one)]
        yield from reading
        yield from (check for id, check in kb.checks.items() if id in cone.checks)
        yield from (one for one in kb.conclusions.values() if one.shown and self._reached(one))
        yield from (condition for condition in _outside_of_entries(kb) if self._within(condition))
        yield from (one for one in advice if one not in reading)

    def _reached(self, conclusion: Conclusion) -> bool:
        return conclusion.id in self._cone.conclusions or any(self._within(one.when) for one in conclusion.variants)

    def _within(self, condition: Condition) -> bool:
        """Whether the answer may change a condition."""
        cone = self._cone
        asks, concludes = questions_read(condition), conclusions_read(condition)
        return not (cone.questions.isdisjoint(asks) and cone.conclusions.isdisjoint(concludes))


def _outside_of_entries(kb: KnowledgeBase) -> Iterator[Condition]:
    """The conditions of words, and of what the interview asks by itself."""
    yield from (word.when for words in kb.words.values() for word in words if word.when is not None)
    yield from (question.ask_when for question in kb.questions.values() if question.ask_when is not None)


def _literals(encoding: Encoding, result: Result) -> list[int]:
    if isinstance(result, Check):
        return [encoding.check(result.id).true]
    if isinstance(result, Advice):
        return [*encoding.outcomes(result.id).values(), *encoding.wordings(result)]
    if isinstance(result, Conclusion):
        rails = encoding.conclusion(result.id)
        return [rails.true, rails.false, *encoding.chosen(result)]
    return [encoding.condition(result).true]


def _only(question: Question, option: Option) -> Answer:
    others = frozenset(other.id for other in question.options if other is not option)
    return Answer(AnswerState.ANSWERED, Choices(frozenset({option.id}), others))
