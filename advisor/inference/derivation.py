"""What results rest on, as values: justifications clause by clause, derivations of conclusions rule by rule.

`advisor.inference.justification` works them out and opens with an example.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.knowledge.model import ConclusionRule

from .support import NOTHING, Support, together, weight


class JustifiedClause(NamedTuple):
    """What one clause of an entry contributes to a justification (`when`, `unless`, `postpone_while`).

    With `outlist` it is only that the clause has not another value.
    """

    clause: str
    place: int
    support: Support
    outlist: bool = False


class Justification(NamedTuple):
    """What the value of a rule, or the outcome of an advice, rests on, clause by clause."""

    support: Support
    clauses: tuple[JustifiedClause, ...]
    proviso: tuple[str, int] | None = None


class Derivation(NamedTuple):
    """What the value of a conclusion rests on: the rule that derives it, or all that do not.

    `other_ways` counts the further rules that derive it.
    """

    support: Support
    ways: tuple[tuple[ConclusionRule, Justification], ...]
    other_ways: int = 0


NEEDLESS = Derivation(NOTHING, ())


def resting_on(*clauses: JustifiedClause, proviso: tuple[str, int] | None = None) -> Justification:
    """What rests on all of these clauses together."""
    if len(clauses) == 1:
        return Justification(clauses[0].support, clauses, proviso)
    return Justification(together([clause.support for clause in clauses]), clauses, proviso)


def lightest_clause(clauses: Sequence[JustifiedClause]) -> Justification:
    """The lightest of several clauses each of which would be enough."""
    chosen = min(clauses, key=lambda clause: weight(clause.support))
    return resting_on(chosen, proviso=None if chosen.clause == "when" else (chosen.clause, chosen.place))


def needing_all(ways: Sequence[tuple[ConclusionRule, Justification]]) -> Derivation:
    """The derivation that needs every one of the ways."""
    return Derivation(together([justification.support for _, justification in ways]), tuple(ways))
