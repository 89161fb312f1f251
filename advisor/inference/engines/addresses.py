"""How facts are spelled for the rule engine, so that its tables cannot overflow and its hashes cannot collide.

durable_rules finds the rules that look at a fact by walking through all conditions on the properties the fact has,
in tables of 512 places, and it compares 32-bit hashes of names without looking at the names. So every fact gets an
address of two properties, a group and a place within it: both tables stay far below their size, one condition at
each step is true, and names are chosen whose hashes differ. Nothing an author writes ever reaches the engine.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..limits import MOST_PATTERNS_IN_A_RULE, MOST_READERS_OF_A_FACT

_OWN_WORDS = (
    *("sid", "id", "$s", "$pulse", "$time", "$timerName", "$baseTime", "$m", "$i", "$l", "$r", "$forward"),
    *("all", "any", "pri", "count", "cap", "dist", "name", "m", "$and", "$or", "$not", "$all", "$any"),
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$ex", "$nex", "$mt", "$imt", "$iall", "$iany"),
    *("$add", "$sub", "$mul", "$div"),
)
"""Names that mean something to durable_rules."""


def fnv1a(name: str) -> int:
    """The 32-bit FNV-1a hash by which durable_rules knows a name (ASCII).

    Source: Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/.
    """
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


class DistinctNames:
    """Gives out names whose hashes differ from each other and from all names of the engine's own."""

    def __init__(self, reserved: tuple[str, ...] = ()) -> None:
        self._taken = {fnv1a(name) for name in (*_OWN_WORDS, *reserved)}
        self._next: Counter[str] = Counter()

    def fresh(self, prefix: str) -> str:
        """The prefix with the lowest number that collides with nothing."""
        while True:
            name = f"{prefix}{self._next[prefix]}"
            self._next[prefix] += 1
            if (hashed := fnv1a(name)) not in self._taken:
                self._taken.add(hashed)
                return name


@dataclass(frozen=True)
class Address:
    """One copy of a fact: its identity, and the properties by which rules know it.

    `group` and `place` are empty where no rule reads it beside another fact, `alone` where none reads it by itself.
    `twin` is a second identity, for a fact that the rules with several patterns match as well.
    """

    identity: str
    twin: str
    group: str
    place: str
    alone: str

    def fact(self, session: str, twin: bool = False) -> str:
        """The JSON to assert it in a session, or its twin."""
        properties = (self.group, self.place, "" if twin else self.alone)
        return self.reference(session, twin)[:-1] + "".join(f',"{each}":1' for each in properties if each) + "}"

    def reference(self, session: str, twin: bool = False) -> str:
        """The JSON to retract it from a session, or its twin."""
        return f'{{"sid":"{session}","id":"{self.twin if twin else self.identity}"}}'

    def pattern(self) -> dict[str, list[dict[str, int]]]:
        """The condition of a rule that reads it."""
        return {"$and": [{self.group: 1}, {self.place: 1}]}


ALIASES = tuple("abcdefghijklmnop"[:MOST_PATTERNS_IN_A_RULE])
"""Names of the patterns within a rule."""
SESSIONS = ("certain", "possible")
"""Names of the working memories."""


@dataclass(frozen=True)
class Addresses:
    """Every fact that some rules read with its copies, and the rules' bodies as addresses, rarest facts first.

    A fact has a copy for every `MOST_READERS_OF_A_FACT` patterns, all asserted together. `alone` is the property of
    the facts that are the whole body of a rule, `sentinel` property and identity of the fact that closes each batch.
    """

    copies: Mapping[int, tuple[Address, ...]]
    bodies: Sequence[tuple[Address, ...]]
    alone: str
    sentinel: str

    def closing(self, session: str) -> str:
        """The JSON to assert the sentinel."""
        return f'{self.closing_reference(session)[:-1]},"{self.sentinel}":1}}'

    def closing_reference(self, session: str) -> str:
        """The JSON to retract the sentinel."""
        return f'{{"sid":"{session}","id":"{self.sentinel}"}}'


def addresses(bodies: Sequence[Sequence[int]]) -> Addresses:
    """Give every fact that rules read its address; `bodies` are the facts each rule reads."""
    readers = Counter(fact for body in bodies if len(body) > 1 for fact in body)
    needed = {fact: math.ceil(count / MOST_READERS_OF_A_FACT) for fact, count in sorted(readers.items())}
    alone = {body[0] for body in bodies if len(body) == 1}
    names = DistinctNames((*ALIASES, *SESSIONS, *(f"sid-{session}" for session in SESSIONS)))
    by_itself = names.fresh("u")
    side = max(16, math.isqrt(sum(needed.values())) + 1)
    places = [names.fresh("p") for _ in range(side)]
    groups: list[str] = []
    copies: dict[int, tuple[Address, ...]] = {}
    number = 0
    for fact, count in needed.items():
        own = []
        for copy in range(count):
            if number % side == 0:
                groups.append(names.fresh("g"))
            mark = by_itself if copy == 0 and fact in alone else ""
            own.append(Address(names.fresh("f"), names.fresh("t"), groups[-1], places[number % side], mark))
            number += 1
        copies[fact] = tuple(own)
    for fact in sorted(alone - needed.keys()):
        copies[fact] = (Address(names.fresh("f"), names.fresh("t"), "", "", by_itself),)
    used: Counter[int] = Counter()
    addressed: list[tuple[Address, ...]] = []
    for body in bodies:
        if len(body) == 1:
            addressed.append((copies[body[0]][0],))
            continue
        # A rule joins from left to right, so what few rules read, as it is seldom there, comes first.
        ordered = sorted(body, key=lambda fact: (readers[fact], fact))
        addressed.append(tuple(copies[fact][used[fact] // MOST_READERS_OF_A_FACT] for fact in ordered))
        used.update(body)
    return Addresses(copies=copies, bodies=addressed, alone=by_itself, sentinel=names.fresh("s"))
