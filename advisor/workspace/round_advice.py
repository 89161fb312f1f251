"""What the rules make of a round: its Assessment, worked out once for each state of its answers."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache, partial

from advisor.advice import Assessment, Outlook, assess
from advisor.advice.outlook import WorthAsking
from advisor.analysis.explanation.journey import way_out
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
    return _assessed(_mark(round), _Once(round))


def live_advice(round: Round) -> LiveAdvice:
    """What an interview asks of the rules, for the answers that are kept."""
    return LiveAdvice(partial(_assess, round), partial(_worth_asking, round), NO_ADVICE.why)


def ahead(round: Round) -> Outlook:
    """What the open questions of a round can still change, and the way out of it. InferenceError if that fails."""
    return _ahead(_mark(round), _Once(round))


def worth(round: Round) -> WorthAsking:
    """Which open questions of a round can still change the first three or a critical finding."""
    return worth_asking(knowledge_base(), answers_of(round))


class _Once:
    """A round that something is cached for; the mark of its answers tells it from others."""

    def __init__(self, round: Round) -> None:
        self.round = round

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=MOST_KEPT)
def _assessed(mark: str, once: _Once) -> Assessment:
    return assess(knowledge_base(), answers_of(once.round))


@lru_cache(maxsize=MOST_KEPT)
def _ahead(mark: str, once: _Once) -> Outlook:
    kb, answers = knowledge_base(), answers_of(once.round)
    return outlook(kb, answers).model_copy(update={"way_out": way_out(kb, answers, assessed(once.round))})


def _mark(round: Round) -> str:
    """What tells the answers of a round from others; the editing of its report is none of them."""
    answers = {key: value for key, value in round.document.items() if key != "review"}
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()


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
