"""A follow-up: the answers of an earlier interview come along to be confirmed, and nobody takes them for new ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from advisor.answers import AnswerState, read_answers
from advisor.knowledge import load

from .sitting import FULL, HEAD, KB, ROOT, options, run, sit

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"
ASKED = len(FULL)
NEXT_YEAR = "2027-11-20"


@pytest.fixture
def earlier(file: Path) -> Path:
    """A whole interview, with a note, a flag, somebody who said it, and an approved report."""
    lines = [typed for _, typed, _ in FULL]
    sit(file, *HEAD, "selon Ana", "note interne: à revoir", "marquer", *lines, "")
    text = file.read_text(encoding="utf-8")
    file.write_text(text + 'review: {status: draft, opening: "Merci."}\n', encoding="utf-8")
    return file


@pytest.fixture
def later(tmp_path: Path) -> Path:
    return tmp_path / "later.yaml"


def follow(later: Path, earlier: Path, *lines: str, lang: str = "fr") -> str:
    done = sit(later, NEXT_YEAR, *lines, more=("--from", str(earlier)), lang=lang)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.replace("\u00a0", " ").replace("\u202f", " ").split())


def content(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return read


def test_every_answer_comes_along_to_be_confirmed_with_its_day_notes_and_flags(earlier: Path, later: Path) -> None:
    said = follow(later, earlier, "quitter")
    then, now = content(earlier), content(later)
    answers = read_answers(later, load(KB))
    assert len(answers.given) == ASKED
    assert {answer.said_on for answer in answers.given.values()} == {"2026-11-20"}
    assert {id: answer.value for id, answer in answers.given.items()} == {
        id: answer.value for id, answer in read_answers(earlier, load(KB)).given.items()
    }
    assert (now["notes"], now["flags"], now["respondents"]) == (then["notes"], then["flags"], then["respondents"])
    assert "review" not in now, "what was said of the earlier report is not said of the next"
    assert f"{ASKED} réponses d’un entretien précédent sont à confirmer" in said
    assert f"Questions traitées : 0 sur {ASKED}" in said


def test_enter_confirms_and_progress_counts_what_was_confirmed(earlier: Path, later: Path) -> None:
    said = follow(later, earlier, "", "4", "quit", lang="en")
    answers = read_answers(later, load(KB))
    assert "Answer of then: 1. repairs" in said or "Answer of then:" in said
    assert "Confirmed." in said
    assert f"Questions dealt with: 2 of {ASKED}" in said
    assert f"{ASKED - 2} answers of an earlier interview are still to be confirmed." in said
    assert (answers.of("services").said_on, answers.of("mechanics").said_on) == (None, None)
    assert answers.of("services").said_by == "ana"
    assert answers.of("mechanics").value == 4
    trace = answers.notes["mechanics"][-1]
    assert "2" in trace.text, "what was said then is kept in a note"
    assert "November 20, 2026" in trace.text or "20 November 2026" in trace.text
    assert trace.visible_to == "internal"


def test_a_follow_up_taken_up_again_goes_on_with_what_is_to_be_confirmed(earlier: Path, later: Path) -> None:
    follow(later, earlier, "", "", "quitter")
    done = sit(later, "quitter")
    assert "3. " in done.output
    assert f"2/{ASKED}" in done.output
    assert "Réponse d’alors" in done.output.replace("'", "’")
    todo = sit(later, "reste", "", "quitter")
    assert f"{ASKED - 2} réponses d’un entretien précédent à confirmer" in todo.output.replace("'", "’")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fr", "réponses d’un entretien précédent restent à confirmer : repair_wait, rental_fleet"),
        ("en", "answers of an earlier interview are still to be confirmed: repair_wait, rental_fleet"),
    ],
)
def test_checking_a_follow_up_names_what_is_still_to_be_confirmed(
    earlier: Path, later: Path, lang: str, told: str
) -> None:
    follow(later, earlier, "", "", "quitter")
    for file, expected in ((earlier, False), (later, True)):
        done = run("answers", "check", str(file), *options(lang))
        said = " ".join(done.output.replace("\u00a0", " ").split())
        assert (f"{ASKED - 2} {told}" in said) is expected


def test_what_somebody_says_now_disputes_nothing_that_was_said_then(earlier: Path, later: Path) -> None:
    follow(later, earlier, "selon Bruno", "1", "", "quitter")
    answers = read_answers(later, load(KB))
    services, mechanics = answers.of("services"), answers.of("mechanics")
    assert not services.accounts
    assert (services.said_by, mechanics.said_by) == ("bruno", "bruno")


def test_a_second_follow_up_keeps_the_day_of_what_was_never_asked_again(
    earlier: Path, later: Path, tmp_path: Path
) -> None:
    follow(later, earlier, "", "quitter")
    third = tmp_path / "third.yaml"
    sit(third, "2028-11-20", "quitter", more=("--from", str(later)))
    answers = read_answers(third, load(KB))
    assert answers.of("services").said_on == NEXT_YEAR
    assert answers.of("mechanics").said_on == "2026-11-20"


def test_a_list_is_looked_over_again_and_a_table_confirmed_at_once(file: Path, later: Path) -> None:
    def sing(path: Path, *lines: str, more: tuple[str, ...] = ()) -> str:
        typed = "".join(f"{line}\n" for line in lines)
        done = run("interview", str(path), *more, "--kb", str(CHOIR), "--lang", "en", input=typed)
        assert done.exit_code == 0, done.output
        return done.output

    sing(file, "Schola", "2026-11-20", "2", "1", "Altos", "", "1", "1", "14", "2", "2", "", "others: no", "quit")
    then = read_answers(file, load(CHOIR))
    fees = [id for id in then.given if id.startswith(("solo_fees", "shared_tea"))]
    assert fees, then.given
    said = sing(later, NEXT_YEAR, "", "", "", "1", "", "", "", "", "quit", more=("--from", str(file)))
    assert "So far: Altos" in said
    now = read_answers(later, load(CHOIR))
    assert now.instances["choir"].complete
    assert all(answer.said_on is None for answer in now.given.values()), now.given
    assert {id: one.value for id, one in now.given.items()} == {id: one.value for id, one in then.given.items()}


@pytest.mark.parametrize(
    ("lang", "again", "not_again"),
    [
        ("en", "Asked again: 2", "Not asked again, answers of 20 November 2026"),
        ("fr", "Redemandées : 2", "Non redemandées, réponses du 20 novembre 2026"),
    ],
)
def test_compare_says_what_was_asked_again_and_of_when_the_rest_is(
    earlier: Path, later: Path, tmp_path: Path, lang: str, again: str, not_again: str
) -> None:
    follow(later, earlier, "", "4", "quitter")
    done = run("compare", str(earlier), str(later), *options(lang))
    said = " ".join(done.output.replace("\u00a0", " ").split())
    assert again in said
    assert not_again in said
    told = json.loads(run("compare", str(earlier), str(later), "--json", *options(lang)).output)
    assert told["asked_again"] == ["services", "mechanics"]
    carried = {question for question, _, value in FULL if not isinstance(value, dict) or "state" not in value}
    assert {one["question"] for one in told["taken_over"]} >= carried - {"services", "mechanics"}
    assert [one["question"] for one in told["changed_answers"]] == ["mechanics"], "a day is no change of an answer"
    run("compare", str(earlier), str(later), "--format", "html", "-o", str(tmp_path / "out"), *options(lang))
    (page,) = (tmp_path / "out").glob("*.html")
    assert 'id="asked-again"' in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "told", "beside"),
    [
        ("en", "from an earlier interview (20 November 2026)", "said on 20 November 2026, not asked again"),
        ("fr", "d’un entretien précédent (20 novembre 2026)", "dit le 20 novembre 2026, non redemandé"),
    ],
)
def test_the_report_says_which_answers_are_of_then(
    earlier: Path, later: Path, tmp_path: Path, lang: str, told: str, beside: str
) -> None:
    follow(later, earlier, "", "4", "quitter")
    run("report", str(later), "--format", "md", "--edition", "full", "-o", str(tmp_path / "out"), *options(lang))
    (report,) = (tmp_path / "out").glob("*.md")
    text = " ".join(report.read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " ").split())
    assert told in text
    assert beside in text
    run("report", str(earlier), "--format", "md", "--edition", "full", "-o", str(tmp_path / "then"), *options(lang))
    (report,) = (tmp_path / "then").glob("*.md")
    assert "2026, not asked" not in report.read_text(encoding="utf-8")


def test_joined_with_answers_of_today_those_of_then_dispute_nothing(earlier: Path, later: Path, tmp_path: Path) -> None:
    follow(later, earlier, "quitter")
    today, both = tmp_path / "today.yaml", tmp_path / "both.yaml"
    sit(today, HEAD[0], NEXT_YEAR, "selon Bruno", "1", "4", "quitter")
    done = run("answers", "merge", str(later), str(today), "-o", str(both), *options())
    assert done.exit_code == 0, done.output
    answers = read_answers(both, load(KB))
    assert (answers.of("mechanics").value, answers.of("mechanics").said_on) == (4, None)
    assert answers.of("repair_wait").said_on == "2026-11-20"
    assert not any(one.accounts for one in answers.given.values())
    assert answers.of("complaint_reply").state is AnswerState.UNKNOWN
