"""Following up: the answers of an earlier interview gone through again, each to be confirmed or changed.

They come along with the day on which they were said, and lose it once somebody confirms them or answers anew.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.answers import Answer, Answers, AnswerState
from advisor.answers.answer import Respondent
from advisor.answers.store import AnswersStore
from advisor.inference.grounding import ground
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Context, KnowledgeBase, Question

from .route import is_relevant
from .rows import rows_shown
from .session import Session

OF_ITS_REPORT = ("review", "expect")
"""What a file says of the report made from it, and so is not carried over."""


def carry_over(record: AnswersStore, earlier: Answers, kb: KnowledgeBase) -> None:
    """Mark every answer of a copy of an earlier file as said on the day of that file, and to be confirmed.

    What has been carried over before keeps its day. Lists, notes, flags and respondents stay as they are.
    """
    record.lists = {context.id: context.key for context in kb.contexts.values()}
    questions = ground(kb, earlier.instances).questions
    for id, question in questions.items():
        answer = earlier.of(id)
        if answer.state is not AnswerState.NOT_ASKED and answer.said_on is None:
            record.answer(question, replace(answer, said_on=earlier.date), tuple(questions))
    for key in OF_ITS_REPORT:
        record.drop(key)


def to_confirm(session: Session) -> tuple[Question, ...]:
    """The relevant questions whose answers come from an earlier interview."""
    questions = session.kb.questions.values()
    return tuple(one for one in questions if is_to_confirm(one, session) and is_relevant(session.readable[one.id]))


def is_to_confirm(question: Question, session: Session) -> bool:
    """Whether the answer to a question comes from an earlier interview."""
    return session.answers.of(question.id).said_on is not None


def on_screen(question: Question, session: Session) -> tuple[Question, ...]:
    """What Enter confirms at a question: its answer, and those to the other rows of its table."""
    table = session.kb.tables.get(question.table or "")
    shown = (question,) if table is None else rows_shown(table, session)
    return tuple(one for one in shown if is_to_confirm(one, session))


def confirmed(answer: Answer, speaker: Respondent | None) -> Answer:
    """The answer as of today, put down to whoever confirms it."""
    by = answer.said_by if speaker is None or answer.accounts else speaker.id
    return replace(answer, said_on=None, said_by=by)


def list_to_confirm(context: Context, session: Session) -> bool:
    """Whether a list is to be looked over once more: nothing said of what it names has been confirmed yet."""
    named = {one.id for one in session.answers.instances[context.id].instances}
    said = [answer.said_on for id, answer in session.answers.given.items() if instance_of(id) in named]
    return bool(said) and None not in said
