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


def test_two_slips_on_one_line_are_both_repaired(garden: Bench) -> None:
    path = garden.directory / SOIL
    before = path.read_text("utf-8")
    garden.plant(SOIL, "answers: {beds: 4, same_plants: a_few}", "answers: {bedss: 4, same_plnts: a_few}")
    assert garden.run("check", "--fix").count("repaired") == 2
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
