"""One node of a condition in its document: its value, its place, and the complaints about it."""

from __future__ import annotations

from typing import Any

from ..condition import AllOf, Condition, Position
from ..document import Document, Steps
from ..problem import Ground
from .entry import Findings


class WrittenNode:
    """A value in a document, with its place."""

    def __init__(self, findings: Findings, document: Document, steps: Steps) -> None:
        self.findings = findings
        self.document = document
        self.steps = steps
        self.value: Any = document.at(steps)
        self.at = document.position(steps)

    def key(self) -> Position:
        """Where its key stands."""
        return self.document.key_position(self.steps)

    def wrong(self, code: str, message: str, at: Position | None = None, rests_on: tuple[Ground, ...] = ()) -> None:
        """Note an error, where the value begins or at another position, and by what it was judged."""
        self.findings.error(self.document, code, message, at or self.at, rests_on)


def joined(parts: list[Condition | None], at: Position) -> Condition | None:
    """All of these parts; None where one could not be read."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else AllOf(tuple(known), at)
