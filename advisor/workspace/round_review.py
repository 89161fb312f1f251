"""The review of a round's report: its findings in their order, with what was decided of each.

Decisions are kept in the section `review` of the round's document, in the form `advisor review` writes, and through
the log: by whom, when, and what stood there before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from advisor.advice.under_review import UnderReview
from advisor.answers.review import OwnAdvice, ReviewedAdvice
from advisor.interview import Speech
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.sheet.review_faults import REWORDED
from advisor.report import ReportView, compose
from advisor.report.finding_view import FindingView

from .base import knowledge_base
from .models import Round
from .round_advice import ahead, answers_of, assessed
from .round_session import Sitting
from .stored_answers import Place, standing

OWN = "own"
DECIDED = ("left_out", "owner", "due", "note", *REWORDED)
"""What can be decided of a finding, in the order in which it is told."""


@dataclass(frozen=True)
class FindingUnderReview:
    """A finding in the words of the rules, and what was decided of it (`said`), kept under `key`.

    `first` says that the consultant put it first, `stale` that its texts have changed since something was decided.
    """

    view: FindingView
    key: str
    said: ReviewedAdvice
    first: bool
    stale: bool
    below: bool = False

    @property
    def words(self) -> Mapping[str, str]:
        """What was decided, by `DECIDED`."""
        decided = {key: getattr(self.said, key) for key in ("left_out", "owner", "due", "note")}
        return {key: words for key, words in {**decided, **self.said.texts}.items() if words}

    @property
    def title(self) -> str:
        """What the client reads as its title."""
        return self.said.texts.get("title") or self.view.title


class RoundReview:
    """The report of one round under review, its findings in the words of one language of the knowledge base.

    InferenceError, ReportError or WordingError if the report cannot be made.
    """

    def __init__(self, round: Round, language: str) -> None:
        self.round = round
        self.language = language
        self.kb = knowledge_base()
        self.assessment = assessed(round)
        self.under = UnderReview(self.kb, self.assessment, answers_of(round).review, language)

    @cached_property
    def report(self) -> ReportView:
        """The report as the rules have it, before anybody edited it."""
        return compose(self.kb, self.assessment, language=self.language, outlook=ahead(self.round))

    @cached_property
    def findings(self) -> tuple[FindingUnderReview, ...]:
        """Every finding with a number, then those for later, each followed by its sub-points."""
        return tuple(self._under(self.report.ranked + self.report.postponed))

    @cached_property
    def besides(self) -> tuple[FindingUnderReview, ...]:
        """What is told besides what to act on: strengths, and what to find out."""
        return tuple(self._under(self.report.strengths + self.report.asks))

    @property
    def own(self) -> tuple[OwnAdvice, ...]:
        """The consultant's own advice."""
        return self.under.review.own

    @property
    def first(self) -> tuple[str, ...]:
        """The ids of what the consultant put first."""
        return self.under.review.order

    def finding(self, id: str) -> FindingUnderReview | None:
        """The finding of an id; None if the report has none."""
        return next((one for one in (*self.findings, *self.besides) if one.view.id == id), None)

    def own_advice(self, id: str) -> OwnAdvice | None:
        """The consultant's own advice of an id; None if there is none."""
        return next((one for one in self.own if one.id == id), None)

    def can_come_first(self) -> tuple[tuple[str, str], ...]:
        """What may be put first, by id and title: what bears a number and is printed, and advice of one's own."""
        numbered = [one for one in self.findings if one.view.number is not None and not one.below]
        printed = [(one.view.id, one.title) for one in numbered if not one.said.left_out]
        return (*printed, *((one.id, one.title) for one in self.own))

    def _under(self, views: tuple[FindingView, ...]) -> Iterator[FindingUnderReview]:
        assessed = {one.id: one for one in self.assessment.advice}
        for top in views:
            for view in top.walk():
                key, said = self.under.said_of(assessed[view.id]) or (view.id, ReviewedAdvice())
                first = bool({view.id, declared_id(view.id)} & set(self.first))
                yield FindingUnderReview(view, key, said, first, self.under.stale(key, said), view is not top)


def decide(held: Sitting, key: str, said: Mapping[str, str], against: Mapping[str, str]) -> None:
    """Keep what was decided of a finding in place of what was; nothing takes it away."""
    held.put(place_of(key), {**said, **against} if said else None)
    held.session.refresh()


def place_of(key: str) -> Place:
    """Where it is kept what was decided of a finding."""
    return ("review", "advice", key)


def own_place(id: str) -> Place:
    """Where advice of the consultant's own is kept."""
    return ("review", OWN, id)


def set_review(held: Sitting, key: str, value: Any) -> None:
    """Keep one key of the review; None takes it away."""
    if value is not None or standing(held.store.document, ("review",)) is not None:
        held.put(("review", key), value)
    held.session.refresh()


def about(path: str, held: Sitting, speech: Speech) -> str:
    """What an entry of the log about a review is about: a finding's title; empty where it is about none."""
    _, _, rest = path.partition("review/")
    group, _, id = rest.partition("/")
    if group == "advice":
        advice = held.session.declared.advice.get(declared_id(id))
        return speech.text(advice.title, held.session.answers) if advice is not None else id
    return ""


def told(value: Any, speech: Speech) -> str:
    """A decision in words."""
    if isinstance(value, Mapping) and "title" in value and "recommendation" in value and "id" in value:
        return f"{value['title']}: {value['recommendation']}"
    if isinstance(value, Mapping):
        said = [speech.say(_phrase(key), words=_words(key, value[key], speech)) for key in DECIDED if key in value]
        return "; ".join(said)
    if isinstance(value, list):
        return ", ".join(str(one.get("title", "")) if isinstance(one, Mapping) else str(one) for one in value)
    return str(value)


def _phrase(key: str) -> str:
    if key in REWORDED:
        return "edited.reworded"
    return "edited.is_left_out" if key == "left_out" else f"edited.{key}"


def _words(key: str, words: str, speech: Speech) -> str:
    return speech.day(words) if key == "due" else words
