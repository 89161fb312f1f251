"""The plan of a delivery as a list that is kept: what became of each action, by whom and when; nothing is overwritten.

An action keeps its words in every language of its delivery as `told`: by language its `title`, its `line` of the plan
and its `steps`, each of these as a row of the spreadsheet has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone

from advisor.language import N_, catalogue
from advisor.report import ReportView
from advisor.report.finding_view import Evidence, FindingView, Label
from advisor.report.html import PRODUCT
from advisor.report.work_plan import PlanDocument, WorkStep, work_plan

from .delivery_models import ActionStep, DeliveredReport, PlannedAction
from .models import Person

STATES: Mapping[str, str] = {
    "to_do": N_("To do"),
    "under_way": N_("Under way"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
    "later": N_("Not yet"),
}
"""How far an action can be, and the words for it."""
CLOSED = ("done", "dropped")
LABELS = ("kind", "severity", "effort", "theme")
"""What a row tells of a finding besides its words."""


@dataclass(frozen=True)
class FollowedAction:
    """An action with what became of it: its last step first in `history`."""

    action: PlannedAction
    history: tuple[ActionStep, ...]

    @property
    def now(self) -> ActionStep:
        """How it stands."""
        return self.history[0]

    @property
    def closed(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.now.state in CLOSED

    def overdue(self, today: str) -> bool:
        """Whether its date has passed while it is open; `today` is ISO."""
        return bool(self.now.due) and self.now.due < today and not self.closed

    def told(self, language: str) -> dict[str, Any]:
        """Its words in a language, else in the first it has."""
        told: dict[str, dict[str, Any]] = self.action.told
        return told.get(language) or next(iter(told.values()))


def keep_plan(delivery: DeliveredReport, views: Mapping[str, ReportView], person: Person) -> None:
    """Keep the plan of a delivery, from its report in each language.

    What was said of an action since an earlier delivery of the same round is said of it here as well.
    """
    plans = {language: list(_grouped(view)) for language, view in views.items()}
    before = _last_said(delivery)
    for place, actions in enumerate(zip(*plans.values(), strict=True)):
        first = actions[0]
        made = PlannedAction.objects.create(
            delivery=delivery,
            place=place,
            finding=_finding(first),
            number=first[0].number,
            told={language: _told(steps) for language, steps in zip(plans, actions, strict=True)},
        )
        said = before.get(made.finding)
        step_of(
            made,
            person,
            said.state if said else "later" if first[0].waiting else "to_do",
            owner=said.owner if said else first[0].owner,
            due=said.due if said else first[0].due,
        )


def step_of(
    action: PlannedAction, person: Person, state: str, *, owner: str = "", due: str = "", words: str = ""
) -> ActionStep:
    """Keep what became of an action."""
    return ActionStep.objects.create(
        action=action, state=state, owner=owner, due=due, words=words,
        author=person, author_name=person.called, at=timezone.now(),
    )  # fmt: skip


def plan_of(delivery: DeliveredReport) -> tuple[FollowedAction, ...]:
    """The actions of a delivery in the order of its plan."""
    actions = delivery.actions.order_by("place").prefetch_related("steps")
    return tuple(
        FollowedAction(one, tuple(sorted(one.steps.all(), key=lambda step: step.pk, reverse=True))) for one in actions
    )


def document_of(delivery: DeliveredReport, language: str) -> PlanDocument:
    """The plan as it stands now, to be written as a spreadsheet or a calendar; what is closed has no date there."""
    words = catalogue(language)
    actions = plan_of(delivery)
    latest = max((one.now.at for one in actions), default=delivery.at).date().isoformat()
    brand = delivery.round.brand.name
    return PlanDocument(
        language=language,
        brand=brand,
        title=f"{brand} – {words.gettext('Action plan')}",
        author=delivery.author_name,
        running="",
        date=words.date(latest),
        iso_date=latest,
        imprint=words.gettext("Made with %(product)s", product=PRODUCT),
        base=str(delivery.document.get("knowledge_base", {}).get("id", "")),
        steps=tuple(step for one in actions for step in _steps(one, language)),
    )


def _grouped(view: ReportView) -> Iterator[tuple[WorkStep, ...]]:
    """The steps of a report's plan, finding by finding; those of sub-points with the finding they are part of."""
    tops = {one.id: top.id for line in view.plan for top in line.actions for one in top.walk()}
    for _, steps in groupby(work_plan(view), key=lambda step: (step.line, tops[step.action.id])):
        yield tuple(steps)


def _finding(steps: Sequence[WorkStep]) -> str:
    own = next((one for one in steps if not one.part_of), steps[0])
    return own.action.id


def _told(steps: Sequence[WorkStep]) -> dict[str, Any]:
    own = next((one for one in steps if not one.part_of), steps[0])
    return {
        "title": own.part_of or own.action.title,
        "line": own.line,
        "steps": [
            {
                "step": one.step,
                "why": " ".join((*one.action.until, one.why)),
                "title": one.action.title,
                "part_of": one.part_of,
                "spaces": list(one.spaces),
                **{key: _label(getattr(one.action, key)) for key in LABELS},
            }
            for one in steps
        ],
    }


def _label(label: Label | None) -> dict[str, str] | None:
    return asdict(label) if label is not None else None


def _steps(kept: FollowedAction, language: str) -> Iterator[WorkStep]:
    """The rows of an action, in the form in which a report has them."""
    told = kept.told(language)
    status = catalogue(language).gettext(STATES[kept.now.state])
    for one in told["steps"]:
        action = FindingView(
            id=kept.action.finding,
            number=kept.action.number,
            phase=None,
            title=one["title"],
            observed=(),
            consequence=(),
            recommendation=(),
            steps=(),
            nuance=(),
            evidence=Evidence(),
            to_confirm=(),
            until=(),
            citations=(),
            due_on="" if kept.closed else kept.now.due,
            kind=Label(**one["kind"]),
            severity=Label(**one["severity"]) if one["severity"] else None,
            effort=Label(**one["effort"]) if one["effort"] else None,
            theme=Label(**one["theme"]),
        )
        yield WorkStep(
            action=action,
            number=kept.action.number,
            part_of=one["part_of"],
            step=one["step"],
            why=one["why"],
            owner=kept.now.owner,
            dated=action,
            line=told["line"],
            spaces=tuple(one["spaces"]),
            waiting=kept.now.state == "later",
            status=status,
        )


def _last_said(delivery: DeliveredReport) -> dict[str, ActionStep]:
    """How the actions of the last delivery of the same round stood, by finding."""
    former = delivery.round.deliveries.filter(pk__lt=delivery.pk).order_by("pk").last()
    return {one.action.finding: one.now for one in plan_of(former)} if former is not None else {}
