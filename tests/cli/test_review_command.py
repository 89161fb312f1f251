"""`advisor review`: a report is edited in its answers file, and an approval holds for what was approved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.advice import assess
from advisor.advice.marks import assessment_mark, texts_mark
from advisor.answers import read_answers
from advisor.answers.review import OwnAdvice, Review
from advisor.answers.roundtrip import comments_of
from advisor.cli import main
from advisor.inference.grounding import ground
from advisor.knowledge import load

DIRECTORY = Path(__file__).parent.parent / "knowledge_bases" / "choir"
KB = load(DIRECTORY)
FILE = """\
# The school by the river
brand: School
date: 2026-11-20   # second visit
consultant: A. Martin
language: en
answers:
  merge_choirs: decided   # since May
  sell_piano: now
  concert_hall: no
choirs:
  - {id: altos, name: Altos, answers: {choir_state: rehearses, solo_fees: done, mood: [leavers]}}
review:
  # the director reads this himself
  opening: "Dear all,"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An answers file with findings in it, and comments."""
    path = tmp_path / "school.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def review(file: Path, *words: str, lang: str = "en") -> Result:
    where = ["--lang", lang, "--kb", str(DIRECTORY)]
    environment = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
    return CliRunner().invoke(main, ["review", str(file), *words, *where], env=environment)


def written(file: Path) -> Review:
    """The review as it stands in the file, which is sound and has every comment it had."""
    assert set(comments_of(FILE)) <= set(comments_of(file.read_text(encoding="utf-8")))
    return read_answers(file, KB).review


def said(result: Result) -> str:
    return " ".join(result.output.replace("\u00a0", " ").split())


def test_the_findings_stand_with_number_title_and_id(file: Path) -> None:
    for shown in (review(file), review(file, "show")):
        assert shown.exit_code == 0
        assert "1. Pay no soloists (pay-no-soloists)" in said(shown)
        assert "2. Decide the merger with the singers (merge-with-them)" in said(shown)
        assert "Status: draft." in said(shown)
    assert "1. Ne payez pas de solistes (pay-no-soloists)" in said(review(file, lang="fr"))


@pytest.mark.parametrize(
    "name",
    ["2", "merge-with-them", "decide the merger with the singers", "« Décidez de la réunion avec les chanteurs »"],
)
def test_a_finding_is_named_by_number_id_or_title_in_either_language(file: Path, name: str) -> None:
    done = review(file, "owner", name, "The head")
    assert done.exit_code == 0, done.output
    assert written(file).advice["merge-with-them"].owner == "The head"


def test_everything_that_is_decided_stands_in_the_file(file: Path) -> None:
    for words in (
        ("leave-out", "two-sore-points", "--because", "under way: see May"),
        ("reword", "2", "--title", "Ask the singers", "--recommendation", "All # of them."),
        ("owner", "2", "The head"),
        ("due", "2", "2026-12-15"),
        ("note", "1", "They know."),
        (
            "add",
            "Sing more",
            "--recommendation",
            "Daily.",
            "--step",
            "Begin.",
            "--severity",
            "major",
            "--phase",
            "mend",
        ),
        ("first", "own-1", "2"),
        ("opening", "Dear choir,\n\nthank you."),
    ):
        done = review(file, *words)
        assert done.exit_code == 0, done.output
    found = written(file)
    assert found.advice["two-sore-points"].left_out == "under way: see May"
    merger = found.advice["merge-with-them"]
    assert (merger.owner, merger.due) == ("The head", "2026-12-15")
    assert merger.texts == {"title": "Ask the singers", "recommendation": "All # of them."}
    assert found.advice["pay-no-soloists"].note == "They know."
    assert found.own == (OwnAdvice("own-1", "Sing more", "Daily.", ("Begin.",), severity="major", phase="mend"),)
    assert found.order == ("own-1", "merge-with-them")
    assert found.opening == "Dear choir,\n\nthank you."
    shown = said(review(file))
    assert "left out: under way: see May" in shown
    assert "put first by you" in shown
    assert "in your words: Ask the singers" in shown


def test_what_is_decided_keeps_the_mark_of_the_texts_it_was_decided_of(file: Path) -> None:
    review(file, "reword", "merge-with-them", "--title", "Ask the singers")
    assessment = assess(KB, read_answers(file, KB))
    grounded = ground(KB, read_answers(file, KB).instances)
    mark = texts_mark(grounded, assessment.advised("merge-with-them"))
    assert written(file).advice["merge-with-them"].against == mark
    file.write_text(file.read_text(encoding="utf-8").replace(mark, "0123456789abcdef"), encoding="utf-8")
    assert "look at it again" in said(review(file))
    refused = review(file, "approve")
    assert (refused.exit_code, "Decide the merger" in said(refused)) == (1, True)
    assert written(file).status == "draft"


def test_own_advice_can_be_changed_and_taken_away(file: Path) -> None:
    review(file, "add", "Sing more", "--recommendation", "Daily.")
    review(file, "add", "Rest", "--recommendation", "On Sundays.")
    assert review(file, "due", "rest", "2026-12-01").exit_code == 0
    assert review(file, "leave-out", "own-1", "--because", "x").exit_code == 1
    assert review(file, "take-back", "own-1").exit_code == 0
    assert [(one.id, one.due) for one in written(file).own] == [("own-2", "2026-12-01")]
    assert review(file, "take-back", "own-2").exit_code == 0
    assert written(file).own == ()


def test_an_approval_holds_until_the_review_changes(file: Path) -> None:
    done = review(file, "approve", "--on", "2026-11-25")
    assert done.exit_code == 0, done.output
    found = written(file)
    assert (found.status, found.by, found.on) == ("approved", "A. Martin", "2026-11-25")
    assert found.against == assessment_mark(assess(KB, read_answers(file, KB)))
    assert "approved by A. Martin on 25 November 2026" in said(review(file))
    changed = review(file, "owner", "1", "The head")
    assert "draft again" in said(changed)
    found = written(file)
    assert (found.status, found.by, found.on, found.against) == ("draft", None, None, None)


def test_an_approval_falls_with_the_answers_it_was_given_to(file: Path) -> None:
    review(file, "approve", "--by", "C. Dubois")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("sell_piano: now", "sell_piano: no"), encoding="utf-8")
    assert "draft again" in said(review(file))
    assert "de nouveau brouillon" in said(review(file, lang="fr"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("leave-out", "merge-with-then", "--because", "x"), 'Did you mean "merge-with-them"?'),
        (("owner", "Pay no solists", "x"), 'Did you mean "Pay no soloists"?'),
        (("owner", "17", "x"), "called “17”"),
        (("due", "2", "soon"), "soon"),
        (("reword", "2"), "--recommendation"),
        (("first", "1", "2", "3", "two-sore-points"), "Three at most"),
        (("add", "x", "--recommendation", "y", "--phase", "mennd"), 'Did you mean "mend"?'),
        (("take-back", "2"), "Nothing was decided"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(file: Path, words: tuple[str, ...], says: str) -> None:
    done = review(file, *words)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1), done.output
    assert says in done.stderr
    assert file.read_text(encoding="utf-8") == FILE


def test_a_decision_on_what_is_not_in_the_report_waits_and_is_listed(file: Path) -> None:
    text = FILE.replace("merge_choirs: decided", "merge_choirs: no")
    file.write_text(text, encoding="utf-8")
    assert "not in the report" in said(review(file, "owner", "merge-with-them", "The head"))
    assert "not in the report at present: - merge-with-them" in said(review(file))


def test_why_takes_the_number_and_the_title_of_a_finding(file: Path) -> None:
    def why(name: str) -> Any:
        return CliRunner().invoke(main, ["why", str(file), name, "--lang", "en", "--kb", str(DIRECTORY)])

    by_id = why("pay-no-soloists@altos")
    assert by_id.exit_code == 0, by_id.output
    assert why("1").output == why("Pay no soloists").output == why("ne payez pas de solistes").output == by_id.output
    assert (why("99").exit_code, why("99").stderr.count("\n")) == (1, 1)
