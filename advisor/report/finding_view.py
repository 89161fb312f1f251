"""A finding in words: what was seen, why, what to do, and the evidence it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ON_PAGE_ONE = 3
"""Findings told on page one."""


@dataclass(frozen=True)
class Label:
    """A fixed value of the knowledge format (a severity, a phase …): its id and its word."""

    id: str
    word: str


@dataclass(frozen=True)
class Said:
    """An answer a result rests on, or that there is none: `is_open`.

    `note` is the consultant's note if the client may see it and it is short.
    """

    question: str
    asked: str
    answered: str
    note: str | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Concluded:
    """A conclusion a result rests on: `holds` is false where its absence counts."""

    conclusion: str
    title: str
    holds: bool


@dataclass(frozen=True)
class ReportPlace:
    """A place of the report to which one refers: its anchor, and what it is called there."""

    anchor: str
    name: str


@dataclass(frozen=True)
class Evidence:
    """Why: the answers and the conclusions of one step.

    What was quoted earlier in the report is not quoted again: `quoted_at` are the places where it stands.
    """

    said: tuple[Said, ...] = ()
    concluded: tuple[Concluded, ...] = ()
    quoted_at: tuple[ReportPlace, ...] = ()

    @property
    def answers(self) -> tuple[Said, ...]:
        """What was said."""
        return tuple(one for one in self.said if not one.is_open)

    @property
    def unanswered(self) -> tuple[Said, ...]:
        """What counts because it is not known."""
        return tuple(one for one in self.said if one.is_open)

    @property
    def holding(self) -> tuple[Concluded, ...]:
        """The conclusions that count because they hold."""
        return tuple(one for one in self.concluded if one.holds)

    @property
    def denied(self) -> tuple[Concluded, ...]:
        """The conclusions that count because they do not hold."""
        return tuple(one for one in self.concluded if not one.holds)

    def __bool__(self) -> bool:
        return bool(self.said or self.concluded or self.quoted_at)


def joined(evidence: Iterable[Evidence]) -> Evidence:
    """The evidence of several steps as that of one, each part once; places are told apart by their names."""
    every = tuple(evidence)
    quoted_at = {place.name: place for one in reversed(every) for place in reversed(one.quoted_at)}
    return Evidence(
        said=tuple(dict.fromkeys(said for one in every for said in one.said)),
        concluded=tuple(dict.fromkeys(concluded for one in every for concluded in one.concluded)),
        quoted_at=tuple(reversed(quoted_at.values())),
    )


@dataclass(frozen=True)
class Confirmation:
    """Something that remains to be confirmed. `effect` says what would change, `questions` what to ask.

    `screens` are the same questions as they are asked: the rows of a table together, below its own question.
    """

    effect: str
    questions: tuple[Said, ...]
    screens: tuple[Said, ...]


@dataclass(frozen=True)
class Citation:
    """The claims of one source an advice rests on: `label` names author and year."""

    source: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class FindingView:
    """One piece of advice with everything said of it. `number` is its rank in the order of priorities.

    `instances` are those of a context that it is about. `owner`, `due` (a date, written out) and `note` are the
    consultant's; `noted` are notes on the answers it rests on; `own` marks advice that is all the consultant's.
    `deadline` is the first date on which anything the client said of it falls due, written out; `due_on` is the date of
    `due`, else that one, as ISO. `line` is its line of the plan, `ahead_of` why it stands before another,
    `common` how common it is among comparable brands.
    """

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
    instances: tuple[str, ...] = ()
    line: Label | None = None
    ahead_of: str = ""
    owner: str = ""
    due: str = ""
    deadline: str = ""
    due_on: str = ""
    note: str = ""
    noted: tuple[str, ...] = ()
    own: bool = False
    common: str = ""

    @property
    def first_step(self) -> str:
        """What to do first: the first step, the recommendation where there is none."""
        return next(iter((*self.steps, *self.recommendation)), "")

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The questions whose answers could still change this, each once."""
        return tuple(dict.fromkeys(said.asked for one in self.to_confirm for said in one.questions))

    def beside(self, parent: FindingView) -> str:
        """What a sub-point adds to its title on a line: what was seen and the parent does not say, else what to do."""
        seen = tuple(text for text in self.observed if text not in parent.observed)
        return " ".join(seen or self.recommendation[:1])

    def told_besides(self) -> tuple[str, ...]:
        """The notes that a card on paper tells: two at most, less the one that page one tells of the first three."""
        return self.noted[1:2] if self.number is not None and self.number <= ON_PAGE_ONE else self.noted[:2]

    def walk(self) -> Iterator[FindingView]:
        """Itself, then its sub-points."""
        yield self
        for point in self.sub_points:
            yield from point.walk()
