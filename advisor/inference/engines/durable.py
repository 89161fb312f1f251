"""The binding to durable_rules: ground rules loaded into its core; the only module that knows it.

Only the engine's core is used, `durable_rules_engine`: its Python layer starts two timer threads for each host,
swallows errors raised in actions and gives up after ten seconds, and none of it is needed for rules without
variables. A rule's name says which facts it matched; its action, which asserts what follows, runs here, in the
thread that asked. Rules that read a single fact are one rule of the engine together, whose matches name the facts.

How each run is kept honest: facts go in as one batch closed by a sentinel, whose rule is defined last and so fires
last. A batch cut short, an agenda that stopped half-way or a rule that fired twice shows at once; a fact that got
lost shows when the facts are counted at the end. Whatever is amiss raises `EngineFault`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import suppress
from typing import Any

import durable_rules_engine

from ..compilation import GroundRule
from ..error import EngineFault
from ..limits import MOST_PATTERNS_IN_A_RULE, MOST_PROPERTIES_TESTED, MOST_READERS_OF_A_FACT, MOST_RULES
from .addresses import ALIASES, Addresses, addresses

_ALONE_RULE = "alone"
_SENTINEL_RULE = "last!"
_NAME = slice(2, 2 + len(_SENTINEL_RULE))
"""Where a firing, `{"00017":{"a":{…}, …}}`, says the name of its rule; all names have one length."""
_IDENTITIES = re.compile('"id":"([^"]+)"')
"""Which facts a firing matched."""


class DurableNetwork:
    """Some of the rules loaded in the engine, with sessions that are emptied and used again.

    Rules with the same body are one rule of the engine, which fires for all of them.
    """

    def __init__(self, rules: Mapping[int, GroundRule]) -> None:
        """Rules by number."""
        numbered: dict[tuple[int, ...], list[int]] = {}
        for number, rule in rules.items():
            numbered.setdefault(rule.body, []).append(number)
        self._addresses = addresses(tuple(numbered))
        self._rules = tuple(tuple(numbers) for numbers in numbered.values())
        self._heads = tuple(
            tuple(dict.fromkeys(head for number in numbers for head in rules[number].heads if head in self.reads))
            for numbers in self._rules
        )
        self._definition = json.dumps(_definition(self._addresses))
        self._handle: int | None = None
        self._sessions: dict[str, DurableSession] = {}

    @property
    def reads(self) -> Set[int]:
        """The facts that some of the rules read."""
        return self._addresses.copies.keys()

    def session(self, name: str) -> DurableSession:
        """The session of this name (of `SESSIONS`); EngineFault if it cannot be had, and then `close` must follow."""
        if name not in self._sessions:
            if self._handle is None:
                try:
                    self._handle = durable_rules_engine.create_ruleset("advice", self._definition)
                except (durable_rules_engine.error, MemoryError) as error:
                    raise EngineFault(f"it refused the rules ({error})") from error
            self._sessions[name] = DurableSession(self._handle, name, self._addresses, self._rules, self._heads)
        return self._sessions[name]

    def close(self) -> None:
        """Give the engine's memory back, whatever is running; `session` loads the rules anew."""
        sessions, handle = self._sessions.values(), self._handle
        self._sessions, self._handle = {}, None
        for session in sessions:
            with suppress(durable_rules_engine.error):  # what it cannot free is lost; the rest must go all the same
                session.delete()
        if handle is not None:
            with suppress(durable_rules_engine.error):
                durable_rules_engine.delete_ruleset(handle)


