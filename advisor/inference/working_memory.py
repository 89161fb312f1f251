"""What inference asks of a rule engine: to hold compiled rules, take facts and say which rules fired.

Nothing above this interface knows which engine is behind it (`advisor.inference.engines`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class WorkingMemory(Protocol):
    """An engine loaded with compiled rules, for one run."""

    def push(self, facts: Sequence[int]) -> Sequence[int]:
        """Assert facts by number, those already there left out, and run the agenda until nothing more fires.

        The numbers of the rules that fired, in order; the engine asserts their heads itself. Only what the
        `chained` rules conclude has to be there; `final` ones may wait.
        """
        ...

    def finish(self) -> Sequence[int]:
        """Fire what waited, now that nothing more will be asserted; the numbers of the rules that fired."""
        ...

    def close(self) -> None:
        """End the run; EngineFault if a fact was lost on the way."""
        ...


class WorkingMemories(Protocol):
    """Compiled rules loaded in an engine."""

    def open(self) -> tuple[WorkingMemory, WorkingMemory]:
        """Empty working memories for the certain and the possible run; EngineFault if they cannot be had."""
        ...

    def close(self) -> None:
        """Give the engine's memory back, whatever is running; the next call of `open` loads the rules anew."""
        ...
