"""`rules test` tries every expectation, and fails where there is nothing to try it on."""

from __future__ import annotations

import pytest

from .conftest import Bench

CASE = "cases/village-school.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pay-no-soloists@altos", "pay-no-soloists@altoss"),
        ("not_fires: [pay-no-soloists@children]", "not_fires: [pay-no-soloists@tenors]"),
        ("strained@children: no", "strained@tenors: no"),
    ],
)
def test_an_expectation_of_an_instance_that_is_not_listed_fails(old: str, new: str, choir: Bench) -> None:
    choir.plant(CASE, old, new)

    said = choir.run("test", status=1)

    assert "the case lists no such instance" in said
    assert "1 failed" in said


def line_of(bench: Bench, file: str, words: str) -> int:
    lines = (bench.directory / file).read_text("utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, start=1) if words in line)
    return number


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("postponed: [plant", "undetermined: [plant", "should be undetermined, it is postponed"),
        ("soil_tired: yes", "soil_tired: no", "should be no, it is yes"),
        ("first: [rest-the-beds, ", "first: [", "first should come water-in-the-evening, not rest-the-beds"),
    ],
)
def test_a_failed_expectation_of_a_case_points_at_its_own_line(old: str, new: str, message: str, garden: Bench) -> None:
    file = "cases/tired-soil.yaml"
    garden.plant(file, old, new)
    line = line_of(garden, file, new)

    said = garden.run("test", "tired-soil", status=1)

    places = [one for one in said.splitlines() if message in one]
    assert places, said
    assert all(f"{file}:{line}:" in one for one in places)


def test_a_failed_example_points_at_what_it_expects(small: Bench) -> None:
    text = (small.directory / "advice/riders.yaml").read_text("utf-8")
    start = text.index("fires: yes")
    (small.directory / "advice/riders.yaml").write_text(text[:start] + "fires: no" + text[start + 10 :], "utf-8")
    before = text[:start]

    (failure,) = small.json("test", status=1)["failures"]

    assert (failure["line"], failure["column"]) == (before.count("\n") + 1, start - before.rfind("\n"))


def test_only_what_is_named_is_run(garden: Bench) -> None:
    everything = garden.json("test")
    assert garden.run("test", "tired-soil") == "0 examples and 1 case run, 0 failed.\n"
    mine = garden.json("test", "rest-the-beds")
    assert 0 < mine["examples"] < everything["examples"]
    assert 0 < mine["cases"] < everything["cases"]
    assert garden.json("test", "soil_tired")["examples"] > 0
    both = garden.json("test", "rest-the-beds", "tired-soil", "well-kept")
    assert both["cases"] == 2


def test_a_name_that_is_none_is_refused_with_what_was_meant(garden: Bench) -> None:
    said = garden.run("test", "rest-the-bed", status=1)
    assert 'is called "rest-the-bed". Did you mean "rest-the-beds"?' in said


def test_a_draft_takes_no_place_among_the_first_unless_it_is_named(garden: Bench) -> None:
    for file in (garden.directory / "advice").glob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("- id: rest-the-beds\n", "- id: rest-the-beds\n    status: draft\n"), "utf-8")
    assert "0 failed" in garden.run("test", "tired-soil")

    garden.plant("cases/tired-soil.yaml", "first: [rest-the-beds, ", "first: [")
    assert "0 failed" in garden.run("test", "tired-soil")
