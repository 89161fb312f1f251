"""The working memory of a run: the rules that build on each other in one network, further ones in slices.

The agenda of durable_rules looks through all rules of a network for each firing. So those whose heads nobody reads wait
until everything is settled: they are dealt out to networks of their own, which get all they read in one batch, and what
is certain once for both runs. So the time of a run grows with the number of rules, not with its square.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence, Set
from itertools import chain

from ..compilation import CompiledRules, GroundRule
from ..error import EngineFault
from .addresses import SESSIONS
from .durable import DurableNetwork

_NETWORK = 500
"""Bodies of rules in a slice, measured: smaller ones assert the same facts more often, larger ones search longer."""


class DurableMemories:
    """Compiled rules loaded in the engine, with a working memory for the certain and one for the possible run."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._compiled = compiled
        rules = compiled.rules
        self._chained = DurableNetwork({number: rules[number] for number in compiled.chained})
        alone: dict[int, GroundRule] = {}
        alike: dict[tuple[int, ...], dict[int, GroundRule]] = {}
        for number in compiled.final:
            body = rules[number].body
            (alone if len(body) == 1 else alike.setdefault(body, {}))[number] = rules[number]
        joins = tuple(alike.values())
        slices = [dict(ChainMap(*joins[start : start + _NETWORK])) for start in range(0, len(joins), _NETWORK)]
        # Rules of a single pattern cost the engine one rule together, so the first slice takes all of them.
        slices[:1] = [dict(ChainMap(alone, *slices[:1]))]
        self._slices = tuple(DurableNetwork(slice) for slice in slices)

    def open(self) -> tuple[DurableMemory, DurableMemory]:
        """Empty working memories for the certain and the possible run; EngineFault if they cannot be had."""
        slices = _Slices(self._slices)
        first, second = (DurableMemory(self._compiled, self._chained, name, slices) for name in SESSIONS)
        return first, second

    def close(self) -> None:
        """Give the engine's memory back, whatever is running; the next call of `open` loads the rules anew."""
        for network in (self._chained, *self._slices):
            network.close()


class _Slices:
    """The slices, in one session each for both runs: what is certain is possible as well, so it is asserted once."""

    def __init__(self, networks: Sequence[DurableNetwork]) -> None:
        self._networks = networks
        self._facts: Set[int] = frozenset()
        self._fired: list[int] = []

    def run(self, facts: Set[int]) -> list[int]:
        """The numbers of the rules that fire over these facts; EngineFault if some of the former run are missing."""
        if not self._facts <= facts:
            raise EngineFault("it held something certain that it did not hold possible")
        new, self._facts = facts - self._facts, frozenset(facts)
        for network in self._networks:
            if read := new & network.reads:
                self._fired += network.session(SESSIONS[0]).push(read)
        return list(self._fired)

    def clear(self) -> None:
        """Empty them; EngineFault if a fact was lost on the way."""
        for network in self._networks if self._facts else ():
            network.session(SESSIONS[0]).clear()
        self._facts = frozenset()
        self._fired.clear()


class DurableMemory:
    """The working memory of one run (`advisor.inference.working_memory.WorkingMemory`)."""

    def __init__(self, compiled: CompiledRules, chained: DurableNetwork, name: str, slices: _Slices) -> None:
        self._heads = compiled.heads
        self._reads = chained.reads
        self._session = chained.session(name)
        self._slices = slices
        self._held: set[int] = set()

    def push(self, facts: Sequence[int]) -> list[int]:
        """Assert facts and run the rules that build on each other; the numbers of those that fired."""
        self._held.update(facts)
        read = [fact for fact in facts if fact in self._reads]
        fired = self._session.push(read) if read else []
        self._held.update(chain.from_iterable(map(self._heads.__getitem__, fired)))
        return fired

    def finish(self) -> list[int]:
        """Run the rules in slices over everything that is there; the numbers of those that fired."""
        return self._slices.run(self._held)

    def close(self) -> None:
        """End the run; EngineFault if a fact was lost on the way."""
        self._session.clear()
        self._slices.clear()
