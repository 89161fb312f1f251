"""The way out: which changes a house can make take most weight off it, as one immutable value.

Like the `Outlook` it is filled by `advisor.analysis`, and an optional input of whatever prints. Ids are those of the
Assessment it was made for. A *point* is a problem that fires or is postponed, advice about instances once.
"""

from __future__ import annotations

from typing import Literal

from advisor.knowledge.model import Effort

from .assessment import Value


class AnswerChange(Value):
    """One change of one answer: `to` an option, or an option added or dropped; `in_place_of` is one dropped with it."""

    question: str
    does: Literal["to", "add", "drop"]
    option: str
    effort: Effort
    in_place_of: str | None = None


class RoadStep(Value):
    """One change in its place, and what it does once it is made after those before it, by finding.

    `clears` are the findings that no longer apply, `opens` those that are no longer certain, `eases` those that are
    milder. `jointly` are those of all three that it would not reach by itself, `together_with` the earlier steps, by
    number, that have a part in them. `spares` are points, by declared id, that do not stand now and would if all steps
    but this were made.
    """

    change: AnswerChange
    clears: tuple[str, ...]
    opens: tuple[str, ...] = ()
    eases: tuple[str, ...] = ()
    jointly: tuple[str, ...] = ()
    together_with: tuple[int, ...] = ()
    spares: tuple[str, ...] = ()


class Way(Value):
    """Changes in the order to make them, and what is left then, as a full assessment of the changed answers has it.

    `clears` counts the points that no longer apply, `opens` those that are no longer certain; `weight` and `points` are
    what still stands. `brings` are points that stand only then, `critical` the critical ones that are left, by declared
    id.
    """

    steps: tuple[RoadStep, ...]
    weight: int
    points: int
    clears: int
    opens: int = 0
    brings: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()


class WayOut(Value):
    """The best way with at most `most` changes, and the shortest after which nothing critical remains.

    `weight` and `points` are what stands now. `equals` are other sets of changes that come to the same weight with as
    many changes and as much effort; `more_equals` says that there are still others. `uncritical` is None where nothing
    critical stands; its `critical` names what no change of this effort takes away.
    """

    most: int
    effort: Effort
    weight: int
    points: int
    best: Way
    equals: tuple[tuple[AnswerChange, ...], ...] = ()
    more_equals: bool = False
    uncritical: Way | None = None

    def instead(self) -> dict[tuple[AnswerChange, ...], tuple[tuple[int, ...], ...]]:
        """What other sets have in place of steps of the best: the changes, and the steps that each set spares."""
        numbers = {step.change: number for number, step in enumerate(self.best.steps, start=1)}
        found: dict[tuple[AnswerChange, ...], list[tuple[int, ...]]] = {}
        for changes in self.equals:
            spared = tuple(number for change, number in numbers.items() if change not in changes)
            found.setdefault(tuple(change for change in changes if change not in numbers), []).append(spared)
        return {changes: tuple(sorted(spared)) for changes, spared in found.items()}
