"""Answers as people type them: the values that stand for them in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.knowledge.model import KnowledgeBase, Question

from .model import Answer, AnswerState, Choices


def typed(kb: KnowledgeBase, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as an answers file has them, in interview order."""
    return {id: typed_answer(question, answers[id]) for id, question in kb.questions.items() if id in answers}


def typed_answer(question: Question, answer: Answer) -> Any:
    """One answer as an answers file has it: an option, a number or words, a list of options, or a mapping."""
    if answer.state is not AnswerState.ANSWERED:
        state: dict[str, Any] = {"state": answer.state.value}
        return {**state, "because": answer.because} if answer.because else state
    if isinstance(answer.value, Choices):
        yes = [option.id for option in question.options if option.id in answer.value.yes]
        no = [option.id for option in question.options if option.id in answer.value.no]
        if not answer.partly_known:
            return yes
        return {key: options for key, options in (("yes", yes), ("no", no)) if options} or {"yes": []}
    return answer.value
