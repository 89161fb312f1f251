"""What the rule engines can carry, and the error for a knowledge base beyond it.

A knowledge base that durable_rules cannot carry is refused whichever engine is there, so that it runs everywhere.
Past its limits durable_rules 2.0.28 crashes, hangs or answers with a bare number (measured), so all of them are
checked before it sees a rule. Most cannot be reached, by the way rules are compiled and facts are addressed
(`advisor.inference.engines.addresses`); those that a knowledge base can reach are refused here by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from advisor.knowledge.condition import Condition, Position, parts_of
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import KnowledgeBaseError, Problem

from .condition_key import ConditionKey, choosing, judging

MOST_PATTERNS_IN_A_RULE = 16
"""durable_rules: error 304 beyond. Longer conjunctions are compiled in chunks."""
MOST_RULES = 4_095
"""durable_rules: 4,096 in a ruleset, error 106 beyond; one is the sentinel. Final rules are dealt out to several."""
MOST_PATTERNS = 20_000
"""A choice of this project: each pattern takes 10 kB in each of two sessions, so this is 400 MB."""
MOST_READERS_OF_A_FACT = 200
"""durable_rules: 256 patterns on one condition, a segmentation fault beyond. Facts with more are copied."""
MOST_PROPERTIES_TESTED = 400
"""durable_rules: 512 conditions to choose from at one place, a hang beyond. Facts are addressed in two steps."""
MOST_NESTED = 100
"""A choice of this project, well inside Python's limit of recursion."""


class EngineLimit(KnowledgeBaseError):
    """A knowledge base is larger than the rule engine can carry: which limit, which entry, what to do."""

    def __init__(self, message: str, entry: ConditionKey, at: Position) -> None:
        super().__init__([Problem("E091", message, at, about=entry.id)])


def refuse_deep_conditions(kb: KnowledgeBase) -> None:
    """EngineLimit if a condition is nested deeper than `MOST_NESTED`."""
    for key, condition, at in _conditions(kb):
        deepest = [(condition, 1)]
        while deepest:
            node, depth = deepest.pop()
            if depth > MOST_NESTED:
                raise EngineLimit(
                    f"the condition of the {key} is nested more than {MOST_NESTED} levels deep, the most that can "
                    f"be compiled; give a part of it a conclusion of its own and read that",
                    key,
                    at,
                )
            deepest.extend((part, depth + 1) for part in parts_of(node))


def refuse_beyond_limits(
    chained: Sequence[ConditionKey], patterns: Mapping[ConditionKey, int], kb: KnowledgeBase
) -> None:
    """EngineLimit if there are more rules, or more patterns in them, than the engine can carry.

    `chained` names the entry of each rule that others read, `patterns` counts the patterns each entry compiles to.
    """
    if len(chained) > MOST_RULES:
        entry, own = Counter(chained).most_common(1)[0]
        raise EngineLimit(
            f"the conclusion rules, with what conditions are divided into, compile to {len(chained):,} engine "
            f"rules and the rule engine carries {MOST_RULES:,}; the {entry} has most of them, {own:,}. Give "
            f"alternatives that several entries repeat a conclusion of their own, or divide the knowledge base",
            entry,
            _place(entry, kb),
        )
    if (count := sum(patterns.values())) > MOST_PATTERNS:
        entry, own = Counter(patterns).most_common(1)[0]
        raise EngineLimit(
            f"the knowledge base compiles to {count:,} engine patterns (tests in rules) and the rule engine carries "
            f"{MOST_PATTERNS:,} in reasonable memory; the {entry} has most of them, {own:,}. Give conjunctions that "
            f"several entries repeat a conclusion of their own, or divide the knowledge base",
            entry,
            _place(entry, kb),
        )


def _conditions(kb: KnowledgeBase) -> Iterator[tuple[ConditionKey, Condition, Position]]:
    for key, conditions, at in judging(kb):
        for condition in conditions:
            yield key, condition, at
    yield from choosing(kb)


def _place(key: ConditionKey, kb: KnowledgeBase) -> Position:
    return next(at for found, _, at in _conditions(kb) if found == key)
