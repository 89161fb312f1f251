"""Findings: advice that comes out alike in several instances is said once, and names them."""

from __future__ import annotations

from advisor.advice.finding import Finding, Grading, findings
from advisor.inference import Outcome
from advisor.knowledge.model import Variant

from .standing_advice import ANYTHING, advice, alike, ground, result


def ids(found: tuple[Finding, ...]) -> list[str]:
    return [one.id for one in found]


def test_advice_that_comes_out_alike_in_several_spaces_is_one_finding_that_names_them() -> None:
    kb = ground([advice("tidy@page"), advice("tidy@forum")])
    (one,) = findings(kb, {"tidy@page": result(), "tidy@forum": result()}, alike)
    assert (one.id, one.entries, one.instances) == ("tidy", ("tidy@page", "tidy@forum"), ("page", "forum"))


def test_findings_of_one_advice_side_by_side_are_named_by_their_first_space() -> None:
    kb = ground([advice("tidy@page"), advice("tidy@forum"), advice("tidy@club")])
    results = {"tidy@page": result(), "tidy@forum": result(additions=(0,)), "tidy@club": result()}
    found = findings(kb, results, alike)
    assert [(one.id, one.instances) for one in found] == [("tidy@page", ("page", "club")), ("tidy@forum", ("forum",))]


def test_spaces_whose_texts_print_different_answers_are_not_merged() -> None:
    kb = ground([advice("tidy@page"), advice("tidy@forum")])
    assert len(findings(kb, dict.fromkeys(kb.advice, result()), lambda entry: entry)) == 2


def test_firing_and_postponed_entries_are_never_merged() -> None:
    kb = ground([advice("tidy@page"), advice("tidy@forum")])
    found = findings(kb, {"tidy@page": result(), "tidy@forum": result(Outcome.POSTPONED)}, alike)
    assert ids(found) == ["tidy@page", "tidy@forum"]


def test_what_neither_fires_nor_waits_is_no_finding() -> None:
    kb = ground([advice("tidy")])
    for outcome in (Outcome.UNDETERMINED, Outcome.DOES_NOT_APPLY, Outcome.EXCEPTED, Outcome.OUT_OF_SCOPE):
        assert findings(kb, {"tidy": result(outcome)}, alike) == ()


def test_sub_points_merge_under_a_merged_parent() -> None:
    entries = [
        advice("sort@page", subsumes=("reply@page",)),
        advice("sort@forum", subsumes=("reply@forum",)),
        advice("reply@page", "moderate"),
        advice("reply@forum", "moderate"),
    ]
    kb = ground(entries)
    parent, child = findings(kb, dict.fromkeys(kb.advice, result()), alike)
    assert (child.id, child.parent, child.instances) == ("reply", parent.id, ("page", "forum"))


def test_a_sub_point_made_graver_than_its_parent_by_its_variant_stands_by_itself() -> None:
    grave = Variant(ANYTHING, severity="critical")
    kb = ground([advice("parent", subsumes=("child",)), advice("child", "moderate", variants=(grave,))])
    mild = findings(kb, {"parent": result(), "child": result()}, alike)
    assert {one.id: one.parent for one in mild} == {"parent": None, "child": "parent"}
    graver = findings(kb, {"parent": result(), "child": result(variant=0)}, alike)
    assert {one.id: one.parent for one in graver} == {"parent": None, "child": None}


def test_a_chain_of_sub_points_attaches_to_its_top() -> None:
    kb = ground([advice("c", "minor"), advice("b", "moderate", subsumes=("c",)), advice("a", subsumes=("b",))])
    found = findings(kb, dict.fromkeys(kb.advice, result()), alike)
    assert {one.id: one.parent for one in found} == {"a": None, "b": "a", "c": "a"}


def test_a_variant_gives_the_finding_its_severity_phase_and_rank_and_leaves_the_rest() -> None:
    variant = Variant(ANYTHING, severity="critical", phase="decide", rank=0)
    kb = ground([advice("buy", variants=(variant,), rank=7, effort="low")])
    (one,) = findings(kb, {"buy": result(variant=0)}, alike)
    assert one.grading == Grading("critical", "decide", 0, "low")
