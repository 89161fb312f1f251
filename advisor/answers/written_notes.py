"""The log of notes on a question, as an answers file has it: one note, or a list of them, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from .messages import found, kind
from .model import Note
from .parsing import Complaints, Path
from .qualified import is_date

KEYS = ("text", "visible_to", "by", "on", "evidence")


def read_notes(typed: Any, path: Path, complaints: Complaints) -> tuple[Note, ...]:
    """The notes at a path; those that cannot be used are left out after recording why."""
    if isinstance(typed, list):
        read = [_note(one, (*path, index), complaints) for index, one in enumerate(typed)]
    else:
        read = [_note(typed, path, complaints)]
    return tuple(note for note in read if note is not None)


def _note(typed: Any, path: Path, complaints: Complaints) -> Note | None:
    if not isinstance(typed, Mapping):
        complaints.add("I003", path, key_=str(path[-1]), expected=kind("mapping"), found=found(typed))
        return None
    for key in typed:
        if key not in KEYS:
            complaints.unknown_key(key, path, KEYS)
    words = typed.get("text")
    if words is None or isinstance(words, (Mapping, list)) or not str(words).strip():
        complaints.add("I022", (*path, "text"), key_="text")
        return None
    # A note is internal unless someone decided that the client may read it.
    visible = typed.get("visible_to", "internal")
    if visible not in ("client", "internal"):
        complaints.add("I020", (*path, "visible_to"), found=found(visible))
        return None
    if (on := typed.get("on")) is not None and not is_date(on):
        complaints.add("I004", (*path, "on"), found=found(on))
        return None
    said = {key: str(typed[key]).strip() for key in ("by", "on", "evidence") if typed.get(key) is not None}
    return Note(str(words).strip(), cast("Literal['client', 'internal']", visible), **said)
