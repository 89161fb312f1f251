"""Check your answers: what needs another look, then everything recorded, section by section."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.answers import AnswerState
from advisor.interview import Speech
from advisor.interview.review_screen import review
from advisor.interview.route import is_relevant, progress
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question

from .access import round_for
from .base import speech_in
from .rendering import page
from .round_advice import live_advice
from .round_session import Sitting, sitting


@dataclass(frozen=True)
class CheckedAnswer:
    """A question with its answer in words, `above` that of its table; `counts` unless another answer rules it out."""

    id: str
    above: str
    ask: str
    answer: str
    counts: bool
    flagged: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CheckedSection:
    """The answers of a section, of one instance where it has any."""

    title: str
    answers: tuple[CheckedAnswer, ...]


@dataclass(frozen=True)
class SecondLook:
    """Questions to look at again and why."""

    why: str
    answers: tuple[CheckedAnswer, ...]


@require_safe
def check(request: HttpRequest, round_id: int) -> HttpResponse:
    """Everything recorded in a round."""
    round = round_for(request, round_id)
    held = sitting(round, live_advice(round))
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    came = progress(held.session.kb, held.session.readable)
    return page(
        request,
        "check.html",
        round=round,
        looks=_looks(held, speech),
        sections=_sections(held, speech),
        came=came,
        say=speech.say,
    )


def _looks(held: Sitting, speech: Speech) -> tuple[SecondLook, ...]:
    session = held.session
    found = review(session)
    looks = [
        SecondLook(
            speech.say("contradiction", said=speech.text(session.kb.checks[one.check].says, session.answers)),
            tuple(_checked(question, held, speech) for question in one.questions),
        )
        for one in found.contradictory
    ]
    for key, questions in (
        ("review.flagged", found.flagged),
        ("review.unknown", found.unknown),
        ("review.disputed", found.disputed),
        ("review.partly_known", found.partly_known),
    ):
        if questions:
            checked = tuple(_checked(one, held, speech) for one in questions)
            looks.append(SecondLook(speech.count(key, len(questions)), checked))
    return tuple(looks)


def _sections(held: Sitting, speech: Speech) -> tuple[CheckedSection, ...]:
    session = held.session
    found: dict[tuple[str, str | None], list[CheckedAnswer]] = {}
    for section in session.kb.sections:
        for question in section.questions:
            if session.answers.of(question.id).state is not AnswerState.NOT_ASKED:
                key = (speech.text(section.title, session.answers), instance_of(question.id))
                found.setdefault(key, []).append(_checked(question, held, speech))
    return tuple(
        CheckedSection(" · ".join(part for part in (title, session.name_of(instance)) if part), tuple(answers))
        for (title, instance), answers in found.items()
    )


def _checked(question: Question, held: Sitting, speech: Speech) -> CheckedAnswer:
    session = held.session
    answer = session.answers.of(question.id)
    return CheckedAnswer(
        id=question.id,
        above=speech.above(question, session.answers),
        ask=speech.text(question.ask, session.answers),
        answer=speech.recorded(question, answer, session.answers.respondents),
        counts=is_relevant(session.readable[question.id]),
        flagged=question.id in session.answers.flags,
        notes=tuple(speech.noted(note) for note in session.answers.notes.get(question.id, ())),
    )
