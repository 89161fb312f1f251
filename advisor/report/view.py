"""What a report shows, in words: the one value every format is made from.

Built by `advisor.report.composition` from an Assessment and a KnowledgeBase. Every string is cleaned, in the
report's language and typographically set, but not escaped for any format. Advice keeps the order given here
in all formats. Internal notes are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .appendix_view import AnswerSection, BibliographyEntry, OutOfScope, Reached, Stamp, Tally, Withheld
from .brand_kit import BrandKit
from .finding_view import Confirmation, Evidence, FindingView, Label, Said

APART = ("in_order", "not_known")
"""What a profile counts beside what is to be put right."""
OPEN_IN_DETAIL = 12
"""Open questions that a report gives reasons for: as many as fit on a page. Any others are named after them."""


@dataclass(frozen=True)
class ThemeOfFindings:
    """The findings of one theme, worst first, with the theme's state."""

    theme: Label
    findings: tuple[FindingView, ...]
    state: Label


@dataclass(frozen=True)
class Diagnosis:
    """A conclusion of the diagnosis. `settle` are the questions that would decide an undetermined one.

    `title` is the `statement`, with the name of the instance it is `about` where it is about one.
    """

    conclusion: str
    title: str
    statement: str
    about: str | None
    meaning: str
    evidence: Evidence
    to_confirm: tuple[Confirmation, ...] = ()
    settle: tuple[Said, ...] = ()
    other_ways: int = 0


@dataclass(frozen=True)
class RuledOut:
    """A statement that is not the case, said once for all instances of which it is not; `conclusions` are its ids."""

    title: str
    conclusions: tuple[str, ...]


@dataclass(frozen=True)
class ThemeRow:
    """A theme of the profile: its state in a word and its points, counted.

    `segments` are the counts that are not nought, by severity, `in_order` and `not_known`; `put_right` says what is to
    be put right.
    """

    theme: Label
    state: Label
    segments: tuple[tuple[str, int], ...]
    put_right: str

    def count(self, of: str) -> int:
        """How many points are `in_order` or `not_known`."""
        return dict(self.segments).get(of, 0)

    @property
    def points(self) -> int:
        """How many there are."""
        return sum(count for _, count in self.segments)


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
    first: tuple[FindingView, ...]
    further: tuple[FindingView, ...]
    keep: tuple[FindingView, ...]
    keep_more: int
    keep_nothing: str
    find_out: tuple[OpenPoint, ...]
    find_out_more: int
    find_out_nothing: str


@dataclass(frozen=True)
class PlanPhase:
    """A line of the plan: its name, what it is for, and its actions in order; the last may hold what is `waiting`."""

    phase: Label
    purpose: str
    actions: tuple[FindingView, ...]
    waiting: bool = False


@dataclass(frozen=True)
class MatrixPoint:
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
class ContradictionView:
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
class ReportSection:
    """A section of the report: its anchor, its number if it has one, its title, and the sentence it opens with."""

    id: str
    title: str
    number: int | None = None
    lead: str = ""


@dataclass(frozen=True)
class ReportParts:
    """What a report sets out, before its summary and the openings of its sections speak of it.

    `open_besides` counts, in a sentence, the open questions that nothing asks for.
    `findings` are those that carry a number; `first` names what to do first; `first_settled` says that no open
    question can change the first recommendations.
    """

    findings: tuple[FindingView, ...]
    postponed: tuple[FindingView, ...]
    strengths: tuple[FindingView, ...]
    asks: tuple[FindingView, ...]
    standing: tuple[Diagnosis, ...]
    unsettled: tuple[Diagnosis, ...]
    plan: tuple[PlanPhase, ...]
    open_points: tuple[OpenPoint, ...]
    open_besides: str
    contradictions: tuple[ContradictionView, ...]
    considered: tuple[Considered, ...]
    first: tuple[str, ...]
    first_settled: bool

    @property
    def problems(self) -> tuple[FindingView, ...]:
        """The numbered findings that have a severity."""
        return tuple(finding for finding in self.findings if finding.severity)

    @property
    def opportunities(self) -> tuple[FindingView, ...]:
        """The numbered findings that have none."""
        return tuple(finding for finding in self.findings if not finding.severity)


@dataclass(frozen=True)
class ReportView:
    """A whole report in one language, ready to be laid out. `phases` are those of the work, in its order."""

    language: str
    brand: str
    title: str
    subtitle: str
    date: str
    iso_date: str
    consultant: str | None
    kit: BrandKit | None
    sections: tuple[ReportSection, ...]
    summary: Summary
    profile: tuple[ThemeRow, ...]
    standing: tuple[Diagnosis, ...]
    unsettled: tuple[Diagnosis, ...]
    ruled_out: tuple[Diagnosis, ...]
    themes: tuple[ThemeOfFindings, ...]
    postponed: tuple[FindingView, ...]
    phases: tuple[str, ...]
    plan: tuple[PlanPhase, ...]
    matrix: tuple[MatrixPoint, ...]
    strengths: tuple[FindingView, ...]
    asks: tuple[FindingView, ...]
    open_points: tuple[OpenPoint, ...]
    open_besides: str
    contradictions: tuple[ContradictionView, ...]
    considered: tuple[Considered, ...]
    answers: tuple[AnswerSection, ...]
    reached: tuple[Reached, ...]
    method: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    tally: tuple[Tally, ...]
    out_of_scope: tuple[OutOfScope, ...]
    references: tuple[BibliographyEntry, ...]
    stamp: Stamp

    def findings(self) -> Iterator[FindingView]:
        """Every advice that is set out in full, sub-points included, in the order of the report."""
        groups = [theme.findings for theme in self.themes]
        for group in (*groups, self.postponed, self.strengths, self.asks):
            for finding in group:
                yield from finding.walk()

    def denied(self) -> tuple[RuledOut, ...]:
        """What is ruled out, each statement once, with the instances of which it is denied."""
        groups: dict[str, list[Diagnosis]] = {}
        for one in self.ruled_out:
            groups.setdefault(one.statement, []).append(one)
        return tuple(
            RuledOut(
                f"{statement} ({', '.join(names)})"
                if (names := [one.about for one in group if one.about])
                else statement,
                tuple(one.conclusion for one in group),
            )
            for statement, group in groups.items()
        )

    def open_in_detail(self) -> tuple[OpenPoint, ...]:
        """The open questions told with their reasons."""
        return self.open_points[:OPEN_IN_DETAIL]

    def open_in_brief(self) -> tuple[OpenPoint, ...]:
        """The other open questions."""
        return self.open_points[OPEN_IN_DETAIL:]

    def advice_ids(self) -> tuple[str, ...]:
        """Ids of all advice shown in full and of exceptions considered, in the order of the report."""
        return (*(finding.id for finding in self.findings()), *(one.id for one in self.considered))

    def numbered(self) -> tuple[FindingView, ...]:
        """The findings with a number, by number."""
        top = (finding for theme in self.themes for finding in theme.findings if finding.number is not None)
        return tuple(sorted(top, key=lambda finding: finding.number or 0))
