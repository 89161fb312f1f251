"""What is still to be found out: the questions that are open, and which of them are missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from advisor.answers import AnswerState, EffectiveAnswer, EffectiveAnswers, Truth, is_asked
from advisor.inference.kept import KeptWith, LastMade
from advisor.inference.result import AdviceResult, Outcome
from advisor.knowledge.model import KnowledgeBase

from .assessment import OpenQuestion

_last_open: KeptWith[LastMade[OpenQuestion]] = KeptWith(lambda _: LastMade())


def is_open(seen: EffectiveAnswer) -> bool:
    """Whether a question is relevant and not answered, or answered in part."""
    open_states = (AnswerState.UNKNOWN, AnswerState.NOT_ASKED)
    return seen.relevance is not Truth.FALSE and (seen.answer.state in open_states or seen.answer.partly_known)


def open_questions(
    kb: KnowledgeBase, readable: EffectiveAnswers, results: Mapping[str, AdviceResult]
) -> tuple[OpenQuestion, ...]:
    """The open questions of a ground knowledge base, with the advice each could settle."""
    concerns: dict[str, list[str]] = {}
    reserved_on: set[str] = set()
    for id, result in results.items():
        if result.settle or result.reservations:
            reserved = {question for one in result.reservations for question in one.questions}
            for awaited in reserved.union(result.settle):
                concerns.setdefault(awaited, []).append(id)
            if result.outcome is Outcome.FIRES:
                reserved_on |= reserved
    found = []
    last = _last_open(kb)
    for question in kb.questions.values():
        seen = readable[question.id]
        if not is_open(seen):
            continue
        state, partly_known = seen.answer.state, seen.answer.partly_known
        to_ask = state is not AnswerState.NOT_ASKED or is_asked(question, readable) or question.id in reserved_on
        said = (state, partly_known, to_ask, tuple(concerns.get(question.id, ())))
        found.append(last.of(question.id, said, partial(_open_question, question.id, *said)))
    return tuple(found)


def _open_question(
    id: str, state: AnswerState, partly_known: bool, to_ask: bool, concerns: tuple[str, ...]
) -> OpenQuestion:
    return OpenQuestion(question=id, state=state, partly_known=partly_known, to_ask=to_ask, concerns=concerns)
