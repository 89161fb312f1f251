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
from .formula import FALSE, TRUE, Formula
from .near import Near, near
from .reading import Reading, Readings, any_answer, any_state, recorded

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

    def __init__(self, kb: KnowledgeBase, solver: Near, formula: Formula) -> None:
        self.kb = kb
        self.solver = solver
        self.turns = turning_points(kb)
        self.read_as_answered = {test.question for test in tests(kb) if test.operator == "answered"}
        readings = Readings(lambda id: any_state(formula, kb.questions[id], self.turns[id]))
        self.encoding = Encoding(kb, formula, readings)
        self._dependence = Dependence(kb)
        self._places = {id: place for place, id in enumerate((*kb.advice, *kb.checks, *kb.conclusions))}
        variants = ((variant.when, one.id) for one in kb.conclusions.values() for variant in one.variants)
        self._variants = [(_read(when), id) for when, id in variants]
        self._elsewhere = [(_read(condition), condition) for condition in _outside_of_entries(kb)]

    def on(self, question: Question) -> InfluenceOf:
        """One question."""
        return InfluenceOf(self, question, self._dependence.cone(question.id))

    def nearest_first(self, question: Question, cone: Cone) -> Iterator[Result]:
        """What an answer may change: first what reads it directly."""
        kb, place = self.kb, self._places.__getitem__
        reached = cone.questions | cone.conclusions
        advice = [kb.advice[id] for id in sorted(cone.advice, key=place)]
        reading = [one for one in advice if question.id in questions_of(one)]
        varied = {id for read, id in self._variants if not read.isdisjoint(reached)}
        conclusions = (kb.conclusions[id] for id in sorted(cone.conclusions | varied, key=place))
        yield from reading
        yield from (kb.checks[id] for id in sorted(cone.checks, key=place))
        yield from (one for one in conclusions if one.shown)
        yield from (condition for read, condition in self._elsewhere if not read.isdisjoint(reached))
        yield from (one for one in advice if one not in reading)


@contextmanager
def influence(kb: KnowledgeBase) -> Iterator[Influence]:
    """The influence of the questions of a knowledge base; all share one formula, as most of it is the same to each."""
    formula = Formula()
    with near(formula) as solver:
        yield Influence(kb, solver, formula)


class InfluenceOf:
    """What the answer to one question can change."""

    def __init__(self, influence: Influence, question: Question, cone: Cone) -> None:
        self._question = question
        self._encoding = influence.encoding
        self._formula = influence.encoding.formula
        self._solver = influence.solver
        self._cone = cone
        self._in_states = question.id in influence.read_as_answered
        self._turns = influence.turns[question.id]
        self._results = tuple(influence.nearest_first(question, cone))

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


def _outside_of_entries(kb: KnowledgeBase) -> Iterator[Condition]:
    """The conditions of words, and of what the interview asks by itself."""
    yield from (word.when for words in kb.words.values() for word in words if word.when is not None)
    yield from (question.ask_when for question in kb.questions.values() if question.ask_when is not None)


def _read(condition: Condition) -> frozenset[str]:
    """The ids of all questions and conclusions a condition reads."""
    return frozenset((*questions_read(condition), *conclusions_read(condition)))


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
