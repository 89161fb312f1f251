"""Normal forms: a condition as alternatives of facts that must all be there, with no negation left.

`not` is pushed inwards until it stands before a test, where it turns "holds" into "does not hold". The rest is
multiplied out while that stays small; beyond, a part of the condition becomes an auxiliary fact of its own,
shared by all conditions that contain the same part. Every step used here (De Morgan, distribution, absorption,
idempotence) is valid for Kleene's three values; dropping a clause that contradicts itself would not be, for it
turns undetermined into false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    NotGround,
    OpenList,
)

Leaf = AnswerTest | ConclusionTest | OpenList
Conjunction = frozenset[int]
"""Numbers of facts that must all be there."""
Alternatives = tuple[Conjunction, ...]
"""Conjunctions any of which suffices, none of them containing another; in a stable order."""

TRUE: Alternatives = (frozenset(),)
FALSE: Alternatives = ()

MOST_MULTIPLIED = 4
"""Clauses up to which a conjunction of alternatives is multiplied out."""


def alternatives(
    condition: Condition,
    fact: Callable[[Leaf, bool], int],
    part: Callable[[Alternatives], int],
) -> Alternatives:
    """The clauses of a condition.

    `fact` numbers the fact saying that a test holds (true) or does not hold (false); `part` numbers the auxiliary
    fact for alternatives that were not multiplied out, the same number for the same alternatives.
    """
    return _clauses(condition, True, fact, part)


def absorbed(clauses: Iterable[Conjunction]) -> Alternatives:
    """The clauses that contain no other one, shortest first."""
    ordered = sorted(set(clauses), key=lambda clause: (len(clause), sorted(clause)))
    if not ordered or len(ordered[0]) == len(ordered[-1]):
        return tuple(ordered)
    kept: list[Conjunction] = []
    for clause in ordered:
        if not any(shorter <= clause for shorter in kept):
            kept.append(clause)
    return tuple(kept)


def chunked(clause: Conjunction, part: Callable[[Alternatives], int], most: int) -> Conjunction:
    """A conjunction of at most `most` facts with the same meaning; longer ones are gathered into parts."""
    while len(clause) > most:
        ordered = sorted(clause)
        groups = [frozenset(ordered[start : start + most]) for start in range(0, len(ordered), most)]
        clause = frozenset().union(*(group if len(group) == 1 else {part((group,))} for group in groups))
    return clause


def _clauses(
    condition: Condition,
    holds: bool,
    fact: Callable[[Leaf, bool], int],
    part: Callable[[Alternatives], int],
) -> Alternatives:
    if isinstance(condition, Not):
        return _clauses(condition.part, not holds, fact, part)
    if isinstance(condition, (AnswerTest, ConclusionTest, OpenList)):
        return (frozenset({fact(condition, holds)}),)
    if isinstance(condition, CountOf):
        return _count(condition, holds, fact, part)
    if not isinstance(condition, (AllOf, AnyOf)):
        raise NotGround(condition)
    parts = [_clauses(each, holds, fact, part) for each in condition.parts]
    if isinstance(condition, AllOf) is holds:
        return _multiplied(parts, part)
    return absorbed(clause for clauses in parts for clause in clauses)


def _count(
    condition: CountOf, holds: bool, fact: Callable[[Leaf, bool], int], part: Callable[[Alternatives], int]
) -> Alternatives:
    """That enough parts hold and not too many; or, turned round, that enough fail or too many hold."""
    bounds: list[Alternatives] = []
    parts = len(condition.parts)
    if condition.least is not None:
        needed = condition.least if holds else parts - condition.least + 1
        bounds.append(_at_least(needed, [_clauses(each, holds, fact, part) for each in condition.parts], part))
    if condition.most is not None:
        needed = parts - condition.most if holds else condition.most + 1
        bounds.append(_at_least(needed, [_clauses(each, not holds, fact, part) for each in condition.parts], part))
    if holds:
        return _multiplied(bounds, part)
    return absorbed(clause for clauses in bounds for clause in clauses)


def _at_least(needed: int, parts: Sequence[Alternatives], part: Callable[[Alternatives], int]) -> Alternatives:
    """That so many of the parts hold, counted through auxiliaries: so many of the first, of the first two, and so on.

    Their number is at most the product of both numbers, where that of all subsets of that size would explode.
    Source: C. Sinz, Towards an optimal CNF encoding of Boolean cardinality constraints, CP 2005.
    """
    if needed <= 0:
        return TRUE
    counted: list[Alternatives] = [TRUE, *([FALSE] * needed)]
    for clauses in parts:
        below = [_as_one(each, part) for each in counted]
        for number in range(1, needed + 1):
            counted[number] = absorbed((*below[number], *_multiplied([below[number - 1], clauses], part)))
    return counted[needed]


def _as_one(clauses: Alternatives, part: Callable[[Alternatives], int]) -> Alternatives:
    return clauses if len(clauses) <= 1 else (frozenset({part(clauses)}),)


def _multiplied(parts: Sequence[Alternatives], part: Callable[[Alternatives], int]) -> Alternatives:
    """All parts at once: multiplied out from the fewest alternatives upwards, the remaining ones as auxiliaries."""
    product = TRUE
    for clauses in sorted(dict.fromkeys(parts), key=len):
        if len(clauses) > 1 and len(product) * len(clauses) > MOST_MULTIPLIED:
            clauses = (frozenset({part(clauses)}),)
        product = absorbed(left | right for left in product for right in clauses)
    return product
