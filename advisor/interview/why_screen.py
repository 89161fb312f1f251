"""Why a question is asked, and what depends on it.

A client may look on: advice is counted by theme, and named only where the consultant asks for it.
"""

from __future__ import annotations

from collections import Counter

from advisor.advice import Assessment
from advisor.advice.assessment import AssessedAdvice
from advisor.answers import AnswerState, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.condition import questions_read
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Question
from advisor.knowledge.readers import Dependence
from advisor.language.enumeration import apart

from .command import Command, command_in, shown
from .refusal import Refused
from .relevance_words import in_words
from .screen import FAINT, STRONG, WARNING, Screen
from .session import AdviceUnavailable, Session
from .speech import Speech
from .standing import show_why_of, titled

MOST_LISTED = 12
"""Advice to list under one question; a gate question can decide half the knowledge base."""


def answer_why(words: str, question: Question | None, session: Session, speech: Speech, screen: Screen) -> None:
    """What `why` tells: of the question; behind the word for advice, by name what depends on it; else of a finding.

    Refused where there is no question, or no finding of that name.
    """
    on_advice = bool(words) and command_in(words, speech.interface) == (Command.ADVICE, "")
    if words and not on_advice:
        show_why_of(words, session, speech, screen)
    elif question is None:
        raise Refused("refused.no_question")
    else:
        show_why(question, session, speech, screen, titles=on_advice)


def show_why(question: Question, session: Session, speech: Speech, screen: Screen, *, titles: bool) -> None:
    """Why a question is asked, and how much advice depends on it, by theme; with `titles` which, and what stands."""
    screen.gap()
    screen.heading(speech.say("why.title"))
    screen.gap()
    because = speech.text(question.because, session.answers) or speech.say("why.no_reason")
    screen.say(because, indent=2)
    if question.relevant_when is not None:
        condition = in_words(question.relevant_when, speech)
        screen.say(speech.say("why.relevant", condition=condition), indent=2, style=FAINT)
    if not titles:
        _count_advice(question, session, speech, screen)
        return
    try:
        _name_advice(question, session.assessment(), session, speech, screen)
    except AdviceUnavailable as error:
        screen.say(speech.say("advice.unavailable", reason=str(error)), indent=2, style=WARNING)


def _count_advice(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """How much depends on the answer whatever it is; that tells nothing of what the answers so far come to."""
    declared = session.declared
    cone = Dependence(declared).cone(declared_id(question.id))
    by_theme = Counter(declared.advice[id].theme for id in cone.advice)
    followed = _followers(question, session)
    if followed:
        named = speech.count("questions", len(followed), numbers=speech.numbers(followed))
        screen.say(speech.say("why.decides", questions=named), indent=2)
    if not by_theme:
        screen.say(speech.say("why.none"), indent=2)
        return
    parts = (
        speech.say("why.theme", theme=speech.text(theme.title), n=by_theme[theme.id])
        for theme in declared.themes.values()
        if by_theme[theme.id]
    )
    told = speech.count("why.depends", by_theme.total(), themes=apart(parts, speech.interface))
    screen.say(told, indent=2)
    ways = {"why": shown(Command.WHY, speech.interface), "advice": shown(Command.ADVICE, speech.interface)}
    screen.say(speech.say("why.more_on_request", **ways), indent=2, style=FAINT)


def _name_advice(question: Question, assessment: Assessment, session: Session, speech: Speech, screen: Screen) -> None:
    """The advice that waits for the answer, may come to wait for it, or rests on it."""
    own = [assessment.advised(id) for id in _awaiting(question.id, assessment)]
    _show_titles("why.open", own, session, speech, screen)
    known = {one.id for one in own}
    followed = _followers(question, session)
    through = [id for follower in followed for id in _awaiting(follower, assessment) if id not in known]
    if through:
        named = speech.count("questions", len(followed), numbers=speech.numbers(followed))
        decided = [assessment.advised(id) for id in dict.fromkeys(through)]
        _show_titles("why.through", decided, session, speech, screen, questions=named)
    if session.answers.of(question.id).state is AnswerState.ANSWERED:
        settled = (Outcome.FIRES, Outcome.POSTPONED, Outcome.EXCEPTED)
        resting = [
            one for one in assessment.advice if one.outcome in settled and question.id in one.because.all_answers
        ]
        _show_titles("why.resting", resting, session, speech, screen)
    else:
        resting = []
    if not own and not through and not resting:
        later = [one for one in assessment.advice if one.outcome is Outcome.UNDETERMINED]
        readers = Dependence(session.kb).cone(question.id).advice
        _show_titles("why.later", [one for one in later if one.id in readers], session, speech, screen)
        if not any(one.id in readers for one in later):
            screen.say(speech.say("why.nothing"), indent=2)


def _awaiting(question: str, assessment: Assessment) -> tuple[str, ...]:
    """Advice that is undetermined, or reserved, for want of an answer to this question."""
    return next((entry.concerns for entry in assessment.to_find_out if entry.question == question), ())


def _followers(question: Question, session: Session) -> list[str]:
    """Open questions whose relevance hangs on this one."""
    return [
        other.id
        for other in session.kb.questions.values()
        if other.relevant_when is not None
        and session.readable[other.id].relevance is Truth.UNDETERMINED
        and question.id in questions_read(other.relevant_when)
    ]


def _show_titles(
    key: str,
    advice: list[AssessedAdvice],
    session: Session,
    speech: Speech,
    screen: Screen,
    **values: object,
) -> None:
    if not advice:
        return
    screen.gap()
    screen.say(speech.count(key, len(advice), **values), indent=2, style=STRONG)
    for one in advice[:MOST_LISTED]:
        screen.say(titled(one, session, speech), indent=2, first="- ")
    if len(advice) > MOST_LISTED:
        screen.say(speech.count("why.more", len(advice) - MOST_LISTED), indent=4, style=FAINT)
