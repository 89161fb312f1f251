"""Supports: sets of answers, conclusions and tests on which a value rests, and how they are put together.

Sets are bit masks over questions (in interview order), conclusions, reservations and leaves: the justifications of a
whole knowledge base are unions of many small sets, and are wanted at every assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple


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


def lightest(supports: Iterable[Support]) -> Support:
    """The support with the fewest reservations, then the fewest answers, then the first."""
    return min(supports, key=weight)
