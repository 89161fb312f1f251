"""The kinds of values that keys take, each read and described in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..condition import Condition
from ..model import Proviso, Step, Text
from ..problem import quoted
from ..reading.conditions import RESERVED, ConditionReader
from ..reading.entry import SNAKE, Entry
from ..reading.names import Namespace
from .form import Form, Key
from .parts import Parts
from .shapes import LINE, YES_NO, Schema, keys, listing, words


@dataclass(frozen=True)
class Line:
    """Words on one line, the same in every language."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> str | None:
        return entry.line(key.name, required=key.required)

    def schema(self, parts: Parts) -> Schema:
        return LINE


@dataclass(frozen=True)
class Words:
    """A text in every language."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> Text | None:
        return entry.text(key.name, required=key.required)

    def schema(self, parts: Parts) -> Schema:
        return parts.text


@dataclass(frozen=True)
class Locator:
    """A text in every language, or one line for all of them."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> Text | None:
        if isinstance(entry.keys.get(key.name), Mapping):
            return entry.text(key.name, required=key.required)
        line = entry.line(key.name, required=key.required)
        return None if line is None else dict.fromkeys(entry.findings.languages or ("en",), line)

    def schema(self, parts: Parts) -> Schema:
        return {"anyOf": [LINE, parts.text]}


@dataclass(frozen=True)
class Id:
    """A permanent id. One that conditions name cannot be a word of theirs."""

    shape: re.Pattern[str]
    in_conditions: bool = False

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> str | None:
        id = entry.id(self.shape, key.name)
        if self.in_conditions and id in RESERVED:
            message = f"{quoted(id)} has a meaning of its own in conditions. Choose another id."
            entry.error("E046", message, entry.position(key.name))
            reader.names.incomplete.update(("questions", "conclusions"))  # What it will be called is not known.
        return id

    def schema(self, parts: Parts) -> Schema:
        return {"type": "string", "pattern": f"^{self.shape.pattern}$"}


@dataclass(frozen=True)
class Ids:
    """A list of ids; none of them is a reference."""

    shape: re.Pattern[str] | None = None

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[str, ...] | None:
        entry.get(key.name, required=key.required)
        return entry.ids(key.name, self.shape) if key.name in entry.keys else None

    def schema(self, parts: Parts) -> Schema:
        pattern = {"type": "string", "pattern": f"^{self.shape.pattern}$"} if self.shape else LINE
        return listing(pattern, once=True)


@dataclass(frozen=True)
class OwnOption:
    """The id of one of the options beside it."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> str | None:
        return entry.line(key.name)

    def schema(self, parts: Parts) -> Schema:
        return {"type": "string", "pattern": f"^{SNAKE.pattern}$"}


@dataclass(frozen=True)
class OwnOptions:
    """A list of ids of options beside it."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[str, ...] | None:
        return entry.ids(key.name, SNAKE) or None

    def schema(self, parts: Parts) -> Schema:
        return listing({"type": "string", "pattern": f"^{SNAKE.pattern}$"}, once=True)


@dataclass(frozen=True)
class OneOf:
    """One of some words that the format fixes; `meanings` are shown in editors."""

    words: tuple[str, ...]
    meanings: Mapping[str, str] | None = None

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> str | None:
        return entry.word(key.name, self.words, required=key.required)

    def schema(self, parts: Parts) -> Schema:
        return words(self.words, self.meanings)


@dataclass(frozen=True)
class SomeOf:
    """A list of words that the format fixes, each once; one word by itself is a list of one."""

    words: tuple[str, ...]

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[str, ...] | None:
        if key.name not in entry.keys:
            entry.has(key.name)
            return None
        return entry.words(key.name, self.words)

    def schema(self, parts: Parts) -> Schema:
        return {"anyOf": [words(self.words), listing(words(self.words), at_least=1, once=True)]}


@dataclass(frozen=True)
class SomeDeclared:
    """A list of ids that the knowledge base declares in a namespace, or one of them."""

    namespace: Namespace

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[str, ...] | None:
        known = reader.names.declared(self.namespace)
        if entry.has(key.name) and not known:  # What declares them is a problem of its own.
            return None
        return entry.words(key.name, known, reader.names.listing(self.namespace)) if key.name in entry.keys else None

    def schema(self, parts: Parts) -> Schema:
        known = parts.known(self.namespace)
        return {"anyOf": [known, listing(known, at_least=1, once=True)]}


@dataclass(frozen=True)
class Declared:
    """One of the ids that the knowledge base declares, told as the possible words."""

    namespace: Namespace

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> str | None:
        known = reader.names.declared(self.namespace)
        if not known:  # What declares them is a problem of its own.
            return entry.line(key.name, required=key.required)
        declared = reader.names.listing(self.namespace)
        return entry.word(key.name, known, required=key.required, declared=declared)

    def schema(self, parts: Parts) -> Schema:
        return parts.known(self.namespace)


