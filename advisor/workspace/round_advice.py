"""What the rules make of a round: its Assessment, worked out once for each state of its answers."""

from __future__ import annotations

from functools import lru_cache, partial

from advisor.advice import Assessment, Outlook, assess
from advisor.advice.outlook import WorthAsking
from advisor.analysis.prospect import outlook
from advisor.analysis.worth_asking import worth_asking
from advisor.answers import Answers
from advisor.inference import InferenceError
from advisor.interview import AdviceUnavailable, LiveAdvice

from .base import knowledge_base
from .models import Round
from .round_session import NO_ADVICE
from .stored_answers import StoredAnswers

MOST_KEPT = 64
"""Assessments a process remembers."""


def answers_of(round: Round) -> Answers:
    """The answers of a round. InputError if the knowledge base no longer takes them."""
    return StoredAnswers(round.document).read(knowledge_base())


def assessed(round: Round) -> Assessment:
    """The Assessment of a round as it stands. InferenceError if it cannot be worked out."""
    return _assessed(round.pk, round.edition, _Once(round))


def live_advice(round: Round) -> LiveAdvice:
    """What an interview asks of the rules, for the answers that are kept."""
    return LiveAdvice(partial(_assess, round), partial(_worth_asking, round), NO_ADVICE.why)


def ahead(round: Round) -> Outlook:
    """What the open questions of a round can still change."""
    return outlook(knowledge_base(), answers_of(round))


def worth(round: Round) -> WorthAsking:
    """Which open questions of a round can still change the first three or a critical finding."""
    return worth_asking(knowledge_base(), answers_of(round))


class _Once:
    """A round that an Assessment is cached for; its number and edition tell it from others."""

    def __init__(self, round: Round) -> None:
        self.round = round

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=MOST_KEPT)
def _assessed(id: int, edition: int, once: _Once) -> Assessment:
    return assess(knowledge_base(), answers_of(once.round))


def _assess(round: Round, answers: Answers) -> Assessment:
    try:
        return assessed(round)
    except InferenceError as error:
        raise AdviceUnavailable(str(error)) from error


def _worth_asking(round: Round, answers: Answers) -> WorthAsking:
    try:
        return worth(round)
    except InferenceError as error:
        raise AdviceUnavailable(str(error)) from error
