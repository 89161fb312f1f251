"""`rules test --coverage` lists exactly what no example and no case tries."""

from __future__ import annotations

from advisor.analysis.workbench.coverage import coverage
from advisor.analysis.workbench.notation import typed_condition
from advisor.knowledge import load
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Not

from .conftest import BASES, Bench


def gaps(bench: Bench) -> set[tuple[str, str, str, bool, bool]]:
    found = bench.json("test", "--coverage")["coverage"]["conditions"]
    return {(one["entry"], one["clause"], one["condition"], one["never_true"], one["never_false"]) for one in found}


def test_parts_never_true_and_never_false_are_listed_where_they_stand(garden: Bench) -> None:
    check = "{all: [{watering: never}, {same_plants: none}, {rained: no}]}"
    assert gaps(garden) == {
        ("same_plants", "relevant_when", "{beds: {at_least: 1}}", False, True),
        ("watering", "relevant_when", "{beds: {at_least: 1}}", False, True),
        ("dry-but-never-watered", "when", check, True, False),
        ("dry-but-never-watered", "when", "{watering: never}", True, False),
        ("clear-what-is-ill", "add 1", "{new_greenhouse: {any_of: [now, decided]}}", False, True),
    }
    lines = garden.run("test", "--coverage").splitlines()
    place = f"{garden.directory}/checks.yaml:4:12"
    assert f"{place}: never true: {{watering: never}} (dry-but-never-watered, when)" in lines
    assert lines[-1] == "Coverage: 94 % (79 of 84)."


def test_what_is_asked_of_instances_is_one_part_written_as_it_was(garden: Bench) -> None:
    garden.plant("advice/glass.yaml", "lend_greenhouse: no}\n    title", "lend_greenhouse: now}\n    title")
    missing = {(one[0], one[2]) for one in gaps_of_what_fails(garden)}
    empty = "{count_of: {at_least: 2, greenhouse: {holds: {in_use: no}}}}"
    assert ("share-the-glass", f"{{all: [{empty}, {{lend_greenhouse: now}}]}}") in missing
    assert ("share-the-glass", empty) not in missing


def gaps_of_what_fails(bench: Bench) -> set[tuple[str, str, str, bool, bool]]:
    found = bench.json("test", "--coverage", status=1)["coverage"]["conditions"]
    return {(one["entry"], one["clause"], one["condition"], one["never_true"], one["never_false"]) for one in found}


def test_an_example_that_tries_a_part_closes_its_gap(garden: Bench) -> None:
    before = gaps(garden)
    garden.plant("cases/well-kept.yaml", "watering: [evening]", "watering: [never]")
    garden.plant("cases/well-kept.yaml", ", plant-water-lovers]", "]")
    assert {gap for gap in before if gap[0] == "dry-but-never-watered"} == before - gaps(garden)


def test_advice_that_never_fires_and_conclusions_never_reached_are_named(garden: Bench) -> None:
    garden.plant("cases/tired-soil.yaml", "same_plants: most", "same_plants: a_few")
    most, few = "answers: {beds: 4, same_plants: most}", "answers: {beds: 4, same_plants: a_few}"
    garden.plant("conclusions/state.yaml", f"concludes: yes, {most}", f"concludes: no, {few}")
    garden.plant("advice/soil.yaml", f"fires: yes, {most}", f"fires: no, {few}")
    garden.plant("advice/water.yaml", "same_plants: most}", "same_plants: a_few}")
    found = garden.json("test", "--coverage", status=1)["coverage"]
    assert found["advice_never_fired"] == ["rest-the-beds"]
    assert found["conclusions_never_reached"] == ["soil_tired"]
    assert "the conclusion soil_tired is never reached." in garden.run("test", "--coverage", status=1)


def test_the_threshold_decides_about_the_exit_status(garden: Bench) -> None:
    assert "Coverage" in garden.run("test", "--threshold", "94")
    said = garden.run("test", "--threshold", "95", status=1)
    assert "The coverage of 94 % is below the threshold of 95 %." in said
    assert garden.json("test", "--threshold", "95", status=1)["coverage"]["threshold"] == 95
    garden.run("test", "--threshold", "101", status=2)


def test_the_percentage_is_that_of_the_points_tried(garden: Bench) -> None:
    found = garden.json("test", "--coverage")["coverage"]
    missing = sum(one["never_true"] + one["never_false"] for one in found["conditions"])
    assert found["points"] - found["tried"] == missing == 5
    assert found["percentage"] == 100 * found["tried"] / found["points"]


def test_every_part_of_every_condition_is_looked_at() -> None:
    """all, any and not over each other, exceptions, postponements, additions and relevance: each part for itself."""
    parts = coverage(load(BASES / "small", drafts=True)).parts
    clauses = {"when", "unless 1", "unless 2", "postpone_while 1", "postpone_while 2", "add 1", "relevant_when"}
    assert {part.clause for part in parts} == clauses
    assert {type(part.condition) for part in parts} == {AnswerTest, ConclusionTest, AllOf, AnyOf, Not}
    mine = [typed_condition(part.condition) for part in parts if part.owner == "shrink-the-fleet"]
    fleet, staff, courses = "{rental_fleet: {more_than: 20}}", "{mechanics: {less_than: 3}}", "{services: courses}"
    assert mine == [f"{{all: [{fleet}, {staff}, {{not: {courses}}}]}}", fleet, staff, f"{{not: {courses}}}", courses]
