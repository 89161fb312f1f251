"""What an engine has loaded into durable_rules, for tests that look at its rules and facts themselves."""

from __future__ import annotations

from advisor.inference.engine import Engine
from advisor.inference.engines.durable import DurableNetwork
from advisor.inference.engines.durable_memory import DurableMemories


def networks(engine: Engine) -> tuple[DurableNetwork, ...]:
    """The network of the rules that build on each other, then those of all others."""
    memories = engine._memories
    assert isinstance(memories, DurableMemories)
    return memories._chained, *memories._slices
