"""Answering what is left of a table in one line: "others: no"."""

from __future__ import annotations

from advisor.answers import Answer, AnswerState
from advisor.knowledge.model import Question

from .route import is_open
from .session import Session
from .speech import Speech

OTHERS = ("others", "all others", "autres", "tous les autres", "toutes les autres")
"""How people name the rows that are left, before a colon."""


def rest_of_table(
    question: Question, typed: str, session: Session, speech: Speech
) -> tuple[tuple[Question, Answer], ...] | None:
    """The answers that "others: no" gives to this row and every open one of its table; None if that was not said.

    They are marked as read out: enough to stop asking, and printed with what rests on them.
    """
    table = session.kb.tables.get(question.table or "")
    if table is None or table.all_others is None:
        return None
    name, _, said = typed.casefold().partition(":")
    label = speech.option(question, table.all_others).casefold()
    if name.strip() not in OTHERS or said.strip() not in ("", table.all_others.casefold(), label):
        return None
    answer = Answer(AnswerState.ANSWERED, table.all_others, read_out=True)
    rows = (session.kb.questions[row] for row in table.rows)
    return tuple((row, answer) for row in rows if row.id == question.id or is_open(session.readable[row.id]))
