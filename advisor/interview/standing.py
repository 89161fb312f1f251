"""What stands so far: the advice the answers already support, and the proof of a finding."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advice import Assessment
from advisor.advice.assessment import AssessedAdvice
from advisor.answers import AnswerState, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Kind
from advisor.knowledge.problem import InputError

from .refusal import Refused
from .screen import FAINT, STRONG, WARNING, Screen
from .session import AdviceUnavailable, Session
from .speech import Speech

SPOKEN_OF_LAST: Mapping[Kind, str] = {
    "opportunity": "advice.opportunity",
    "strength": "advice.strength",
    "ask": "advice.ask",
}
"""Kinds of advice without severity, each with its heading."""


def show_advice(session: Session, speech: Speech, screen: Screen) -> None:
    """The conclusions and advice that stand so far, and how much is still open."""
    screen.gap()
    screen.heading(speech.say("advice.title"))
    try:
        assessment = session.assessment()
    except AdviceUnavailable as error:
        screen.say(speech.say("advice.unavailable", reason=str(error)), indent=2, style=WARNING)
        return
    _show_conclusions(assessment, session, speech, screen)
    firing = [
        one
        for one in assessment.advice
        if one.outcome is Outcome.FIRES and one.subsumed_by is None and not _still_to_come(one, session)
    ]
    _show_group("advice.firing", [one for one in firing if one.severity], session, speech, screen)
    for kind, heading in SPOKEN_OF_LAST.items():
        _show_group(heading, [one for one in firing if one.kind == kind], session, speech, screen)
    postponed = [one for one in assessment.advice if one.outcome is Outcome.POSTPONED and one.subsumed_by is None]
    _show_group("advice.postponed", postponed, session, speech, screen)
    if not firing and not postponed:
        screen.gap()
        screen.say(speech.say("advice.none"), indent=2)
    still_open = sum(one.outcome is Outcome.UNDETERMINED for one in assessment.advice)
    screen.gap()
    said = speech.count("advice.open", still_open) if still_open else speech.say("advice.all_decided")
    screen.say(said, indent=2, style=FAINT)
    if first_settled(session):
        screen.say(speech.say("advice.settled"), indent=2, style=FAINT)


def _still_to_come(one: AssessedAdvice, session: Session) -> bool:
    """Whether it asks to find out what this interview has not asked yet."""
    return one.kind == "ask" and any(
        session.answers.of(question).state is AnswerState.NOT_ASKED for question in one.because.answers
    )


def first_settled(session: Session) -> bool:
    """Whether nothing that is still asked can change the first three recommendations."""
    worth = session.worth_asking()
    return worth is not None and worth.first_settled


def show_why_of(words: str, session: Session, speech: Speech, screen: Screen) -> None:
    """The proof of a finding, by its number among those that stand, its id or its title. Refused if there is none."""
    try:
        lines = session.live.why(session.answers, session.assessment(), words, speech.language, screen.width - 1)
    except InputError as error:
        raise Refused("refused.why", said=error.problems[0].said(speech.interface)) from None
    except AdviceUnavailable as error:
        screen.say(speech.say("advice.unavailable", reason=str(error)), indent=2, style=WARNING)
        return
    screen.gap()
    for line in lines:
        screen.verbatim(line)


def _show_conclusions(assessment: Assessment, session: Session, speech: Speech, screen: Screen) -> None:
    conclusions = session.kb.conclusions
    holding = [one for one in assessment.conclusions if one.value is Truth.TRUE and conclusions[one.id].shown]
    if not holding:
        return
    screen.gap()
    screen.say(speech.say("advice.conclusions"), indent=2, style=STRONG)
    for one in holding:
        screen.say(speech.text(conclusions[one.id].title, session.answers), indent=2, first="- ")


def _show_group(key: str, advice: list[AssessedAdvice], session: Session, speech: Speech, screen: Screen) -> None:
    if not advice:
        return
    screen.gap()
    screen.say(speech.count(key, len(advice)), indent=2, style=STRONG)
    for one in advice:
        said = titled(one, session, speech) if one.severity else _title(one, session, speech)
        screen.say(f"{said} ({one.id})", indent=2, first="  - " if one.position is None else f"{one.position:>2}. ")
        waiting = {id for reserved in one.reservations for id in reserved.questions}
        if waiting:
            screen.say(speech.count("advice.reserved", len(waiting), questions=speech.numbers(list(waiting))), indent=6)


def _title(one: AssessedAdvice, session: Session, speech: Speech) -> str:
    return speech.text(session.declared.advice[declared_id(one.id)].title, session.answers)


def titled(one: AssessedAdvice, session: Session, speech: Speech) -> str:
    """The title of an advice with its kind and severity."""
    title = _title(one, session, speech)
    kind = speech.say(f"kind.{one.kind}")
    if one.severity is None:
        return speech.say("advice.titled", title=title, kind=kind)
    severity = speech.say(f"severity.{one.severity}")
    return speech.say("advice.titled_severe", title=title, kind=kind, severity=severity)
