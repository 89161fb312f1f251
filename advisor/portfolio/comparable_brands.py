"""The benchmark of one brand: how common its findings are among the brands of a portfolio that compare with it."""

from __future__ import annotations

from advisor.advice import Assessment
from advisor.advice.benchmark import Benchmark
from advisor.advice.finding import STANDING
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import PROBLEM_KINDS

from .portfolio import Portfolio, SharesAmong


def benchmark(portfolio: Portfolio, assessment: Assessment) -> Benchmark:
    """The shares of what stands in an assessment among the other brands; with groups, those in a group of its own.

    The brand itself, told by its name, never counts: what is said is said of others.
    """
    name = " ".join(assessment.brand.split()).casefold()
    others = [one for one in portfolio.brands if one.brand.casefold() != name]
    if portfolio.by is not None:
        answer = next((one for one in assessment.answers if one.question == portfolio.by), None)
        chosen = () if answer is None else (answer.option,) if answer.option else answer.yes
        others = [one for one in others if not set(chosen).isdisjoint(one.groups.get(portfolio.by, ()))]
    standing = {
        declared_id(one.entries[0]): None
        for one in assessment.advice
        if one.kind in PROBLEM_KINDS and one.outcome in STANDING
    }
    tally = SharesAmong(others)
    shares = {id: share for id in standing if (share := tally.share(id)) is not None}
    return Benchmark(brands=len(others), by=portfolio.by, shares=shares)
