"""The form of case files: whole example brands, each an answers file with what must come of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ..condition import Position
from ..document import Document
from ..expectation import CaseFile
from ..ground_id import declared_id
from ..inheritance import over
from ..problem import quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import KEBAB, Entry
from ..reading.names import Names
from .comparisons import instances
from .example_forms import VALUES
from .parts import Parts
from .shapes import LINE, Schema, described, ids, keys, listing, reference, words

ADVICE_LISTS = (
    "fires", "not_fires", "undetermined", "postponed", "excepted", "does_not_apply", "out_of_scope", "first",
)  # fmt: skip
ABOUT_THE_CASE = ("based_on", "brief", "expect")
"""What only a case has."""


def case_id(document: Document) -> str:
    """A case is called after its file."""
    return PurePath(document.file).stem


def read_cases(documents: Sequence[Document], reader: ConditionReader) -> dict[str, CaseFile]:
    """Cases by id with `based_on` resolved."""
    read: dict[str, tuple[Entry, str | None, dict[str, Any]]] = {}
    lists = _lists(reader.names)
    for document in documents:
        entry = Entry(document, (), reader.findings, "a case")
        if not KEBAB.fullmatch(case_id(document)):
            name = quoted(case_id(document))
            message = f"A case is called after its file: use small letters, digits and hyphens, not {name}."
            entry.error("E026", message, entry.at)
        based_on = reader.names.reference(entry, "based_on", "cases")
        expect = _expect(entry, reader.names)
        read[case_id(document)] = (entry, based_on, expect)
    return {
        id: CaseFile(id, _resolved(id, read, lists), expect, entry.at, _places(entry, expect))
        for id, (entry, _, expect) in read.items()
    }


def _places(entry: Entry, expect: Mapping[str, Any]) -> dict[tuple[str, str], Position]:
    """Where each expectation stands, by its key and the id."""
    places = {
        ("conclusions", id): entry.key_position("expect", "conclusions", id) for id in expect.get("conclusions", ())
    }
    for key in ADVICE_LISTS:
        listed = entry.keys["expect"][key] if key in expect else ()
        for index, id in enumerate(listed if isinstance(listed, list) else ()):  # Another kind of value is told.
            places[key, str(id)] = entry.position("expect", key, index)
    return places


def _lists(names: Names) -> dict[str, str]:
    """The contexts by what answers files call their lists."""
    declared: dict[str, Any] = {id: document.at(steps) for id, (document, steps) in names.places["contexts"].items()}
    return {str(context.get("list")): id for id, context in declared.items()}


def _resolved(
    id: str, read: Mapping[str, tuple[Entry, str | None, dict[str, Any]]], lists: Mapping[str, str]
) -> dict[str, Any]:
    chain: list[str] = []
    here: str | None = id
    while here is not None and here in read:
        if here in chain:
            entry = read[id][0]
            if here == id:
                message = f"Cases based on each other in a circle: {' → '.join([*chain, here])}."
                entry.error("E083", message, entry.position("based_on"))
            break
        chain.append(here)
        here = read[here][1]
    document: dict[str, Any] = {}
    for link in reversed(chain):
        own = {key: value for key, value in read[link][0].keys.items() if key not in ABOUT_THE_CASE}
        document = over(document, own, lists)
    return {**document, "answers": document.get("answers") or {}}


def _expect(entry: Entry, names: Names) -> dict[str, Any]:
    value = entry.get("expect")
    if value is None:
        return {}
    if not isinstance(value, dict):
        entry.error(
            "E023", '"expect" is a group of keys such as fires, not_fires, conclusions.', entry.position("expect")
        )
        return {}
    expect = entry.part("expect", what="what a case expects")
    found: dict[str, Any] = {}
    for key in ADVICE_LISTS:
        if expect.has(key):
            found[key] = _advice(expect, key, names)
    _contradicted(expect, found)
    if expect.has("conclusions"):
        found["conclusions"] = _conclusions(expect, names)
    expect.close()
    return found


def _advice(expect: Entry, key: str, names: Names) -> tuple[str, ...]:
    """A list of advice, of one instance (`id@instance`) where it is judged for each of a context."""
    found = []
    for index, id in expect.placed_ids(key):
        if names.knows(declared_id(id), "advice"):
            found.append(id)
        elif unknown := names.unknown(declared_id(id), "advice"):
            expect.error("E035", unknown, expect.position(key, index))
    return tuple(found)


def _contradicted(expect: Entry, found: Mapping[str, Iterable[str]]) -> None:
    """Advice cannot both fire and not fire."""
    fires = set(found.get("fires", ()))
    for key in ADVICE_LISTS[1:-1]:
        for index, id in expect.placed_ids(key) if key in found else ():
            if id in fires:
                message = f"{quoted(id)} stands under fires as well, and cannot do both. Remove one of the two."
                expect.error("E083", message, expect.position(key, index))


def _conclusions(expect: Entry, names: Names) -> dict[str, str]:
    if not isinstance(expect.keys["conclusions"], dict):
        message = '"conclusions" is a group of conclusions with yes, no or undetermined.'
        expect.error("E023", message, expect.key_position("conclusions"))
        return {}
    conclusions = expect.part("conclusions", what="the list of conclusions")
    found = {}
    for id in conclusions.keys:
        if names.knows(declared_id(id), "conclusions"):
            value = conclusions.word(id, VALUES)
            if value is not None:
                found[id] = value
        elif unknown := names.unknown(declared_id(id), "conclusions"):
            conclusions.error("E035", unknown, conclusions.key_position(id))
    return found


def case_schema(parts: Parts) -> Schema:
    """What a case file, and any answers file, may hold."""
    kb = parts.kb
    expect: Schema = {key: listing(LINE, once=True) for key in ADVICE_LISTS}
    expect["conclusions"] = {
        **keys({id: words(VALUES) for id in kb.conclusions}),
        "patternProperties": {"@": words(VALUES)},
    }
    note = keys(
        {
            "text": LINE,
            "visible_to": words(["client", "internal"]),
            "by": LINE,
            "on": LINE,
            "evidence": LINE,
        },
        ["text"],
    )
    notes = {"anyOf": [note, listing(note, at_least=1)]}
    properties = {
        "brand": described(LINE, "The brand's name as it is printed."),
        "date": described({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, "The report's date."),
        "consultant": LINE,
        "language": described(words(kb.languages), "Default language of the report."),
        "knowledge_base": keys({"id": LINE, "version": LINE}, ["id"]),
        "based_on": described(ids(dict.fromkeys(kb.cases, "")), "The answers below override those of that case."),
        "brief": described(LINE, "The prose the case was made from."),
        "answers": reference("answers"),
        **instances(kb, parts.language),
        "notes": described(keys(dict.fromkeys(kb.questions, notes)), "Notes by question."),
        "flags": described(listing(parts.known("questions"), once=True), "Questions to come back to."),
        "respondents": described({}, "Who was asked."),
        "review": described({}, "The consultant's editing of the report."),
        "expect": described(keys(expect), "In example cases: what must come of the answers."),
    }
    return keys(properties)
