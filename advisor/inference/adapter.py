"""The binding to durable_rules: ground rules loaded into it, the only module that knows it.

Only the engine's core is used, `durable_rules_engine`: its Python layer starts two timer threads for each host,
swallows errors raised in actions and gives up after ten seconds, and none of it is needed for rules without
variables. A rule's name says which facts it matched; its action, which asserts what follows, runs here, in the
thread that asked.

How each run is kept honest: facts go in as one batch closed by a sentinel, whose rule is defined last and so fires
last. A batch cut short, an agenda that stopped half-way or a rule that fired twice shows at once; a fact that got
lost shows when the facts are counted at the end. Whatever is amiss raises `EngineFault`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

import durable_rules_engine

from .addresses import ALIASES, SESSIONS, Addresses, addresses
from .compilation import GroundRule
from .error import InferenceError
from .limits import MOST_PATTERNS_IN_A_RULE, MOST_PROPERTIES_TESTED, MOST_READERS_OF_A_FACT, MOST_RULES

_SENTINEL_RULE = "last!"
_NAME = slice(2, 2 + len(_SENTINEL_RULE))
"""Where a firing, `{"00017":{"a":{…}, …}}`, says the name of its rule; all names have one length."""


class EngineFault(InferenceError):
    """The rule engine did not do what it was told; the run was stopped and nothing of it kept."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"the rule engine failed: {what}. The assessment was stopped and nothing of it was kept; the next one "
            f"starts afresh. If it happens again with the same answers, please report it with the answers file"
        )


class Network:
    """Some of the rules loaded in the engine, with two sessions that are emptied and used again.

    To open a session costs more than to run it (each join initialises over 8 kB), so both are kept.
    """

    def __init__(self, rules: Mapping[int, GroundRule], batches: int = 1) -> None:
        """Rules by number; a run pushes at most `batches` times."""
        self._addresses = addresses({number: rule.body for number, rule in rules.items()}, batches)
        self._heads = {
            number: tuple(head for head in rule.heads if head in self._addresses.copies)
            for number, rule in rules.items()
        }
        self._definition = json.dumps(_definition(self._addresses))
        self._handle: int | None = None
        self._sessions: list[Session] = []

    def sessions(self) -> tuple[Session, Session]:
        """Two empty sessions; EngineFault if they cannot be had, and then `close` must follow."""
        if not self._sessions:
            try:
                self._handle = durable_rules_engine.create_ruleset("advice", self._definition)
            except (durable_rules_engine.error, MemoryError) as error:
                raise EngineFault(f"it refused the rules ({error})") from error
            for name in SESSIONS:
                self._sessions.append(Session(self._handle, name, self._addresses, self._heads))
        first, second = self._sessions
        return first, second

    def close(self) -> None:
        """Give the engine's memory back; the next call of `sessions` loads the rules anew."""
        sessions, handle = self._sessions, self._handle
        self._sessions, self._handle = [], None
        for session in sessions:
            with suppress(durable_rules_engine.error):  # what it cannot free is lost; the rest must go all the same
                session.delete()
        if handle is not None:
            with suppress(durable_rules_engine.error):
                durable_rules_engine.delete_ruleset(handle)


