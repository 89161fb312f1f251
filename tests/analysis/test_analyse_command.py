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
from advisor.inference import Outcome
from advisor.knowledge import load

from .planted_findings import CHOIR, FAULTS, FAULTS_OF_CONTEXTS, SMALL, Fault


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
    ("file", "before", "after", "code", "about"), FAULTS, ids=[f"{one.code}-{one.about}" for one in FAULTS]
)
def test_a_planted_fault_is_found_at_its_entry(
    directory: Path, file: str, before: str, after: str, code: str, about: str
) -> None:
    assert analysed(directory)["findings"] == []
    edit(directory, file, before, after)
    found = {(one["code"], one["about"]): one for one in analysed(directory)["findings"]}  # type: ignore[attr-defined]
    assert (code, about) in found
    finding = found[code, about]
    # What changes nothing is told where it is asked.
    assert finding["file"].endswith("questionnaire/promises.yaml" if code == "A006" else file)
    assert about.split("/")[0] in finding["message"] or code in ("A006", "A013")
    assert finding["proven"] == (finding["witness"] is None)
    if finding["witness"] is not None:
        kb = load(directory)
        assessment = assess(kb, parse_answers({"brand": "B", "date": "2026-11-20", "answers": finding["witness"]}, kb))
        if code == "A015":
            assert next(one for one in assessment.advice if one.id == about).outcome is Outcome.FIRES
            assert assessment.checks
        else:
            assert {(clash.first, clash.second) for clash in assessment.to_clarify} == {tuple(about.split("/"))}


@pytest.mark.parametrize("fault", FAULTS_OF_CONTEXTS, ids=lambda fault: fault.code)
def test_a_planted_fault_of_contexts_is_found_at_its_entry(fault: Fault, tmp_path: Path) -> None:
    directory = tmp_path / "choir"
    shutil.copytree(CHOIR, directory)
    edit(directory, fault.file, fault.old, fault.new)
    findings = analysed(directory)["findings"]
    assert isinstance(findings, list)
    assert (fault.code, fault.about) in {(one["code"], one["about"]) for one in findings}


def test_every_finding_is_planted() -> None:
    assert {fault.code for fault in (*FAULTS, *FAULTS_OF_CONTEXTS)} == set(CODES)


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
