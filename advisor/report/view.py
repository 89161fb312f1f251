"""What a report shows, in words: the one value every format is made from.

Built by `advisor.report.composition` from an Assessment and a KnowledgeBase. Every string is cleaned, in the report's
language and set, but not escaped for any format. Advice keeps its order in all formats. Internal notes are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.advice.benchmark import Benchmark
from advisor.language.typography import first_sentence

from .anatomy import why
from .appendix_view import AnswerSection, BibliographyEntry, OutOfScope, Reached, Stamp, Tally, Withheld
from .brand_kit import BrandKit
from .finding_view import Evidence, FindingView, Label, Said
from .told import Diagnosis, InstanceNames, Told, by_question, once
from .way_view import WayView

APART = ("in_order", "not_known")
"""What a profile counts beside what is to be put right."""
IN_SHORT = 8
"""Statements that the brief edition makes about a brand."""
OPEN_IN_DETAIL = 8
"""Open questions that a report gives reasons for: as many as fit on a page. Any others are named after them."""


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
class MapRow:
    """An instance of a context on the map: what it is, what holds of it, and the findings that concern it by number.

    `kind` is what it was said to be. `holds` says so in sentences, or that it is not established; it is empty where
    nothing is to be established, as of a telephone line.
    """

    id: str
    name: str
    kind: str
    holds: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class InstanceMap:
    """The instances of one context, a row each; `note` says that there may be more."""

    context: str
    title: str
    rows: tuple[MapRow, ...]
    note: str


@dataclass(frozen=True)
class Provisional:
    """What page one says where little is known: how much, in a sentence, and what to ask first."""

    says: str
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """Page one: the message, what to do first, what to keep, what to find out.

    `headline` is the one message; `matter` is what is on the table in the client's words, empty where nobody noted it,
    and `answer` what to answer to it, a sentence each.
    `first` are the first three; `further` fills up with what would take the brand further when little is wrong.
    `counts` is a line of what the report holds, empty if that is nothing. Where there is nothing to find out,
    `find_out_nothing` says so; else it is empty. `contradicted` says which answers do not go together, the first few.
    `provisional` is None where enough is known; `unjudged` says how many themes are not judged where those are most all
    the same, and is empty otherwise.
    """

    headline: str
    matter: str
    answer: tuple[str, ...]
    provisional: Provisional | None
    unjudged: str
    counts: str
    first: tuple[FindingView, ...]
    further: tuple[FindingView, ...]
    keep: tuple[FindingView, ...]
    keep_more: int
    find_out: tuple[OpenPoint, ...]
    find_out_more: int
    find_out_nothing: str
    contradicted: tuple[str, ...]

    def reason(self, finding: FindingView) -> str:
        """Why one of the first matters, in a line; what was seen where the headline says that already."""
        matters = why(finding)
        said = finding.observed and self.headline.endswith(first_sentence(matters))
        return finding.observed[0] if said else matters

    def told(self, finding: FindingView) -> tuple[str, str, str]:
        """One of the first: its title, why it matters, its first step; an empty text where another says it already.

        The only one, whose title is the headline, has its first step in the title's place.
        """
        reason = self.reason(finding)
        step = finding.first_step if finding.first_step != reason else ""
        if step and len(self.first) == 1 and self.headline.startswith(finding.title):
            return step, reason, ""
        return finding.title, reason, step


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
    """A question still open: why it is asked, and how many pieces of advice hang on it. `first` marks the best.

    Asked of several instances it is one point that names them; `questions` are the ids. `in_short` does not name the
    rows of a table where there are several.
    """

    questions: tuple[str, ...]
    asked: str
    in_short: str
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
    """An advice that would hold but for an exception; `also` are the ids of it in other instances where it is alike."""

    id: str
    title: str
    reason: str
    evidence: Evidence
    also: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all it stands for."""
        return (self.id, *self.also)


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
    `findings` are those that carry a number, in their order; `first_settled` says that no open question can change the
    first recommendations.
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
    first_settled: bool
    profile: tuple[ThemeRow, ...] = ()

    @property
    def problems(self) -> tuple[FindingView, ...]:
        """The numbered findings that have a severity."""
        return tuple(finding for finding in self.findings if finding.severity)

    @property
    def opportunities(self) -> tuple[FindingView, ...]:
        """The numbered findings that have none."""
        return tuple(finding for finding in self.findings if not finding.severity)


