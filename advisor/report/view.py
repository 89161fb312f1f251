"""What a report shows, in words: the one value every format is made from.

Built by `advisor.report.composition` from an Assessment and a KnowledgeBase. Every string is cleaned, in the
report's language and typographically set, but not escaped for any format. Advice keeps the order given here
in all formats. Internal notes are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .brand_kit import BrandKit

OPEN_IN_DETAIL = 12
"""Open questions that a report gives reasons for: as many as fit on a page. Any others are named after them."""


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
class Finding:
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
    sub_points: tuple[Finding, ...] = ()

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

    def walk(self) -> Iterator[Finding]:
        """Itself, then its sub-points."""
        yield self
        for point in self.sub_points:
            yield from point.walk()


@dataclass(frozen=True)
class ThemeOfFindings:
    """The findings of one theme, worst first, with the theme's score if it has one."""

    theme: Label
    findings: tuple[Finding, ...]
    score: Score | None


@dataclass(frozen=True)
class Diagnosis:
    """A conclusion of the diagnosis. `settle` are the questions that would decide an undetermined one."""

    conclusion: str
    title: str
    meaning: str
    evidence: Evidence
    to_confirm: tuple[Confirmation, ...] = ()
    settle: tuple[Said, ...] = ()
    other_ways: int = 0


@dataclass(frozen=True)
class Score:
    """A theme's score: whole numbers of 100, `value` None where none is shown. `words` say it aloud."""

    theme: Label
    value: int | None
    confidence: int
    words: str


@dataclass(frozen=True)
class Figure:
    """A key figure of the summary: a number, as printed, and what it counts."""

    value: str
    counts: str


@dataclass(frozen=True)
class Summary:
    """The page a managing director reads: what holds, what to decide, what to keep, what to find out.

    `standing` are conclusions that hold, and `unsettled` those that could not be decided. `first` are the
    first three; `further` fills up with what would take the brand further when little is wrong. Where there is
    nothing to keep or to find out, `keep_nothing` and `find_out_nothing` say so; else they are empty.
    """

    headline: str
    figures: tuple[Figure, ...]
    standing: tuple[Diagnosis, ...]
    standing_more: int
    unsettled: tuple[Diagnosis, ...]
    first: tuple[Finding, ...]
    further: tuple[Finding, ...]
    keep: tuple[Finding, ...]
    keep_more: int
    keep_nothing: str
    find_out: tuple[OpenPoint, ...]
    find_out_more: int
    find_out_nothing: str


@dataclass(frozen=True)
class PlanPhase:
    """A phase of the plan: its name, what it is for, and its actions in order."""

    phase: Label
    purpose: str
    actions: tuple[Finding, ...]


@dataclass(frozen=True)
class Point:
    """A finding in the impact × effort matrix."""

    number: int
    id: str
    title: str
    severity: str
    effort: str


@dataclass(frozen=True)
class OpenPoint:
    """A question still open: why it is asked, and how many pieces of advice hang on it. `first` marks the best."""

    question: str
    asked: str
    why: str
    state: str
    concerns: int
    first: bool = False


@dataclass(frozen=True)
class Contradiction:
    """Answers or results that do not go together: what is wrong, and what to ask again."""

    says: str
    ask_again: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Considered:
    """An advice that would hold but for an exception."""

    id: str
    title: str
    reason: str
    evidence: Evidence


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
class Reference:
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


@dataclass(frozen=True)
class Section:
    """A section of the report: its anchor, its number if it has one, its title, and the sentence it opens with."""

    id: str
    title: str
    number: int | None = None
    lead: str = ""


@dataclass(frozen=True)
class ReportView:
    """A whole report in one language, ready to be laid out."""

    language: str
    brand: str
    title: str
    subtitle: str
    date: str
    iso_date: str
    consultant: str | None
    kit: BrandKit | None
    sections: tuple[Section, ...]
    summary: Summary
    scores: tuple[Score, ...]
    standing: tuple[Diagnosis, ...]
    unsettled: tuple[Diagnosis, ...]
    ruled_out: tuple[Diagnosis, ...]
    themes: tuple[ThemeOfFindings, ...]
    postponed: tuple[Finding, ...]
    plan: tuple[PlanPhase, ...]
    matrix: tuple[Point, ...]
    strengths: tuple[Finding, ...]
    asks: tuple[Finding, ...]
    open_points: tuple[OpenPoint, ...]
    contradictions: tuple[Contradiction, ...]
    considered: tuple[Considered, ...]
    answers: tuple[AnswerSection, ...]
    reached: tuple[Reached, ...]
    method: tuple[str, ...]
    tally: tuple[Tally, ...]
    out_of_scope: tuple[OutOfScope, ...]
    references: tuple[Reference, ...]
    stamp: Stamp

    def findings(self) -> Iterator[Finding]:
        """Every advice that is set out in full, sub-points included, in the order of the report."""
        groups = [theme.findings for theme in self.themes]
        for group in (*groups, self.postponed, self.strengths, self.asks):
            for finding in group:
                yield from finding.walk()

    def open_in_detail(self) -> tuple[OpenPoint, ...]:
        """The open questions told with their reasons."""
        return self.open_points[:OPEN_IN_DETAIL]

    def open_in_brief(self) -> tuple[OpenPoint, ...]:
        """The other open questions."""
        return self.open_points[OPEN_IN_DETAIL:]

    def advice_ids(self) -> tuple[str, ...]:
        """Ids of all advice shown in full and of exceptions considered, in the order of the report."""
        return (*(finding.id for finding in self.findings()), *(one.id for one in self.considered))

    def numbered(self) -> tuple[Finding, ...]:
        """The findings with a number, by number."""
        top = (finding for theme in self.themes for finding in theme.findings if finding.number is not None)
        return tuple(sorted(top, key=lambda finding: finding.number or 0))
