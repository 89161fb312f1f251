"""Retiring: a rule or advice that no longer runs, and everything that names it told what has taken its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.knowledge.document import Document, Steps
from advisor.knowledge.problem import did_you_mean, quoted

from .index import Index
from .name import Name, Occurrence
from .text_edit import TextEdit
from .written_list import with_entries, with_key, with_value, without_entry

RETIRABLE = ("rule", "advice")


class RetireError(Exception):
    """Something cannot be retired so; the message says why and what to do."""


def retired(index: Index, id: str, replacement: str | None) -> tuple[TextEdit, ...]:
    """The changes that retire a rule or advice; who names it names its replacement, or nothing, from then on.

    Its former names and examples stay. Raises RetireError, and UneditableError where a list is in the way.
    """
    entry = _entry(index, id)
    successor = _entry(index, replacement) if replacement is not None else None
    if successor is not None:
        _refuse_unfit(index, entry, successor)
    document = index.files[entry.at.file].document
    value: Any = document.at(entry.steps)
    if successor is None and value.get("status") == "deprecated":
        raise RetireError(f"{quoted(id)} is deprecated already. Say with --for what takes its place, if anything does.")
    edits = [_set(document, entry.steps, value, "status", "deprecated", after="id")]
    if successor is not None:
        after = "status" if "status" in value else "id"
        edits.append(_set(document, entry.steps, value, "replaced_by", successor.name.id, after=after))
    for names in index.files.values():
        edits += _readers(names.document, names.occurrences, entry, successor)
    return _joined(edits)


def _entry(index: Index, id: str) -> Occurrence:
    found = index.definition(Name("entries", id))
    if found is not None and found.noun in RETIRABLE:
        return found
    other = found or index.definition(Name("facts", id))
    if other is None:
        known = [one.name.id for one in index.defined.values() if one.noun in RETIRABLE]
        raise RetireError(f"There is no rule or advice {quoted(id)}.{did_you_mean(id, known)}")
    remedy = {
        "question": "Remove it and list it under retired in knowledge-base.yaml, or rename it.",
        "row": "Remove it and list it under retired in knowledge-base.yaml, or rename it.",
        "conclusion": "Retire the rules that conclude it.",
    }.get(other.noun, "Remove it: nothing outside the knowledge base names it.")
    raise RetireError(f"{quoted(id)} is a {other.noun}, and only rules and advice are retired. {remedy}")


def _refuse_unfit(index: Index, entry: Occurrence, successor: Occurrence) -> None:
    if successor.name == entry.name:
        raise RetireError(f"{quoted(entry.name.id)} cannot take its own place. Name another with --for.")
    if successor.noun != entry.noun:
        raise RetireError(
            f"A rule cannot take the place of advice, nor advice that of a rule: {quoted(entry.name.id)}."
        )
    value: Any = index.files[successor.at.file].document.at(successor.steps)
    if value.get("status") == "deprecated":
        raise RetireError(f"{quoted(successor.name.id)} is deprecated itself. Name one that runs.")


def _set(document: Document, entry: Steps, value: Any, key: str, word: str, *, after: str) -> TextEdit:
    if key in value:
        return with_value(document, (*entry, key), word, comment=value[key] != "draft")
    return with_key(document, entry, key, word, after=after)


def _joined(edits: list[TextEdit]) -> tuple[TextEdit, ...]:
    """One change where two keys are added at the same place."""
    joined: dict[object, TextEdit] = {}
    for edit in dict.fromkeys(edits):
        before = joined.get((edit.start, edit.end))
        text = edit.text if before is None else before.text + edit.text
        joined[(edit.start, edit.end)] = TextEdit(edit.start, edit.end, text)
    return tuple(joined.values())


def _readers(
    document: Document, found: tuple[Occurrence, ...], entry: Occurrence, successor: Occurrence | None
) -> Iterator[TextEdit]:
    """The changes of what names the entry in one file: lists, `before`, `replaced_by`, warnings switched off."""
    seen: set[Steps] = set()
    for one in found:
        if one.name != entry.name or one.noun or not one.steps or one.steps in seen:
            continue
        seen.add(one.steps)
        own = one.at.file == entry.at.file and one.steps[: len(entry.steps)] == entry.steps
        if one.steps[0] in ("switched_off", "claims") or own:
            continue  # What the retired entry says, and what is said about it, stays with it.
        yield from _reader(document, one, entry, successor)


def _reader(document: Document, one: Occurrence, entry: Occurrence, successor: Occurrence | None) -> Iterator[TextEdit]:
    *parent, last = one.steps
    reader: Any = document.at(one.steps[:2]) if one.steps[0] in ("advice", "rules") else {}
    new = successor.name.id if successor is not None else None
    if reader.get("id") == new:
        new = None  # Nothing can name itself.
    if last == "replaced_by":
        if new is not None:
            yield with_value(document, one.steps, new)
    elif last == "advice":  # An entry of `before`.
        group: Any = document.at(tuple(parent[:-1]))
        doubled = any(isinstance(other, dict) and other.get("advice") == new for other in group)
        if new is None or doubled:
            yield without_entry(document, tuple(parent))
        else:
            yield with_value(document, one.steps, new)
    elif isinstance(last, int):
        listed: Any = document.at(tuple(parent))
        instance = str(listed[last])[len(entry.name.id) :]  # A case may mean that of one instance: `@space`.
        said = _expected(document) if one.steps[0] == "expect" else frozenset(map(str, listed))
        replaced = None if new is None or new + instance in said else new + instance
        yield from with_entries(document, tuple(parent), {last: replaced})


def _expected(document: Document) -> frozenset[str]:
    """What a case expects something of already: it cannot expect two things of one advice."""
    expect: Any = document.at(("expect",))
    return frozenset(str(id) for ids in expect.values() if isinstance(ids, list) for id in ids)
