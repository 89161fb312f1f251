"""Findings: what a report says of a brand, each made of one or several ground entries that came out alike.

In goes a ground knowledge base with the outcomes of its advice; out come the findings that fire or are postponed, each
with the grading its variant gives it and the finding it stands under. Advice that comes out alike in several
instances of a context is one finding that names them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from advisor.inference.result import FIRES, POSTPONED, AdviceResult
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import SEVERITIES, Advice, Effort, KnowledgeBase, Severity, Text, Variant

STANDING = (FIRES, POSTPONED)

Printed = Callable[[str], Hashable]
"""What the texts of a ground entry print of the answers: equal for two entries whose texts read alike."""


@dataclass(frozen=True)
class Grading:
    """What counts of an advice in order, plan and profile, as its variant has it."""

    severity: Severity | None
    phase: str | None
    rank: int | None
    effort: Effort | None


@dataclass(frozen=True)
class Finding:
    """Ground entries of one advice that came out alike.

    `id` is the advice's own id; with several findings of one advice side by side, `id@` the first of `instances`.
    `entries` are the ground ids, in the order of the instances. `parent` is the id of the finding it stands under.
    """

    id: str
    advice: Advice
    result: AdviceResult
    entries: tuple[str, ...]
    grading: Grading
    parent: str | None = None

    @property
    def declared(self) -> str:
        """The id under which the knowledge base declares the advice."""
        return declared_id(self.entries[0])

    @property
    def instances(self) -> tuple[str, ...]:
        """The instances of a context that it is about; none for the brand."""
        return tuple([instance for entry in self.entries if (instance := instance_of(entry)) is not None])


def grading_of(advice: Advice, result: AdviceResult) -> Grading:
    """Severity, phase, rank and effort of an advice, as the variant in force has them."""
    return graded(advice, None if result.variant is None else advice.variants[result.variant])


def graded(advice: Advice, variant: Variant | None) -> Grading:
    """The same with this variant in force, or none."""
    if variant is None:
        return Grading(advice.severity, advice.phase, advice.rank, advice.effort)
    return Grading(
        variant.severity or advice.severity,
        variant.phase or advice.phase,
        advice.rank if variant.rank is None else variant.rank,
        variant.effort or advice.effort,
    )


def severity_of(advice: Advice, result: AdviceResult) -> Severity | None:
    """Its severity alone."""
    variant = None if result.variant is None else advice.variants[result.variant].severity
    return variant or advice.severity


@dataclass(frozen=True)
class InForce:
    """The texts of an advice that are printed: those of its variant, else its own, then those that are added."""

    title: Text
    observed: tuple[Text, ...]
    consequence: tuple[Text, ...]
    recommendation: tuple[Text, ...]
    steps: tuple[Text, ...]
    nuance: tuple[Text, ...]

    def __iter__(self) -> Iterator[Text]:
        """Every text, title first."""
        parts = (self.observed, self.consequence, self.recommendation, self.steps, self.nuance)
        return iter((self.title, *(text for part in parts for text in part)))


class Choice(Protocol):
    """What is in force of the texts of an advice, by index."""

    @property
    def variant(self) -> int | None:
        """The variant in force, None for the base text."""
        ...

    @property
    def additions(self) -> tuple[int, ...]:
        """The additions that hold."""
        ...

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that hold, of those of the variant where it has some."""
        ...


def in_force(advice: Advice, choice: Choice) -> InForce:
    """The texts of an advice that are printed for one brand."""
    variant = None if choice.variant is None else advice.variants[choice.variant]
    added = [advice.add[index] for index in choice.additions]
    steps = variant.steps if variant is not None and variant.steps else advice.steps

    def texts(key: str) -> tuple[Text, ...]:
        replaced = getattr(variant, key, None)
        base = replaced if replaced is not None else getattr(advice, key)
        return tuple(text for text in (base, *(getattr(one, key) for one in added)) if text is not None)

    return InForce(
        title=variant.title if variant is not None and variant.title is not None else advice.title,
        observed=texts("observed"),
        consequence=texts("consequence"),
        recommendation=texts("recommendation"),
        steps=(*(steps[index].text for index in choice.steps), *(step.text for one in added for step in one.steps)),
        nuance=texts("nuance"),
    )


def findings(kb: KnowledgeBase, results: Mapping[str, AdviceResult], printed: Printed) -> tuple[Finding, ...]:
    """All findings of a ground knowledge base, parents before what stands under them, otherwise in its order.

    `results` are the outcomes by ground id; instances come in the order of their list, as grounding keeps it.
    """
    standing = [id for id in kb.advice if results[id].outcome in STANDING]
    beside = Counter(map(declared_id, standing))
    parents = subsumption(kb, results)
    finding_of: dict[str, str] = {}
    made: list[Finding] = []
    for under in (False, True):
        groups: dict[Hashable, list[str]] = {}
        for id in standing:
            if (id in parents) is under:
                parent = finding_of[parents[id]] if under else None
                alone = beside[declared_id(id)] == 1
                groups.setdefault(id if alone else _likeness(id, results[id], parent, printed), []).append(id)
        for entries in groups.values():
            first = entries[0]
            parent = finding_of[parents[first]] if under else None
            advice, result = kb.advice[first], results[first]
            made.append(Finding(first, advice, result, tuple(entries), grading_of(advice, result), parent))
            finding_of.update(dict.fromkeys(entries, first))
    return _named(made)


def _likeness(id: str, result: AdviceResult, parent: str | None, printed: Printed) -> Hashable:
    parts = (declared_id(id), result.outcome, result.variant, result.additions, result.steps, parent)
    return (*parts, printed(id))


def _named(made: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings by the ids people use: the advice's own where there is one finding of it."""
    beside = Counter(one.declared for one in made)
    names = {one.id: one.declared if beside[one.declared] == 1 else one.id for one in made}
    return tuple(
        one
        if one.id == names[one.id] and (one.parent is None or one.parent == names[one.parent])
        else replace(one, id=names[one.id], parent=None if one.parent is None else names[one.parent])
        for one in made
    )


def subsumption(kb: KnowledgeBase, results: Mapping[str, AdviceResult]) -> dict[str, str]:
    """Maps each ground entry that becomes a sub-point to the topmost entry it stands under.

    A parent takes a child when both fire or both are postponed, unless the variant of the child makes it more severe
    than the parent: then it stands by itself. Of several parents the most severe counts, the first of those; a chain
    attaches to its top. The knowledge base guarantees that there is no cycle.
    """
    gradings = {
        id: grading_of(advice, results[id]) for id, advice in kb.advice.items() if results[id].outcome in STANDING
    }
    parent: dict[str, str] = {}
    for id in sorted(gradings, key=lambda id: severity_index(gradings[id].severity)):
        for child in kb.advice[id].subsumes:
            alike = child in gradings and results[child].outcome is results[id].outcome
            if alike and severity_index(gradings[child].severity) >= severity_index(gradings[id].severity):
                parent.setdefault(child, id)
    return {child: _top(child, parent) for child in parent}


def _top(entry: str, parent: Mapping[str, str]) -> str:
    while entry in parent:
        entry = parent[entry]
    return entry


def severity_index(severity: Severity | None) -> int:
    """The place of a severity, the gravest first; what has none comes last."""
    return len(SEVERITIES) if severity is None else SEVERITIES.index(severity)
