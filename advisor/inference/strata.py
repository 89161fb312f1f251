"""The order in which conclusions can be settled: their strata.

A conclusion read by a rule must be settled as yes, no or undetermined before what that rule concludes.
Strata are the longest paths over all such reads, exceptions included; advice comes after the last one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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
    readers: dict[str, list[str]] = {conclusion: [] for conclusion in reads}
    for conclusion, read in reads.items():
        for lower in read:
            readers[lower].append(conclusion)
    waiting = Counter({conclusion: len(read) for conclusion, read in reads.items()})
    level = {conclusion: 0 for conclusion, read in reads.items() if not read}
    settled = list(level)
    for lower in settled:
        for reader in readers[lower]:
            level[reader] = max(level.get(reader, 0), level[lower] + 1)
            waiting[reader] -= 1
            if not waiting[reader]:
                settled.append(reader)
    if len(settled) < len(reads):
        raise KnowledgeBaseError(_circular(kb, set(reads) - set(settled), reads))
    layers: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for conclusion in reads:
        layers[level[conclusion]].append(conclusion)
    return tuple(tuple(layer) for layer in layers)


def _circular(kb: KnowledgeBase, unsettled: set[str], reads: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """One problem for each rule on a circle; what merely depends on a circle is left out."""
    circles = {conclusion for conclusion in unsettled if conclusion in _below(conclusion, unsettled, reads)}
    problems = []
    for rule in kb.rules.values():
        concluded = [conclusion for conclusion in rule.conclude if conclusion in circles]
        read = [lower for lower in conclusions_read_by(rule) if lower in circles]
        if concluded and read:
            problems.append(
                Problem(
                    "E052",
                    f"the rule {rule.id} concludes {', '.join(concluded)} from {', '.join(read)}, which depends on "
                    f"it in turn; let one of the rules on this circle read answers instead",
                    rule.at,
                    about=rule.id,
                )
            )
    return problems


def _below(conclusion: str, unsettled: set[str], reads: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything unsettled that a conclusion depends on, directly or not."""
    found: set[str] = set()
    open_ends = [conclusion]
    while open_ends:
        for lower in reads[open_ends.pop()]:
            if lower in unsettled and lower not in found:
                found.add(lower)
                open_ends.append(lower)
    return found
