"""`rules diff` says what an edit changes: in the entries, and in every case."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.analysis.workbench.revision import understood
from advisor.knowledge import load

from .conftest import BASES, Bench

distributed: Any = pytest.importorskip("distributed")

OLD = str(BASES / "garden")


@pytest.fixture
def edited(garden: Bench) -> Bench:
    return garden


def compared(edited: Bench) -> Any:
    return edited.json("diff", OLD, str(edited.directory), kb=False)


def test_the_same_twice_differs_in_nothing(edited: Bench) -> None:
    found = compared(edited)
    nothing: dict[str, Any] = {"added": {}, "removed": {}, "changed": [], "cases": [], "by_cause": [], "faults": []}
    assert found == {**nothing, "cases_compared": 3}
    said = edited.run("diff", OLD, str(edited.directory), kb=False)
    assert "The entries are the same." in said
    assert "0 of 3 cases come out differently." in said


def test_comments_and_order_of_files_do_not_count(edited: Bench) -> None:
    path = edited.directory / "advice" / "soil.yaml"
    path.rename(path.with_name("z-soil.yaml"))
    edited.plant(
        "advice/z-soil.yaml",
        "    theme: soil\n    severity: major",
        "    theme: soil  # a comment\n\n    severity: major",
    )
    assert compared(edited)["changed"] == []


def test_what_a_house_can_change_is_a_key_of_its_question(edited: Bench) -> None:
    edited.plant(
        "questionnaire/beds.yaml", "    type: yes_no\n", "    type: yes_no\n    changeable: [{to: no, effort: low}]\n"
    )
    assert [change["keys"] for change in compared(edited)["changed"]] == [["changeable"]]


def test_what_was_added_changed_and_removed_is_named_with_its_keys(edited: Bench) -> None:
    edited.plant("advice/soil.yaml", "severity: major", "severity: critical")
    edited.plant("advice/soil.yaml", 'en: "The harvest shrinks every year."', 'en: "Less every year."')
    edited.run("new", "question", "compost", "--section", "beds")
    (edited.directory / "checks.yaml").unlink()
    found = compared(edited)
    assert found["added"] == {"question": ["compost"]}
    assert found["removed"] == {"check": ["dry-but-never-watered"]}
    assert found["changed"] == [
        {"kind": "advice", "id": "rest-the-beds", "formerly": "rest-the-beds", "keys": ["consequence", "severity"]}
    ]


def test_outcomes_conclusions_order_and_profile_of_a_case_are_compared(edited: Bench) -> None:
    edited.plant("conclusions/state.yaml", "when: {same_plants: most}", "when: {same_plants: none}")
    found = {case["case"]: case["difference"] for case in compared(edited)["cases"]}
    tired = found["tired-soil"]
    assert {(one["advice"], one["before"], one["after"]) for one in tired["outcomes"]} == {
        ("rest-the-beds", "fires", "does_not_apply"),
        ("plant-water-lovers", "postponed", "fires"),
    }
    assert tired["conclusions"] == [{"conclusion": "soil_tired", "before": "true", "after": "false"}]
    assert tired["first_three"] == {
        "before": ["rest-the-beds", "water-in-the-evening"],
        "after": ["water-in-the-evening"],
    }
    states = {one["theme"]: (one["before"]["state"], one["after"]["state"]) for one in tired["profile"]}
    assert states["soil"] == ("to_put_right", "in_order")
    said = edited.run("diff", OLD, str(edited.directory), kb=False)
    assert "  rest-the-beds: fires → does_not_apply" in said
    assert "  the conclusion soil_tired: yes → no" in said
    assert "  profile of soil: to put right → in order; major: 1 → 0; in order: 0 → 1" in said
    assert "3 of 3 cases come out differently." in said


def test_a_new_name_with_its_alias_is_no_new_entry(edited: Bench) -> None:
    edited.plant("advice/soil.yaml", "- id: rest-the-beds", "- id: rotate-the-beds\n    aliases: [rest-the-beds]")
    edited.plant("sources.yaml", "rest-the-beds/", "rotate-the-beds/")
    for case in ("tired-soil", "well-kept"):
        path = edited.directory / "cases" / f"{case}.yaml"
        path.write_text(path.read_text("utf-8").replace("rest-the-beds", "rotate-the-beds"), "utf-8")
    found = compared(edited)
    assert (found["added"], found["removed"], found["cases"]) == ({}, {}, [])
    renamed = next(one for one in found["changed"] if one["kind"] == "advice")
    assert (renamed["id"], renamed["formerly"]) == ("rotate-the-beds", "rest-the-beds")


def test_answers_the_old_version_does_not_understand_are_named_and_left_out_there(edited: Bench) -> None:
    edited.run("new", "question", "compost", "--section", "beds")
    edited.plant("cases/well-kept.yaml", "  beds: 3", "  beds: 3\n  compost: most")
    edited.plant("advice/soil.yaml", "when: {same_plants: none}", "when: {same_plants: none, compost: most}")
    moved = "fires: yes, answers: {beds: 4, same_plants: none"
    edited.plant("advice/soil.yaml", f"{moved}}}", f"{moved}, compost: most}}")
    cases = {case["case"]: case for case in compared(edited)["cases"]}
    assert "well-kept" not in cases, "the strength is still there"
    edited.plant("cases/well-kept.yaml", "compost: most", "compost: none")
    case = {case["case"]: case for case in compared(edited)["cases"]}["well-kept"]
    assert case["not_understood"] == [{"version": "old", "question": "compost"}]
    assert case["difference"]["disappears"] == ["rotation-kept-up"]


def test_cases_of_one_version_only_are_judged_by_both(edited: Bench, tmp_path: Path) -> None:
    shutil.copy(edited.directory / "cases" / "tired-soil.yaml", edited.directory / "cases" / "another.yaml")
    edited.plant("advice/soil.yaml", "severity: major", "severity: minor")
    case = {case["case"]: case for case in compared(edited)["cases"]}["another"]
    assert case["only"] == "new"
    (graded,) = case["difference"]["regraded"]
    assert graded == {"advice": "rest-the-beds", "before": "major", "after": "minor"}
    assert "severity of rest-the-beds: major → minor" in edited.run("diff", OLD, str(edited.directory), kb=False)


def test_contexts_tables_phases_plan_and_words_are_compared_under_the_keys_of_the_files(
    bench: Callable[[str], Bench],
) -> None:
    choir = bench("choir")
    choir.plant("knowledge-base.yaml", "    list: choirs\n", "    list: ensembles\n")
    for file in ("advice/choirs.yaml", "conclusions/state.yaml", "cases/village-school.yaml"):
        path = choir.directory / file
        path.write_text(re.sub(r"(?<![a-z_])choirs(:| [|}])", r"ensembles\1", path.read_text("utf-8")), "utf-8")
    choir.plant("knowledge-base.yaml", '{en: "Mend", fr', '{en: "Put right", fr')
    choir.plant("knowledge-base.yaml", 'en: "Soon", fr', 'en: "Next", fr')
    choir.plant("knowledge-base.yaml", 'en: "pupils"', 'en: "children"')
    choir.plant("questionnaire/plans.yaml", "{id: sell_piano, ", "{id: sell_piano, pass: deepening, ")
    choir.plant("questionnaire/plans.yaml", "    all_others: no\n", "")

    changed = {
        (one["kind"], one["id"]): one["keys"]
        for one in choir.json("diff", str(BASES / "choir"), str(choir.directory), kb=False)["changed"]
    }

    assert (
        changed.items()
        >= {
            ("context", "choir"): ["list"],
            ("phase", "mend"): ["title"],
            ("line of the plan", "soon"): ["title"],
            ("word", "people"): ["choices"],
            ("question", "sell_piano"): ["pass"],
            ("table", "plans"): ["all_others"],
        }.items()
    )


def test_answers_of_instances_that_a_version_does_not_understand_are_left_out_there(
    bench: Callable[[str], Bench],
) -> None:
    choir = bench("choir")
    choir.plant(
        "questionnaire/choirs.yaml",
        "      - {id: laughter, ",
        '      - {id: song, label: {en: "Song", fr: "Chant"}}\n      - {id: laughter, ',
    )
    choir.plant(
        "conclusions/state.yaml", "mood: {any_of: [quarrels, leavers]}", "mood: {any_of: [quarrels, leavers, song]}"
    )
    choir.plant("cases/village-school.yaml", "mood: [quarrels]", "mood: [quarrels, song]")
    (case,) = (load(choir.directory).cases).values()

    answers, left_out = understood(load(BASES / "choir"), case)

    assert left_out == ("mood",)
    assert {"choir_state@altos", "mood@children"} <= answers.given.keys()
    assert "mood@altos" not in answers.given


def test_a_faulty_version_is_refused_with_its_errors(edited: Bench) -> None:
    edited.plant("advice/soil.yaml", "severity: major", "severity: huge")
    said = edited.run("diff", OLD, str(edited.directory), kb=False, status=1)
    assert "soil.yaml:6:15: E024" in said
    edited.run("diff", OLD, str(edited.directory / "nowhere"), kb=False, status=1)


def committed(edited: Bench) -> None:
    """Put the knowledge base under git as it stands, in a folder below the top of the repository."""
    who = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org"]
    for words in (["init", "-q"], ["add", "garden"], [*who, "commit", "-q", "-m", "As it was"]):
        subprocess.run(["git", *words], cwd=edited.directory.parent, check=True)


def test_a_revision_of_git_is_compared_with_the_files_as_they_stand(edited: Bench) -> None:
    committed(edited)
    assert "The entries are the same." in edited.run("diff", "HEAD")
    edited.plant("conclusions/state.yaml", "when: {same_plants: most}", "when: {same_plants: none}")
    assert edited.run("diff", "HEAD") == edited.run("diff", OLD, str(edited.directory), kb=False)
    assert "The entries are the same." in edited.run("diff", "HEAD", "HEAD")
    assert edited.json("diff", "HEAD", str(edited.directory), kb=False) == edited.json("diff", "HEAD")


def test_what_is_neither_a_directory_nor_a_revision_is_refused(edited: Bench) -> None:
    committed(edited)
    for word in ("no-such-thing", "HEAD~7"):
        assert f'"{word}" is neither a directory nor a revision' in edited.run("diff", word, status=1)


def test_answers_files_are_judged_in_place_of_the_cases(edited: Bench, tmp_path: Path) -> None:
    brands = tmp_path / "brands"
    brands.mkdir()
    top = "brand: A\ndate: 2026-01-01\nanswers:\n"
    (brands / "tired.yaml").write_text(top + "  beds: 6\n  same_plants: most\n  rained: no\n", "utf-8")
    (brands / "fresh.yaml").write_text(top + "  beds: 6\n  same_plants: a_few\n", "utf-8")
    edited.plant("conclusions/state.yaml", "when: {same_plants: most}", "when: {same_plants: none}")
    found = edited.json("diff", OLD, "--answers", str(brands))
    assert found["cases_compared"] == 2
    assert [case["case"] for case in found["cases"]] == ["tired"]
    said = edited.run("diff", OLD, "--answers", str(brands))
    assert "rest-the-beds: fires → does_not_apply" in said
    assert "1 of 2 answers files come out differently." in said


@pytest.fixture
def house(tmp_path: Path) -> list[str]:
    """Two directories of answers files, some below another, two of one name, some at fault."""
    top = "brand: A\ndate: 2026-01-01\nanswers:\n"
    tired = top + "  beds: 6\n  same_plants: most\n  rained: no\n"
    files = {
        "north/tired.yaml": tired,
        "north/deeper/fresh.yml": top + "  beds: 6\n  same_plants: a_few\n",
        "north/spoilt.yaml": "brand: A\n\tdate: 2026-01-01\n",
        "north/empty.yaml": "",
        "north/.hidden.yaml": "brand: [",
        "south/tired.yaml": tired,
        "south/list.yaml": "brand: A\ndate: 2026-01-01\nanswers: [beds, same_plants]\n",
        "south/noon.yaml": top + "  beds: 2\n  watering: noon\n",
    }
    for name, text in files.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [str(tmp_path / "house" / side) for side in ("north", "south")]


def test_answers_files_of_several_directories_are_judged_and_those_at_fault_listed(
    edited: Bench, house: list[str]
) -> None:
    edited.plant(*TIRED)
    north, south = house
    found = edited.json("diff", OLD, "--answers", north, "--answers", south)
    assert found["cases_compared"] == 5, "fresh, list, noon and two by the name of tired"
    faults = {Path(one["file"]).name: one["says"] for one in found["faults"]}
    assert faults.keys() == {"empty.yaml", "spoilt.yaml"}
    assert faults["spoilt.yaml"].startswith(f"{north}/spoilt.yaml:2:1: E007")
    cases = {one["case"]: one["fault"] for one in found["cases"]}
    assert cases.keys() == {f"{north}/tired.yaml", f"{south}/tired.yaml", "list"}
    assert cases["list"]
    said = edited.run("diff", OLD, "--answers", north, "--answers", south)
    assert re.search(r"^Files that could not be read \(2\)$", said, re.MULTILINE)
    assert f"  {north}/spoilt.yaml:2:1: E007" in said
    assert "3 of 5 answers files come out differently." in said


def test_a_directory_without_answers_files_is_refused_and_a_cluster_asked_for_without_any(
    edited: Bench, tmp_path: Path
) -> None:
    (tmp_path / "brands").mkdir()
    assert "There are no answers files" in edited.run("diff", OLD, "--answers", str(tmp_path / "brands"), status=1)
    assert "--dask goes with --answers" in edited.run("diff", OLD, "--dask", "tcp://127.0.0.1:1", status=2)


def test_answers_files_come_to_the_same_whatever_judges_them(edited: Bench, house: list[str]) -> None:
    for edit in (TIRED, NOON):
        edited.plant(*edit)
    words = ["diff", OLD, "--answers", house[0], "--answers", house[1]]
    one = edited.json(*words)
    assert one["by_cause"]
    assert edited.json(*words, "--jobs", "2") == one
    here = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**here) as cluster:
        assert edited.json(*words, "--dask", cluster.scheduler_address) == one
        edited.plant("advice/soil.yaml", "severity: major", "severity: minor")
        again = edited.json(*words)
        assert again != one
        assert edited.json(*words, "--dask", cluster.scheduler_address) == again, "of this run, not of the last"
    assert "127.0.0.1:1" in edited.run(*words, "--dask", "tcp://127.0.0.1:1", status=3)


def test_the_case_of_which_most_changes_comes_first(edited: Bench) -> None:
    edited.plant("conclusions/state.yaml", "when: {same_plants: most}", "when: {same_plants: none}")
    cases = [case["difference"] for case in compared(edited)["cases"]]
    first_changes = [one["first_three"]["before"] != one["first_three"]["after"] for one in cases]
    assert first_changes == sorted(first_changes, reverse=True)
    assert len(cases) > 1


TIRED = ("conclusions/state.yaml", "when: {same_plants: most}", "when: {same_plants: none}")
NOON = ("advice/water.yaml", "when: {watering: noon}", "when: {watering: evening}")


def by_cause(found: Any) -> dict[tuple[str, ...], Any]:
    """The causes with what they moved, without the order in the report and the state of themes, which edits share."""
    return {
        tuple(f"{entry['kind']} {entry['id']}" for entry in one["entries"]): {
            case["case"]: {key: case["difference"][key] for key in ("outcomes", "conclusions")} for case in one["cases"]
        }
        for one in found["by_cause"]
    }


def test_each_edit_is_told_with_what_it_alone_would_change(bench: Callable[[str], Bench]) -> None:
    alone = []
    for edit in (TIRED, NOON):
        edited = bench("garden")
        edited.plant(*edit)
        alone.append(by_cause(compared(edited)))
        shutil.rmtree(edited.directory)
    both = bench("garden")
    for edit in (TIRED, NOON):
        both.plant(*edit)

    together = compared(both)

    assert [list(one) for one in alone] == [[("rule same-plants-again",)], [("advice water-in-the-evening",)]]
    expected = {causes: cases for one in alone for causes, cases in one.items()}
    assert {causes: cases for causes, cases in by_cause(together).items() if len(causes) == 1} == expected
    said = both.run("diff", OLD, str(both.directory), kb=False)
    assert re.search(r"^rule same-plants-again: 3 of 3 cases, the first three findings of 1$", said, re.MULTILINE)


def test_the_entry_that_moves_the_first_findings_of_most_cases_comes_first(edited: Bench) -> None:
    for edit in (TIRED, NOON):
        edited.plant(*edit)
    found = compared(edited)["by_cause"]
    reach = [(len(one["first_three_of"]), len(one["cases"])) for one in found]
    assert len(reach) > 1
    assert reach == sorted(reach, reverse=True)


def test_a_changed_condition_reaches_instances_and_what_counts_them_under_their_own_names(
    bench: Callable[[str], Bench],
) -> None:
    choir = bench("choir")
    choir.plant(
        "conclusions/state.yaml", "mood: {any_of: [quarrels, leavers]}}\n    unless", "mood: laughter}\n    unless"
    )

    (one,) = choir.json("diff", str(BASES / "choir"), str(choir.directory), kb=False)["by_cause"]

    assert one["entries"] == [{"kind": "rule", "id": "strain-is-heard"}]
    turned = {change["conclusion"] for change in one["cases"][0]["difference"]["conclusions"]}
    assert "strained@altos" in turned
    assert not any(conclusion.endswith(("@1", "@2", "@3")) for conclusion in turned)


def test_a_question_is_the_cause_where_its_relevance_takes_answers_away(edited: Bench) -> None:
    path = edited.directory / "questionnaire" / "beds.yaml"
    path.write_text(path.read_text("utf-8").replace("beds: {at_least: 1}", "beds: {at_least: 5}", 1), "utf-8")
    found = compared(edited)["by_cause"]
    assert [case["case"] for case in found[0]["cases"]] == ["well-kept"]
    assert [one["entries"] for one in found] == [[{"kind": "question", "id": "same_plants"}]]


def test_several_processes_come_to_the_same(edited: Bench) -> None:
    for edit in (TIRED, NOON):
        edited.plant(*edit)
    one = edited.json("diff", OLD, str(edited.directory), kb=False)
    assert edited.json("diff", OLD, str(edited.directory), "--jobs", "2", kb=False) == one
