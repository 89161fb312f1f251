"""The portfolio as one immutable value: its tables, computed from the records of brands.

Of a brand with several dates the latest counts; the others make its trend. A share is one among the brands of a group
in which the finding was judged, and is said of five or more: fewer would tell who they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from advisor.advice.assessment import Value
from advisor.advice.benchmark import Share
from advisor.advice.profile import WEIGHTS
from advisor.knowledge.model import KnowledgeBase, Question, Severity

from .brand_record import BrandRecord, FaultyFile, Record

FEWEST = 5
"""The fewest brands of which a share is said."""


class FrequentFinding(Value):
    """A finding with the brands that have it, its gravest severity, and its share in each group of five or more."""

    advice: str
    severity: Severity
    brands: int
    share: Share | None
    groups: dict[str, Share]


class TrendPoint(Value):
    """One date of a brand: how many points stood, and what they weighed."""

    date: str
    points: int
    weight: int


class Trend(Value):
    """A brand at two dates or more, oldest first."""

    brand: str
    points: tuple[TrendPoint, ...]


class OpenQuestionCount(Value):
    """A question that is still to be asked, and of how many brands."""

    question: str
    brands: int


class Portfolio(Value):
    """The tables. `by` is the question that groups are made by, None without groups; `groups` maps options to numbers
    of brands. `brands` are the latest record of each, the heaviest first.
    """

    knowledge_base: str
    version: str
    by: str | None
    groups: dict[str, int]
    brands: tuple[BrandRecord, ...]
    findings: tuple[FrequentFinding, ...]
    trends: tuple[Trend, ...]
    unknown: tuple[OpenQuestionCount, ...]
    faults: tuple[FaultyFile, ...]

    @property
    def most_open(self) -> tuple[BrandRecord, ...]:
        """The brands whose open questions matter, the weightiest first."""
        ordered = sorted(self.brands, key=lambda one: (-one.open_weight, one.brand))
        return tuple(one for one in ordered if one.open_weight)


def grouping_questions(kb: KnowledgeBase) -> tuple[Question, ...]:
    """The questions that brands can be grouped by: those of the brand with options, in interview order."""
    return tuple(one for one in kb.questions.values() if one.options and one.for_each is None)


def portfolio(kb: KnowledgeBase, records: Iterable[Record], by: str | None = None) -> Portfolio:
    """The tables of some records, grouped by the answers to a question of the brand."""
    faults: list[FaultyFile] = []
    by_brand: dict[str, list[BrandRecord]] = {}
    for record in records:
        if isinstance(record, FaultyFile):
            faults.append(record)
        else:
            by_brand.setdefault(record.brand.casefold(), []).append(record)
    dated = [sorted(each, key=lambda one: one.date) for each in by_brand.values()]
    latest = sorted((each[-1] for each in dated), key=lambda one: (-one.weight, one.brand))
    options = [option.id for option in kb.questions[by].options] if by is not None else []
    members = {id: [one for one in latest if by is not None and id in one.groups.get(by, ())] for id in options}
    unknown = Counter(question for one in latest for question in one.unknown)
    order = {question: place for place, question in enumerate(kb.questions)}
    return Portfolio(
        knowledge_base=kb.id,
        version=kb.version,
        by=by,
        groups={id: len(brands) for id, brands in members.items() if brands},
        brands=tuple(latest),
        findings=tuple(_findings(kb, latest, members)),
        trends=tuple(
            Trend(
                brand=each[-1].brand,
                points=tuple(TrendPoint(date=one.date, points=len(one.findings), weight=one.weight) for one in each),
            )
            for each in sorted(dated, key=lambda each: each[-1].brand)
            if len({one.date for one in each}) > 1
        ),
        unknown=tuple(
            OpenQuestionCount(question=question, brands=count)
            for question, count in sorted(unknown.items(), key=lambda one: (-one[1], order.get(one[0], len(order))))
        ),
        faults=tuple(faults),
    )


def _findings(
    kb: KnowledgeBase, brands: Sequence[BrandRecord], members: dict[str, list[BrandRecord]]
) -> list[FrequentFinding]:
    gravest: dict[str, Severity] = {}
    for one in brands:
        for id, severity in one.findings.items():
            gravest[id] = max(gravest.get(id, severity), severity, key=WEIGHTS.__getitem__)
    over_all, by_group = SharesAmong(brands), {id: SharesAmong(group) for id, group in members.items()}
    found = [
        FrequentFinding(
            advice=id,
            severity=gravest[id],
            brands=over_all.found[id],
            share=over_all.share(id),
            groups={group: share for group, tally in by_group.items() if (share := tally.share(id)) is not None},
        )
        for id in kb.advice
        if id in gravest
    ]
    found.sort(key=lambda one: (-one.brands, -WEIGHTS[one.severity]))
    return found


class SharesAmong:
    """In how many of some brands each finding stands, and in how many others it was judged."""

    def __init__(self, brands: Sequence[BrandRecord]) -> None:
        self.found = Counter(id for one in brands for id in one.findings)
        self.judged = Counter(id for one in brands for id in one.judged)

    def share(self, advice: str) -> Share | None:
        """How common a finding is among the brands; None where it was judged in fewer than five."""
        found = self.found[advice]
        among = found + self.judged[advice]
        return Share(found=found, among=among) if among >= FEWEST else None
