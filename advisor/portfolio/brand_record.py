"""What a portfolio keeps of one answers file: the few values its tables need, or the fault that it has.

A record is small and language-free, so that thousands fit in memory and can be written down one a line. What many
records have in common, ids and the states of themes, they share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from sys import intern
from typing import ClassVar, NamedTuple

from pydantic import ConfigDict

from advisor.advice import Assessment
from advisor.advice.assessment import ThemeState, Value
from advisor.advice.bare_assessment import BareAssessment
from advisor.advice.finding import STANDING, severity_of
from advisor.advice.profile import WEIGHTS
from advisor.answers import Answers, Choices, EffectiveAnswer, Truth
from advisor.inference.result import Outcome
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import PROBLEM_KINDS, SEVERITIES, KnowledgeBase, Question, Severity
from advisor.language import SOURCE_LANGUAGE

from .ids import KnownIds

MOST_SHARED = 1 << 14
"""States of themes, and lists of options, that records share: some thousands are met among ten thousand brands."""


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """Of one theme: its state, how many points stand by severity, in order, not known."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")
    state: ThemeState
    to_put_right: dict[Severity, int]
    in_order: int
    not_known: int


@dataclass(frozen=True, slots=True)
class BrandRecord:
    """One brand at one date. `findings` are the problems that stand, by declared id, with their severity, and `judged`
    those that were judged and do not. `open_weight` is what points weigh that a question of a first pass could still
    settle, `unknown` the questions still to ask. `groups` are the answers that brands are compared by.
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")
    file: str
    brand: str
    date: str
    themes: dict[str, ThemeRecord]
    findings: dict[str, Severity]
    judged: KnownIds
    unknown: KnownIds
    open_weight: int
    known: float
    groups: dict[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        shared = {
            "date": intern(self.date),
            "themes": {intern(id): _shared_theme(one) for id, one in self.themes.items()},
            "findings": {intern(id): intern(severity) for id, severity in self.findings.items()},
            "groups": {intern(id): _shared(tuple(map(intern, chosen))) for id, chosen in self.groups.items()},
        }
        for name, value in shared.items():
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type[BrandRecord], tuple[object, ...]]:
        """Made anew where it arrives, so that it shares there as well."""
        return BrandRecord, tuple(getattr(self, one.name) for one in fields(self))

    @property
    def weight(self) -> int:
        """What its findings weigh together."""
        return sum(WEIGHTS[severity] for severity in self.findings.values())


class FaultyFile(Value):
    """An answers file that could not be assessed, and why, in each language of the interface."""

    file: str
    says: dict[str, str]

    def said(self, language: str) -> str:
        """Why, in a language; in English where it was not told in that."""
        return self.says.get(language, self.says[SOURCE_LANGUAGE])


Record = BrandRecord | FaultyFile


@lru_cache(maxsize=MOST_SHARED)
def _shared(value: tuple[str, ...]) -> tuple[str, ...]:
    return value


def _shared_theme(one: ThemeRecord) -> ThemeRecord:
    return _theme(one.state, tuple(one.to_put_right.items()), one.in_order, one.not_known)


@lru_cache(maxsize=MOST_SHARED)
def _theme(
    state: ThemeState, to_put_right: tuple[tuple[Severity, int], ...], in_order: int, not_known: int
) -> ThemeRecord:
    return ThemeRecord(state, dict(to_put_right), in_order, not_known)


def record_of_assessment(kb: KnowledgeBase, assessment: Assessment, file: str) -> BrandRecord:
    """What a portfolio keeps of an assessed brand."""
    outcomes = {
        entry: (one.outcome, one.severity)
        for one in assessment.advice
        if one.kind in PROBLEM_KINDS
        for entry in one.entries
    }
    groups = {one.question: (one.option,) if one.option else one.yes for one in assessment.answers}
    still_to_ask = tuple(one.question for one in assessment.still_to_ask())
    return _record(
        kb, (file, assessment.brand, assessment.date), assessment, _BrandTold(outcomes, groups, still_to_ask)
    )


def record_of_bare(answers: Answers, found: BareAssessment, file: str) -> BrandRecord:
    """The same, of a bare assessment."""
    kb = found.kb
    outcomes = {
        id: (result.outcome, severity_of(kb.advice[id], result))
        for id, result in found.results.items()
        if kb.advice[id].kind in PROBLEM_KINDS
    }
    groups = {id: _chosen(kb.questions[id], seen) for id, seen in found.readable.items() if instance_of(id) is None}
    return _record(kb, (file, answers.brand, answers.date), found, _BrandTold(outcomes, groups, found.still_to_ask))


class _BrandTold(NamedTuple):
    """What both kinds of assessment tell, under ground ids."""

    outcomes: Mapping[str, tuple[Outcome, Severity | None]]
    groups: Mapping[str, tuple[str, ...]]
    still_to_ask: tuple[str, ...]


def _record(
    kb: KnowledgeBase, head: tuple[str, str, str], found: Assessment | BareAssessment, told: _BrandTold
) -> BrandRecord:
    file, brand, date = head
    findings: dict[str, Severity] = {}
    of: dict[Outcome, set[str]] = {}
    for id, (outcome, severity) in told.outcomes.items():
        id = declared_id(id)
        if outcome in STANDING and severity is not None:
            findings[id] = min(findings.get(id, severity), severity, key=SEVERITIES.index)
        of.setdefault(outcome, set()).add(id)
    judged = of.get(Outcome.DOES_NOT_APPLY, set()) - findings.keys() - of.get(Outcome.UNDETERMINED, set())
    return BrandRecord(
        file=file,
        brand=" ".join(brand.split()),
        date=date,
        themes={
            one.theme: ThemeRecord(
                state=one.state, to_put_right=one.to_put_right, in_order=one.in_order, not_known=one.not_known
            )
            for one in found.profile
        },
        findings=dict(sorted(findings.items())),
        judged=KnownIds(sorted(judged)),
        unknown=KnownIds(dict.fromkeys(declared_id(id) for id in told.still_to_ask)),
        open_weight=sum(one.undetermined for one in found.profile),
        known=found.known,
        groups={id: told.groups[id] for id in kb.questions if told.groups.get(id) and instance_of(id) is None},
    )


def _chosen(question: Question, seen: EffectiveAnswer) -> tuple[str, ...]:
    """The options that were chosen, in the order of the question."""
    value = seen.answer.value
    if seen.relevance is Truth.FALSE or value is None:
        return ()
    if isinstance(value, Choices):
        return tuple(option.id for option in question.options if option.id in value.yes)
    return (value,) if isinstance(value, str) and question.type in ("choice", "yes_no") else ()
