"""Tables on one screen: which rows are shown, and what is typed for one row, for several, or for all that are left."""

from __future__ import annotations

import re

from advisor.answers import Answer, AnswerState, is_asked
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question, Table

from .list_columns import is_in_column
from .refusal import Refused
from .reply_words import ReplyWord, words, yes_or_no
from .route import is_open, is_relevant
from .session import Session
from .speech import Speech
from .terminal_text import folded

OTHERS = ("others", "all others", "autres", "tous les autres", "toutes les autres")
"""How people name the rows that are left, before a colon."""
_ROW = re.compile(r"(\d+(?:@[a-z0-9-]+)?)(?:\s*[:,;]\s*|\s+)(?=\S)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}")


def rows_shown(table: Table, session: Session) -> tuple[Question, ...]:
    """The rows to show: those that concern the brand and are asked, or answered already."""
    rows = (session.kb.questions[row] for row in table.rows)
    readable = session.readable
    return tuple(
        row
        for row in rows
        if is_relevant(readable[row.id]) and (is_asked(row, readable) or not is_open(readable[row.id]))
    )


def row_number(row: Question, speech: Speech) -> str:
    """The number by which a row is answered; of each of a list with its id, for they share one."""
    return speech.number(row) if is_in_column(row) else speech.bare_number(row)


def row_label(row: Question, session: Session, speech: Speech) -> str:
    """What a row is called: what it asks, or the name of the one of a list that it is about."""
    name = session.name_of(instance_of(row.id)) if is_in_column(row) else None
    return speech.text(row.ask, session.answers) if name is None else name


def many_rows(question: Question, session: Session) -> bool:
    """Whether a question is a row of a table that is shown as one screen."""
    table = session.kb.tables.get(question.table or "")
    return table is not None and len(rows_shown(table, session)) > 1


def open_rows(question: Question, session: Session) -> tuple[Question, ...]:
    """The rows of a question's table that are shown without an answer; none where it is no row."""
    table = session.kb.tables.get(question.table or "")
    if table is None:
        return ()
    return tuple(row for row in rows_shown(table, session) if is_open(session.readable[row.id]))


def replies_to_rows(
    question: Question, typed: str, session: Session, speech: Speech
) -> tuple[tuple[Question, str], ...]:
    """Rows named by number with what is typed for them: `8 2`, `8: decided`, `8 9 11: 3`; none if no row is named."""
    table = session.kb.tables.get(question.table or "")
    if table is None:
        return ()
    numbers: dict[str, Question] = {}
    for row in rows_shown(table, session):
        numbers |= {speech.number(row): row, row_number(row, speech): row}
    named, rest = [], typed
    while (leading := _ROW.match(rest)) and leading.group(1) in numbers:
        named.append(numbers[leading.group(1)])
        rest = rest[leading.end() :]
    return () if _DAY.fullmatch(rest) and len(named) == 1 else tuple((row, rest) for row in named)


def rest_of_table(
    question: Question, typed: str, session: Session, speech: Speech
) -> tuple[tuple[Question, Answer], ...] | None:
    """The answers that "others: no" gives to this row and every open one of its table; None if that was not said.

    They are marked as read out: enough to stop asking, and printed with what rests on them. Refused for any other
    option: of what stands out people speak row by row.
    """
    table = session.kb.tables.get(question.table or "")
    if table is None or table.all_others is None:
        return None
    name, _, said = typed.partition(":")
    if folded(name) not in OTHERS:
        return None
    label = speech.option(question, table.all_others)
    place = next(place for place, one in enumerate(question.options, start=1) if one.id == table.all_others)
    denied = yes_or_no(said.strip(), speech.interface) is ReplyWord.NO or folded(said) in words(ReplyWord.NONE)
    if not denied and folded(said) not in ("", str(place), table.all_others, folded(label)):
        raise Refused("refused.others", label=label)
    answer = Answer(AnswerState.ANSWERED, table.all_others, read_out=True)
    rows = open_rows(question, session)
    if session.answers.of(question.id).state is AnswerState.NOT_ASKED and question not in rows:
        rows = (question, *rows)
    return tuple((row, answer) for row in rows)
