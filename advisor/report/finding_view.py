"""A finding in words: what was seen, why, what to do, and the evidence it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """A fixed value of the knowledge format (a severity, a phase …): its id and its word."""

    id: str
    word: str


@dataclass(frozen=True)
class Said:
    """An answer a result rests on. `note` is the consultant's note if the client may see it and it is short."""

    question: str
    asked: str
    answered: str
    note: str | None = None


@dataclass(frozen=True)
class Concluded:
    """A conclusion a result rests on: `holds` is false where its absence counts. `said` are answers below it."""

    conclusion: str
    title: str
    holds: bool
    said: tuple[Said, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Evidence:
    """Why: the answers and the conclusions of one step."""

    said: tuple[Said, ...] = ()
    concluded: tuple[Concluded, ...] = ()

    @property
    def holding(self) -> tuple[Concluded, ...]:
        """The conclusions that count because they hold."""
        return tuple(one for one in self.concluded if one.holds)

    @property
    def denied(self) -> tuple[Concluded, ...]:
        """The conclusions that count because they do not hold."""
        return tuple(one for one in self.concluded if not one.holds)

    def __bool__(self) -> bool:
        return bool(self.said or self.concluded)

    @property
    def length(self) -> int:
        """Characters of its texts."""
        said = (*self.said, *(one for concluded in self.concluded for one in concluded.said))
        answers = sum(len(one.asked) + len(one.answered) + len(one.note or "") for one in said)
        return answers + sum(len(one.title) for one in self.concluded)


@dataclass(frozen=True)
class Confirmation:
    """Something that remains to be confirmed. `effect` says what would change, `questions` what to ask."""

    effect: str
    questions: tuple[Said, ...]


@dataclass(frozen=True)
class Citation:
    """The claims of one source an advice rests on: `label` names author and year."""

    source: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class FindingView:
    """One piece of advice with everything said of it. `number` is its rank in the order of priorities."""

    id: str
    number: int | None
    kind: Label
    severity: Label | None
    phase: Label | None
    effort: Label | None
    theme: Label
    title: str
    observed: tuple[str, ...]
    consequence: tuple[str, ...]
    recommendation: tuple[str, ...]
    steps: tuple[str, ...]
    nuance: tuple[str, ...]
    evidence: Evidence
    to_confirm: tuple[Confirmation, ...]
    until: tuple[str, ...]
    citations: tuple[Citation, ...]
    sub_points: tuple[FindingView, ...] = ()

    @property
    def length(self) -> int:
        """Characters of its own texts: how much room it takes."""
        texts = (self.observed, self.consequence, self.recommendation, self.steps, self.nuance)
        return len(self.title) + sum(len(text) for group in texts for text in group)

    @property
    def rests_on_much(self) -> bool:
        """Whether its evidence takes as much room as what it says."""
        to_confirm = sum(len(said.asked) for one in self.to_confirm for said in one.questions)
        return 2 * (self.evidence.length + to_confirm) > self.length

    def walk(self) -> Iterator[FindingView]:
        """Itself, then its sub-points."""
        yield self
        for point in self.sub_points:
            yield from point.walk()