class Session:
    """One working memory of a network. After any error it is of no use but to be deleted.

    `reads` holds the facts that some rule of the network reads: no other may be pushed.
    """

    def __init__(self, handle: int, name: str, addresses: Addresses, heads: Mapping[int, tuple[int, ...]]) -> None:
        """Open it; `heads` are the facts that follow from each rule and that some rule of this network reads."""
        self._handle = handle
        self._name = name
        self._heads = heads
        self.reads = frozenset(addresses.copies)
        self._sizes = {fact: len(copies) for fact, copies in addresses.copies.items()}
        self._facts = {fact: ",".join(copy.fact(name) for copy in copies) for fact, copies in addresses.copies.items()}
        self._references = {
            fact: ",".join(copy.reference(name) for copy in copies) for fact, copies in addresses.copies.items()
        }
        self._closings = tuple(
            (f'{{"sid":"{name}","id":"{identity}","{addresses.sentinel}":1}}', f'{{"sid":"{name}","id":"{identity}"}}')
            for identity in addresses.closings
        )
        self._held: set[int] = set()
        self._fired: set[int] = set()
        self._firings = 0
        self._batches = 0
        # The engine frees uninitialised memory when a session is deleted in which nothing ever fired.
        self.push([])
        self.clear()

    def push(self, facts: Collection[int]) -> list[int]:
        """Assert facts that are not there yet and run the agenda; the rules that fired, in order.

        EngineFault if anything is not as it must be.
        """
        new = set(facts) - self._held
        batch = [self._facts[fact] for fact in new]
        self._held |= new
        batch.append(self._closings[self._batches][0])
        self._batches += 1
        try:
            return self._run_agenda(self._assert(",".join(batch)))
        except (durable_rules_engine.error, MemoryError) as error:
            raise EngineFault(str(error)) from error

    def clear(self) -> None:
        """Retract everything, so that the session can serve another run; EngineFault if a fact was lost on the way."""
        if not self._batches:
            return
        expected = sum([self._sizes[fact] for fact in self._held]) + self._batches
        references = [self._references[fact] for fact in self._held]
        references.extend([reference for _, reference in self._closings[: self._batches]])
        try:
            if (found := self._count()) != expected:
                raise EngineFault(f"{expected} facts were asserted and {found} are there")
            durable_rules_engine.retract_facts(self._handle, f"[{','.join(references)}]")
            if left := self._count():
                raise EngineFault(f"{left} facts could not be retracted")
        except (durable_rules_engine.error, MemoryError) as error:
            raise EngineFault(str(error)) from error
        self._held.clear()
        self._fired.clear()
        self._firings = 0
        self._batches = 0

    def delete(self) -> None:
        """Give the session's memory back."""
        durable_rules_engine.delete_state(self._handle, self._name)

    def _assert(self, facts: str) -> int:
        code, offset = durable_rules_engine.assert_facts(self._handle, f"[{facts}]")
        if code != 0:
            # Rules read every fact that gets here, and none is asserted twice: 1 (no rule looks at it) and
            # 2 (it is there already, or an agenda was abandoned) are faults as well.
            raise EngineFault(f"it took facts with code {code}")
        return int(offset)

    def _run_agenda(self, offset: int) -> list[int]:
        handle, heads = self._handle, self._heads
        fired: list[int] = []
        started = durable_rules_engine.start_action_for_state(handle, offset)
        firing = started[1] if started else None
        while firing is not None:
            name = firing[_NAME]
            if name == _SENTINEL_RULE:
                break
            rule = int(name)
            fired.append(rule)
            if heads[rule]:
                self._act(rule)
            firing = durable_rules_engine.complete_and_start_action(handle, offset)
        if firing is None or durable_rules_engine.complete_and_start_action(handle, offset) is not None:
            raise EngineFault("its agenda stopped before its end")
        self._fired.update(fired)
        self._firings += len(fired)
        if len(self._fired) < self._firings:
            raise EngineFault("a rule fired twice")
        return fired

    def _act(self, rule: int) -> None:
        """The action of a rule: to assert its heads, but once however often they are derived."""
        new = [head for head in self._heads[rule] if head not in self._held]
        if new:
            self._held.update(new)
            self._assert(",".join([self._facts[head] for head in new]))

    def _count(self) -> int:
        return int(durable_rules_engine.get_facts(self._handle, self._name).count('"sid"'))


def _definition(addresses: Addresses) -> dict[str, Any]:
    """The rules as durable_rules wants them; EngineFault if a limit of the engine would be passed all the same.

    The engine checks nothing of this itself: it crashes, hangs, or matches something else.
    """
    readers: Counter[tuple[str, str]] = Counter()
    definition: dict[str, Any] = {}
    for number, body in addresses.bodies.items():
        if not 0 < len(body) <= MOST_PATTERNS_IN_A_RULE or len(set(body)) < len(body):
            raise EngineFault(f"rule {number} has {len(body)} patterns, {len(set(body))} different ones")
        readers.update((address.group, address.place) for address in body)
        patterns = [{alias: address.pattern()} for alias, address in zip(ALIASES, body, strict=False)]
        # `dist` is 1 unless said otherwise, and then one fact cannot fill two patterns.
        definition[f"{number:05}"] = {"all": patterns, "dist": 0}
    definition[_SENTINEL_RULE] = {"all": [{ALIASES[0]: {addresses.sentinel: 1}}], "dist": 0}
    groups = Counter(group for group, _ in readers)
    if (
        len(definition) > MOST_RULES + 1
        or max(readers.values(), default=0) > MOST_READERS_OF_A_FACT
        or len(groups) >= MOST_PROPERTIES_TESTED
        or max(groups.values(), default=0) > MOST_PROPERTIES_TESTED
    ):
        raise EngineFault("the compiled rules are beyond its limits")
    return definition
