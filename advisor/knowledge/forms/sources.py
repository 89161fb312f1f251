"""The forms of `sources.yaml`: the articles the knowledge comes from, and their claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ..document import Document, Steps
from ..problem import did_you_mean, quoted
from ..provenance import Claim, Source, Weight
from ..reading.conditions import ConditionReader
from ..reading.entry import CLAIM as CLAIM_SHAPE
from ..reading.entry import SOURCE as SOURCE_SHAPE
from ..reading.entry import Entry
from ..reading.names import Names
from .form import Form, Key, Values
from .kinds import Id, Line, Locator, OneOf, Whole, Words
from .parts import Parts
from .shapes import LINE, Schema, listing

WEIGHTS: tuple[Weight, ...] = get_args(Weight)


@dataclass(frozen=True)
class ShownBy:
    """A list of ENTRY/EXAMPLE or ids of cases that show a claim at work."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[str, ...] | None:
        placed = entry.placed_ids(key.name)
        return tuple(shown for index, shown in placed if _shown(entry, index, shown, reader.names)) or None

    def schema(self, parts: Parts) -> Schema:
        return listing(LINE, once=True)


SOURCE: Form[Source] = Form(
    "source",
    Source,
    (
        Key("id", Id(SOURCE_SHAPE), "Permanent id, such as S2.", required=True),
        Key("author", Line(), "Who wrote it.", required=True),
        Key("title", Line(), "Its title.", required=True),
        Key("publication", Line(), "Where it appeared, if that is known."),
        Key("year", Whole(1400, 2200), "When it appeared, if that is known."),
        Key("language", Line(), "The language of the source.", required=True),
    ),
)


def _verify_claim(entry: Entry, values: Values, reader: ConditionReader) -> None:
    if "shown_by" in values and "not_used" in values:
        message = "A claim is either shown by an example or not used. Remove one of the two."
        entry.error("E084", message, entry.key_position("not_used"))
    source = values.get("id", "").rpartition("-")[0]
    if source and not reader.names.knows(source, "sources"):
        unknown = reader.names.unknown(source, "sources")
        if unknown:
            entry.error("E035", f"{unknown} A claim's id begins with its source.", entry.position("id"))
    values["source"] = source


CLAIM: Form[Claim] = Form(
    "claim",
    Claim,
    (
        Key("id", Id(CLAIM_SHAPE), "The source's id, a hyphen and a number.", required=True),
        Key(
            "at",
            Locator(),
            "Where it stands in the source, in one or in every language.",
            required=True,
            field="locator",
        ),
        Key("said_by", Line(), "Whose voice it is, where it is not the author's: a reader, or someone quoted."),
        Key("weight", OneOf(WEIGHTS), "How much the source insists on it.", required=True),
        Key("says", Words(), "The claim in our words.", required=True),
        Key("shown_by", ShownBy(), "ENTRY/EXAMPLE, or the id of a case, that shows it at work."),
        Key("not_used", Line(), "Why nothing carries it."),
    ),
    _verify_claim,
)


def _shown(entry: Entry, index: int, shown: str, names: Names) -> bool:
    """Whether ENTRY/EXAMPLE or the case exists; the example is looked up in the entry as typed."""
    at = entry.position("shown_by", index)
    id, slash, example = shown.partition("/")
    if not slash:
        if names.knows(id, "cases"):
            return True
        message = names.unknown(id, "cases")
        if message:
            if names.knows(id, "rules", "advice"):
                message = f"Name an example of {quoted(id)}, as in {id}/example."
            entry.error("E084", message, at)
        return False
    if not names.knows(id, "rules", "advice"):
        message = names.unknown(id, "rules", "advice")
        if message:
            entry.error("E084", message, at)
        return False
    document, steps = names.places["advice"].get(id) or names.places["rules"][id]
    known = _example_names(document, steps)
    if example in known:
        return True
    hint = did_you_mean(example, known)
    message = f"{quoted(id)} has no example {quoted(example)}.{hint}"
    entry.error("E084", message, at, ((document.file, (*steps, "examples")),))
    return False


def _example_names(document: Document, steps: Steps) -> list[str]:
    raw: Any = document.at(steps)
    examples = raw.get("examples") if isinstance(raw, Mapping) else None
    listed = examples if isinstance(examples, list) else []
    return [str(one.get("name")) for one in listed if isinstance(one, Mapping)]
