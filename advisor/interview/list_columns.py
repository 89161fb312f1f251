"""The columns of a list: what is asked first of each of several, such as the kind of every space, is asked together.

They are the questions with options that each section about a context begins with. In goes a knowledge base over the
instances listed; out comes the same with a table for each column, a row for each instance. The rows keep what they ask
and their ids. A form, whose list grows in the browser, asks for the columns by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, takewhile

from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase, Question, Section, Table


def columns(declared: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """The questions that are columns of a list, by the section they begin; of a knowledge base as it was declared."""
    return {
        section.id: tuple(question.id for question in takewhile(_has_options, section.questions))
        for section in declared.sections
        if section.for_each is not None
    }


def beside_names(declared: KnowledgeBase) -> frozenset[str]:
    """The columns that are asked on the page of a list's names: those it begins with that concern every one of it."""
    begins = {
        section.for_each: section.id for section in reversed(declared.sections) if section.id in columns(declared)
    }
    leading = (columns(declared)[section] for section in begins.values())
    always = (takewhile(lambda id: _is_always_asked(declared.questions[id]), ids) for ids in leading)
    return frozenset(chain.from_iterable(always))


def with_columns(kb: KnowledgeBase, declared: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with the columns of its lists as tables; `declared` is what it was made from."""
    leading = columns(declared)
    tables = dict(kb.tables)
    sections = []
    for section in kb.sections:
        made = _tables(section, leading.get(section.id, ()))
        tables |= {one.id: one for one in made}
        sections.append(_rearranged(section, made))
    questions = {one.id: one for section in sections for one in section.questions}
    return replace(kb, sections=tuple(sections), questions=questions, tables=tables)


def is_in_column(question: Question) -> bool:
    """Whether a question is a row of such a table."""
    return question.table == declared_id(question.id)


def _is_always_asked(question: Question) -> bool:
    return question.relevant_when is None and question.ask_when is None


def _has_options(question: Question) -> bool:
    return question.type in ("choice", "choices") and question.table is None


def _tables(section: Section, leading: Iterable[str]) -> list[Table]:
    """A table for each column of a section."""
    rows = {id: [one for one in section.questions if declared_id(one.id) == id] for id in leading}
    return [
        Table(id, section.id, asked[0].ask, asked[0].options, tuple(one.id for one in asked), help=asked[0].help)
        for id, asked in rows.items()
        if asked
    ]


def _rearranged(section: Section, columns: list[Table]) -> Section:
    """The section with its columns first, each with its rows together."""
    asked = {question.id: question for question in section.questions}
    rows = [replace(asked.pop(row), table=column.id) for column in columns for row in column.rows]
    return replace(section, questions=(*rows, *asked.values()))
