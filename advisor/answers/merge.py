"""Two answers files of one brand brought together: what differs, what is kept, and nothing dropped unsaid.

Where the two contradict each other the first is kept, the question is flagged, and what the second says goes into
an internal note (or, where the client may read the note, into a comment).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from advisor.knowledge.model import KnowledgeBase, Question

from .model import Answer, Answers, AnswerState, Choices, Note
from .parsing import close
from .record import Record

MERGED = ("answers", "notes", "flags")
NOT_CARRIED_OVER = ("based_on", "expect")
"""Keys that make a file a case of its own."""


class Kept(Enum):
    """What becomes of a difference."""

    FIRST = "first"
    """The first file holds; an answer of the second is kept beside it."""
    SECOND = "second"
    """The first file said nothing."""
    BOTH = "both"
    """The two are compatible and were joined."""
    LEFT_OUT = "left out"
    """Said by the second file and not carried over."""


@dataclass(frozen=True)
class HeadDifference:
    """A key at the top of the file; values as typed, None where the key is missing."""

    key: str
    first: Any
    second: Any
    kept: Kept


@dataclass(frozen=True)
class AnswerDifference:
    """The answers to one question."""

    question: Question
    first: Answer
    second: Answer
    kept: Kept


@dataclass(frozen=True)
class NoteDifference:
    """The notes on one question."""

    question: Question
    first: tuple[Note, ...]
    second: tuple[Note, ...]
    kept: Kept


@dataclass(frozen=True)
class FlagDifference:
    """A flag only the second file raises."""

    question: Question


Difference = HeadDifference | AnswerDifference | NoteDifference | FlagDifference


def merge(
    kb: KnowledgeBase,
    first: tuple[Record, Answers],
    second: tuple[Record, Answers],
    into: Record,
    other_answer: Callable[[Question, Answer], str],
    heading: str,
) -> tuple[Difference, ...]:
    """Bring the second file's content into `into`, a copy of the first that is not saved here.

    `other_answer` words the note or comment that keeps an answer of the second file, and `heading` stands over its
    comments at the end. Returns every difference, in the order of the file and then of the questionnaire.
    """
    found: list[Difference] = [*_heads(first[0], second[0], into)]
    order = tuple(kb.questions)
    for question in kb.questions.values():
        answers = _answer(question, first[1], second[1])
        ours = first[1].notes.get(question.id, ())
        log = _log(question, ours, second[1].notes.get(question.id, ()))
        joined = log.joined if log is not None else ours
        if answers is not None:
            found.append(answers.difference)
            if answers.value is not None:
                into.answer(question, answers.value, order)
            else:
                words = other_answer(question, answers.difference.second)
                into.flag(question, up=True)
                joined = (*joined, Note(words, "internal"))
        if log is not None:
            found.append(log.difference)
        if joined != ours:
            into.notes(question, joined, order)
        if question.id in second[1].flags and question.id not in first[1].flags:
            found.append(FlagDifference(question))
            into.flag(question, up=True)
    comments = second[0].comments_beyond(into)
    into.add_comments([f"# {heading}", *comments] if comments else [])
    return tuple(found)


def _heads(first: Record, second: Record, into: Record) -> list[HeadDifference]:
    ours, theirs = first.keys(), second.keys()
    found = []
    for key, value in theirs.items():
        if key in MERGED or value is None or value == ours.get(key):
            continue
        if key in NOT_CARRIED_OVER:
            kept = Kept.LEFT_OUT
        elif ours.get(key) is None and isinstance(value, str):
            kept = Kept.SECOND
            into.head(key, value)
        else:
            kept = Kept.FIRST
        found.append(HeadDifference(key, ours.get(key), value, kept))
    return found


@dataclass(frozen=True)
class _MergedAnswer:
    difference: AnswerDifference
    value: Answer | None
    """What to record; None where the first file's answer stays."""


def _answer(question: Question, first: Answers, second: Answers) -> _MergedAnswer | None:
    ours, theirs = first.of(question.id), second.of(question.id)
    if ours == theirs or theirs.state is AnswerState.NOT_ASKED:
        return None
    if ours.state is AnswerState.NOT_ASKED:
        return _MergedAnswer(AnswerDifference(question, ours, theirs, Kept.SECOND), theirs)
    if theirs.state is AnswerState.UNKNOWN and not theirs.because:
        # Someone who does not know takes nothing away from someone who does; it is listed all the same.
        return _MergedAnswer(AnswerDifference(question, ours, theirs, Kept.BOTH), ours)
    if ours.state is AnswerState.UNKNOWN and not ours.because:
        return _MergedAnswer(AnswerDifference(question, ours, theirs, Kept.SECOND), theirs)
    joined = _joined(question, ours, theirs)
    kept = Kept.FIRST if joined is None else Kept.BOTH
    return _MergedAnswer(AnswerDifference(question, ours, theirs, kept), joined)


def _joined(question: Question, ours: Answer, theirs: Answer) -> Answer | None:
    """Two answers known in part that agree on every option both know; None if they do not."""
    if not isinstance(ours.value, Choices) or not isinstance(theirs.value, Choices):
        return None
    if not (ours.partly_known or theirs.partly_known):
        return None
    yes, no = ours.value.yes | theirs.value.yes, ours.value.no | theirs.value.no
    closed = close(question, yes, no) if not yes & no else None
    if closed is None or closed.yes & closed.no or sum(question.option(id).alone for id in yes) > 1:
        return None
    left = len(question.options) - len(closed.yes) - len(closed.no)
    return replace(ours, value=closed, partly_known=left > 0)


@dataclass(frozen=True)
class _MergedLog:
    difference: NoteDifference
    joined: tuple[Note, ...]


def _log(question: Question, ours: tuple[Note, ...], theirs: tuple[Note, ...]) -> _MergedLog | None:
    """Two logs of notes as one, ours first; None where theirs adds nothing."""
    added = tuple(note for note in theirs if note not in ours)
    if not added:
        return None
    kept = Kept.BOTH if ours else Kept.SECOND
    return _MergedLog(NoteDifference(question, ours, theirs, kept), (*ours, *added))
