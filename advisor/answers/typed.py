"""Answers as people type them: the values that stand for them in a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.knowledge.model import KnowledgeBase, Question

from .answer import Answer, AnswerState, Choices, Range, Remaining, Value


def typed(kb: KnowledgeBase, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as an answers file has them, in interview order."""
    return {id: typed_answer(question, answers[id]) for id, question in kb.questions.items() if id in answers}


def typed_answer(question: Question, answer: Answer) -> Any:
    """One answer as an answers file has it: an option, a number or words, a list of options, or a mapping."""
    if answer.state is not AnswerState.ANSWERED or answer.value is None:
        value: Any = {"state": answer.state.value, **({"because": answer.because} if answer.because else {})}
    elif answer.accounts:
        value = {"accounts": [{"is": _value(question, one.value), "by": one.by} for one in answer.accounts]}
    else:
        value = _value(question, answer.value)
    how = "read_out" if answer.read_out else None
    belonging = {"due": answer.due, "how": how, "said_by": answer.said_by, "said_on": answer.said_on}
    known = {key: said for key, said in belonging.items() if said is not None}
    if not known:
        return value
    return {**value, **known} if isinstance(value, dict) else {"is": value, **known}


def _value(question: Question, value: Value) -> Any:
    """A value as typed; what is partly known by what it can be, or cannot."""
    if isinstance(value, Remaining):
        return {"not": [option.id for option in question.options if option.id not in value.options]}
    if isinstance(value, Range):
        return {"at_least": value.at_least, "at_most": value.at_most}
    if not isinstance(value, Choices):
        return value
    yes = [option.id for option in question.options if option.id in value.yes]
    no = [option.id for option in question.options if option.id in value.no]
    if len(yes) + len(no) == len(question.options):
        return yes
    return {key: options for key, options in (("yes", yes), ("no", no)) if options} or {"yes": []}