@dataclass(frozen=True)
class YesNo:
    """Yes or no; no when absent."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> bool | None:
        return entry.yes(key.name) or None

    def schema(self, parts: Parts) -> Schema:
        return YES_NO


@dataclass(frozen=True)
class Whole:
    """A whole number; its bounds are the key's."""

    least: int
    most: int

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> int | None:
        return entry.whole(key.name, required=key.required, least=self.least, most=self.most)

    def schema(self, parts: Parts) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Reference:
    """The id of another entry."""

    namespace: Namespace

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> str | None:
        return reader.names.reference(entry, key.name, self.namespace, required=key.required)

    def schema(self, parts: Parts) -> Schema:
        return parts.known(self.namespace)


@dataclass(frozen=True)
class References:
    """A list of ids of other entries. `empty` says what to do about an empty list where one is not allowed."""

    namespace: Namespace
    empty: str = ""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[str, ...] | None:
        value = entry.get(key.name, required=key.required)
        found = reader.names.references(entry, key.name, self.namespace) if value is not None else ()
        if self.empty and value == []:
            entry.error("E025", self.empty, entry.position(key.name))
        entry.lost = entry.lost or (key.required and bool(self.empty) and not found)
        return found or None

    def schema(self, parts: Parts) -> Schema:
        return listing(parts.known(self.namespace), at_least=1 if self.empty else 0, once=True)


@dataclass(frozen=True)
class Conditions:
    """A condition."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> Condition | None:
        return reader.of(entry, key.name, required=key.required)

    def schema(self, parts: Parts) -> Schema:
        return parts.condition


@dataclass(frozen=True)
class Later:
    """A value that is read once more is known; only that it is there is taken note of."""

    kind: Any

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> None:
        entry.get(key.name)

    def schema(self, parts: Parts) -> Schema:
        schema: Schema = self.kind.schema(parts)
        return schema


@dataclass(frozen=True)
class Provisos:
    """A list of conditions any of which suffices; with `says` each tells what to wait for."""

    says: bool

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[Proviso, ...] | None:
        if entry.has(key.name) and isinstance(entry.keys[key.name], dict):
            message = f"{quoted(key.name)} is a list: begin each condition with a dash."
            entry.error("E023", message, entry.position(key.name))
            return None
        found = [self._one(entry, one, reader) for one in entry.entries(key.name, "condition")]
        return tuple(one for one in found if one is not None) or None

    def _one(self, entry: Entry, one: Entry, reader: ConditionReader) -> Proviso | None:
        if "when" in one.keys or "says" in one.keys:
            when = reader.of(one, "when", required=True)
            says = one.text("says", required=self.says and "says" in one.keys)
        else:
            when, says = reader.at(one.document, one.steps), None
        if self.says and "says" not in one.keys:
            message = 'Say until when: {when: {…}, says: {en: "once …", fr: "une fois …"}}.'
            one.lacks(["says"], "E057", message, one.at)
        if "when" in one.keys or "says" in one.keys:
            one.close()
        entry.lost = entry.lost or when is None
        return None if when is None else Proviso(when, says, one.at)

    def schema(self, parts: Parts) -> Schema:
        group = keys({"when": parts.condition, "says": parts.text}, ["when", "says"] if self.says else ["when"])
        return listing(group if self.says else {"anyOf": [parts.condition, group]})


@dataclass(frozen=True)
class Steps:
    """A list of steps: texts, or groups of `text` and `when` for steps that hold in some cases only.

    Those of an addition hold whenever it does, so they are plain.
    """

    plain: bool = False

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[Step, ...] | None:
        value = entry.get(key.name)
        if not isinstance(value, list):
            entry.texts(key.name)
            return None
        found = []
        for index, one in enumerate(value):
            if isinstance(one, dict) and ("when" in one or "text" in one):
                part = entry.part(key.name, index, what="a step")
                text, when = part.text("text", required=True), reader.of(part, "when", required=True)
                part.close()
                if self.plain:
                    message = "The steps of an addition hold whenever it does. Make this one an addition of its own."
                    entry.error("E058", message, part.at)
                entry.lost = entry.lost or part.lost
            else:
                text, when = entry.text_at(key.name, index), None
            if text is not None:
                found.append(Step(text, when, entry.position(key.name, index)))
        return tuple(found) or None

    def schema(self, parts: Parts) -> Schema:
        if self.plain:
            return listing(parts.text)
        group = keys({"text": parts.text, "when": parts.condition}, ["text", "when"])
        return listing({"anyOf": [parts.text, group]})


@dataclass(frozen=True)
class Entries:
    """A list of entries of another form. `least` is how many there must be."""

    form: Form[Any]
    least: int = 0

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[Any, ...] | None:
        read = [self.form.read(one, reader) for one in entry.entries(key.name, self.form.what, required=key.required)]
        return tuple(one for one in read if one is not None) or None

    def schema(self, parts: Parts) -> Schema:
        return listing(self.form.schema(parts), at_least=self.least)
