"""What stands so far in a round, and which open questions are still worth asking."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.advice.assessment import AssessedAdvice
from advisor.answers import Truth
from advisor.inference import InferenceError
from advisor.inference.result import Outcome
from advisor.interview import Speech
from advisor.interview.standing import SPOKEN_OF_LAST
from advisor.knowledge.ground_id import declared_id, instance_of

from .access import round_for
from .base import speech_in
from .rendering import page
from .round_advice import assessed, worth
from .round_session import Sitting, sitting

MOST_TO_ASK = 10


@dataclass(frozen=True)
class StandingGroup:
    """Advice of one kind: what it is called, and each in words, with its number where it has one."""

    heading: str
    entries: tuple[tuple[int | None, str], ...]


@dataclass(frozen=True)
class OpenQuestionShown:
    """An open question, what its table asks, and the instance it is asked of, if any."""

    id: str
    above: str
    ask: str
    instance: str


@require_safe
def standing_advice(request: HttpRequest, round_id: int) -> HttpResponse:
    """The conclusions and advice that the answers support already, and what to ask next."""
    round = round_for(request, round_id)
    held = sitting(round)
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    try:
        assessment, asking = assessed(round), worth(round)
    except InferenceError as error:
        return page(request, "unavailable.html", status=503, round=round, reason=str(error))
    answers, conclusions = held.session.answers, held.session.kb.conclusions
    undetermined = sum(one.outcome is Outcome.UNDETERMINED for one in assessment.advice)
    return page(
        request,
        "standing.html",
        round=round,
        conclusions=[
            speech.text(conclusions[one.id].title, answers)
            for one in assessment.conclusions
            if one.value is Truth.TRUE and conclusions[one.id].shown
        ],
        groups=_groups(assessment.advice, held, speech),
        still_open=speech.count("advice.open", undetermined) if undetermined else speech.say("advice.all_decided"),
        settled=asking.first_settled,
        worth=[
            OpenQuestionShown(
                id,
                speech.above(held.session.kb.questions[id], answers),
                speech.text(held.session.kb.questions[id].ask, answers),
                held.session.name_of(instance_of(id)) or "",
            )
            for id in asking.questions
            if id in held.session.kb.questions
        ][:MOST_TO_ASK],
        say=speech.say,
    )


def _groups(advice: tuple[AssessedAdvice, ...], held: Sitting, speech: Speech) -> tuple[StandingGroup, ...]:
    top = [one for one in advice if one.subsumed_by is None]
    firing = [one for one in top if one.outcome is Outcome.FIRES]
    sorted_out = [
        ("advice.firing", [one for one in firing if one.severity]),
        *((key, [one for one in firing if one.kind == kind]) for kind, key in SPOKEN_OF_LAST.items() if kind != "ask"),
        ("advice.postponed", [one for one in top if one.outcome is Outcome.POSTPONED]),
    ]
    return tuple(
        StandingGroup(
            speech.count(key, len(several)).rstrip(" :\u00a0\u202f"),
            tuple((one.position, _title(one, held, speech)) for one in several),
        )
        for key, several in sorted_out
        if several
    )


def _title(one: AssessedAdvice, held: Sitting, speech: Speech) -> str:
    return speech.text(held.session.declared.advice[declared_id(one.id)].title, held.session.answers)
