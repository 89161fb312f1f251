"""The order in which conclusions can be settled: their strata.

A conclusion read by a rule must be settled as yes, no or undetermined before what that rule concludes.
Strata are the longest paths over all such reads, exceptions included; advice comes after the last one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from advisor.knowledge.condition import conclusions_read
from advisor.knowledge.model import ConclusionRule, KnowledgeBase
from advisor.knowledge.problem import KnowledgeBaseError, Problem


def conclusions_read_by(rule: ConclusionRule) -> tuple[str, ...]:
    """Ids of the conclusions a rule reads in `when` or `unless`, in order of first mention."""
    conditions = (rule.when, *(proviso.when for proviso in rule.unless))
    return tuple(dict.fromkeys(read for condition in conditions for read in conclusions_read(condition)))


def dependencies(kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """For every conclusion the conclusions its rules read, in order of first mention."""
    reads: dict[str, dict[str, None]] = {conclusion: {} for conclusion in kb.conclusions}
    for rule in kb.rules.values():
        read = conclusions_read_by(rule)
        for conclusion in rule.conclude:
            reads[conclusion].update(dict.fromkeys(read))
    return {conclusion: tuple(read) for conclusion, read in reads.items()}


def strata(kb: KnowledgeBase) -> tuple[tuple[str, ...], ...]:
    """Conclusions by stratum, lowest first, each in the order of the knowledge base.

    The first stratum reads no conclusion; every other reads at least one of the stratum just below and none
    of its own or above. KnowledgeBaseError if conclusions depend on themselves, which loading reports as well.
    """
    reads = dependencies(kb)
    sorter = TopologicalSorter(reads)
    try:
        sorter.prepare()
    except CycleError as error:
        raise KnowledgeBaseError(_cyclic(kb, error.args[1])) from None
    layers: list[tuple[str, ...]] = []
    while sorter.is_active():
        ready = sorter.get_ready()
        sorter.done(*ready)
        layers.append(tuple(id for id in reads if id in set(ready)))
    return tuple(layers)


def _cyclic(kb: KnowledgeBase, cycle: Sequence[str]) -> list[Problem]:
    """One problem for each rule on a cycle."""
    problems = []
    for rule in kb.rules.values():
        concluded = [conclusion for conclusion in rule.conclude if conclusion in cycle]
        read = [lower for lower in conclusions_read_by(rule) if lower in cycle]
        if concluded and read:
            problems.append(
                Problem(
                    "E052",
                    f"the rule {rule.id} concludes {', '.join(concluded)} from {', '.join(read)}, which depends on "
                    f"it in turn; let one of the rules on this cycle read answers instead",
                    rule.at,
                    about=rule.id,
                )
            )
    return problems
