"""The interview over instances of a context: lists first, each instance by itself, tables in a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from advisor.answers import read_answers
from advisor.answers.answer import Instance, InstanceList, Remaining
from advisor.answers.listed import fresh_id
from advisor.knowledge import load

from .sitting import run

CHOIR = Path(__file__).parents[1] / "knowledge_bases" / "choir"
KB = load(CHOIR)
HEAD = ("École du Val", "2026-11-20", "2", "1")
"""Brand, date, the two questions of the first section."""
ALTOS = ("1", "14", "2")
"""Rehearses, fourteen, quarrels."""


def sit(file: Path, *lines: str, lang: str = "fr") -> Any:
    typed = "".join(f"{line}\n" for line in lines)
    return run("interview", str(file), "--kb", str(CHOIR), "--lang", lang, input=typed)


def content(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "val.yaml"


def test_a_list_is_asked_before_its_first_section_and_each_instance_by_itself(file: Path) -> None:
    done = sit(file, *HEAD, "Les Altos", "Chœur d'enfants", "", "1", "1", "2", *ALTOS[1:], "2", "", "autres : non")
    written = content(file)
    assert [one["id"] for one in written["choirs"]] == ["les-altos", "choeur-d-enfants"]
    assert written["choirs"][0]["answers"] == {
        "choir_state": "rehearses",
        "singers": 14,
        "mood": ["quarrels"],
        "solo_fees": "decided",
        "shared_tea": {"is": "no", "how": "read_out"},
    }
    assert written["choirs"][1]["answers"] == {"choir_state": "planned"}
    assert "Les chœurs · Les Altos" in done.output
    assert "Les chœurs · Chœur d’enfants" in done.output.replace("'", "’")
    assert read_answers(file, KB).instances["choir"].complete


def test_what_is_asked_first_of_each_of_a_list_is_one_table_with_a_row_for_each(file: Path) -> None:
    done = sit(
        file, *HEAD, "Altos", "Basses", "Ténors", "", "1", "3@tenors 2", "1", "2", "review", "", "quit", lang="en"
    )
    table, *rows = done.output.split("Does it rehearse already?")[1].split("Your answer >")
    for row in ("   3@altos  Altos\n", "  3@basses  Basses\n", "  3@tenors  Ténors\n"):
        assert row in table
    assert [row.rstrip().splitlines()[-1] for row in rows[:2]] == ["3@altos. Altos", "3@basses. Basses"]
    assert not any("  It is planned" in row for row in rows[:2]), "the options are shown once"
    answers = read_answers(file, KB)
    states = {id: answers.of(f"choir_state@{id}").value for id in ("altos", "basses", "tenors")}
    assert states == {"altos": "rehearses", "basses": "planned", "tenors": "planned"}
    assert "3@basses  Does it rehearse already? -> It is planned" in done.output


def test_whoever_leaps_to_one_of_a_list_goes_on_with_it(file: Path) -> None:
    done = sit(file, *HEAD, "Altos", "Basses", "", "1", "go basses", "1", "8", "quit", lang="en")
    answers = read_answers(file, KB)
    assert answers.of("singers@basses").value == 8, done.output
    assert answers.of("choir_state@altos").value is None


def test_whoever_comes_back_to_a_list_goes_through_each_of_its_tables(file: Path) -> None:
    done = sit(file, *HEAD, "Altos", "Basses", "", "1", "go choirs", "", "1", "3@altos 1", "2", "quit", lang="en")
    answers = read_answers(file, KB)
    states = {id: answers.of(f"choir_state@{id}").value for id in ("altos", "basses")}
    assert states == {"altos": "rehearses", "basses": "planned"}, done.output


def test_a_list_that_is_not_all_stays_open_and_is_asked_for_again_in_the_next_sitting(file: Path) -> None:
    done = sit(file, *HEAD, "Altos", "", "2", "quit", lang="en")
    assert "may be more" in done.output
    assert read_answers(file, KB).instances == {"choir": InstanceList((Instance("altos", "Altos"),), complete=False)}
    again = sit(file, "Basses", "", "1", "quit", lang="en")
    assert "So far: Altos" in again.output
    assert [one.id for one in read_answers(file, KB).instances["choir"].instances] == ["altos", "basses"]
    assert read_answers(file, KB).instances["choir"].complete


@pytest.mark.parametrize("before", [("Altos",), ("Altos", "")])
def test_back_at_a_list_goes_to_the_question_before_and_the_list_comes_again(
    file: Path, before: tuple[str, ...]
) -> None:
    sit(file, *HEAD, *before, "retour", "2", "Basses", "", "oui", "quitter")
    written = content(file)
    assert [one["id"] for one in written["choirs"]] == ["altos", "basses"]
    assert written["answers"]["concert_hall"] == "no"
    done = sit(file.with_name("en.yaml"), *HEAD, "Altos", "", "?", "yes", "quit", lang="en")
    assert "Type 1 for yes or 2 for no." in done.output


def test_a_name_is_listed_once_however_it_is_written(file: Path) -> None:
    done = sit(file, *HEAD, "Chœur d'été", "chœur  d’ÉTÉ", "Les Altos", "", "oui", "quitter")
    assert "figure déjà" in done.output
    assert [one.id for one in read_answers(file, KB).instances["choir"].instances] == ["choeur-d-ete", "les-altos"]


def test_no_instance_at_all_is_an_answer(file: Path) -> None:
    sit(file, *HEAD, "", "yes", "quit", lang="en")
    assert content(file)["choirs"] == []
    assert read_answers(file, KB).instances["choir"] == InstanceList((), complete=True)


def test_what_is_not_asked_by_itself_is_found_and_answered_all_the_same(file: Path) -> None:
    planned = ("Altos", "", "1", "2")
    done = sit(file, *HEAD, *planned, "go mood@altos", "1", "quit", lang="en")
    asked = done.output.split("go mood@altos")[0]
    assert "What has been heard there?" not in asked, "ask_when does not hold for a choir that is planned"
    assert read_answers(file, KB).of("mood@altos").value is not None


def test_notes_and_flags_stand_with_their_instance(file: Path) -> None:
    sit(file, *HEAD, "Altos", "", "1", "note client: Heard it myself.", "flag", "1", "quit", lang="en")
    (altos,) = content(file)["choirs"]
    (note,) = altos["notes"].values()
    assert note == {"text": "Heard it myself.", "visible_to": "client", "on": date.today().isoformat()}
    assert list(altos["notes"]) == ["choir_state"]
    assert altos["flags"] == ["choir_state"]


def test_the_deepening_comes_after_the_first_pass(file: Path) -> None:
    done = sit(file, *HEAD, "Altos", "", "1", *ALTOS, "2", "", "3", "3", "3", "quit", lang="en")
    last = done.output.rsplit("──", 2)
    assert "Were the singers asked about fees?" in "".join(last)


@pytest.mark.parametrize(
    ("name", "taken", "id"),
    [
        ("Les Altos", set(), "les-altos"),
        ("Les Altos", {"les-altos"}, "les-altos-2"),
        ("Chœur d’Été – n° 1", set(), "choeur-d-ete-n-1"),
        ("合唱", set(), "one"),
        ("x" * 90, set(), "x" * 40),
    ],
)
def test_an_id_made_from_a_name_is_plain_and_free(name: str, taken: set[str], id: str) -> None:
    assert fresh_id(name, taken) == id


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_blank_file_has_a_block_for_each_instance_and_is_read_as_it_stands(tmp_path: Path, lang: str) -> None:
    blank = tmp_path / "blank.yaml"
    assert run("questionnaire", "-o", str(blank), "--kb", str(CHOIR), "--lang", lang).exit_code == 0
    text = blank.read_text(encoding="utf-8")
    filled = text.replace("brand:", "brand: Val", 1).replace("date:", "date: 2026-11-20", 1)
    blank.write_text(filled, encoding="utf-8")
    assert read_answers(blank, KB).instances == {}
    listed, block = filled.split("choirs: unknown\n", 1)
    copied = "\n".join(line.removeprefix("#") for line in block.split("\nnotes:")[0].splitlines())
    copied = copied.replace("- id:", "- id: altos", 1).replace("choir_state:", "choir_state: planned", 1)
    blank.write_text(f"{listed}choirs:\n{copied}\n", encoding="utf-8")
    assert read_answers(blank, KB).of("choir_state@altos").value == "planned"


PLANS = (*HEAD[:2], "2", "1", "", "oui")
"""A hall, no choirs: the table of plans, rows 8 and 9, comes next."""


def test_a_table_is_one_screen_with_its_options_once(file: Path) -> None:
    done = sit(file, *PLANS, "3", "3", "quitter")
    shown = done.output.replace("\u00a0", " ").split("Où en sont ces projets ?")
    assert len(shown) == 2, "the table is not shown again for its second row"
    assert shown[1].count("En cours") == 1
    for row in ("   8  Des chœurs sont réunis", "   9  Le piano est vendu"):
        assert row in shown[1]
    answers = read_answers(file, KB)
    assert [answers.of(id).value for id in ("merge_choirs", "sell_piano")] == ["no", "no"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("9 3",), {"sell_piano": "no"}),
        (("9: Non", "8 1"), {"merge_choirs": "now", "sell_piano": "no"}),
        (("8 9: 3",), {"merge_choirs": "no", "sell_piano": "no"}),
        (("8, 9 : 3",), {"merge_choirs": "no", "sell_piano": "no"}),
        (("9 2 2026-12-01", "3"), {"merge_choirs": "no", "sell_piano": "decided"}),
        (("9 1", ""), {"sell_piano": "now"}),
        (("9 pas 1",), {"sell_piano": Remaining(("decided", "no"))}),
        (("9 1", "autres"), {"merge_choirs": "no", "sell_piano": "now"}),
        (("9 7", "8 9", "7 1", "9"), {}),
    ],
)
def test_rows_are_answered_by_number_in_any_order(file: Path, lines: tuple[str, ...], expected: dict[str, Any]) -> None:
    sit(file, *PLANS, *lines, "quitter")
    given = read_answers(file, KB).given
    assert {id: given[id].value for id in ("merge_choirs", "sell_piano") if id in given} == expected


def test_an_empty_line_leaves_the_rest_of_a_table_for_later(file: Path) -> None:
    done = sit(file, *PLANS, "", "")
    assert "2 lignes restent ouvertes" in done.output.replace("\u00a0", " ")
    assert "Plus rien à demander" in done.output
    assert "merge_choirs" not in read_answers(file, KB).given
    assert "Où en sont ces projets" in sit(file, "quitter").output


def test_an_empty_line_after_some_rows_leaves_the_others(file: Path) -> None:
    done = sit(file, *PLANS, "8 3", "")
    assert "Une ligne reste ouverte" in done.output
    assert "Plus rien à demander" in done.output


def test_rows_of_an_instance_are_answered_by_their_plain_number(file: Path) -> None:
    sit(file, *HEAD, "Altos", "", "oui", *ALTOS, "7 1", "6 3", "quitter")
    answers = read_answers(file, KB)
    assert answers.of("shared_tea@altos").value == "done"
    assert answers.of("solo_fees@altos").value == "no"
