"""The knowledge base that is shipped is without blemish, tried throughout, and resolves what its sources dispute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Assessment, assess
from advisor.analysis.workbench.coverage import coverage
from advisor.analysis.workbench.trial import case_answers, evaluated, example_id, try_case, try_example
from advisor.answers import Truth, effective, example_answers
from advisor.cli.screen_summary import summary
from advisor.inference import Outcome
from advisor.inference.grounding import ground
from advisor.knowledge import examine
from advisor.knowledge.document import read_document
from advisor.knowledge.expectation import CaseFile
from advisor.knowledge.ground_id import declared_id, ground_id
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase
from advisor.knowledge.readers import questions_behind

from .conftest import CASES, PAIRS

OUTCOMES = tuple(outcome.value for outcome in Outcome)


def entries(kb: KnowledgeBase) -> list[Advice | ConclusionRule]:
    return [*kb.rules.values(), *kb.advice.values()]


def test_nothing_is_wrong_or_doubtful(directory: Path) -> None:
    assert [problem.headline() for problem in examine(directory)] == []


def test_every_example_comes_out_as_expected(kb: KnowledgeBase) -> None:
    found = [failure for one in entries(kb) for example in one.examples for failure in try_example(kb, one, example)]
    assert [f"{failure.at}: {failure.name}: {failure.message}" for failure in found] == []


@pytest.mark.parametrize("name", CASES)
def test_every_case_comes_out_as_expected(name: str, kb: KnowledgeBase) -> None:
    assert [failure.message for failure in try_case(kb, kb.cases[name])] == []


@pytest.mark.parametrize("name", CASES)
def test_what_every_case_is_told_first_fits_one_screen(name: str, kb: KnowledgeBase) -> None:
    case = kb.cases[name]
    lines = summary(kb, assess(kb, case_answers(kb, case)), case.document["language"]).splitlines()
    assert len(lines) <= 24
    assert max(len(line) for line in lines) <= 80


def test_every_stable_rule_has_an_example_for_each_of_its_outcomes(kb: KnowledgeBase) -> None:
    lacking = []
    for entry in entries(kb):
        if entry.status != "stable":
            continue
        expected = {"yes", "no"} if isinstance(entry, ConclusionRule) else {"fires"}
        found = {example.expects for example in entry.examples}
        lacking += [f"{entry.id}: {one}" for one in expected - found]
        if not found - {"fires", "yes"}:
            lacking.append(f"{entry.id}: one that does not fire")
        lacking += [f"{entry.id}: unless {number}" for number in _unshown(kb, entry, "unless")]
        if isinstance(entry, Advice):
            lacking += [f"{entry.id}: postpone_while {number}" for number in _unshown(kb, entry, "postpone_while")]
    assert lacking == []


def _unshown(kb: KnowledgeBase, entry: Advice | ConclusionRule, clause: str) -> list[int]:
    """The exceptions or postponements, counted from 1, that hold in no example in which the condition does."""
    provisos = getattr(entry, clause)
    shown: set[int] = set()
    for example in entry.examples:
        evaluation = evaluated(kb, example_answers(example.answers, kb, example.at, entry.for_each))
        here = evaluation.kb.advice.get(example_id(entry)) or evaluation.kb.rules[example_id(entry)]
        if isinstance(here, Advice):
            wanted = Outcome.EXCEPTED if clause == "unless" else Outcome.POSTPONED
            acts = evaluation.outcome(here.id) is wanted
        else:
            acts = evaluation.rules[here.id] is Truth.FALSE and evaluation.truth(here.when) is Truth.TRUE
        if acts:
            shown |= {
                number
                for number, proviso in enumerate(getattr(here, clause), 1)
                if evaluation.truth(proviso.when) is Truth.TRUE
            }
    return [number for number in range(1, len(provisos) + 1) if number not in shown]


def test_nearly_every_part_of_every_condition_is_seen_true_and_false(kb: KnowledgeBase) -> None:
    covered = coverage(kb)
    judging = {
        part: part.was_true + part.was_false
        for part in covered.parts
        if part.kind != "word" and "variant" not in part.clause and "step" not in part.clause
    }
    assert [one for one in covered.unseen if one.kind in ("advice", "conclusion") and one.event == "holds"] == []
    assert sum(judging.values()) >= 0.99 * 2 * len(judging)


def brands(kb: KnowledgeBase) -> list[CaseFile]:
    """The cases that are whole brands rather than one side of a dispute."""
    return [case for id, case in kb.cases.items() if id[:3] not in PAIRS]


def test_two_dozen_whole_brands_half_of_them_french(kb: KnowledgeBase) -> None:
    whole = brands(kb)
    french = [case for case in whole if case.document["language"] == "fr"]
    assert len(whole) >= 24
    assert len({case.document["brand"] for case in whole}) == len(whole)
    assert len(french) >= 12
    assert len(whole) - len(french) >= 8


def test_whole_brands_say_what_comes_first_what_must_and_what_must_not_be_advised(
    kb: KnowledgeBase, directory: Path
) -> None:
    for case in brands(kb):
        assert case.expect, case.id
        if "based_on" in read_document(directory / "cases" / f"{case.id}.yaml").value:
            # One that differs from another in a few answers says what these change.
            continue
        assert "first" in case.expect, case.id
        assert case.expect.get("fires"), case.id
        assert any(case.expect.get(key) for key in ("does_not_apply", "out_of_scope", "not_fires")), case.id
        assert case.expect.get("conclusions"), case.id


def test_every_dispute_among_the_sources_has_its_cases() -> None:
    assert [f"x{number:02}" for number in range(1, len(PAIRS) + 1)] == PAIRS
    assert len(PAIRS) >= 20


@pytest.mark.parametrize("pair", PAIRS)
def test_what_the_sources_dispute_is_decided_by_the_deciding_answers_alone(
    pair: str, kb: KnowledgeBase, directory: Path
) -> None:
    first, second = _pair(pair, directory)
    base, other = kb.cases[first], kb.cases[second]
    own: Any = read_document(directory / "cases" / f"{second}.yaml").value
    lists = {context.key for context in kb.contexts.values()}
    assert set(own) <= {"brand", "date", "language", "based_on", "answers", "expect"} | lists
    assert all(set(one) <= {"id", "name", "answers"} for key in lists for one in own.get(key, ()))
    before, typed = _typed(base.document, lists), _typed(own, lists)
    same = ("brand", "date", "language")
    assert [base.document.get(key) for key in same] == [other.document.get(key) for key in same]
    changed = {id for id, answer in typed.items() if before.get(id) != answer}
    assert changed == set(typed), "answers repeated from the other case"

    assessments = assess(kb, case_answers(kb, base)), assess(kb, case_answers(kb, other))
    opposed = [id for id in _named(base) & _named(other) if _differ(id, *assessments)]
    assert opposed, "no advice expected of both has two outcomes"
    deciding = {question for id in opposed for question in questions_behind(kb, kb.advice[declared_id(id)])}
    deciding |= _behind_conclusions(kb, base, other)
    # A deciding answer may open questions that were out of place before, or close some.
    follow_up = _irrelevant(kb, base) ^ _irrelevant(kb, other)
    assert {declared_id(id) for id in changed - follow_up} <= deciding


def _typed(document: Any, lists: set[str]) -> dict[str, Any]:
    """What an answers file answers, of the brand and of every instance, under ground ids."""
    typed = dict(document.get("answers") or {})
    for key in lists:
        for one in document.get(key, ()):
            typed |= {ground_id(id, one["id"]): answer for id, answer in one.get("answers", {}).items()}
    return typed


def _irrelevant(kb: KnowledgeBase, case: CaseFile) -> set[str]:
    answers = case_answers(kb, case)
    readable = effective(ground(kb, answers.instances), answers)
    return {id for id, answer in readable.items() if answer.relevance is Truth.FALSE}


def _pair(pair: str, directory: Path) -> tuple[str, str]:
    """The two cases of a dispute, the one that the other is based on first."""
    names = [path.stem for path in sorted((directory / "cases").glob(f"{pair}-*.yaml"))]
    assert len(names) == 2
    based = {name: read_document(directory / "cases" / f"{name}.yaml").value.get("based_on") for name in names}
    first, second = names if based[names[1]] == names[0] else reversed(names)
    assert based[second] == first
    return first, second


def _named(case: CaseFile) -> set[str]:
    return {id for key in ("not_fires", *OUTCOMES) for id in case.expect.get(key, ())}


def _differ(id: str, one: Assessment, other: Assessment) -> bool:
    return _outcomes(id, one) != _outcomes(id, other)


def _outcomes(id: str, assessment: Assessment) -> dict[str, Outcome]:
    """What came of an advice, of every instance where no one instance is named."""
    each = {entry: one.outcome for one in assessment.advice for entry in one.entries}
    return {entry: outcome for entry, outcome in each.items() if id in (entry, declared_id(entry))}


def _behind_conclusions(kb: KnowledgeBase, base: CaseFile, other: CaseFile) -> set[str]:
    here, there = base.expect.get("conclusions", {}), other.expect.get("conclusions", {})
    opposed = [id for id in here if id in there and here[id] != there[id]]
    return {question for id in opposed for question in questions_behind(kb, declared_id(id))}
