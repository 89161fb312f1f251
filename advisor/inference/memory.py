"""The working memory of a run: the rules that build on each other in one network, further ones in slices.

The agenda of durable_rules looks through all rules of a network for each firing. In a large knowledge base those
whose heads nobody reads wait until everything is settled: they are dealt out to networks of their own, which get
all they read in one batch. So the time of a run grows with the number of rules, not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence

from .adapter import Network, Session
from .compilation import CompiledRules

_NETWORK = 500
"""Rules in a network, measured: smaller ones assert the same facts more often, larger ones search longer."""


class Memories:
    """Compiled rules loaded in the engine, with a working memory for the certain and one for the possible run."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._compiled = compiled
        rules = compiled.rules
        room = max(0, _NETWORK - len(compiled.chained))
        together = sorted((*compiled.chained, *compiled.final[:room]))
        self._chained = Network({number: rules[number] for number in together}, 1 + 2 * len(compiled.strata))
        self._slices = tuple(
            Network({number: rules[number] for number in compiled.final[start : start + _NETWORK]})
            for start in range(room, len(compiled.final), _NETWORK)
        )

    def empty(self) -> tuple[Memory, Memory]:
        """Two empty working memories; EngineFault if they cannot be had, and then `close` must follow."""
        chained = self._chained.sessions()
        slices = [network.sessions() for network in self._slices]
        first, second = (
            Memory(self._compiled, chained[number], [sessions[number] for sessions in slices]) for number in range(2)
        )
        return first, second

    def close(self) -> None:
        """Give the engine's memory back; the next call of `empty` loads the rules anew."""
        for network in (self._chained, *self._slices):
            network.close()


class Memory:
    """The working memory of one run (`advisor.inference.runs.WorkingMemory`)."""

    def __init__(self, compiled: CompiledRules, chained: Session, slices: Sequence[Session]) -> None:
        self._rules = compiled.rules
        self._chained = chained
        self._slices = slices
        self._held: set[int] = set()

    def push(self, facts: Sequence[int]) -> list[int]:
        """Assert facts and run the rules that build on each other; the numbers of those that fired."""
        self._held.update(facts)
        read = self._chained.reads.intersection(facts)
        if not read:
            return []
        fired = self._chained.push(read)
        for rule in fired:
            self._held.update(self._rules[rule].heads)
        return fired

    def finish(self) -> list[int]:
        """Run the final rules over everything that is there; the numbers of those that fired."""
        fired: list[int] = []
        for session in self._slices:
            if read := session.reads & self._held:
                fired += session.push(read)
        return fired

    def clear(self) -> None:
        """Empty it for another run; EngineFault if a fact was lost on the way."""
        for session in (self._chained, *self._slices):
            session.clear()
