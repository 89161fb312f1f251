"""Conditions as a typed tree: what `when`, `unless` and `relevant_when` become once read.

The tree has elementary tests on answers and conclusions at its leaves, and the three combinators
above them. It holds no truth values; `advisor.answers` says what a test means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Operator = Literal[
    "is", "includes", "any_of", "all_of", "none_of", "at_least", "at_most", "more_than", "less_than", "answered"
]


@dataclass(frozen=True)
class Position:
    """A place in a YAML file: path as the author would type it, line and column counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Position("<built in memory>", 1, 1)


@dataclass(frozen=True)
class AnswerTest:
    """An elementary comparison on the answer to one question.

    `operator` after resolution: `is` on choice, yes_no and number; `includes` on choices; the lists
    `any_of`, `all_of`, `none_of`; the four number comparisons; `answered`.
    `value` is a tuple of option ids (`is`, `includes`: exactly one; yes_no uses "yes"/"no"),
    an int for numbers, and ("yes",) or ("no",) for `answered`.
    """

    question: str
    operator: Operator
    value: tuple[str, ...] | int
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class ConclusionTest:
    """Reads a conclusion as yes (`value` true) or as no."""

    conclusion: str
    value: bool
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class AllOf:
    """Holds when every part holds. Never empty."""

    parts: tuple[Condition, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class AnyOf:
    """Holds when some part holds. Never empty."""

    parts: tuple[Condition, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Not:
    """Turns its part round; undetermined stays undetermined."""

    part: Condition
    at: Position = field(default=NOWHERE, compare=False, repr=False)


Condition = AnswerTest | ConclusionTest | AllOf | AnyOf | Not


def leaves(condition: Condition) -> Iterator[AnswerTest | ConclusionTest]:
    """Yield the elementary tests of a condition, left to right, repetitions included."""
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        yield condition


def questions_read(condition: Condition) -> tuple[str, ...]:
    """Ids of the questions a condition reads directly, in order of first mention."""
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition) if isinstance(leaf, AnswerTest)))


def conclusions_read(condition: Condition) -> tuple[str, ...]:
    """Ids of the conclusions a condition reads directly, in order of first mention."""
    return tuple(dict.fromkeys(leaf.conclusion for leaf in leaves(condition) if isinstance(leaf, ConclusionTest)))
