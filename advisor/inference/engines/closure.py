"""The second engine: forward chaining in plain Python, in time linear in the size of the rules.

Each rule counts the facts of its body that are missing, and fires when none is; each fact knows the rules that read
it. A fact is taken up once, so every pattern is looked at once. It is used where durable_rules is not installed.

Source: W. F. Dowling, J. H. Gallier, Linear-time algorithms for testing the satisfiability of propositional Horn
formulae, Journal of Logic Programming 1 (1984).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..compilation import CompiledRules


class ClosureMemories:
    """Compiled rules as counters and lists of readers, from which a working memory starts."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._missing = [len(rule.body) for rule in compiled.rules]
        self._readers: list[list[int]] = [[] for _ in compiled.facts]
        for number, rule in enumerate(compiled.rules):
            for fact in rule.body:
                self._readers[fact].append(number)
        self._heads = [rule.heads for rule in compiled.rules]

    def open(self) -> tuple[ClosureMemory, ClosureMemory]:
        """Empty working memories for the certain and the possible run."""
        first, second = (ClosureMemory(self._missing, self._readers, self._heads) for _ in range(2))
        return first, second

    def close(self) -> None:
        """There is nothing to give back."""


class ClosureMemory:
    """The working memory of one run (`advisor.inference.working_memory.WorkingMemory`)."""

    def __init__(
        self, missing: Sequence[int], readers: Sequence[Sequence[int]], heads: Sequence[Sequence[int]]
    ) -> None:
        """By number of a rule: the facts its body has, its heads; by number of a fact: the rules that read it."""
        self._missing = list(missing)
        self._readers = readers
        self._heads = heads
        self._held = bytearray(len(readers))

    def push(self, facts: Sequence[int]) -> list[int]:
        """Assert facts and follow them up to the fixpoint; the numbers of the rules that fired, in order."""
        missing, readers, heads, held = self._missing, self._readers, self._heads, self._held
        agenda: list[int] = []
        for fact in facts:
            if not held[fact]:
                held[fact] = 1
                agenda.append(fact)
        fired: list[int] = []
        for fact in agenda:  # which grows as rules fire
            for rule in readers[fact]:
                missing[rule] -= 1
                if missing[rule]:
                    continue
                fired.append(rule)
                for head in heads[rule]:
                    if not held[head]:
                        held[head] = 1
                        agenda.append(head)
        return fired

    def finish(self) -> list[int]:
        """Nothing waits."""
        return []

    def close(self) -> None:
        """Nothing can be lost: what is not referred to any more is gone."""
