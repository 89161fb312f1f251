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
        ("wait-with-the-next", "variant 1", "{new_greenhouse: {due_within: 30}}", False, True),
        ("plant-water-lovers", "variant 1", "{watering: morning}", True, False),
    }
    lines = garden.run("test", "--coverage").splitlines()
    place = f"{garden.directory}/checks.yaml:4:12"
    assert f"{place}: never true: {{watering: never}} (dry-but-never-watered, when)" in lines
    assert lines[-1] == "Coverage: 90.3 % (140 of 155)."


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


def never(bench: Bench, status: int = 0) -> set[tuple[str, str, str]]:
    found = bench.json("test", "--coverage", status=status)["coverage"]["never"]
    return {(one["kind"], one["entry"], one["name"]) for one in found}


def test_what_can_happen_and_never_does_is_named_by_variant_check_and_option(garden: Bench) -> None:
    assert never(garden) == {
        ("advice", "plant-water-lovers", "variant 1"),
        ("check", "dry-but-never-watered", "holds"),
        ("question", "watering", "morning"),
        ("question", "watering", "never"),
        ("question", "new_greenhouse", "now"),
        ("question", "sell_water_butt", "now"),
        ("question", "lend_greenhouse", "now"),
        ("question", "lend_greenhouse", "decided"),
    }
    lines = garden.run("test", "--coverage").splitlines()
    assert (
        f"{garden.directory}/advice/water.yaml:34:9: variant 1 of the advice plant-water-lovers is never chosen."
        in lines
    )
    assert f"{garden.directory}/questionnaire/beds.yaml:22:5: no answer to watering is never." in lines


def test_exceptions_steps_and_additions_that_never_act_are_named(choir: Bench) -> None:
    assert never(choir) >= {
        ("rule", "strain-is-heard", "unless 1"),
        ("advice", "pay-no-soloists", "unless 1"),
        ("advice", "pay-no-soloists", "step 2"),
        ("advice", "two-sore-points", "add 1"),
    }
    assert ("advice", "pay-no-soloists", "variant 2") not in never(choir)


def test_an_exception_counts_only_where_it_silences(small: Bench) -> None:
    """The condition of the second exception is seen true, but never where the advice would be given."""
    assert ("advice", "hire-a-mechanic", "unless 2") in never(small)
    assert not any(gap[:2] == ("hire-a-mechanic", "unless 2") for gap in gaps(small))


def test_the_table_shows_what_is_tried_of_how_much(garden: Bench) -> None:
    rows = {tuple(line.split()[:2]): line.split()[2:] for line in garden.run("test", "--coverage").splitlines()}
    heading = next(line for line in garden.run("test", "--coverage").splitlines() if "conditions" in line)
    columns = heading.split()
    row = dict(zip(columns, rows["advice", "plant-water-lovers"], strict=True))
    assert (row["conditions"], row["postponed"], row["variants"], row["steps"]) == ("5/6", "1/1", "0/1", "–")
    assert dict(zip(columns, rows["question", "watering"], strict=True))["options"] == "2/4"
    assert ("advice", "rest-the-beds") not in rows, "tried in full"
    whole = next(line for line in garden.run("test", "--coverage").splitlines() if line.startswith("advice     all 10"))
    assert dict(zip(columns, whole.split()[3:], strict=True))["holds"] == "10/10"


def test_ids_choose_the_rows_and_the_points(garden: Bench) -> None:
    said = garden.run("test", "rest-the-beds", "plant-water-lovers", "--coverage")
    assert "advice rest-the-beds" in said, "asked for, so shown although tried in full"
    assert "watering," not in said
    assert said.splitlines()[-1] == "Coverage: 85.7 % (12 of 14)."


def test_one_entry_has_one_row(garden: Bench) -> None:
    rows = garden.run("test", "water-in-the-evening", "--coverage").splitlines()
    assert [line.split()[1] for line in rows if line.startswith("advice")] == ["water-in-the-evening"]


def test_a_case_has_no_coverage_of_its_own(garden: Bench) -> None:
    said = garden.run("test", "tired-soil", "--coverage")
    assert "nothing to count" in said
    assert "%" not in said


def test_advice_that_never_fires_and_conclusions_never_reached_are_named(garden: Bench) -> None:
    garden.plant("cases/tired-soil.yaml", "same_plants: most", "same_plants: a_few")
    most, few = "answers: {beds: 4, same_plants: most}", "answers: {beds: 4, same_plants: a_few}"
    garden.plant("conclusions/state.yaml", f"concludes: yes, {most}", f"concludes: no, {few}")
    garden.plant("advice/soil.yaml", f"fires: yes, {most}", f"fires: no, {few}")
    garden.plant("advice/water.yaml", "same_plants: most}", "same_plants: a_few}")
    found = never(garden, status=1)
    assert ("advice", "rest-the-beds", "holds") in found
    assert ("conclusion", "soil_tired", "holds") in found
    said = garden.run("test", "--coverage", status=1)
    assert "the conclusion soil_tired is never reached." in said


def test_the_threshold_decides_about_the_exit_status(garden: Bench) -> None:
    assert "Coverage" in garden.run("test", "--threshold", "90")
    said = garden.run("test", "--threshold", "91", status=1)
    assert "The coverage of 90.3 % is below the threshold of 91 %." in said
    assert garden.json("test", "--threshold", "91", status=1)["coverage"]["threshold"] == 91
    garden.run("test", "--threshold", "101", status=2)


def test_the_percentage_is_that_of_the_points_tried(garden: Bench) -> None:
    found = garden.json("test", "--coverage")["coverage"]
    missing = sum(one["never_true"] + one["never_false"] for one in found["conditions"]) + len(found["never"])
    assert found["points"] - found["tried"] == missing == 15
    assert found["percentage"] == 100 * found["tried"] / found["points"]


def test_every_part_of_every_condition_is_looked_at() -> None:
    """all, any and not over each other, exceptions, postponements, texts and relevance: each part for itself."""
    parts = coverage(load(BASES / "small", drafts=True)).parts
    provisos = {"unless 1", "unless 2", "postpone_while 1", "postpone_while 2"}
    clauses = {"when", *provisos, "variant 1", "add 1", "relevant_when"}
    assert {part.clause for part in parts} == clauses
    assert {type(part.condition) for part in parts} == {AnswerTest, ConclusionTest, AllOf, AnyOf, Not}
    mine = [typed_condition(part.condition) for part in parts if part.owner == "shrink-the-fleet"]
    fleet, staff, courses = "{rental_fleet: {more_than: 20}}", "{mechanics: {less_than: 3}}", "{services: courses}"
    assert mine == [f"{{all: [{fleet}, {staff}, {{not: {courses}}}]}}", fleet, staff, f"{{not: {courses}}}", courses]
