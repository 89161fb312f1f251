"""What leaves a value undetermined: the open questions it waits for, without the rest of its justification.

They are those that a full justification cites for it (`advisor.inference.justification`), found at a fraction of its
cost, for use where thousands of brands are judged.
"""

from __future__ import annotations

from advisor.answers.answer import AnswerState, Truth
from advisor.answers.kleene import conjunction, counted, disjunction, negation
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    NotGround,
    OpenList,
)

from .evaluator import Evaluation

Judged = tuple[Truth, int]
"""A value, and while it is undetermined the questions behind it as a bit mask."""


class Unsettled:
    """The open questions behind every undetermined value of one evaluation, as bit masks over its index."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._numbers = evaluation.index.questions
        self._waiting: dict[str, int] = {}
        self._conclusions: dict[str, int] = {}
        readable = evaluation.readable
        for question in evaluation.kb.questions.values():
            if question.relevant_when is not None and readable[question.id].answer.state is AnswerState.WAITING:
                self._waiting[question.id] = self._judge(question.relevant_when)[1]
        for id in evaluation.index.order:
            if evaluation.conclusions[id] is Truth.UNDETERMINED:
                self._conclusions[id] = self._of_conclusion(id)

    def of(self, condition: Condition) -> tuple[str, ...]:
        """The questions that could settle an undetermined condition, in interview order; a list by its key."""
        return self.evaluation.index.questions_of(self._judge(condition)[1])

    def _of_conclusion(self, id: str) -> int:
        mask = 0
        for rule in self.evaluation.index.rules_for[id]:
            if self.evaluation.rules[rule.id] is Truth.UNDETERMINED:
                mask |= self._judge(rule.when)[1]
        return mask

    def _judge(self, condition: Condition) -> Judged:
        if isinstance(condition, (AnswerTest, ConclusionTest, OpenList)):
            value = self.evaluation.truth(condition)
            return value, self._behind(condition) if value is Truth.UNDETERMINED else 0
        if isinstance(condition, Not):
            value, mask = self._judge(condition.part)
            return negation(value), mask
        if not isinstance(condition, (AllOf, AnyOf, CountOf)):
            raise NotGround(condition)
        judged = [self._judge(part) for part in condition.parts]
        values = [value for value, _ in judged]
        if isinstance(condition, CountOf):
            value = counted(values, condition.least, condition.most)
        else:
            value = conjunction(values) if isinstance(condition, AllOf) else disjunction(values)
        mask = 0
        if value is Truth.UNDETERMINED:
            for _, behind in judged:
                mask |= behind
        return value, mask

    def _behind(self, test: AnswerTest | ConclusionTest | OpenList) -> int:
        if isinstance(test, ConclusionTest):
            return self._conclusions[test.conclusion]
        if isinstance(test, OpenList):
            return 1 << self._numbers[test.context]
        return self._waiting.get(test.question) or 1 << self._numbers[test.question]
