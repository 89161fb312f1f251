"""Names: what an id in a file stands for, and the places where one is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.knowledge.condition import Position
from advisor.knowledge.document import Steps

Group = Literal[
    "facts", "entries", "options", "examples", "contexts", "printed", "themes", "phases", "plan", "sections",
    "sources", "claims", "cases",
]  # fmt: skip
"""What shares one namespace: facts are questions, tables and conclusions; entries are rules, advice and checks;
`printed` are the words and lists that texts print by name."""

NOUNS: Mapping[str, Group] = {
    "question": "facts",
    "row": "facts",
    "table": "facts",
    "conclusion": "facts",
    "rule": "entries",
    "advice": "entries",
    "check": "entries",
    "option": "options",
    "example": "examples",
    "context": "contexts",
    "word": "printed",
    "list of a context": "printed",
    "theme": "themes",
    "phase": "phases",
    "line of the plan": "plan",
    "section": "sections",
    "source": "sources",
    "claim": "claims",
    "case": "cases",
}
"""What is defined somewhere, as messages call it, with the group it belongs to."""


@dataclass(frozen=True)
class Name:
    """An id within its group; of an option `of` is the question or table, of an example the entry."""

    group: Group
    id: str
    of: str = ""


@dataclass(frozen=True)
class Occurrence:
    """A name where it is written, on one line, without quotes.

    `noun` says what is defined here (a key of NOUNS), and is empty where the name is only mentioned. `steps` lead to
    the entry that is defined, else to the value or key.
    """

    name: Name
    at: Position
    noun: str = ""
    steps: Steps = ()

    @property
    def end(self) -> int:
        """The column behind it, counted from 1."""
        return self.at.column + len(self.name.id)

    def covers(self, line: int, column: int) -> bool:
        """Whether a place, counted from 1, touches it."""
        return self.at.line == line and self.at.column <= column <= self.end
