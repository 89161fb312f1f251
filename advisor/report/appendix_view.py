"""The appendix in words: every answer, how conclusions were reached, the bibliography, what was applied."""

from __future__ import annotations

from dataclasses import dataclass

from .finding_view import Evidence, Label


@dataclass(frozen=True)
class Answered:
    """What was answered, and of which instances where a question was asked of several: `names`.

    `questions` are the ids, `state` is that of the answer, `note` the consultant's if the client may read it.
    """

    questions: tuple[str, ...]
    answered: str
    state: str
    names: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class AnswerRow:
    """A question of the appendix with its answers, and the numbered findings that rest on them.

    `questions` are its ids, of each instance it was asked of.
    """

    questions: tuple[str, ...]
    asked: str
    answers: tuple[Answered, ...]
    used_by: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class AnswerSection:
    """One section of the interview in the appendix: the answers, and the questions still to be asked."""

    id: str
    title: str
    rows: tuple[AnswerRow, ...]
    to_ask: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """A conclusion and how it was reached, in the appendix; of several instances, `names`, where it came out alike."""

    conclusions: tuple[str, ...]
    title: str
    names: tuple[str, ...]
    value: Label
    because: Evidence
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
