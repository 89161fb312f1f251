"""The analysis over what a brand has several of: enough instances, one finding for all of them, witnesses in lists."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.analysis.workbench.anomaly import Anomaly
from advisor.analysis.workbench.consistency import analyse
from advisor.answers import Truth, parse_answers
from advisor.inference import infer
from advisor.knowledge import load

CHOIR = Path(__file__).parent.parent / "knowledge_bases" / "choir"
STATE, CHOIRS = "conclusions/state.yaml", "advice/choirs.yaml"
TWO = "count_of: {at_least: 2, choir: {where: {choir_state: rehearses}, holds: {strained: yes}}}"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    copy = tmp_path / "choir"
    shutil.copytree(CHOIR, copy)
    return copy


def edited(directory: Path, file: str, before: str, after: str) -> dict[tuple[str, str], Anomaly]:
    path = directory / file
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    path.write_text(text.replace(before, after), encoding="utf-8")
    return {(finding.code, finding.about): finding for finding in analyse(load(directory)).findings}


def without_examples(directory: Path, rule: str) -> None:
    """Examples that no longer come out would be no error, but those of a rule that asks for more would mislead."""
    path = directory / STATE
    before, found, rest = path.read_text(encoding="utf-8").partition(f"  - id: {rule}\n")
    own, following, others = rest.partition("  - id: ")
    path.write_text(before + found + own.partition("    examples:")[0] + following + others, encoding="utf-8")


@pytest.mark.parametrize("demanded", [2, 3, 4])
def test_as_many_instances_are_looked_at_as_a_count_demands(demanded: int, directory: Path) -> None:
    without_examples(directory, "two-are-strained")
    assert edited(directory, STATE, TWO, TWO.replace("2", str(demanded))) == {}


def test_what_needs_more_than_four_instances_is_found_with_the_limit_said(directory: Path) -> None:
    without_examples(directory, "two-are-strained")
    found = edited(directory, STATE, TWO, TWO.replace("2", "5"))
    assert set(found) == {("A002", "two-are-strained")}
    assert found["A002", "two-are-strained"].message.endswith("Looked at with up to four choirs.")


def test_what_holds_of_every_instance_is_found_once_under_the_declared_id(directory: Path) -> None:
    found = edited(directory, STATE, "{choir_state: rehearses, mood: {any_of: [quarrels, leavers]}}",
                   "{choir_state: rehearses, mood: {all_of: [nothing, leavers]}}")  # fmt: skip
    assert set(found) == {("A002", "strain-is-heard")}
    assert "@" not in found["A002", "strain-is-heard"].message


def test_a_question_for_each_instance_that_is_never_asked_is_found(directory: Path) -> None:
    gate = "{all: [{choir_state: rehearses}, {choir_state: planned}]}"
    found = edited(
        directory, "questionnaire/choirs.yaml", "{choir_state: rehearses}\n  - id: mood", f"{gate}\n  - id: mood"
    )
    assert {about for code, about in found if code == "A011"} == {"singers"}


def test_a_witness_gives_the_answers_of_instances_in_their_list(directory: Path) -> None:
    found = edited(directory, STATE, "    meaning: {en: \"It is no matter of one choir.\"",
                   "    excludes: [strained]\n    meaning: {en: \"It is no matter of one choir.\"")  # fmt: skip
    witness = dict(found["A004", "strained/torn"].witness or {})
    kb = load(directory)
    document = {"brand": "B", "date": "2026-11-20", "choirs": witness.pop("choirs"), "answers": witness}
    values = infer(kb, parse_answers(document, kb)).conclusions
    assert values["torn"].value is Truth.TRUE
    assert any(one.value is Truth.TRUE for id, one in values.items() if id.startswith("strained@"))


def test_an_alternative_within_a_quantifier_that_changes_nothing_is_found(directory: Path) -> None:
    found = edited(directory, CHOIRS, "holds: {mood: leavers}}}",
                   "holds: {any: [{mood: leavers}, {mood: {all_of: [leavers, quarrels]}}]}}}")  # fmt: skip
    assert set(found) == {("A017", "ask-why-they-leave/2")}


def test_an_option_of_a_table_is_found_only_where_no_row_needs_it(directory: Path) -> None:
    found = edited(directory, "questionnaire/plans.yaml", "      - {id: no, ",
                   '      - {id: never, label: {en: "Never", fr: "Jamais"}}\n      - {id: no, ')  # fmt: skip
    assert {about for code, about in found if code == "A007"} == {"plans/no"}


def test_an_option_that_only_decides_what_is_asked_or_which_word_is_used_changes_something(directory: Path) -> None:
    found = edited(directory, CHOIRS, "          - {concert_hall: no}\n", "          - {merge_choirs: now}\n")
    assert ("A006", "concert_hall") not in found
    assert ("A006", "teaches") not in found
