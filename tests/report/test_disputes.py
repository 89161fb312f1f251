"""What a report says of an answer that several people gave differently."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document

from tests.interview.sitting import ROOT, run

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"
DISPUTED = """\
brand: Schola
date: 2026-11-20
language: en
respondents:
  - {id: head, name: "Ada Head", role: "headmistress"}
  - {id: master, name: "Bo Master"}
answers:
  teaches: {accounts: [{is: children, by: head}, {is: adults, by: master}]}
  concert_hall: yes
choirs:
  - id: altos
    name: "Altos"
    answers:
      choir_state: rehearses
      singers: {accounts: [{is: 14, by: head}, {is: {at_least: 15, at_most: 20}, by: master}]}
"""


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            ("Ada Head says: Children; Bo Master says: Adults", "Ada Head says: 14 singers; Bo Master says: 15 to 20"),
        ),
        ("fr", ("Ada Head dit : Des enfants ; Bo Master dit : Des adultes", "Ada Head dit : 14 chanteurs ; Bo Master")),
    ],
)
@pytest.mark.parametrize("ending", ["html", "md", "docx"])
def test_a_report_says_what_each_of_several_people_said(
    tmp_path: Path, lang: str, told: tuple[str, ...], ending: str
) -> None:
    file = tmp_path / "schola.yaml"
    file.write_text(DISPUTED, encoding="utf-8")
    done = run("report", str(file), "--kb", str(CHOIR), "--lang", lang, "--format", ending, "--edition", "full")
    assert done.exit_code == 0, done.output
    (report,) = tmp_path.glob(f"*.{ending}")
    written = _words_of(report)
    assert [words for words in told if words not in written] == []


def _words_of(report: Path) -> str:
    if report.suffix == ".docx":
        document = Document(str(report))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        text = " ".join((*(one.text for one in document.paragraphs), *cells))
    else:
        text = report.read_text(encoding="utf-8")
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", "", text))
