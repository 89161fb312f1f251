"""What was filled in for the questions of a page, beside what is recorded: what is new, what is wrong, what moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from advisor.answers import Answer
from advisor.answers.qualified import answer_typed
from advisor.interview import Speech
from advisor.interview.following_up import confirmed, is_to_confirm
from advisor.knowledge.model import Question
from advisor.language import N_

from .form_reply import Unread, stated, typed_in
from .models import LogEntry
from .rendering import words
from .round_session import Sitting
from .steps import PageStep, asked_in
from .stored_answers import standing

MOVED = N_(
    "{who} answered this while the page was open, on {when}: {answer}. Yours is not kept yet: look at both, then "
    "continue."
)


@dataclass(frozen=True)
class FilledIn:
    """What was filled in for the questions of a step: what is wrong with it and what is new; `said` if anything was."""

    faults: tuple[Unread, ...]
    given: tuple[tuple[Question, Answer], ...]
    said: bool


def filled_in(request: HttpRequest, held: Sitting, speech: Speech, step: PageStep) -> FilledIn:
    """Read what was filled in for the questions of a step."""
    session = held.session
    faults: list[Unread] = []
    given: list[tuple[Question, Answer]] = []
    table = session.kb.tables.get(step.questions[0].table or "")
    others = table.all_others if table is not None and "others" in request.POST else None
    said = False
    for one in asked_in(step, session) or step.questions:
        present = standing(held.store.document, held.store.place_of(one))
        try:
            typed: Any = typed_in(one, request.POST, speech)
        except Unread as unread:
            faults.append(unread)
            continue
        if typed is None and present is None and others is not None:
            typed = {"is": others, "how": "read_out"}
        said = said or typed is not None or present is not None
        if typed is not None and not _unchanged(typed, present):
            given.append((one, answer_typed(one, typed)))
        elif typed is not None and is_to_confirm(one, session):
            given.append((one, confirmed(session.answers.of(one.id), None)))
    return FilledIn(tuple(faults), tuple(given), said)


def _unchanged(typed: Any, present: Any) -> bool:
    """Whether what was filled in says what is recorded; what belongs to it, such as who said it, is then left."""
    due = typed.get("due") if isinstance(typed, dict) else None
    kept = present.get("due") if isinstance(present, dict) else None
    return bool(stated(typed) == stated(present) and due == kept)


def moved(request: HttpRequest, held: Sitting, speech: Speech, step: PageStep) -> tuple[Unread, ...]:
    """What somebody else said of these questions since the page was made, where it is not what is said here too."""
    faults = []
    for one in asked_in(step, held.session):
        seen, last = request.POST.get(f"{one.id}--seen", ""), held.last_said(one)
        if seen != str(last) and last:
            entry = LogEntry.objects.get(round=held.round, number=last)
            answer = held.session.answers.of(one.id)
            if entry.author_id == request.user.pk or _same(one, request, speech, held):
                continue
            said = speech.recorded(one, answer, held.session.answers.respondents)
            when = f"{speech.day(entry.at.date().isoformat())}, {entry.at:%H:%M} UTC"
            faults.append(Unread(one.id, words(request, MOVED, who=entry.author_name, when=when, answer=said)))
    return tuple(faults)


def _same(question: Question, request: HttpRequest, speech: Speech, held: Sitting) -> bool:
    try:
        typed = typed_in(question, request.POST, speech)
    except Unread:
        return False
    return stated(typed) == stated(standing(held.store.document, held.store.place_of(question)))
