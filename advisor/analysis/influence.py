"""Which questions and options can change anything: two copies of the knowledge base that differ in one answer.

A question matters if two complete answers to it, everything else the same, lead to different results: the outcome of
an advice, an addition to it, a conclusion that is shown, a contradiction. A question read by `answered` matters as
well if it makes a difference whether it is answered. An option of `choices` matters if choosing it besides the others,
or in place of "none", does; an option of `choice` if it can be told from every option before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.answers import Answer, AnswerState, Choices
from advisor.inference.result import Outcome
from advisor.knowledge.model import KnowledgeBase, Option, Question

from .dependence import Cone, Dependence, tests
from .encoding import Encoding
from .formula import TRUE, Literal, Oracle
from .reading import Reading, any_answer, any_state, recorded


@dataclass(frozen=True)
class Indistinct:
    """An option that no outcome tells from another one (`choice`), or that changes nothing (`choices`: no other)."""

    question: str
    option: str
    other: str | None


class Influence:
    """Looks at one question at a time, with everything else in any state an answers file can record."""

    def __init__(self, kb: KnowledgeBase, encoding: Encoding, solver: Oracle) -> None:
        self._kb = kb
        self._encoding = encoding
        self._solver = solver
        self._dependence = Dependence(kb)
        self._read_as_answered = {test.question for test in tests(kb) if test.operator == "answered"}

    def matters(self, question: Question) -> bool:
        """Whether the answer to a question can change anything."""
        formula, numbers = self._encoding.formula, self._steps(question)
        build = any_state if question.id in self._read_as_answered else any_answer
        return self._differ(build(formula, question, numbers), build(formula, question, numbers))

    def indistinct(self, question: Question) -> Iterator[Indistinct]:
        """The options of a question that can change nothing, or are never told from an earlier one."""
        if question.type == "choices":
            for option in question.options:
                if not option.alone and not self._option_matters(question, option):
                    yield Indistinct(question.id, option.id, None)
            return
        apart: dict[str, Encoding] = {}
        for option in question.options:
            answer = Answer(AnswerState.ANSWERED, option.id)
            variation = self._varied(recorded(question, answer, ()))
            same = next((id for id, other in apart.items() if not self._apart(variation, other, question.id)), None)
            if same is None:
                apart[option.id] = variation
            else:
                yield Indistinct(question.id, option.id, same)

    def _option_matters(self, question: Question, option: Option) -> bool:
        formula = self._encoding.formula
        reading = any_answer(formula, question, ())
        without = Reading(
            question,
            reading.given,
            reading.declared,
            {**reading.yes, option.id: -reading.yes[option.id]},
            {**reading.no, option.id: -reading.no[option.id]},
        )
        alone = [other for other in question.options if other.alone]
        # Where nothing can be left empty, flipping the only option chosen, or adding to one that stands alone,
        # makes no answer: another option must be there, and none that stands alone.
        others = [reading.yes[other.id] for other in question.options if other is not option and not other.alone]
        flippable = formula.disjunction(others) if alone else TRUE
        if self._differ(reading, without, flippable):
            return True
        only = recorded(question, _only(question, option), ())
        return any(self._differ(only, recorded(question, _only(question, other), ())) for other in alone)

    def _differ(self, first: Reading, second: Reading, *assumptions: Literal) -> bool:
        question = first.question.id
        return self._apart(self._varied(first), self._varied(second), question, *assumptions)

    def _varied(self, reading: Reading) -> Encoding:
        return self._encoding.varied([reading], self._dependence.cone(reading.question.id))

    def _apart(self, first: Encoding, second: Encoding, question: str, *assumptions: Literal) -> bool:
        """Whether two variations of a question can have different results."""
        formula, cone = self._encoding.formula, self._dependence.cone(question)
        one, other = self._results(first, cone), self._results(second, cone)
        differences = [formula.differ(a, b) for a, b in zip(one, other, strict=True)]
        return self._solver.possible([formula.disjunction(differences), *assumptions])

    def _results(self, encoding: Encoding, cone: Cone) -> list[Literal]:
        results: list[Literal] = []
        for id, advice in self._kb.advice.items():
            if id in cone.advice:
                outcomes = encoding.outcomes(id)
                results.extend(outcomes[outcome] for outcome in Outcome)
                results.extend(encoding.additions(advice))
        for id, conclusion in self._kb.conclusions.items():
            if id in cone.conclusions and conclusion.shown:
                results.extend((encoding.conclusion(id).true, encoding.conclusion(id).false))
        results.extend(encoding.check(id).true for id in self._kb.checks if id in cone.checks)
        return results

    def _steps(self, question: Question) -> tuple[int, ...]:
        return tuple(self._encoding.readings[question.id].reaches)


def _only(question: Question, option: Option) -> Answer:
    others = frozenset(other.id for other in question.options if other is not option)
    return Answer(AnswerState.ANSWERED, Choices(frozenset({option.id}), others))
