"""The whole brands among the cases: prose first, asked little, told nothing new when something is left out."""

from __future__ import annotations

import dataclasses
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from advisor.analysis.workbench.trial import case_answers
from advisor.answers import Answers, AnswerState, Truth, effective, is_asked
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
from advisor.inference.grounding import ground
from advisor.interview.list_columns import beside_names, with_columns
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase

from .conftest import BRANDS

PERMITTED: dict[str, str] = yaml.safe_load((Path(__file__).parent / "removal.yaml").read_text(encoding="utf-8"))
"""Advice that may newly appear when an answer is taken away, with the reason."""


@pytest.fixture(params=BRANDS)
def brand(request: pytest.FixtureRequest, kb: KnowledgeBase) -> CaseFile:
    return kb.cases[request.param]


def test_every_whole_brand_was_written_as_prose_first(brand: CaseFile, directory: Path) -> None:
    written = yaml.safe_load((directory / "cases" / f"{brand.id}.yaml").read_text(encoding="utf-8"))
    left_to_another = "based_on" in written and "brief" not in written
    assert left_to_another or len(written.get("brief", "").split()) >= 40


def test_taking_an_answer_away_brings_nothing_new(brand: CaseFile, kb: KnowledgeBase) -> None:
    """A fault never rests on what was not said, save in what `removal.yaml` lists.

    More general advice that a specific one covers fires with it, so that it is not new here.
    """
    answers = case_answers(kb, brand)
    told = firing(kb, answers)
    new = {
        f"without {question}: {advice}"
        for question, fewer in each_taken_away(answers)
        for advice in firing(kb, fewer) - told
        if advice not in PERMITTED
    }
    assert sorted(new) == []


def test_every_permitted_appearance_has_a_reason(kb: KnowledgeBase) -> None:
    assert PERMITTED.keys() <= kb.advice.keys()
    assert all(len(reason.split()) >= 6 for reason in PERMITTED.values())


def test_a_first_pass_takes_thirty_screens_at_most_and_twenty_five_for_most(
    kb: KnowledgeBase, record_property: Callable[[str, object], None]
) -> None:
    counts = sorted(screens(kb, case_answers(kb, kb.cases[name])) for name in BRANDS)
    said = f"screens of a first pass over {len(counts)} brands: median {statistics.median(counts)}, most {counts[-1]}"
    record_property("screens", said)
    print(said)
    assert counts[-1] <= 30
    assert statistics.median(counts) <= 25


def firing(kb: KnowledgeBase, answers: Answers) -> set[str]:
    """The advice, asks apart, that is given for some space or for the brand, before any covers another."""
    evaluation = evaluation_of(kb, answers)
    given = (Outcome.FIRES, Outcome.POSTPONED)
    advice = (one for one in evaluation.kb.advice.values() if one.kind != "ask")
    return {declared_id(one.id) for one in advice if evaluation.outcome(one.id) in given}


def evaluation_of(kb: KnowledgeBase, answers: Answers) -> Evaluation:
    grounded = ground(kb, answers.instances)
    return Evaluation(grounded, effective(grounded, answers))


def each_taken_away(answers: Answers) -> Iterator[tuple[str, Answers]]:
    for question, answer in answers.given.items():
        if answer.state is AnswerState.ANSWERED:
            rest = {id: other for id, other in answers.given.items() if id != question}
            yield question, dataclasses.replace(answers, given=rest)


def screens(kb: KnowledgeBase, answers: Answers) -> int:
    """How many pages of the browser or the form a first pass takes with these answers.

    The list of spaces is one, with what is asked beside their names; a table is one, of the brand or of a space, and so
    is what is asked of all spaces together.
    """
    grounded = with_columns(ground(kb, answers.instances), kb)
    readable = effective(grounded, answers)
    listed = beside_names(kb)
    met = {"list"}
    for question in grounded.questions.values():
        is_relevant = readable[question.id].relevance is not Truth.FALSE
        if question.asked_in == "first" and is_relevant and is_asked(question, readable):
            met.add("list" if declared_id(question.id) in listed else question.table or question.id)
    return len(met)
