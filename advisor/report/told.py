"""What a report states of a brand, each statement once, however many instances it is true of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .finding_view import Confirmation, Evidence, Said, joined

FEW = 2
"""Instances that are named even where they are all there are."""


@dataclass(frozen=True)
class Diagnosis:
    """A conclusion of the diagnosis. `settle` are the questions that would decide an undetermined one.

    `title` is the `statement`, with the name of the instance it is `about` where it is about one.
    """

    conclusion: str
    title: str
    statement: str
    about: str | None
    meaning: str
    evidence: Evidence
    to_confirm: tuple[Confirmation, ...] = ()
    settle: tuple[Said, ...] = ()
    other_ways: int = 0
    good: str = "neutral"


@dataclass(frozen=True)
class Told:
    """A statement said once for all instances it is about: `ids` are its conclusions, `because` all the evidence.

    `good` is whether that it holds is good news: yes, no or neutral.
    """

    title: str
    meaning: str
    ids: tuple[str, ...]
    because: Evidence
    to_confirm: tuple[Confirmation, ...] = ()
    settle: tuple[Said, ...] = ()
    other_ways: int = 0
    good: str = "neutral"


@dataclass(frozen=True)
class InstanceNames:
    """The names of all instances, context by context; `everywhere` is said in place of all the names of one."""

    of: tuple[frozenset[str], ...] = ()
    everywhere: str = ""

    def among(self, names: Sequence[str]) -> Sequence[str]:
        """The names to be printed of so many."""
        every = len(names) > FEW and frozenset(names) in self.of
        return (self.everywhere,) if every else names


def once(diagnoses: Iterable[Diagnosis], instances: InstanceNames | None = None) -> tuple[Told, ...]:
    """Each statement once, with the instances of which it holds in brackets and the evidence of all as one."""
    instances = instances or InstanceNames()
    groups: dict[tuple[str, str], list[Diagnosis]] = {}
    for one in diagnoses:
        groups.setdefault((one.statement, one.meaning), []).append(one)
    return tuple(
        Told(
            title=f"{statement} ({', '.join(instances.among(names))})"
            if (names := [one.about for one in group if one.about])
            else statement,
            meaning=meaning,
            ids=tuple(one.conclusion for one in group),
            because=joined(one.evidence for one in group),
            to_confirm=tuple(dict.fromkeys(each for one in group for each in one.to_confirm)),
            settle=tuple(dict.fromkeys(each for one in group for each in one.settle)),
            other_ways=max(one.other_ways for one in group),
            good=group[0].good,
        )
        for (statement, meaning), group in groups.items()
    )


def by_question(told: Iterable[Told]) -> tuple[Told, ...]:
    """Statements together that the same question would settle first, one after the other in the title."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.settle[0].asked if one.settle else "", []).append(one)
    return tuple(
        replace(
            group[0],
            title=" · ".join(one.title for one in group),
            ids=tuple(id for one in group for id in one.ids),
            settle=tuple(dict.fromkeys(each for one in group for each in one.settle)),
        )
        for group in groups.values()
    )
