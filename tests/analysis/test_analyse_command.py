"""`advisor rules analyse` on the workshop's knowledge base, as it is and with faults planted in its files."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from advisor.advice import assess
from advisor.analysis.workbench.anomaly import CODES
from advisor.answers import parse_answers
from advisor.cli.rules.analyse import command
from advisor.knowledge import load

SMALL = Path(__file__).parent.parent / "knowledge_bases" / "small"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    copy = tmp_path / "workshop"
    shutil.copytree(SMALL, copy)
    return copy


def edit(directory: Path, file: str, before: str, after: str) -> None:
    path = directory / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path.write_text(text.replace(before, after), encoding="utf-8")


def analysed(directory: Path) -> dict[str, object]:
    result = CliRunner().invoke(command, ["--format", "json", "--kb", str(directory)])
    assert result.exit_code == 0, result.output
    document = json.loads(result.output)
    assert isinstance(document, dict)
    return document


def test_a_sound_knowledge_base_is_shown_to_be_proven_so() -> None:
    result = CliRunner().invoke(command, ["--kb", str(SMALL)])
    assert result.exit_code == 0
    assert "proven:" not in result.output
    lines = result.output.splitlines()
    assert lines[0].split() == ["examined", "found", "off"]
    assert [line.split()[3] for line in lines[1:]] == list(CODES)


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "about"),
    [
        ("advice/riders.yaml", "complaint_reply: {any_of: [later, never]}\n    postpone_while",
         "complaint_reply: later\n      complaints: none_seen\n    postpone_while", "A001", "answer-complaints"),
        ("conclusions/state.yaml", "      repair_wait: week\n      mechanics: {at_most: 1}",
         "      all: [{mechanics: {at_most: 1}}, {mechanics: {at_least: 2}}]", "A002", "one-mechanic-is-overloaded"),
        ("conclusions/state.yaml", "      repair_wait: week\n      mechanics: {at_most: 1}",
         "      repair_wait: month\n      mechanics: {at_most: 1}", "A003", "one-mechanic-is-overloaded"),
        ("conclusions/state.yaml", "shown: yes\n    excludes: [service_sound]",
         "shown: yes\n    excludes: [promises_broken]", "A004", "promises_broken/trust_damaged"),
        ("advice/service.yaml", "    subsumes: [display-real-delays]",
         "    conflicts_with: [display-real-delays]", "A005", "stop-promising-dates/display-real-delays"),
        ("advice/service.yaml", "      - {spare_parts: no}",
         "      - {repair_wait: days}", "A008", "hire-a-mechanic/2"),
        ("advice/service.yaml", "      - when: {complaint_reply: never}",
         "      - when: {repair_wait: days, complaint_reply: never}", "A012", "stop-promising-dates/1"),
        ("checks.yaml", "when: {repair_wait: days, complaints: delays}",
         "when: {complaints: {all_of: [none_seen, delays]}}", "A013", "quick-but-delayed"),
        ("questionnaire/customers.yaml", "relevant_when: {loyal_riders: yes}",
         "relevant_when: {all: [{loyal_riders: yes}, {loyal_riders: no}]}", "A011", "club_contact"),
        ("questionnaire/workshop.yaml", "relevant_when: {services: rental}",
         "relevant_when: {all: [{mechanics: {at_least: 5}}, {mechanics: {less_than: 5}}]}", "A011", "rental_fleet"),
        ("questionnaire/workshop.yaml", "relevant_when: {services: repairs}",
         "relevant_when: {services: {all_of: [repairs, nothing_yet]}}", "A011", "repair_wait"),
        ("advice/service.yaml", "        - {repair_wait: week}\n",
         "        - {repair_wait: week}\n        - {repair_wait: week, mechanics: 1}\n",
         "A017", "display-real-delays/3"),
        ("advice/service.yaml", "      - when: {repair_wait: week}\n",
         "      - when: {repair_wait: days}\n", "A018", "display-real-delays/1"),
        ("advice/service.yaml", "    when: {overloaded: yes}\n    unless:",
         "    when:\n      overloaded: yes\n      mechanics: {less_than: 3}\n      rental_fleet: {more_than: 30}\n"
         "      services: {none_of: [courses]}\n    unless:", "A019", "hire-a-mechanic/shrink-the-fleet"),
        ("advice/service.yaml", "    when:\n      rental_fleet: {more_than: 20}\n",
         "    before:\n      - {advice: hire-a-mechanic, because: {fr: x, en: x}}\n"
         "    when:\n      overloaded: no\n      rental_fleet: {more_than: 20}\n",
         "A020", "shrink-the-fleet/hire-a-mechanic"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_at_its_entry(
    directory: Path, file: str, before: str, after: str, code: str, about: str
) -> None:
    assert analysed(directory)["findings"] == []
    edit(directory, file, before, after)
    found = {(one["code"], one["about"]): one for one in analysed(directory)["findings"]}  # type: ignore[attr-defined]
    assert (code, about) in found
    finding = found[code, about]
    assert finding["file"].endswith(file)
    assert about.split("/")[0] in finding["message"] or code == "A013"
    assert finding["proven"] == (finding["witness"] is None)
    if finding["witness"] is not None:
        kb = load(directory)
        assessment = assess(kb, parse_answers({"brand": "B", "date": "2026-11-20", "answers": finding["witness"]}, kb))
        assert {(clash.first, clash.second) for clash in assessment.to_clarify} == {tuple(about.split("/"))}


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "about"),
    [
        ("questionnaire/workshop.yaml", "relevant_when: {services: repairs}",
         "relevant_when: {services: {all_of: [repairs, nothing_yet]}}", "A011", "repair_wait"),
        ("conclusions/state.yaml", "    when:\n      loyal_riders: yes\n", "    when:\n      loyal_riders: no\n",
         "A002", "riders-with-an-organiser"),
    ],
)  # fmt: skip
def test_one_cause_is_one_finding(directory: Path, file: str, before: str, after: str, code: str, about: str) -> None:
    edit(directory, file, before, after)
    findings = analysed(directory)["findings"]
    assert isinstance(findings, list)
    assert [(one["code"], one["about"]) for one in findings] == [(code, about)]


def test_strict_ends_with_status_1_where_something_is_found(directory: Path) -> None:
    arguments = ["--strict", "--kb", str(directory)]
    assert CliRunner().invoke(command, arguments).exit_code == 0

    edit(directory, "checks.yaml", "complaints: delays}", "complaints: none_seen, complaint_reply: never}")
    assert CliRunner().invoke(command, arguments).exit_code == 1
    assert CliRunner().invoke(command, ["--kb", str(directory)]).exit_code == 0


def test_a_witness_can_be_pasted_into_an_answers_file(directory: Path) -> None:
    edit(directory, "advice/service.yaml", "subsumes: [display-real-delays]", "conflicts_with: [display-real-delays]")
    result = CliRunner().invoke(command, ["--kb", str(directory)])
    _, _, rest = result.output.partition("for instance with these answers:\n")
    written = "\n".join(itertools.takewhile(lambda line: line.startswith("      "), rest.splitlines()))
    kb = load(directory)
    typed = yaml.load(written, Loader=yaml.BaseLoader)
    assessment = assess(kb, parse_answers({"brand": "B", "date": "2026-11-20", "answers": typed}, kb))
    assert [clash.kind for clash in assessment.to_clarify] == ["advice"]


def test_a_finding_is_switched_off_in_the_file_with_its_reason(directory: Path) -> None:
    edit(directory, "checks.yaml", "complaints: delays}", "complaints: none_seen, complaint_reply: never}")
    switch = 'switched_off:\n  - {code: A013, at: quick-but-delayed, reason: "Kept for next year."}\n'
    path = directory / "knowledge-base.yaml"
    path.write_text(path.read_text(encoding="utf-8") + switch, encoding="utf-8")
    document = analysed(directory)
    assert document["findings"] == []
    assert [one["reason"] for one in document["switched_off"]] == ["Kept for next year."]  # type: ignore[attr-defined]
