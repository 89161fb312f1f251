"""The log of notes on a question, as an answers file has it: one note, or a list of them, oldest first."""

from __future__ import annotations

from typing import Any

from advisor.knowledge.sheet.sheet_faults import notes_in

from .answer import Note


def notes_typed(typed: Any) -> tuple[Note, ...]:
    """The notes, which have been found sound."""
    return tuple(_note(one) for one in notes_in(typed))


def _note(typed: Any) -> Note:
    said = {key: str(typed[key]).strip() for key in ("by", "on", "evidence") if typed.get(key) is not None}
    # A note is internal unless someone decided that the client may read it.
    return Note(str(typed["text"]).strip(), typed.get("visible_to", "internal"), **said)
