"""The plan to work with: a line for each step of every action, as spreadsheets and calendars take it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.language.typography import first_sentence

from .anatomy import why
from .brand_kit import BrandKit
from .finding_view import FindingView
from .html import author, imprint, mark, page_title
from .view import ReportView


@dataclass(frozen=True)
class WorkStep:
    """One step of an action of the plan.

    `action` is the finding the step belongs to, a sub-point or the one that has `number`; `part_of` is the title of the
    latter where the two differ. `dated` is the one of both whose date holds for the step, its own if it has one; `due`
    is that date, as ISO, empty without. `owner` is found likewise. `waiting` steps are not to be taken yet. `status` is
    how far it is, in a word; empty where nobody has said.
    """

    action: FindingView
    number: int | None
    part_of: str
    step: str
    why: str
    owner: str
    dated: FindingView
    line: str
    spaces: tuple[str, ...]
    waiting: bool
    status: str = ""

    @property
    def due(self) -> str:
        """By when, as ISO date; empty without."""
        return self.dated.due_on


@dataclass(frozen=True)
class PlanDocument:
    """A plan with what stands around it: `running` above every page, `imprint` below, `base` the id of its rules.

    `date` is written out, `iso_date` the same day.
    """

    language: str
    brand: str
    title: str
    author: str
    running: str
    date: str
    iso_date: str
    imprint: str
    base: str
    steps: tuple[WorkStep, ...]
    kit: BrandKit | None = None


def plan_document(report: ReportView) -> PlanDocument:
    """The plan of a report."""
    return PlanDocument(
        language=report.language,
        brand=report.brand,
        title=page_title(report),
        author=author(report),
        running=mark(report),
        date=report.date,
        iso_date=report.iso_date,
        imprint=imprint(report),
        base=report.stamp.id,
        steps=work_plan(report),
        kit=report.kit,
    )


def work_plan(report: ReportView) -> tuple[WorkStep, ...]:
    """The steps of the plan, line by line in the one order; an action without steps is one step, its recommendation."""
    names = {row.id: row.name for each in report.maps for row in each.rows}
    return tuple(
        step
        for line in report.plan
        for top in line.actions
        for one in top.walk()
        for step in _steps(one, top, line.phase.word, line.waiting, names)
    )


def _steps(one: FindingView, top: FindingView, line: str, waiting: bool, names: dict[str, str]) -> Iterator[WorkStep]:
    spaces = tuple(names[id] for id in one.instances or top.instances if id in names)
    for step in one.steps or one.recommendation or (one.title,):
        yield WorkStep(
            action=one,
            number=top.number,
            part_of="" if one is top else top.title,
            step=step,
            why=first_sentence(why(one)),
            owner=one.owner or top.owner,
            dated=one if one.due_on else top,
            line=line,
            spaces=spaces,
            waiting=waiting,
        )
