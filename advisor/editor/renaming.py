"""Renaming: another id for one thing in every file, the former one kept as an alias where answers may name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from advisor.knowledge.document import Document
from advisor.knowledge.problem import quoted
from advisor.knowledge.reading.conditions import RESERVED
from advisor.knowledge.reading.entry import CLAIM, KEBAB, LONGEST_ID, SHAPES, SNAKE

from .index import Index
from .name import Group, Name, Occurrence
from .text_edit import TextEdit
from .written_list import with_entries, with_key

_SHAPES: Mapping[Group, re.Pattern[str]] = {
    "facts": SNAKE, "options": SNAKE, "contexts": SNAKE, "printed": SNAKE, "entries": KEBAB, "themes": KEBAB,
    "phases": KEBAB, "plan": KEBAB, "sections": KEBAB, "claims": CLAIM,
}  # fmt: skip
_WITH_ALIASES = ("question", "row", "option", "conclusion", "rule", "advice")
_UNNAMEABLE: Mapping[str, str] = {
    "case": "A case is called after its file: rename the file.",
    "source": "The claims of a source begin with its id: give the claims other ids instead.",
    "list of a context": "Answers files call the list of instances so, and know no former names of lists.",
}
"""Why some things cannot be renamed."""


class RenameError(Exception):
    """Something cannot be renamed so; the message says why and what to do."""


def can_be_renamed(index: Index, name: Name) -> Occurrence:
    """Where something is defined that can be renamed. Raises RenameError otherwise."""
    definition = index.definition(name)
    if definition is None:
        raise RenameError(f"Nothing called {quoted(name.id)} is defined in the knowledge base.")
    if definition.noun in _UNNAMEABLE:
        raise RenameError(_UNNAMEABLE[definition.noun])
    return definition


def named(index: Index, written: str) -> tuple[Name, ...]:
    """The names that someone may mean who types an id, or QUESTION/OPTION, or ENTRY/EXAMPLE. Former ones count."""
    owner, slash, id = written.partition("/")
    meant = [Name("options", id, owner), Name("examples", id, owner)] if slash else []
    groups: tuple[Group, ...] = (
        "facts", "entries", "contexts", "printed", "themes", "phases", "plan", "sections", "sources", "claims", "cases",
    )  # fmt: skip
    meant += [Name(group, written) for group in groups] if not slash else []
    present = [index.present(name) for name in meant]
    return tuple(dict.fromkeys(name for name in present if name in index.defined))


def renamed(index: Index, name: Name, new: str) -> tuple[TextEdit, ...]:
    """The changes that give something another id.

    Raises RenameError, and UneditableError where former names are listed in a way only their author should touch.
    """
    definition = can_be_renamed(index, name)
    present = definition.name
    _refuse_unfit(index, definition, new)
    if new == present.id:
        return ()
    edits = [TextEdit.within(one.at, len(present.id), new) for one in index.of_name(present)]
    if definition.noun in _WITH_ALIASES:
        edits += _aliased(index.files[definition.at.file].document, definition, new)
    return tuple(edits)


def _refuse_unfit(index: Index, definition: Occurrence, new: str) -> None:
    """Refuse an id that is ill-shaped, or stands for something already."""
    present = definition.name
    shape = _SHAPES.get(present.group)
    if shape is not None and (not shape.fullmatch(new) or len(new) > LONGEST_ID):
        raise RenameError(f"{quoted(new)} cannot be the id of this {definition.noun}: use {SHAPES[shape]}.")
    if not new.strip() or re.search(r"[\s/,:#'\"\[\]{}]", new):
        raise RenameError(f"{quoted(new)} cannot be the name of an example here: use letters, digits and hyphens.")
    if present.group in ("facts", "contexts", "printed") and new in (*RESERVED, "brand", "answer"):
        raise RenameError(f"{quoted(new)} has a meaning of its own in conditions or texts. Choose another id.")
    if present.group == "claims" and new.rpartition("-")[0] != present.id.rpartition("-")[0]:
        raise RenameError(f"A claim's id begins with its source: {present.id.rpartition('-')[0]}-…")
    wanted = Name(present.group, new, present.of)
    other = index.defined.get(wanted)
    if other is not None and other is not definition:
        raise RenameError(f"{quoted(new)} is taken by the {other.noun} at {other.at}. Choose another id.")
    owner = index.former.get(wanted)
    if owner is not None and owner != present.id:
        raise RenameError(f"{quoted(new)} is a former name of {quoted(owner)}. Choose another id.")
    if present.group == "facts" and new in _no_longer_asked(index):
        raise RenameError(f"{quoted(new)} is a question that is asked no more (retired). Choose another id.")


def _no_longer_asked(index: Index) -> tuple[str, ...]:
    values: list[Any] = [one.document.value.get("retired") for one in index.files.values() if one.kind == "frame"]
    return tuple(str(id) for value in values if isinstance(value, list) for id in value)


def _aliased(document: Document, definition: Occurrence, new: str) -> list[TextEdit]:
    """Note the former id under `aliases`; an id that is taken up again is no former one any more."""
    entry: Any = document.at(definition.steps)
    listed = entry.get("aliases")
    if not isinstance(listed, list):
        return [with_key(document, definition.steps, "aliases", f"[{definition.name.id}]")]
    again = {index: None for index, one in enumerate(listed) if str(one) == new}
    return with_entries(document, (*definition.steps, "aliases"), again, added=definition.name.id)
