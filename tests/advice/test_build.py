"""The Assessment: order, sub-points, plan, what is read of the answers, and JSON both ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Assessment, assess
from advisor.advice.before_after import compare
from advisor.answers import AnswerState, parse_answers
from advisor.answers.answer import Truth
from advisor.inference import Outcome
from advisor.knowledge import load
from advisor.knowledge.model import SEVERITIES

KB = load(Path(__file__).parents[1] / "knowledge_bases" / "brands")


def assessed(answers: dict[str, Any], **head: Any) -> Assessment:
    return assess(KB, parse_answers({"brand": "Ferrovane", "date": "2026-11-20", "answers": answers, **head}, KB))


def case(id: str) -> Assessment:
    return assess(KB, parse_answers(KB.cases[id].document, KB))


@pytest.fixture(scope="module")
def troubled() -> Assessment:
    return case("nearly-everything-wrong")


def test_an_assessment_survives_json_unchanged(troubled: Assessment) -> None:
    assert Assessment.model_validate_json(troubled.model_dump_json()) == troubled


def test_findings_are_numbered_once_by_plan_line_and_severity(troubled: Assessment) -> None:
    numbered = [one for one in troubled.advice if one.outcome is Outcome.FIRES and one.position is not None]
    assert [one.position for one in numbered] == list(range(1, len(numbered) + 1))
    lines = [line.id for line in KB.plan]
    own = [one for one in numbered if one.ahead_of is None]
    places = [(lines.index(one.line or ""), SEVERITIES.index(one.severity) if one.severity else 9) for one in own]
    assert places == sorted(places)
    assert all(one.kind not in ("strength", "ask") or one.severity for one in numbered)


def test_a_sub_point_follows_its_topmost_parent_and_shares_its_outcome(troubled: Assessment) -> None:
    parent: str | None = None
    children = 0
    for one in troubled.advice:
        if one.subsumed_by is None:
            parent = one.id
        else:
            children += 1
            assert one.subsumed_by == parent
            assert one.outcome is troubled.advised(one.subsumed_by).outcome
            assert troubled.advised(one.subsumed_by).subsumed_by is None
    assert children > 10


def test_the_first_three_are_the_most_pressing_of_what_fires(troubled: Assessment) -> None:
    assert troubled.first_three == tuple(one.id for one in troubled.advice if one.subsumed_by is None)[:3]


def test_a_brand_where_nearly_everything_is_wrong_is_not_told_seventy_things(troubled: Assessment) -> None:
    problems = [
        one
        for one in troubled.advice
        if one.outcome is Outcome.FIRES and one.subsumed_by is None and one.severity is not None
    ]
    assert len(problems) <= 30
    assert sum(one.severity in ("critical", "major") for one in problems) <= 20


def test_the_plan_holds_every_top_level_step_once_and_what_is_postponed_last(troubled: Assessment) -> None:
    planned = [id for step in troubled.plan for id in step.advice]
    expected = [
        one.id
        for one in troubled.advice
        if one.subsumed_by is None
        and (one.outcome is Outcome.POSTPONED or (one.outcome is Outcome.FIRES and one.phase is not None))
    ]
    assert sorted(planned) == sorted(expected)
    assert troubled.plan[-1].line is None


def test_a_healthy_brand_is_told_so_and_little_else() -> None:
    healthy = case("healthy")
    assert healthy.first_three == ()
    assert healthy.concluded("setup_healthy").value.value == "true"
    assert all(one.kind in ("strength", "opportunity") for one in healthy.advice if one.outcome is Outcome.FIRES)


def test_an_irrelevant_answer_stays_out_of_the_assessment() -> None:
    read = assessed({"presence": "none", "unanswered": 15})
    unanswered = read.answered("unanswered")
    assert unanswered.state is AnswerState.NOT_APPLICABLE
    assert unanswered.number is None
    assert unanswered.irrelevant_by == ("presence",)
    assert read.advised("clear-the-backlog").outcome is Outcome.OUT_OF_SCOPE


def test_a_version_other_than_the_one_named_is_reported_and_not_refused() -> None:
    named = assessed({}, knowledge_base={"id": "community-management", "version": "0.0.1"})
    assert named.knowledge_base.answered_under == "0.0.1"
    assert assessed({}).knowledge_base.answered_under is None


def test_results_that_exclude_each_other_are_reported_to_clarify(troubled: Assessment) -> None:
    held = [one.id for one in troubled.conclusions if one.value is Truth.TRUE][:2]
    given = [one.id for one in troubled.advice if one.outcome is Outcome.FIRES and one.subsumed_by is None][:2]
    open_or_denied = next(one.id for one in troubled.conclusions if one.value is not Truth.TRUE)
    conclusions = {**KB.conclusions, held[1]: replace(KB.conclusions[held[1]], excludes=(held[0], open_or_denied))}
    advice = {**KB.advice, given[1]: replace(KB.advice[given[1]], conflicts_with=(given[0],))}
    kb = replace(KB, conclusions=conclusions, advice=advice)
    clashes = assess(kb, parse_answers(KB.cases["nearly-everything-wrong"].document, kb)).to_clarify
    assert [(one.kind, {one.first, one.second}) for one in clashes] == [
        ("conclusions", set(held)),
        ("advice", set(given)),
    ]
    assert troubled.to_clarify == ()


def test_open_questions_are_the_relevant_unanswered_ones() -> None:
    read = assessed({"presence": "none", "distrust_signs": {"state": "unknown"}})
    open_questions = {one.question: one for one in read.to_find_out}
    assert open_questions["distrust_signs"].state is AnswerState.UNKNOWN
    assert "unanswered" not in open_questions
    assert "restore-trust-before-community-work" in open_questions["distrust_signs"].concerns


def test_identical_before_and_after_compare_to_nothing() -> None:
    once = case("demo")
    comparison = compare(once, once)
    assert comparison.unchanged
    assert not comparison.changed_answers
    assert {one.status for one in comparison.advice} == {"persisting"}


def test_a_repair_shows_as_resolved_with_the_answers_that_changed() -> None:
    comparison = compare(case("x18-criticism-removed"), case("x18-conduct-enforced"))
    resolved = {one.id: one for one in comparison.with_status("resolved")}
    assert resolved["stop-removing-criticism"].causes == ("answers",)
    assert resolved["stop-removing-criticism"].answers == ("criticism_handling",)
    gained = {one.id for one in comparison.with_status("new", strengths=True)}
    assert "criticism-answered-in-the-open" in gained


def test_what_was_not_known_before_is_newly_seen_and_what_is_not_known_now_is_not_called_resolved() -> None:
    before = assessed({"presence": "open", "conduct_rules": {"state": "unknown"}})
    after = assessed({"presence": "open", "conduct_rules": "none"})
    found = {one.id: one.status for one in compare(before, after).advice}
    assert found["publish-conduct-rules"] == "newly_seen"
    found = {one.id: one.status for one in compare(after, before).advice}
    assert found["publish-conduct-rules"] == "no_longer_judged"
