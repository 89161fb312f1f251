"""The compiled rules in durable_rules, written the way its own documentation does.

A host, a fact per call, an action per rule that asserts what follows, a session per run: what one would write who
had not measured. It is here to say what the adapter gains.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from durable import engine

from advisor.inference.compilation import CompiledRules

# The same name for every session: facts are told apart by a hash of 32 bits, and with ever new names two facts of
# one session are soon taken for the same.
SESSION = "run"
MOST_FACTS_TESTED = 400  # durable_rules hangs at about 500 different values of the first property that is tested


class PlainDurableMemory:
    """One session of a host at a time; `reset` deletes it and opens another."""

    def __init__(self, compiled: CompiledRules) -> None:
        """Define the rules, each with its action."""
        self._read = {fact for rule in compiled.rules for fact in rule.body}
        self._fired: list[int] = []
        self._opened = False
        self._host = engine.Host()
        rules: dict[str, Any] = {
            f"r{number}": {
                "all": [{f"m{place}": {"fact": fact}} for place, fact in enumerate(rule.body)],
                "dist": 0,
                "run": self._action(number, [head for head in rule.heads if head in self._read]),
            }
            for number, rule in enumerate(compiled.rules)
        }
        # A session in which nothing fires cannot be deleted without a crash.
        rules["opened"] = {"all": [{"m0": {"opened": 1}}], "dist": 0, "run": lambda c: None}
        self._host.set_rulesets({"plain": rules})

    def reset(self) -> None:
        """Delete the session and open a new one."""
        if self._opened:
            self._host.delete_state("plain", SESSION)
        self._opened = True
        self._host.assert_fact("plain", {"sid": SESSION, "opened": 1})
        self._held: set[int] = set()

    def push(self, facts: Sequence[int]) -> list[int]:
        """Assert facts one by one; the rules that fired."""
        for fact in facts:
            if fact in self._read and fact not in self._held:
                self._held.add(fact)
                self._host.assert_fact("plain", {"sid": SESSION, "fact": fact})
        fired = self._fired[:]
        self._fired.clear()
        return fired

    def finish(self) -> list[int]:
        """Nothing was put off."""
        return []

    def close(self) -> None:
        """`reset` does it."""

    def _action(self, number: int, heads: Sequence[int]) -> Callable[[Any], None]:
        def act(c: Any) -> None:
            self._fired.append(number)
            for head in heads:
                if head not in self._held:
                    self._held.add(head)
                    c.assert_fact({"fact": head})

        return act
