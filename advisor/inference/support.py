"""Supports: sets of answers, conclusions and tests on which a value rests, and how they are put together.

Sets are bit masks over questions (in interview order), conclusions, reservations and leaves: the justifications of a
whole knowledge base are unions of many small sets, and are wanted at every assessment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from advisor.answers.answer import FALSE, TRUE, UNDETERMINED, Truth
from advisor.answers.kleene import counted
from advisor.knowledge.condition import CountOf


class Role(IntEnum):
    """What a support establishes of a leaf: its value, or only that it has not another one."""

    VALUE = 0
    NEVER_TRUE = 1
    NEVER_FALSE = 2


ROLES = tuple(Role)


class Support(NamedTuple):
    """Bit masks: what remains to be confirmed, and what a value rests on.

    `answers` are all questions at the bottom; `direct` those read directly, and `conclusions` the conclusions
    read directly; `leaves` the tests by which they are read. A leaf's bit is three times its place among the
    tests, plus its `Role`.
    """

    reservations: int = 0
    answers: int = 0
    direct: int = 0
    conclusions: int = 0
    leaves: int = 0


NOTHING = Support()


def together(supports: Sequence[Support]) -> Support:
    """The support of things that all have to hold."""
    if len(supports) == 1:
        return supports[0]
    reservations = answers = direct = conclusions = leaves = 0
    for support in supports:
        reservations |= support[0]
        answers |= support[1]
        direct |= support[2]
        conclusions |= support[3]
        leaves |= support[4]
    return Support(reservations, answers, direct, conclusions, leaves)


def weight(support: Support) -> tuple[int, int]:
    """How much a support asks to be believed: reservations first, then answers."""
    return support.reservations.bit_count(), support.answers.bit_count()


def lightest(supports: Sequence[Support]) -> Support:
    """The support with the fewest reservations, then the fewest answers, then the first."""
    return supports[0] if len(supports) == 1 else min(supports, key=weight)


def of_count(condition: CountOf, judged: Sequence[tuple[Truth, Support]]) -> Support:
    """The parts that decided: as many true ones as are wanted, as many false ones as keep the count below its bound.

    Each time the lightest, judged one by one: true with at least n, the n true parts with the fewest reservations;
    false, the fewest false parts that leave less than n, or one true part more than the bound. Undetermined: the open
    ones.
    """
    total, least = len(judged), condition.least or 0
    most = total if condition.most is None else condition.most
    supports = {value: sorted((support for found, support in judged if found is value), key=weight) for value in Truth}
    true, false = supports[TRUE], supports[FALSE]
    value = counted((found for found, _ in judged), condition.least, condition.most)
    if value is TRUE:
        return together([*true[:least], *false[: max(0, total - most)]])
    if value is UNDETERMINED:
        return together(supports[UNDETERMINED])
    ways = []
    if len(false) > total - least:
        ways.append(together(false[: max(0, total - least + 1)]))
    if len(true) > most:
        ways.append(together(true[: most + 1]))
    return lightest(ways)


def outlist_of_count(condition: CountOf, kept: Mapping[Truth, Sequence[Support]], never: Truth) -> Support:
    """What keeps a count from the value `never`, from what keeps parts from being true and false, lightest first.

    It is not true while too few parts can hold, or too few can fail; not false while enough can and not too many do.
    """
    total, least = len(condition.parts), condition.least or 0
    most = total if condition.most is None else condition.most
    not_true, not_false = kept[TRUE], kept[FALSE]
    if never is FALSE:
        return together([*not_false[:least], *not_true[: max(0, total - most)]])
    ways = []
    if len(not_true) > total - least:
        ways.append(together(not_true[: max(0, total - least + 1)]))
    if len(not_false) > most:
        ways.append(together(not_false[: most + 1]))
    return lightest(ways)
