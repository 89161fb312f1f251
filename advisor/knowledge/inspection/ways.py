"""Texts that say the same of different facts: a report says only what was said, so each way needs words of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ..condition import AllOf, AnswerTest, AnyOf, Condition, CountOf, conclusions_read, parts_of, questions_read
from ..model import Addition, Advice, Question, Variant
from ..problem import Problem, listed, quoted
from ..texts import ReadText, read_text
from .subject import Subject


def one_text_for_several_ways(subject: Subject) -> Iterator[Problem]:
    """W023: different options or facts lead to an advice, and what was observed reads the same for all of them.

    What the report says beside the text needs no words in it: conclusions that are shown, with their meaning, and the
    columns of a list of instances that the text names.
    """
    for advice in subject.live_advice():
        words = read_text(next(iter(advice.observed.values()), ""), subject.printable)
        ways = frozenset(_read_differently(advice.when))
        unsaid = ways - _said_beside(subject, words)
        if unsaid and not ways & _told_apart(advice, words):
            message = (
                f"Several things lead here through {listed(quoted(id) for id in sorted(unsaid))}, and this says the "
                "same of each. Print the answer, or say it with variants or add."
            )
            at = subject.position("advice", advice.id, "observed")
            yield subject.warning("W023", message, at, advice.id)


def _said_beside(subject: Subject, words: ReadText) -> frozenset[str]:
    """What the report says of itself: shown conclusions, and the columns of the lists that these words print."""
    shown = (id for id, conclusion in subject.kb.conclusions.items() if conclusion.shown)
    named = (context.id for context in subject.kb.contexts.values() if context.key in words.lists)
    columns = (question.id for context in named for question in _columns(subject, context))
    return frozenset((*shown, *columns))


def _columns(subject: Subject, context: str) -> tuple[Question, ...]:
    return next((section.questions for section in subject.kb.sections if section.for_each == context), ())


def _read_differently(condition: Condition) -> Iterator[str]:
    """Questions and conclusions through which a condition can be true in more than one way."""
    if isinstance(condition, AnswerTest):
        if condition.operator == "any_of" and isinstance(condition.value, tuple) and len(condition.value) > 1:
            yield condition.question
    elif isinstance(condition, AnyOf) or (isinstance(condition, CountOf) and condition.least):
        yield from (*questions_read(condition), *conclusions_read(condition))
    elif isinstance(condition, AllOf):
        for part in parts_of(condition):
            yield from _read_differently(part)


def _told_apart(advice: Advice, words: ReadText) -> frozenset[str]:
    """What the words of an advice depend on: answers they print, conditions of variants and additions."""
    cases: tuple[Variant | Addition, ...] = (*advice.variants, *advice.add)
    read = (id for case in cases for id in (*questions_read(case.when), *conclusions_read(case.when)))
    return frozenset((*words.answers, *read))
