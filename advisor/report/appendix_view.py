"""The appendix in words: every answer, how conclusions were reached, the bibliography, what was applied."""

from __future__ import annotations

from dataclasses import dataclass

from .finding_view import Evidence, Label


@dataclass(frozen=True)
class AnswerRow:
    """An answer of the appendix, and the numbered findings that rest on it."""

    question: str
    asked: str
    answered: str
    state: str
    note: str | None
    used_by: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Unasked:
    """A question without an answer of its own."""

    question: str
    asked: str


@dataclass(frozen=True)
class AnswerSection:
    """One section of the interview in the appendix: the answers, the questions that others rule out, and the rest."""

    id: str
    title: str
    rows: tuple[AnswerRow, ...]
    ruled_out: tuple[Unasked, ...]
    not_asked: tuple[Unasked, ...]


@dataclass(frozen=True)
class Reached:
    """A conclusion and how it was reached, in the appendix."""

    conclusion: str
    title: str
    value: Label
    evidence: Evidence
    other_ways: int


@dataclass(frozen=True)
class Withheld:
    """A statement or strength that holds and is not printed, and the titles of the problems beside which it is not."""

    title: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class BibliographyEntry:
    """An article of the bibliography, with the claims this report uses: (id, in words and where)."""

    id: str
    author: str
    title: str
    publication: str | None
    year: str
    language: str
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tally:
    """How many pieces of advice came out one way."""

    outcome: Label
    count: int


@dataclass(frozen=True)
class OutOfScope:
    """The advice under a theme that does not concern this brand, by title."""

    theme: Label
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Stamp:
    """What was applied: knowledge base, version, fingerprint; `answered_under` is another version answers name."""

    title: str
    id: str
    version: str
    fingerprint: str
    answered_under: str | None
