"""The way out: which changes a house can make take most weight off it, as one immutable value.

Like the `Outlook` it is filled by `advisor.analysis`, and an optional input of whatever prints. Ids are those of the
Assessment it was made for. A *point* is a problem that fires or is postponed, advice about instances once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Effort

from .assessment import Value


class AnswerChange(Value):
    """One change of one answer: `to` an option, or an option added or dropped; `in_place_of` is one dropped with it."""

    question: str
    does: Literal["to", "add", "drop"]
    option: str
    effort: Effort
    in_place_of: str | None = None

    @property
    def act(self) -> tuple[str | None, ...]:
        """What is done, wherever it is done: alike for the same change of the same question at several instances."""
        return declared_id(self.question), self.does, self.option, self.in_place_of, self.effort


def by_act(changes: Iterable[AnswerChange]) -> tuple[tuple[AnswerChange, ...], ...]:
    """The changes put together by what is done, each act where it stands first."""
    acts: dict[tuple[str | None, ...], list[AnswerChange]] = {}
    for change in changes:
        acts.setdefault(change.act, []).append(change)
    return tuple(map(tuple, acts.values()))


class RoadStep(Value):
    """One change in its place, and what it does once it is made after those before it, by finding.

    `elsewhere` is the same change at further instances, made at once and counted as one with it.
    `clears` are the findings that no longer apply, `opens` those that are no longer certain, `eases` those that are
    milder. `jointly` are those of all three that it would not reach by itself, `together_with` the earlier steps, by
    number, that have a part in them. `spares` are points, by declared id, that do not stand now and would if all steps
    but this were made.
    """

    change: AnswerChange
    elsewhere: tuple[AnswerChange, ...] = ()
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

    @property
    def changes(self) -> tuple[AnswerChange, ...]:
        """Every change of every step."""
        return tuple(change for step in self.steps for change in (step.change, *step.elsewhere))

    def leads_on(self, step: RoadStep) -> bool:
        """Whether a later step reaches something only together with this one."""
        number = self.steps.index(step) + 1
        return any(number in one.together_with for one in self.steps)


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
        numbers = {
            change: number
            for number, step in enumerate(self.best.steps, start=1)
            for change in (step.change, *step.elsewhere)
        }
        found: dict[tuple[AnswerChange, ...], list[tuple[int, ...]]] = {}
        for changes in self.equals:
            spared = tuple(dict.fromkeys(number for change, number in numbers.items() if change not in changes))
            found.setdefault(tuple(change for change in changes if change not in numbers), []).append(spared)
        return {changes: tuple(sorted(spared)) for changes, spared in found.items()}
