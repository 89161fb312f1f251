"""The steps of an interview in the browser: one question, one table or one list a page, in the interview's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from advisor.answers import is_asked
from advisor.interview import Route, Session
from advisor.interview.list_columns import beside_names, is_in_column
from advisor.interview.route import is_open, is_relevant
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Context, Question, Section

from .round_session import Sitting
from .stored_answers import standing

LIST = "list:"
"""What the id of a step begins with that asks for a list."""


@dataclass(frozen=True)
class PageStep:
    """What is on one page: the questions of it, or the list of a context. `id` stands in its address."""

    id: str
    section: Section
    questions: tuple[Question, ...] = ()
    context: Context | None = None

    @property
    def instance(self) -> str | None:
        """The instance it is asked of; None for the brand's, and where it is about all of a list."""
        return instance_of(self.questions[0].id) if self.questions and not self.is_column else None

    @property
    def is_column(self) -> bool:
        """Whether it asks the same of each of a list."""
        return any(is_in_column(one) for one in self.questions)


def steps(session: Session) -> Iterator[PageStep]:
    """All steps; a list comes before the first section about it."""
    listed: set[str] = set()
    declared = {section.id: section for section in session.declared.sections}
    for section in session.kb.sections:
        level = declared[section.id].for_each
        if level is not None and level not in listed:
            listed.add(level)
            context = session.declared.contexts[level]
            yield PageStep(LIST + context.key, section, context=context)
        for table, group in groupby(section.questions, key=lambda question: question.table):
            questions = tuple(group)
            if table is not None:
                yield PageStep(table, section, questions)
            else:
                yield from (PageStep(one.id, section, (one,)) for one in questions)


def columns_of_list(session: Session, context: Context) -> tuple[PageStep, ...]:
    """What the page of a list asks of each of it, beside its name."""
    asked = beside_names(session.declared)
    return tuple(one for one in steps(session) if one.id in asked and one.section.for_each == context.id)


def step_called(session: Session, id: str) -> PageStep | None:
    """The step of an id; of a row of a table the table it is in, or the row by itself where the table lacks it now."""
    for step in steps(session):
        if id == step.id:
            return step
        row = next((one for one in step.questions if one.id == id), None)
        if row is not None:
            return step if row in asked_in(step, session) else PageStep(row.id, step.section, (row,))
    return None


def asked_in(step: PageStep, session: Session) -> tuple[Question, ...]:
    """The questions of a step to show: those that concern the brand and are asked, or answered already."""
    readable = session.readable
    shown = tuple(
        one
        for one in step.questions
        if is_relevant(readable[one.id]) and (is_asked(one, readable) or not is_open(readable[one.id]))
    )
    return shown or (step.questions if len(step.questions) == 1 else ())


def following(held: Sitting, after: PageStep | None) -> PageStep | None:
    """The step to show next after one, or first of all; None when nothing is left to ask."""
    session = held.session
    whole = list(steps(session))
    place = _place(whole, after) + 1 if after is not None else 0
    passed = {one.id for step in (*_within(session, after), *filter(None, (after,))) for one in step.questions}
    origin = next((one.questions[0].id for one in whole[place:] if one.questions), None)
    question = Route(session.kb, passed=passed, origin=origin, of_all=True).next(session.readable, session.worth_asking)
    upcoming = _on_the_way(session, whole, question.id) if question is not None else None
    until = _place(whole, upcoming) if upcoming is not None else len(whole)
    due = (one for one in whole[place : until if until >= place else len(whole)] if _list_is_due(one, held))
    return next(due, upcoming)


def _within(session: Session, step: PageStep | None) -> tuple[PageStep, ...]:
    """The columns on the page of a step: a list's, none of any other."""
    return () if step is None or step.context is None else columns_of_list(session, step.context)


def _on_the_way(session: Session, whole: Sequence[PageStep], question: str) -> PageStep | None:
    """The page on which the way asks a question: that of the list for what is asked there of each of it."""
    for step in whole:
        if any(question == one.id for column in _within(session, step) for one in column.questions):
            return step
    return step_called(session, question)


def before(session: Session, step: PageStep) -> PageStep | None:
    """The step before one that has something to show; None for the first."""
    whole = list(steps(session))
    for one in reversed(whole[: _place(whole, step)]):
        if one.context is not None or any(is_relevant(session.readable[q.id]) for q in asked_in(one, session)):
            return one
    return None


def _place(whole: Sequence[PageStep], step: PageStep) -> int:
    """Where a step stands; a row by itself stands where its table does."""
    first = step.questions[:1]
    return next(n for n, one in enumerate(whole) if one.id == step.id or (first and first[0] in one.questions))


def _list_is_due(step: PageStep, held: Sitting) -> bool:
    """Whether a list is to be asked for: nothing was said of it yet."""
    return step.context is not None and standing(held.store.document, (step.context.key,)) is None
