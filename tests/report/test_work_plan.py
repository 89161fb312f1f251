"""The plan to take away: a spreadsheet with a row for each step, and a calendar of the due dates."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from advisor.advice import assess
from advisor.answers import parse_answers
from advisor.cli import main
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.report import ReportView, compose
from advisor.report.calendar_file import render_ics
from advisor.report.report_error import FormatUnavailable
from advisor.report.spreadsheet import render_xlsx
from advisor.report.work_plan import work_plan

from .conftest import SMALL
from .hostile import CONTROLS, FIELDS, INVISIBLE, review_with

REVIEW: dict[str, Any] = {
    "advice": {"stop-promising-dates": {"owner": "Inès", "due": "2026-12-15"}},
    "own": [{"id": "own-1", "title": "Visit the club", "recommendation": "Go and listen.", "severity": "minor"}],
}
HOSTILE: dict[str, Any] = {
    "advice": {"stop-promising-dates": {"owner": FIELDS, "due": "2026-12-15", "title": f"+1 {CONTROLS}"}},
    "own": [
        {
            "id": "own-1",
            "title": f"@SUM(A1) {CONTROLS}",
            "recommendation": "-1\nEND:VEVENT\nBEGIN:VALARM\nATTACH:http://127.0.0.1:9/",
            "due": "2026-12-16",
            "steps": ["=1+1", FIELDS, "&Lleft &[File]\r\nX-EVIL:1"],
            "owner": "=cmd|' /C calc'!A0",
        }
    ],
}


def view(kb: KnowledgeBase, answers: dict[str, Any], review: dict[str, Any] | None, language: str) -> ReportView:
    read = parse_answers({**answers, **({"review": review} if review else {})}, kb)
    return compose(kb, assess(kb, read), language=language, review=read.review)


def sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def unfolded(content: bytes) -> list[str]:
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sheet_has_a_row_for_each_step_in_the_order_of_the_plan(
    small: KnowledgeBase, overloaded: dict[str, Any], language: str
) -> None:
    report = view(small, overloaded, REVIEW, language)
    head, *rows = sheet(render_xlsx(report)).iter_rows(values_only=True)
    actions = [one for line in report.plan for top in line.actions for one in top.walk()]
    assert [row[1] for row in rows] == [
        step for one in actions for step in (one.steps or one.recommendation or (one.title,))
    ]
    assert len(rows) > len(actions) > 3
    french = ("N°", "Étape", "Qui", "Échéance", "Statut", "Constat", "Pourquoi", "Thème", "Espace", "Gravité", "Plan")
    english = ("No.", "Step", "Owner", "Due", "Status", "Finding", "Why", "Theme", "Space", "Severity", "Plan")
    assert head[:11] == (french if language == "fr" else english)
    (owned,) = {row[2:5] for row in rows if row[2]}
    assert owned[:2] == ("Inès", datetime.datetime(2026, 12, 15))
    assert owned[2] == ("À faire" if language == "fr" else "To do")
    assert all(row[5] and row[6] and row[7] and row[9] and row[10] for row in rows)


def test_the_sheet_is_ready_to_filter_to_fill_in_and_to_print(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    report = view(small, {**overloaded, "brand": "Roux & fils"}, REVIEW, "en")
    plan = sheet(render_xlsx(report))
    rows = len(work_plan(report)) + 1
    assert plan.auto_filter.ref == f"A1:L{rows}"
    assert plan.freeze_panes == "C2"
    (choices,) = plan.data_validations.dataValidation
    assert str(choices.sqref) == f"E2:E{rows}"
    assert choices.formula1 == '"To do,Under way,Done,Dropped,Not yet"'
    assert (plan.page_setup.orientation, plan.page_setup.fitToWidth, plan.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert plan.print_title_rows == "$1:$1"
    assert "Draft" in plan.oddHeader.left.text
    assert "Roux && fils" in plan.oddHeader.left.text


def test_nothing_typed_becomes_a_formula_a_code_or_an_invisible_sign(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    report = view(small, {**overloaded, "brand": f"=1+1 &[Path] {CONTROLS}"}, HOSTILE, "en")
    content = render_xlsx(report)
    plan = sheet(content)
    texts = [cell for row in plan.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    risky = [cell for cell in texts if cell.value[0] in "=+-@"]
    assert len(risky) >= 4
    assert all(cell.quotePrefix for cell in risky)
    assert "&& [Path]" in plan.oddHeader.left.text
    assert not [cell.value for cell in texts if INVISIBLE.search(cell.value)]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
        assert not [name for name in package.namelist() if "external" in name.lower()]
    assert not re.search(rb"<f[ >]|<hyperlink", whole)


def test_the_calendar_has_a_day_for_each_action_with_a_date(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    lines = unfolded(render_ics(view(small, overloaded, REVIEW, "fr")))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261215" in lines
    assert "DTEND;VALUE=DATE:20261216" in lines
    (described,) = [line for line in lines if line.startswith("DESCRIPTION:")]
    assert "Inès" in described


def test_a_day_keeps_its_uid_when_it_is_moved_and_in_the_other_language(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    def uids(report: ReportView) -> list[str]:
        return [line for line in unfolded(render_ics(report)) if line.startswith("UID:")]

    moved = {"advice": {"stop-promising-dates": {"due": "2027-02-01"}}}
    held = uids(view(small, overloaded, REVIEW, "fr"))
    assert held == uids(view(small, {**overloaded, "date": "2026-12-01"}, moved, "en"))
    assert len(held) == 1
    assert held != uids(view(small, {**overloaded, "brand": "Another"}, REVIEW, "fr"))


def test_nothing_typed_ends_an_event_or_begins_a_property(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    lines = unfolded(render_ics(view(small, {**overloaded, "brand": "A\nX-EVIL:1; b, \\n"}, HOSTILE, "en")))
    known = ("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART;VALUE=DATE",
             "DTEND;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP")  # fmt: skip
    assert {line.split(":")[0] for line in lines if line} <= set(known)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert not [line for line in lines if INVISIBLE.search(line)]


def test_a_name_of_a_context_a_finding_reworded_and_its_owner_stay_words_in_both_files(bait: str) -> None:
    garden = load(SMALL.parent / "garden")
    typed = review_with(dict(garden.cases["under-glass"].document), bait, lambda text: text)
    typed["greenhouses"]["list"][0]["name"] = "=1+1 at-name"
    report = view(garden, typed, typed["review"], "fr")
    cells = [cell for row in sheet(render_xlsx(report)).iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    named = [cell for cell in cells if str(cell.value).startswith("=")]
    assert named
    assert all(cell.quotePrefix for cell in named)
    lines = unfolded(render_ics(report))
    assert lines.count("BEGIN:VEVENT") == len({step.dated.id for step in work_plan(report) if step.due}) == 3
    assert {re.split("[:;]", line)[0] for line in lines if line.startswith(("X-", "ATTACH", "BEGIN:VA"))} == {
        "X-WR-CALNAME"
    }
    for words in ("at-reworded-title", "at-owner-of-finding", "at-step-1", "at-owner"):
        assert any(words in str(cell.value) for cell in cells)
        assert any(words in line for line in lines)


def test_the_same_report_gives_the_same_files(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    once, again = (view(small, overloaded, REVIEW, "fr") for _ in range(2))
    assert render_xlsx(once) == render_xlsx(again)
    assert render_ics(once) == render_ics(again)
    assert sheet(render_xlsx(once)).parent.properties.modified.date().isoformat() == once.iso_date


def test_a_plan_without_dates_has_no_calendar_and_says_how_to_give_some(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    with pytest.raises(FormatUnavailable, match="advisor review"):
        render_ics(view(small, overloaded, None, "en"))
    case = Path(small.directory) / "cases" / "overloaded.yaml"
    ran = CliRunner().invoke(
        main,
        [
            "report",
            str(case),
            "--kb",
            str(small.directory),
            "--lang",
            "fr",
            "--format",
            "ics,xlsx",
            "-o",
            str(tmp_path),
        ],
    )
    assert ran.exit_code == 3
    assert "advisor review FICHIER due CONSTAT DATE" in " ".join(ran.output.split())
    assert [one.name for one in tmp_path.iterdir()] == ["overloaded.fr.xlsx"]
