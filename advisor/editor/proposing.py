"""What can be written at a place: keys, ids, options, operators, words, by the JSON Schema of the file.

A text that is being typed is seldom YAML. So what stands before the cursor in its entry is read alone, with a
placeholder where the cursor is and the brackets closed that are open there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.document import Document, Steps, scan_text

from .workpiece import Workpiece

_HERE = "zz_here_zz"
_TYPED = re.compile(r"[A-Za-z0-9_@/-]*$")
_IN_TEXT = re.compile(r"(answer|[a-z0-9_]+_with)\(\s*\\?['\"]([a-z0-9_]*)$")
_NAME_IN_TEXT = re.compile(r"\{\{-?\s*([a-z0-9_]*)$")
_CLOSING = {"{": "}", "[": "]"}

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Proposal:
    """A word that can stand here, what it means, and whether it is a key that takes a value."""

    word: str
    says: str = ""
    key: bool = False


@dataclass(frozen=True)
class Proposals:
    """The words that can stand at a place, and how many characters of one are there already."""

    typed: int
    words: tuple[Proposal, ...]


def proposals(workpiece: Workpiece, file: str, lines: Sequence[str], line: int, column: int) -> Proposals:
    """What can be written at a place of a text, counted from 1. Nothing while the knowledge base never was sound."""
    kind = workpiece.kind(file)
    schema = workpiece.schemas.get({"frame": "knowledge-base", "cases": "case"}.get(kind, kind))
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    typed = _typed(before)
    if schema is None:
        return Proposals(typed, ())
    in_text = tuple(_in_text(workpiece, before))
    if in_text or _NAME_IN_TEXT.search(before):
        return Proposals(typed, in_text)
    for document, steps in _places(lines, line, before[: len(before) - typed]):
        there = document.at(steps[:-1])
        taken = set(there) if isinstance(there, dict) else set(map(str, there)) if isinstance(there, list) else set()
        words = {
            one.word: one for one in _possible(schema, schema, document, steps) if not one.key or one.word not in taken
        }
        if words:
            return Proposals(typed, tuple(words.values()))
    return Proposals(typed, ())


def _typed(before: str) -> int:
    found = _TYPED.search(before)
    return len(found.group()) if found else 0


def _in_text(workpiece: Workpiece, before: str) -> Iterator[Proposal]:
    """What a text can print, within its double braces."""
    kb = workpiece.kb
    called, name = _IN_TEXT.search(before), _NAME_IN_TEXT.search(before)
    if kb is None:
        return
    if called and called[1] == "answer":
        yield from (Proposal(one.id, one.ask.get("en", "")) for one in kb.questions.values())
    elif called:
        yield from (Proposal(one.id, one.title.get("en", "")) for one in kb.conclusions.values() if one.for_each)
    elif name:
        yield Proposal("brand", "The name of the brand.")
        yield Proposal("answer", "What was answered: {{ answer('question') }}.")
        yield from (Proposal(word, "A word that answers choose.") for word in kb.words)
        yield from (Proposal(one.key, one.title.get("en", "")) for one in kb.contexts.values())


# --- Where the cursor is --------------------------------------------------------------------------------------


def _places(lines: Sequence[str], line: int, before: str) -> Iterator[tuple[Document, Steps]]:
    """What stands before the cursor as a document with the steps to the cursor: as a key, as a value, as may be."""
    text = "\n".join([*_above(lines, line), before])
    opened = _opened(text)
    closing = "".join(_CLOSING[bracket] for bracket in reversed(opened))
    for word in (f"{_HERE}: ", _HERE):
        document, problems = scan_text("", f"{text}{word}{closing}\n")
        if document is not None and not problems:
            yield from ((document, steps) for steps in document.marks if _is_here(document, steps))


def _is_here(document: Document, steps: Steps) -> bool:
    try:
        return bool(steps) and (steps[-1] == _HERE or document.at(steps) == _HERE)
    except (KeyError, IndexError, TypeError):
        return False


def _above(lines: Sequence[str], line: int) -> list[str]:
    """The lines of the entry before a line, under the key of its list: enough to know where one is."""
    top = next((number for number in range(line - 2, -1, -1) if re.match("[A-Za-z]", lines[number])), None)
    if top is None or (line <= len(lines) and re.match("[A-Za-z]", lines[line - 1])):
        return []
    first = next((text for text in lines[top + 1 : line] if text.lstrip().startswith("- ")), None)
    dash = None if first is None else f"{first[: len(first) - len(first.lstrip())]}- "
    begins = [number for number in range(top + 1, line) if dash is not None and lines[number].startswith(dash)]
    return [lines[top], *lines[(begins[-1] if begins else top + 1) : line - 1]]


def _opened(text: str) -> list[str]:
    """The brackets that are open at the end of a text, outside quotes and comments."""
    opened: list[str] = []
    quote, before = "", "\n"
    for character in text:
        if quote == "#":
            quote = "" if character == "\n" else quote
        elif quote:
            quote = "" if character == quote and before != "\\" else quote
        elif (character in "\"'" and before in " \n[{,(") or (character == "#" and before in " \n"):
            quote = character
        elif character in _CLOSING:
            opened.append(character)
        elif character in "}]" and opened:
            opened.pop()
        before = character
    return opened


# --- What the schema allows there ---------------------------------------------------------------------------


def _possible(schema: Schema, root: Schema, document: Document, steps: Steps) -> Iterator[Proposal]:
    """The keys, or the values, that a schema allows at steps."""
    if steps[-1] == _HERE:
        for parent in _below(schema, root, steps[:-1]):
            for word, below in parent.get("properties", {}).items():
                if below is not False:
                    yield Proposal(word, _says(below, root), key=True)
        return
    for found in _below(schema, root, steps):
        words = found.get("enum", ())
        says = found.get("enumDescriptions", [""] * len(words))
        yield from (Proposal(str(word), str(about)) for word, about in zip(words, says, strict=False))


def _below(schema: Schema, root: Schema, steps: Steps) -> Iterator[Schema]:
    """The schemas of what stands at steps, alternatives one by one."""
    for one in _alternatives(schema, root):
        if not steps:
            yield one
        elif isinstance(steps[0], int):
            if "items" in one:
                yield from _below(one["items"], root, steps[1:])
        else:
            below = one.get("properties", {}).get(steps[0], one.get("additionalProperties"))
            if isinstance(below, Mapping):
                yield from _below(below, root, steps[1:])


def _alternatives(schema: Schema, root: Schema) -> Iterator[Schema]:
    if "$ref" in schema:
        schema = root["definitions"][str(schema["$ref"]).rsplit("/", 1)[1]]
    if "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _alternatives(one, root)
    else:
        yield schema


def _says(schema: Schema, root: Schema) -> str:
    if "description" in schema or "$ref" not in schema:
        return str(schema.get("description", ""))
    named = root["definitions"][str(schema["$ref"]).rsplit("/", 1)[1]]
    return str(named.get("description", ""))


def key_says(workpiece: Workpiece, file: str, document: Document, steps: Steps) -> str | None:
    """What a key is for, from the schema of its file; None where it is not known."""
    kind = workpiece.kind(file)
    root = workpiece.schemas.get({"frame": "knowledge-base", "cases": "case"}.get(kind, kind))
    if root is None:
        return None
    for parent in _below(root, root, steps[:-1]):
        below = parent.get("properties", {}).get(steps[-1])
        if isinstance(below, Mapping):
            return _says(below, root) or None
    return None
