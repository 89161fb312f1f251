"""`check`, `test` and `analyse` tell other programs what they found: in SARIF, in JUnit's XML, and by their status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from .conftest import Bench

SOIL = "advice/soil.yaml"


def results(said: str) -> list[dict[str, Any]]:
    document, _ = json.JSONDecoder().raw_decode(said)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    found: list[dict[str, Any]] = run["results"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in found)
    return found


def suite_of(said: str) -> tuple[ElementTree.Element, dict[str, ElementTree.Element]]:
    """The suite and its test cases by name; what stands on the error stream comes after the XML."""
    root = ElementTree.fromstring(said[: said.index("</testsuites>") + len("</testsuites>")])
    (suite,) = root
    return suite, {case.attrib["name"]: case for case in suite}


def place(result: dict[str, Any]) -> tuple[str, int, int]:
    where = result["locations"][0]["physicalLocation"]
    return where["artifactLocation"]["uri"], where["region"]["startLine"], where["region"]["startColumn"]


def test_check_gives_each_problem_at_its_place_in_sarif(garden: Bench) -> None:
    garden.plant(SOIL, "severity: major", "severity: mayor")
    (told,) = garden.json("check", status=1)
    (result,) = results(garden.run("check", "--format", "sarif", status=1))
    assert (result["ruleId"], result["level"]) == ("E024", "error")
    assert result["message"]["text"] == told["message"]
    assert place(result) == (Path(told["file"]).as_uri(), told["line"], told["column"])


def test_a_path_inside_the_checkout_stays_relative_in_sarif(garden: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    garden.plant(SOIL, "severity: major", "severity: mayor")
    monkeypatch.chdir(garden.directory.parent)
    said = garden.run("check", "--kb", "garden", "--format", "sarif", status=1, kb=False)
    assert place(results(said)[0])[0] == "garden/advice/soil.yaml"


def test_check_gives_a_test_for_each_file_in_junits_form(garden: Bench) -> None:
    garden.plant(SOIL, "severity: major", "severity: mayor")
    suite, cases = suite_of(garden.run("check", "--format", "junit", status=1))
    files = {str(path) for path in garden.directory.rglob("*.yaml") if "schema" not in path.parts}
    assert set(cases) == files
    assert (suite.attrib["tests"], suite.attrib["failures"]) == (str(len(files)), "1")
    (failure,) = cases[str(garden.directory / SOIL)]
    assert failure.tag == "failure"
    assert failure.attrib["type"] == "E024"


def test_warnings_fail_only_where_that_is_asked_for(garden: Bench) -> None:
    garden.run("new", "question", "compost", "--section", "beds")
    assert "W002" in garden.run("check")
    assert "0 errors, 1 warning." in garden.run("check", "--strict", status=1)
    suite, _ = suite_of(garden.run("check", "--format", "junit"))
    assert suite.attrib["failures"] == "0"
    suite, _ = suite_of(garden.run("check", "--strict", "--format", "junit", status=1))
    assert suite.attrib["failures"] == "1"


def test_a_sound_knowledge_base_passes_strictly_in_every_form(garden: Bench) -> None:
    assert garden.run("check", "--strict") == ""
    assert results(garden.run("check", "--strict", "--format", "sarif")) == []
    for command in ("check", "test", "analyse"):
        suite, cases = suite_of(garden.run(command, "--format", "junit"))
        assert suite.attrib["failures"] == "0"
        assert cases


def test_each_example_and_case_is_a_test(garden: Bench) -> None:
    garden.plant(
        SOIL, "fires: yes, answers: {beds: 4, same_plants: most}", "fires: no, answers: {beds: 4, same_plants: most}"
    )
    suite, cases = suite_of(garden.run("test", "--format", "junit", status=1))
    counted = garden.json("test", status=1)
    assert suite.attrib["tests"] == str(counted["examples"] + counted["cases"])
    (failed,) = [name for name, case in cases.items() if len(case)]
    assert failed == counted["failures"][0]["name"]
    assert [one["ruleId"] for one in results(garden.run("test", "--format", "sarif", status=1))] == ["T001"]


def test_findings_of_the_analysis_name_their_witness(garden: Bench) -> None:
    garden.plant(SOIL, "when: {soil_tired: yes}", "when: {all: [{soil_tired: yes}, {beds: 3}, {beds: 4}]}")
    found = garden.json("analyse")["findings"]
    told = results(garden.run("analyse", "--format", "sarif"))
    assert [one["ruleId"] for one in told] == [one["code"] for one in found]
    assert any("proven: no answers contradict it" in one["message"]["text"] for one in told)
    suite, _ = suite_of(garden.run("analyse", "--format", "junit"))
    assert suite.attrib["failures"] == "0"
    suite, _ = suite_of(garden.run("analyse", "--strict", "--format", "junit", status=1))
    assert suite.attrib["failures"] != "0"


@pytest.mark.parametrize(
    "words",
    [("check",), ("test",), ("analyse",), ("claims",), ("schema",), ("show", "rest-the-beds"), ("new", "advice", "x")],
)
def test_a_directory_without_its_option_is_refused_with_the_remedy(words: tuple[str, ...], garden: Bench) -> None:
    said = garden.run(*words, str(garden.directory), status=2, kb=False)
    assert f"Name the knowledge base with --kb {garden.directory}" in said


def test_another_word_too_many_is_wrong_usage(garden: Bench) -> None:
    assert "'soil': this command takes no such argument." in garden.run("check", "soil", status=2)
