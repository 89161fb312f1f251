"""`rules check --fix` repairs only what leaves no choice, and loses nothing."""

from __future__ import annotations

import pytest

from .conftest import Bench

SOIL = "advice/soil.yaml"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("when: {soil_tired: yes}", "when: {soil_tird: yes}"),
        ("    severity: major", "    severity: majr"),
        ("    severity: major", "    sevrity: major"),
        ("    severity: major", "\tseverity: major".replace("\t", "\t\t")),
    ],
)
def test_a_slip_is_repaired_and_shown(right: str, wrong: str, garden: Bench) -> None:
    path = garden.directory / SOIL
    before = path.read_text("utf-8")
    garden.plant(SOIL, right, wrong)
    said = garden.run("check", "--fix")
    assert f"  - {wrong.strip()}" in said
    assert f"  + {right.strip()}" in said
    assert path.read_text("utf-8") == before
    assert garden.run("check", "--fix") == ""


@pytest.mark.parametrize(
    ("right", "slips"),
    [
        ("answers: {beds: 4, same_plants: a_few}", "answers: {bedss: 4, same_plnts: a_few}"),
        ("    when: {soil_tired: yes}", "    whn: {soil_tird: yes}"),  # The second is told once the first is mended.
    ],
)
def test_two_slips_on_one_line_are_both_repaired(right: str, slips: str, garden: Bench) -> None:
    path = garden.directory / SOIL
    before = path.read_text("utf-8")
    garden.plant(SOIL, right, slips)
    assert garden.run("check", "--fix").count("repaired") == 2
    assert path.read_text("utf-8") == before


def test_a_repair_that_leaves_its_line_with_something_to_choose_is_not_made(garden: Bench) -> None:
    path = garden.directory / SOIL
    garden.plant(SOIL, "    severity: major", "    sevrity: grave")
    before = path.read_bytes()
    assert "repaired" not in garden.run("check", "--fix", status=1)
    assert path.read_bytes() == before


def test_everything_that_can_be_repaired_is_in_one_run(garden: Bench) -> None:
    files = {path: path.read_text("utf-8") for path in (garden.directory / "advice").glob("*.yaml")}
    slips = 0
    for path, text in files.items():
        spoilt = text.replace("observed:", "obsrved:").replace("severity:", "sevrity:").replace("effort:", "efort:")
        slips += spoilt.count("obsrved") + spoilt.count("sevrity") + spoilt.count("efort")
        path.write_text(spoilt, "utf-8")
    assert slips > 20
    assert garden.run("check", "--fix").count("repaired") == slips
    assert {path: path.read_text("utf-8") for path in files} == files


@pytest.mark.parametrize("words", ["The harvest shrinks every year.", "The harvest, alas, shrinks every year."])
def test_the_first_quotation_mark_of_a_text_is_put_back(words: str, garden: Bench) -> None:
    path = garden.directory / SOIL
    garden.plant(SOIL, '"The harvest shrinks every year."', f'"{words}"')
    before = path.read_text("utf-8")
    garden.plant(SOIL, f'"{words}"', f'{words}"')
    garden.run("check", "--fix")
    assert path.read_text("utf-8") == before


def test_typographic_quotation_marks_become_straight_ones(garden: Bench) -> None:
    garden.plant(SOIL, 'en: "The harvest shrinks every year."', "en: “The harvest: it shrinks every year.”")
    garden.run("check", "--fix")
    assert 'en: "The harvest: it shrinks every year."' in (garden.directory / SOIL).read_text("utf-8")


def test_what_leaves_a_choice_is_reported_and_left(garden: Bench) -> None:
    garden.plant(SOIL, "    severity: major", "    severity: grave")
    path = garden.directory / SOIL
    before = path.read_bytes()
    said = garden.run("check", "--fix", status=1)
    assert "E024" in said
    assert "repaired" not in said
    assert path.read_bytes() == before


def test_line_ends_and_other_lines_stay_as_they_are(garden: Bench) -> None:
    path = garden.directory / SOIL
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before.replace(b"severity: major", b"severity: majr"))
    garden.run("check", "--fix")
    assert path.read_bytes() == before
