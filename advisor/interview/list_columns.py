"""The columns of a list: what is asked first of each of several, such as the kind of every space, is one table.

In goes a knowledge base over the instances listed; out comes the same with a table for each of the choices that the
first section about a context begins with, a row for each instance. The rows keep what they ask and their ids.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase, Question, Section, Table


def with_columns(kb: KnowledgeBase, declared: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with the columns of its lists as tables; `declared` is what it was made from."""
    first = {section.for_each: section.id for section in reversed(declared.sections) if section.for_each is not None}
    tables = dict(kb.tables)
    sections = []
    for section in kb.sections:
        columns = _columns(section) if section.id in first.values() else []
        tables |= {one.id: one for one in columns}
        sections.append(_rearranged(section, columns))
    questions = {one.id: one for section in sections for one in section.questions}
    return replace(kb, sections=tuple(sections), questions=questions, tables=tables)


def is_in_column(question: Question) -> bool:
    """Whether a question is a row of such a table."""
    return question.table == declared_id(question.id)


def _columns(section: Section) -> list[Table]:
    """A table for each of the choices that a section begins with, where they are asked of several."""
    rows: dict[str, list[Question]] = {}
    for question in section.questions:
        rows.setdefault(declared_id(question.id), []).append(question)
    leading = takewhile(lambda column: _is_choice(column[1][0]), rows.items())
    return [
        Table(id, section.id, asked[0].ask, asked[0].options, tuple(one.id for one in asked), help=asked[0].help)
        for id, asked in leading
        if len(asked) > 1
    ]


def _is_choice(question: Question) -> bool:
    gated = question.relevant_when is not None or question.ask_when is not None
    return question.type == "choice" and question.table is None and not gated


def _rearranged(section: Section, columns: list[Table]) -> Section:
    """The section with its columns first, each with its rows together."""
    asked = {question.id: question for question in section.questions}
    rows = [replace(asked.pop(row), table=column.id) for column in columns for row in column.rows]
    return replace(section, questions=(*rows, *asked.values()))
