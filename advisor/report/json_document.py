"""The JSON report: the Assessment a client may see, with the texts of everything the other formats show.

Its shape is stable (`format` is raised when it changes):

    format, language
    assessment   as `advisor assess --json` prints it, without internal notes and flags
    advice       the advice set out in the report, in its order: id, title, observed, consequence,
                 recommendation, steps, nuance (lists of paragraphs), owner, due (as printed, or null), sub_point_of
                 (an id or null); the consultant's own advice among it
    way_out      the few changes that clear most, as `advisor roadmap --json` prints them, or null
    benchmark    how common the findings are among comparable brands, by declared id, or null
    considered   ids of advice that an exception sets aside
    conclusions  id → title, meaning;  questions  id → asked, answered
"""

from __future__ import annotations

import json
from typing import Any

from advisor.advice.assessment import AskedPerson, Assessment, KnowledgeBaseStamp, RecordedAnswer
from advisor.language.typography import clean, line

from .finding_view import FindingView
from .view import ReportView

FORMAT = 1


def render_json(report: ReportView, assessment: Assessment) -> str:
    """The report as a JSON document, keys and entries in a fixed order."""
    document = {
        "format": FORMAT,
        "language": report.language,
        "assessment": fit_for_the_client(assessment).model_dump(mode="json"),
        "advice": [_advice(finding, parent) for finding, parent in _in_order(report)],
        "way_out": None if report.way is None else report.way.found.model_dump(mode="json"),
        "benchmark": None if report.benchmark is None else report.benchmark.model_dump(mode="json"),
        "considered": [id for one in report.considered for id in one.ids],
        "conclusions": {
            one.conclusion: {"title": one.title, "meaning": one.meaning}
            for one in (*report.standing, *report.unsettled, *report.ruled_out)
        },
        "questions": {
            id: {"asked": row.asked, "answered": one.answered}
            for section in report.answers
            for row in section.rows
            for one in row.answers
            for id in one.questions
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def fit_for_the_client(assessment: Assessment) -> Assessment:
    """The Assessment without what only the consultant may see, its free texts cleaned."""
    return assessment.model_copy(
        update={
            "brand": clean(assessment.brand),
            "consultant": clean(assessment.consultant) if assessment.consultant else None,
            "respondents": tuple(map(_named, assessment.respondents)),
            "knowledge_base": _cleaned(assessment.knowledge_base),
            "answers": tuple(map(_without_secrets, assessment.answers)),
        }
    )


def _named(person: AskedPerson) -> AskedPerson:
    return person.model_copy(update={"name": line(person.name), "role": line(person.role) if person.role else None})


def _cleaned(stamp: KnowledgeBaseStamp) -> KnowledgeBaseStamp:
    under = stamp.answered_under
    return stamp.model_copy(update={"answered_under": line(under) if under else None})


def _without_secrets(answer: RecordedAnswer) -> RecordedAnswer:
    visible = answer.note is not None and answer.note_visible_to == "client"
    return answer.model_copy(
        update={
            "text": clean(answer.text) if answer.text is not None else None,
            "because": clean(answer.because) if answer.because is not None else None,
            "note": clean(answer.note or "") if visible else None,
            "note_visible_to": "client" if visible else None,
            "flagged": False,
        }
    )


def _in_order(report: ReportView) -> list[tuple[FindingView, str | None]]:
    top = [*report.ranked, *report.postponed, *report.strengths, *report.asks]
    return [(point, None if point is finding else finding.id) for finding in top for point in finding.walk()]


def _advice(finding: FindingView, parent: str | None) -> dict[str, Any]:
    return {
        "id": finding.id,
        "number": finding.number,
        "sub_point_of": parent,
        "title": finding.title,
        "observed": list(finding.observed),
        "consequence": list(finding.consequence),
        "recommendation": list(finding.recommendation),
        "steps": list(finding.steps),
        "nuance": list(finding.nuance),
        "owner": finding.owner or None,
        "due": finding.due or None,
    }
