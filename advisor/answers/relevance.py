"""Relevance: which recorded answers rules may read, given the answers before them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

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
from advisor.knowledge.model import KnowledgeBase, Question

from .answer import FALSE, TRUE, UNDETERMINED, WAITING, Answers, AnswerState, EffectiveAnswer, EffectiveAnswers, Truth
from .comparison import truth
from .kleene import conjunction, counted, disjunction, negation


def effective(kb: KnowledgeBase, answers: Answers) -> EffectiveAnswers:
    """What rules may read of every question, in interview order.

    `kb` is ground. A false `relevant_when` makes a question not applicable whatever is recorded; while it is
    undetermined, a question without an answer is waiting for the open questions it reads, and one with an answer is
    read all the same.
    """
    readable: dict[str, EffectiveAnswer] = {}
    for question in kb.questions.values():
        recorded = answers.of(question.id)
        due_in = None if recorded.due is None else _days(answers.date, recorded.due)
        relevance = TRUE
        reasons: tuple[str, ...] = ()
        if question.relevant_when is not None:
            relevance, reasons = _judge(question.relevant_when, readable)
        if relevance is UNDETERMINED and recorded.state is AnswerState.NOT_ASKED:
            readable[question.id] = EffectiveAnswer(WAITING, relevance, reasons)
        else:
            cites = reasons if relevance is FALSE else (question.id,)
            readable[question.id] = EffectiveAnswer(recorded, relevance, cites, due_in)
    return readable


def holds(condition: Condition, readable: Mapping[str, EffectiveAnswer]) -> Truth:
    """The value of a ground condition that reads answers only, such as `ask_when`."""
    return _judge(condition, readable)[0]


def is_asked(question: Question, readable: Mapping[str, EffectiveAnswer]) -> bool:
    """Whether the interview asks a question by itself: once its `ask_when`, if it has one, is known to hold."""
    return question.ask_when is None or holds(question.ask_when, readable) is TRUE


def _days(since: str, until: str) -> int:
    """Days from one ISO date to another."""
    return (datetime.date.fromisoformat(until) - datetime.date.fromisoformat(since)).days


def _judge(condition: Condition, readable: Mapping[str, EffectiveAnswer]) -> tuple[Truth, tuple[str, ...]]:
    """The value of a condition over earlier answers, and the fewest questions to cite for it."""
    if isinstance(condition, AnswerTest):
        earlier = readable[condition.question]
        return truth(condition, earlier), earlier.cites
    if isinstance(condition, ConclusionTest):
        raise TypeError(f"relevant_when reads the conclusion {condition.conclusion}; it may read questions only")
    if isinstance(condition, Not):
        value, reasons = _judge(condition.part, readable)
        return negation(value), reasons
    if isinstance(condition, OpenList):
        return UNDETERMINED, (condition.context,)
    if not isinstance(condition, (AllOf, AnyOf, CountOf)):
        raise NotGround(condition)
    judged = [_judge(part, readable) for part in condition.parts]
    if isinstance(condition, CountOf):
        value = counted((v for v, _ in judged), condition.least, condition.most)
        return value, _together(judged, value)
    value = (conjunction if isinstance(condition, AllOf) else disjunction)(v for v, _ in judged)
    decisive = FALSE if isinstance(condition, AllOf) else TRUE
    if value is decisive:
        return value, min((reasons for v, reasons in judged if v is decisive), key=len)
    return value, _together(judged, value)


def _together(judged: Iterable[tuple[Truth, tuple[str, ...]]], value: Truth) -> tuple[str, ...]:
    """The reasons of all parts, but for what is undetermined those of the open ones alone."""
    wanted = (reasons for v, reasons in judged if value is not UNDETERMINED or v is value)
    return tuple(dict.fromkeys(question for reasons in wanted for question in reasons))
