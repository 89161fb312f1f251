"""What the rules of today would change of a report that others made: what arises, falls away, weighs otherwise.

Both sides rest on the same answers, so that nothing of it is the brand's doing. Like a record, it is language-free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from advisor.advice import Assessment
from advisor.advice.assessment import AssessedAdvice, Value
from advisor.advice.finding import STANDING, severity_index
from advisor.analysis.workbench.revision import judged_anew
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import PROBLEM_KINDS, KnowledgeBase, Severity

How = Literal["arises", "falls_away", "graver", "milder", "first", "first_no_more"]
HOWS: tuple[How, ...] = ("arises", "falls_away", "graver", "milder", "first", "first_no_more")
"""How a finding can come out otherwise: the last two are its coming among the first three, and leaving them."""


class FindingChange(Value):
    """A finding that comes out otherwise: its advice as today's rules call it, and the name of its instance, if any.

    `before` and `after` are its severities where it stands.
    """

    advice: str
    instance: str
    how: How
    before: Severity | None
    after: Severity | None


class RulesEffect(Value):
    """What today's rules would change of one report, that of a `version`.

    `reordered` where the findings that stand on both sides come in another order.
    """

    version: str
    changes: tuple[FindingChange, ...]
    reordered: bool


def rules_effect(frozen: Assessment, kb: KnowledgeBase, answers: CaseFile) -> RulesEffect:
    """What today's rules make of an Assessment, given the answers it was made from.

    AnswersError if they can no longer be read, InferenceError if nothing can be concluded from them.
    """
    before, after = judged_anew(frozen, kb, answers)
    places = _places(before), _places(after)
    lasting = places[0].keys() & places[1].keys()
    orders = {tuple(sorted(lasting, key=lambda id: (one[id], id))) for one in places}
    return RulesEffect(
        version=frozen.knowledge_base.version,
        changes=tuple(_changes(before, after)),
        reordered=len(orders) > 1,
    )


def counted(effects: Iterable[RulesEffect]) -> list[tuple[str, Counter[How]]]:
    """In how many reports each finding comes out how, the most frequent first."""
    found: dict[str, Counter[How]] = {}
    for effect in effects:
        for advice, how in {(one.advice, one.how) for one in effect.changes}:
            found.setdefault(advice, Counter())[how] += 1
    return sorted(found.items(), key=lambda one: (-one[1].total(), one[0]))


def _changes(before: Assessment, after: Assessment) -> Iterator[FindingChange]:
    old, new = ({one.id: one for one in side.advice if one.kind in PROBLEM_KINDS} for side in (before, after))
    names = _names(before, after)

    def change(id: str, how: How) -> FindingChange:
        severities = [side[id].severity if _stands(side.get(id)) else None for side in (old, new)]
        return FindingChange(
            advice=declared_id(id), instance=names.get(id, ""), how=how, before=severities[0], after=severities[1]
        )

    for id in (*new, *(id for id in old if id not in new)):
        was, now = _stands(old.get(id)), _stands(new.get(id))
        if was != now:
            yield change(id, "arises" if now else "falls_away")
        elif was and (turn := severity_index(new[id].severity) - severity_index(old[id].severity)):
            yield change(id, "milder" if turn > 0 else "graver")
    first_before, first_after = (tuple(map(declared_id, side.first_three)) for side in (before, after))
    for id in first_after:
        if id not in first_before:
            yield FindingChange(advice=id, instance="", how="first", before=None, after=None)
    for id in first_before:
        if id not in first_after:
            yield FindingChange(advice=id, instance="", how="first_no_more", before=None, after=None)


def _stands(advice: AssessedAdvice | None) -> bool:
    return advice is not None and advice.outcome in STANDING


def _places(side: Assessment) -> dict[str, int]:
    return {one.id: one.position for one in side.advice if one.position is not None and _stands(one)}


def _names(*sides: Assessment) -> dict[str, str]:
    """What the instance of each ground id is called."""
    called = {one.id: one.name for side in sides for listed in side.contexts for one in listed.instances}
    ids = {one.id for side in sides for one in side.advice}
    return {id: called.get(instance, instance) for id in ids if (instance := instance_of(id)) is not None}
