"""Where the knowledge comes from: sources, and what each of them claims.

Texts map a language code to a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .condition import NOWHERE, Position

Weight = Literal["high", "medium", "low"]


@dataclass(frozen=True)
class Source:
    """An article the knowledge comes from. Where and when it appeared may be unknown."""

    id: str
    author: str
    title: str
    language: str
    publication: str | None = None
    year: int | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)

    @property
    def appeared(self) -> str:
        """Where and when, as far as known: “FrenchWeb, 2011”."""
        return ", ".join(str(known) for known in (self.publication, self.year) if known)


@dataclass(frozen=True)
class Claim:
    """One statement of a source: where it stands (`locator`), how it reads in our words, what shows it at work.

    `said_by` names whose voice it is where it is not the author's: a reader, or someone the author quotes.
    """

    id: str
    source: str
    locator: Mapping[str, str]
    weight: Weight
    says: Mapping[str, str]
    shown_by: tuple[str, ...] = ()
    not_used: str | None = None
    said_by: str | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)
