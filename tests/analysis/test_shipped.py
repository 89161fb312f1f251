"""The shipped knowledge base, analysed and explained."""

from __future__ import annotations

import pytest

from advisor.advice import assess
from advisor.analysis.explanation.explain import why
from advisor.analysis.explanation.whynot import why_not
from advisor.analysis.prospect import outlook
from advisor.analysis.workbench.consistency import analyse
from advisor.answers import read_answers
from advisor.inference import Outcome
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase

DIRECTORY = shipped("rules") / "community-management"
CASES = sorted((DIRECTORY / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(DIRECTORY)


def test_its_analysis_finds_nothing_that_has_no_written_reason(kb: KnowledgeBase) -> None:
    analysis = analyse(kb)
    assert [f"{finding.at}: {finding.code} {finding.message}" for finding in analysis.findings] == []
    assert analysis.stale == ()
    assert all(len(one.reason.split()) > 3 for one in analysis.silenced)
    assert analysis.examined["A004"] > 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_each_case_is_told_first_and_is_not_told_can_be_explained(kb: KnowledgeBase, language: str) -> None:
    for case in CASES[:: 3 if language == "fr" else 5]:
        answers = read_answers(case, kb)
        assessment = assess(kb, answers)
        for id in (entry for one in assessment.first_three for entry in assessment.advised(one).entries):
            assert why(kb, answers, assessment, id, language).document["proof"]["outcome"] == "fires"
        silent = [id for one in assessment.advice if one.outcome is Outcome.DOES_NOT_APPLY for id in one.entries]
        for id in silent[:: len(silent) // 3 + 1]:
            told = why_not(kb, answers, assessment, id, language)
            assert told.document["smallest_sets"], (case.stem, id)
            assert all(len(line) <= 100 for line in told.lines)


def test_the_outlook_of_a_case_speaks_of_what_is_open_and_nothing_else(kb: KnowledgeBase) -> None:
    assert CASES
    for case in CASES[::7]:
        answers = read_answers(case, kb)
        assessment = assess(kb, answers)
        found = outlook(kb, answers)
        asked = {one.question for one in found.ask_next}
        assert asked <= {one.question for one in assessment.to_find_out}
        spoken_of = {one.advice for one in found.advice}
        assert spoken_of == {
            id
            for one in assessment.advice
            if one.outcome is Outcome.UNDETERMINED or one.reservations
            for id in one.entries
        }
        assert {id for one in found.ask_next for id in one.settles} <= spoken_of