@dataclass(frozen=True)
class LeftOut:
    """A finding that the consultant left out of the report, and why."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True)
class Editing:
    """What the consultant's review adds to the report, besides its findings.

    `opening` are their own words, paragraph by paragraph. `draft` is the mark every page bears until the report is
    approved, empty where there is no review or it is approved; `approved` says by whom and when. `left_out` and
    `to_look_at` (what the review says of findings or texts that are no longer the same) are for the house alone.
    """

    opening: tuple[str, ...] = ()
    draft: str = ""
    approved: str = ""
    left_out: tuple[LeftOut, ...] = ()
    to_look_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportView:
    """A whole report in one language, ready to be laid out. `phases` are those of the work, in its order.

    `internal` is the house's own copy: it names what was left out, and is marked as such.
    """

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
    editing: Editing
    profile: tuple[ThemeRow, ...]
    profile_note: str
    maps: tuple[InstanceMap, ...]
    standing: tuple[Diagnosis, ...]
    unsettled: tuple[Diagnosis, ...]
    ruled_out: tuple[Diagnosis, ...]
    ranked: tuple[FindingView, ...]
    postponed: tuple[FindingView, ...]
    phases: tuple[str, ...]
    plan: tuple[PlanPhase, ...]
    way: WayView | None
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
    limits: tuple[str, ...]
    benchmark: Benchmark | None
    withheld: tuple[Withheld, ...]
    tally: tuple[Tally, ...]
    out_of_scope: tuple[OutOfScope, ...]
    references: tuple[BibliographyEntry, ...]
    stamp: Stamp
    instances: InstanceNames
    internal: bool = False

    def findings(self) -> Iterator[FindingView]:
        """Every advice that is set out in full, sub-points included, in the order of the report."""
        for group in (self.ranked, self.postponed, self.strengths, self.asks):
            for finding in group:
                yield from finding.walk()

    def told(self) -> tuple[Told, ...]:
        """What holds, each statement once, with the instances of which it holds."""
        return once(self.standing, self.instances)

    def in_short(self) -> tuple[Told, ...]:
        """What the brief edition says first: what holds of the brand; the map has what holds of each instance."""
        return once([one for one in self.standing if one.about is None])[:IN_SHORT]

    def undecided(self) -> tuple[Told, ...]:
        """What could not be decided: each statement once, those together that the same question would settle first."""
        return by_question(once(self.unsettled, self.instances))

    def denied(self, *good: str) -> tuple[Told, ...]:
        """What is ruled out, each statement once; with `good`, only what would have been such news."""
        denied = [one for one in self.ruled_out if not good or one.good in good]
        return once(denied, self.instances)

    def open_in_detail(self) -> tuple[OpenPoint, ...]:
        """The open questions told with their reasons."""
        return self.open_points[:OPEN_IN_DETAIL]

    def open_in_brief(self) -> tuple[OpenPoint, ...]:
        """The other open questions."""
        return self.open_points[OPEN_IN_DETAIL:]

    def advice_ids(self) -> tuple[str, ...]:
        """Ids of all advice shown in full and of exceptions considered, in the order of the report."""
        return (*(finding.id for finding in self.findings()), *(id for one in self.considered for id in one.ids))

    def numbered(self) -> tuple[FindingView, ...]:
        """The findings with a number, by number."""
        return tuple(finding for finding in self.ranked if finding.number is not None)

    def answer_places(self) -> frozenset[str]:
        """The questions whose answers stand in the appendix, where links to them lead."""
        return frozenset(id for section in self.answers for row in section.rows for id in row.questions)
