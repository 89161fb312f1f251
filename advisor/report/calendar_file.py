"""The plan's due dates as a calendar file (iCalendar, RFC 5545): a day for each action that has one.

A day keeps its UID from report to report, in every language, so that a later file moves it and makes no second one.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator

from advisor.language import Phrase, catalogue

from .html import PRODUCT
from .report_error import FormatUnavailable
from .view import ReportView
from .work_plan import PlanDocument, WorkStep, plan_document

FORMAT = "ics"
NAMESPACE = uuid.UUID("6b0f1c62-4c0b-5a39-9d0e-2f3c1f6d1a87")
"""Of the names from which UIDs are made; never to change."""
LONGEST_LINE = 75
"""Octets of a line; the rest goes on in the next, behind a space."""


def render_ics(report: ReportView) -> bytes:
    """The due dates of a report as a calendar; the same view gives the same bytes. FormatUnavailable without any."""
    return plan_ics(plan_document(report))


def plan_ics(plan: PlanDocument) -> bytes:
    """The due dates of a plan as a calendar. FormatUnavailable where there is none."""
    dated = [step for step in plan.steps if step.due]
    if not dated:
        raise FormatUnavailable(
            FORMAT,
            Phrase(
                "No action of the plan has a date yet, so there is no calendar to write. Give dates with "
                "`advisor review FILE due FINDING DATE`."
            ),
        )
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(PRODUCT)}//{plan.language.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(' · '.join(part for part in (plan.running, plan.title) if part))}",
        *(line for steps in _by_date(dated) for line in _day(plan, steps)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _by_date(steps: Iterable[WorkStep]) -> Iterator[list[WorkStep]]:
    actions: dict[str, list[WorkStep]] = {}
    for step in steps:
        actions.setdefault(step.dated.id, []).append(step)
    yield from actions.values()


def _day(plan: PlanDocument, steps: list[WorkStep]) -> Iterator[str]:
    """The event of one action; a day that nothing else is kept free for."""
    first, say = steps[0], catalogue(plan.language).gettext
    day = datetime.date.fromisoformat(first.due)
    owner = (say("Owner: %(name)s", name=first.owner),) if first.owner else ()
    counted = [f"{place}. {step.step}" for place, step in enumerate(steps, start=1)]
    whose = f"{plan.base}\n{plan.brand}\n{first.dated.id}"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(NAMESPACE, whose)}"
    yield f"DTSTAMP:{_compact(plan.iso_date)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_compact(first.due)}"
    yield f"DTEND;VALUE=DATE:{_compact((day + datetime.timedelta(days=1)).isoformat())}"
    yield f"SUMMARY:{_text(f'{plan.brand}: {first.dated.title}')}"
    yield f"DESCRIPTION:{_text(chr(10).join((*owner, first.why, *counted, plan.imprint)))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _compact(day: str) -> str:
    return day.replace("-", "")


def _text(text: str) -> str:
    """A text as the value of a property: nothing in it can end the property or begin another."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line cut where it is too long, never within a character."""
    parts, part = [], b""
    for character in line:
        encoded = character.encode("utf-8")
        if len(part) + len(encoded) > LONGEST_LINE:
            parts.append(part)
            part = b" "
        part += encoded
    return b"\r\n".join((*parts, part)) + b"\r\n"
