"""Conditions as a typed tree: what `when`, `unless` and `relevant_when` become once read.

The tree has elementary tests on answers and conclusions at its leaves, and the three combinators
above them. It holds no truth values; `advisor.answers` says what a test means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Operator = Literal[
    "is",
    "includes",
    "any_of",
    "all_of",
    "none_of",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "answered",
    "due_within",
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
    an int for numbers, ("yes",) or ("no",) for `answered`, and a whole number of days for `due_within`, which
    asks whether what was answered falls due no later than that many days after the date of the file.
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
    """Holds when every part holds. Without parts only where grounding met no instance: then it is true."""

    parts: tuple[Condition, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class AnyOf:
    """Holds when some part holds. Without parts only where grounding met no instance: then it is false.

    `quantified` if grounding made it of a condition over instances; its parts are no alternatives that authors wrote.
    """

    parts: tuple[Condition, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)
    quantified: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True)
class Not:
    """Turns its part round; undetermined stays undetermined."""

    part: Condition
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class CountOf:
    """Counts the parts that hold: at least `least` of them and at most `most` (None: no bound)."""

    parts: tuple[Condition, ...]
    least: int | None = None
    most: int | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Quantified:
    """A condition over the instances of a context; grounding turns it into `any`, `all` or `count_of`.

    `for_some`: some instance for which `where` is true fulfils `holds`; `for_every`: all of them do;
    `count_of`: between `least` and `most` of them do. Within the two, ids of the context are those of the instance
    at hand. An absent `where` is every instance; `holds` may be absent where `where` is not.
    """

    quantifier: Literal["for_some", "for_every", "count_of"]
    context: str
    where: Condition | None = None
    holds: Condition | None = None
    least: int | None = None
    most: int | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class OpenList:
    """What instances that an incomplete list leaves out might add to one quantified condition; undetermined.

    Only grounding makes it, one `number` for each quantified condition; in a completion each is free by itself.
    `context` is the key of the list in answers files (`spaces`), by which reasons cite it as they cite a question.
    """

    context: str
    number: int
    at: Position = field(default=NOWHERE, compare=False, repr=False)


Condition = AnswerTest | ConclusionTest | AllOf | AnyOf | Not | CountOf | Quantified | OpenList


class NotGround(TypeError):
    """A condition over the instances of a context was met where only those of one instance, or none, can stand."""

    def __init__(self, condition: Condition) -> None:
        super().__init__(f"this condition has to be ground first: {condition}")


def leaves(condition: Condition) -> Iterator[AnswerTest | ConclusionTest]:
    """Yield the elementary tests of a condition, left to right, repetitions included."""
    if isinstance(condition, (AnswerTest, ConclusionTest)):
        yield condition
    for part in parts_of(condition):
        yield from leaves(part)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions a condition is directly made of; none for an elementary test and for an open list."""
    if isinstance(condition, (AllOf, AnyOf, CountOf)):
        return condition.parts
    if isinstance(condition, Not):
        return (condition.part,)
    if isinstance(condition, Quantified):
        return tuple(part for part in (condition.where, condition.holds) if part is not None)
    return ()


def open_lists(condition: Condition) -> Iterator[OpenList]:
    """Yield what incomplete lists add to a condition, left to right."""
    if isinstance(condition, OpenList):
        yield condition
    for part in parts_of(condition):
        yield from open_lists(part)


def questions_read(condition: Condition) -> tuple[str, ...]:
    """Ids of the questions a condition reads directly, in order of first mention."""
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition) if isinstance(leaf, AnswerTest)))


def conclusions_read(condition: Condition) -> tuple[str, ...]:
    """Ids of the conclusions a condition reads directly, in order of first mention."""
    return tuple(dict.fromkeys(leaf.conclusion for leaf in leaves(condition) if isinstance(leaf, ConclusionTest)))
