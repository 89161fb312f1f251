"""What leaves a value undetermined: the open questions it waits for, without the rest of its justification.

They are those that a full justification cites for it (`advisor.inference.justification`), found at a fraction of its
cost, for use where thousands of brands are judged.
"""

from __future__ import annotations

from advisor.answers.answer import UNDETERMINED, AnswerState
from advisor.knowledge.condition import AnswerTest, ConclusionTest, Condition, OpenList, parts_of

from .dependency_index import TESTS
from .evaluator import Evaluation


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
                self._waiting[question.id] = self._mask(question.relevant_when)
        for id in evaluation.index.order:
            if evaluation.conclusions[id] is UNDETERMINED:
                self._conclusions[id] = self._of_conclusion(id)

    def of(self, condition: Condition) -> tuple[str, ...]:
        """The questions that could settle an undetermined condition, in interview order; a list by its key."""
        return self.evaluation.index.questions_of(self._mask(condition))

    def _of_conclusion(self, id: str) -> int:
        mask = 0
        for rule in self.evaluation.index.rules_for[id]:
            if self.evaluation.rules[rule.id] is UNDETERMINED:
                mask |= self._mask(rule.when)
        return mask

    def _mask(self, condition: Condition) -> int:
        """The questions behind a condition while it is undetermined; none behind one that is settled."""
        if self.evaluation.truth(condition) is not UNDETERMINED:
            return 0
        if isinstance(condition, TESTS):
            return self._behind(condition)
        mask = 0
        for part in parts_of(condition):
            mask |= self._mask(part)
        return mask

    def _behind(self, test: AnswerTest | ConclusionTest | OpenList) -> int:
        if isinstance(test, ConclusionTest):
            return self._conclusions[test.conclusion]
        if isinstance(test, OpenList):
            return 1 << self._numbers[test.context]
        return self._waiting.get(test.question) or 1 << self._numbers[test.question]
