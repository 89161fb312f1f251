"""Forms: the keys of one kind of entry, from which it is read and described."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from ..problem import Problem
from ..reading.conditions import ConditionReader
from ..reading.entry import Entry
from ..reading.levels import FOR_EACH, level_of
from ..reading.names import Names
from .parts import Parts
from .shapes import Schema, described, keys

T = TypeVar("T", covariant=True)
Values = dict[str, Any]


class ValueKind(Protocol):
    """A kind of value: how it is read from an entry and how it is described to an editor."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> Any:
        """The value under a key, None where it is absent or unusable; a required one then loses the entry."""
        ...

    def schema(self, parts: Parts) -> Schema:
        """What may be written there."""
        ...


@dataclass(frozen=True)
class Key:
    """One key of an entry: its name in YAML, its kind of value, what it says, and its field in the model."""

    name: str
    kind: ValueKind
    says: str
    required: bool = False
    field: str = ""

    @property
    def into(self) -> str:
        """The field of the model that takes the value."""
        return self.field or self.name


def _nothing_more(entry: Entry, values: Values, reader: ConditionReader) -> None:
    """Verify nothing beyond the single keys."""


def as_declared(entry: Entry, reader: ConditionReader) -> str | None:
    """The level that an entry names under for_each."""
    return level_of(entry.keys, reader.names.places["contexts"])


@dataclass(frozen=True)
class Form(Generic[T]):
    """A kind of entry: what it is called in messages, its keys, the value it becomes.

    `verify` looks at what the keys say together; it may note problems, change values and lose the entry. `refused`
    names keys that people try here, each with the code and words that tell them what to do instead. `constrain` adds
    to the JSON Schema what depends on several keys. `level` tells the context at one instance of which the conditions
    of an entry stand.
    """

    what: str
    make: Callable[..., T]
    keys: tuple[Key, ...]
    verify: Callable[[Entry, Values, ConditionReader], None] = _nothing_more
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    constrain: Callable[[Parts], Schema] | None = None
    level: Callable[[Entry, ConditionReader], str | None] = as_declared

    def read(self, entry: Entry, reader: ConditionReader) -> T | None:
        """The value of an entry, None where it could not be built; every problem is noted at its place."""
        if any(key.name == FOR_EACH for key in self.keys):
            reader = reader.at_level(self.level(entry, reader), ((entry.document.file, (*entry.steps, FOR_EACH)),))
        values: Values = {}
        for key in self.keys:
            value = key.kind.read(entry, key, reader)
            if value is not None:
                values[key.into] = value
        for name, (code, message) in self.refused.items():
            if entry.has(name):
                entry.error(code, message, entry.key_position(name))
        self.verify(entry, values, reader)
        entry.close(refused=self.refused)
        if entry.lost or (FOR_EACH in entry.keys and FOR_EACH not in values):
            return None  # Of which instances it speaks is not known.
        return self.make(**values, at=entry.at)

    def schema(self, parts: Parts) -> Schema:
        """What an editor may complete and must refuse."""
        properties = {key.name: described(key.kind.schema(parts), key.says) for key in self.keys}
        schema = keys(properties, [key.name for key in self.keys if key.required])
        return {**schema, **(self.constrain(parts) if self.constrain else {})}


class FormerProblems:
    """What is wrong with entries by themselves, as long as what they can name stays: each value is read once."""

    def __init__(self) -> None:
        self._names: object = None
        self._found: dict[int, tuple[object, int, tuple[Problem, ...]]] = {}

    def under(self, names: Names) -> None:
        """Go by these names; where they are others than before, everything has to be read again."""
        ids = {namespace: tuple(places) for namespace, places in names.places.items()}
        now = ids, names.former, names.incomplete, names.unreadable, names.levels
        if now != self._names:
            self._names, self._found = now, {}

    def read(self, entry: Entry, form: Form[T], reader: ConditionReader) -> T | None:
        """Note the problems of an entry. One that is the very value of before may have moved to other lines."""
        noted, line = reader.findings.problems, entry.at.line
        value, former, problems = self._found.get(id(entry.keys), (None, 0, ()))
        if value is entry.keys:
            noted.extend(one.moved(line - former) for one in problems)
            return None
        begin = len(noted)
        made = form.read(entry, reader)
        self._found[id(entry.keys)] = entry.keys, line, tuple(noted[begin:])
        return made


def read_list(
    file: Entry,
    key: str,
    form: Form[T],
    reader: ConditionReader,
    *,
    required: bool = False,
    former: FormerProblems | None = None,
) -> list[T | None]:
    """The entries listed under a key of a file, None for each that could not be built or whose problems are known."""
    entries = file.entries(key, form.what, required=required)
    if former is not None:
        return [former.read(entry, form, reader) for entry in entries]
    return [form.read(entry, reader) for entry in entries]


def by_id(entries: Sequence[T | None]) -> dict[str, T]:
    """Entries by id, in order; of two with one id the first."""
    found: dict[str, T] = {}
    for entry in entries:
        if entry is not None:
            found.setdefault(entry.id, entry)  # type: ignore[attr-defined]
    return found