class DurableSession:
    """One working memory of a network, for one run after another. After an error it can only be deleted.

    To open a session costs more than to run it, since each join initialises over 10 kB; so it is kept, and emptied
    by retracting what was asserted.
    """

    def __init__(
        self,
        handle: int,
        name: str,
        addresses: Addresses,
        rules: Sequence[Sequence[int]],
        heads: Sequence[Sequence[int]],
    ) -> None:
        """Open it. By number of the engine's rules: the rules they stand for, and the heads that the network reads."""
        self._handle = handle
        self._name = name
        self._rules = rules
        self._heads = heads
        # In a rule of several patterns its most read fact, so that few of them together are in all such rules.
        self._joined = tuple(body[-1] if len(body) > 1 else None for body in addresses.bodies)
        self._alone = {body[0].identity: rule for rule, body in enumerate(addresses.bodies) if len(body) == 1}
        copies = addresses.copies
        self._facts = {fact: ",".join(copy.fact(name) for copy in copies[fact]) for fact in copies}
        self._references = {fact: ",".join(copy.reference(name) for copy in copies[fact]) for fact in copies}
        self._copies = {fact: len(copies[fact]) for fact in copies}
        self._closing, self._closing_reference = addresses.closing(name), addresses.closing_reference(name)
        self._held: set[int] = set()
        self._fired: set[int] = set()
        try:
            code, self._offset = durable_rules_engine.assert_fact(handle, self._closing)
            # Something must fire at once: to delete a session in which nothing did frees uninitialised memory.
            if code != 0 or self._run_agenda():
                raise EngineFault(f"its first fact came to code {code}")
            self._retract(self._closing_reference)
        except (durable_rules_engine.error, MemoryError) as error:
            raise EngineFault(str(error)) from error

    def push(self, facts: Collection[int]) -> list[int]:
        """Assert facts that are not there yet and run the agenda; the numbers of the rules that fired, in order.

        Only facts that the network reads. EngineFault if anything is not as it must be.
        """
        new = set(facts) - self._held
        batch = [self._facts[fact] for fact in new]
        batch.append(self._closing)
        self._held |= new
        try:
            self._assert(",".join(batch))
            fired = self._run_agenda()
            self._retract(self._closing_reference)
        except (durable_rules_engine.error, MemoryError) as error:
            raise EngineFault(str(error)) from error
        before = len(self._fired)
        self._fired.update(fired)
        if len(self._fired) < before + len(fired):
            raise EngineFault("a rule fired twice")
        return [number for rule in fired for number in self._rules[rule]]

    def clear(self) -> None:
        """Retract everything, so that another run can follow; EngineFault if a fact was lost on the way."""
        if not self._held:
            return
        expected = sum([self._copies[fact] for fact in self._held])
        try:
            if (found := self._count()) != expected:
                raise EngineFault(f"{expected} facts were asserted and {found} are there")
            self._forget_firings()
            self._retract(",".join([self._references[fact] for fact in self._held]))
            if left := self._count():
                raise EngineFault(f"{left} facts could not be retracted")
        except (durable_rules_engine.error, MemoryError) as error:
            raise EngineFault(str(error)) from error
        self._held.clear()
        self._fired.clear()

    def delete(self) -> None:
        """Give the session's memory back."""
        durable_rules_engine.delete_state(self._handle, self._name)

    def _assert(self, facts: str) -> None:
        code, offset = durable_rules_engine.assert_facts(self._handle, f"[{facts}]")
        if code != 0:
            # Rules read every fact that gets here, and none is asserted twice: 1 (no rule looks at it) and
            # 2 (it is there already, or an agenda was abandoned) are faults as well.
            raise EngineFault(f"it took facts with code {code}")
        if offset != self._offset:
            # Of a batch without a readable fact the engine says 0 and an offset never set; to use it crashes.
            raise EngineFault("it did not read a batch of facts")

    def _retract(self, references: str) -> None:
        durable_rules_engine.retract_facts(self._handle, f"[{references}]")

    def _run_agenda(self) -> list[int]:
        """Fire what is to fire, the sentinel last of all; the engine's numbers of the rules."""
        handle, offset, heads = self._handle, self._offset, self._heads
        fired: list[int] = []
        started = durable_rules_engine.start_action_for_state(handle, offset)
        firing = started[1] if started else None
        while firing is not None:
            name = firing[_NAME]
            if name == _SENTINEL_RULE:
                break
            rules = self._read_alone(firing) if name == _ALONE_RULE else (int(name),)
            fired += rules
            for rule in rules:
                if heads[rule]:
                    self._act(rule)
            firing = durable_rules_engine.complete_and_start_action(handle, offset)
        if firing is None or durable_rules_engine.complete_and_start_action(handle, offset) is not None:
            raise EngineFault("its agenda stopped before its end")
        return fired

    def _read_alone(self, firing: str) -> list[int]:
        """The rules of one pattern whose facts a firing matched."""
        return [self._alone[identity] for identity in _IDENTITIES.findall(firing)]

    def _act(self, rule: int) -> None:
        """The action of a rule: to assert its heads, but once however often they are derived."""
        new = [head for head in self._heads[rule] if head not in self._held]
        if new:
            self._held.update(new)
            self._assert(",".join([self._facts[head] for head in new]))

    def _forget_firings(self) -> None:
        """Make it safe to retract the facts of rules that fired.

        durable_rules marks a match as being dispatched and never takes the mark back. When two facts of a marked
        match are retracted, it reads and writes past the end of an array (seen to crash). A new match of the same
        rule takes the place of the old one and is not marked; so each fact of a set that touches all joins that
        fired gets a twin, and the twin, whose matches never fire, is retracted again. One twin at a time: two in
        one rule would match in all combinations.
        """
        for address in {joined for rule in self._fired if (joined := self._joined[rule]) is not None}:
            self._assert(address.fact(self._name, twin=True))
            self._retract(address.reference(self._name, twin=True))
        if durable_rules_engine.start_action_for_state(self._handle, self._offset) is not None:
            raise EngineFault("a retracted fact left a match behind")

    def _count(self) -> int:
        return int(durable_rules_engine.get_facts(self._handle, self._name).count('"sid"'))


def _definition(addresses: Addresses) -> dict[str, Any]:
    """The rules as durable_rules wants them; EngineFault if a limit of the engine would be passed all the same.

    The engine checks nothing of this itself: it crashes, hangs, or matches something else.
    """
    readers: Counter[tuple[str, str]] = Counter()
    definition: dict[str, Any] = {}
    if alone := sum(len(body) == 1 for body in addresses.bodies):
        # One rule for all that have a single pattern, which fires once for all facts there are: thousands of rules
        # that differ in nothing but their fact would each take 10 kB and be looked through at each firing.
        definition[_ALONE_RULE] = {"all": [{ALIASES[0]: {addresses.alone: 1}}], "dist": 0, "cap": alone}
    for number, body in enumerate(addresses.bodies):
        if not 0 < len(body) <= MOST_PATTERNS_IN_A_RULE or len(set(body)) < len(body):
            raise EngineFault(f"rule {number} has {len(body)} patterns, {len(set(body))} different ones")
        if len(body) == 1:
            continue
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
