"""`rules claims` says what became of every claim, and finds out examples that do not show what they are said to."""

from __future__ import annotations

from .conftest import Bench


def test_the_table_names_carriers_examples_and_reasons(small: Bench) -> None:
    said = small.run("claims")
    assert "B1  Jeanne Dérailleur, Tenir un atelier (2014): 4 claims" in said
    assert "not used: A matter of taste, not of running a workshop." in said
    assert "6 claims: 5 carried, 1 not used for a reason, 0 missing." in said
    rows = {row["id"]: row for row in small.json("claims")["claims"]}
    assert rows["B1-03"]["carried_by"] == [
        "mechanics",
        "one-mechanic-is-overloaded",
        "hire-a-mechanic",
        "shrink-the-fleet",
    ]
    assert rows["B1-02"]["carried_by"][-1] == "stop-promising-dates", "a claim under add counts"


def test_a_claim_that_nothing_carries_is_missing(small: Bench) -> None:
    small.plant("sources.yaml", '    not_used: "A matter of taste, not of running a workshop."\n', "")
    assert small.json("claims")["claims_without_rule"] == ["B1-04"]
    assert "Claims without a rule: B1-04." in small.run("claims")


def test_rules_that_rest_on_nothing_are_listed(small: Bench) -> None:
    found = small.json("claims")["entries_without_claim"]
    assert "a-month-is-overloaded" in found
    assert "one-mechanic-is-overloaded" not in found


def test_an_example_in_which_the_rule_rests_does_not_show_the_claim(small: Bench) -> None:
    small.plant(
        "sources.yaml", "[one-mechanic-is-overloaded/alone-and-a-week]", "[one-mechanic-is-overloaded/well-staffed]"
    )
    assert small.json("claims")["claims_not_shown"] == ["B1-03"]
    assert "one-mechanic-is-overloaded/well-staffed  DOES NOT EXERCISE IT" in small.run("claims")


def test_an_addition_that_does_not_hold_shows_nothing(small: Bench) -> None:
    small.plant("sources.yaml", "[answer-complaints/never-answered]", "[stop-promising-dates/promised-a-week]")
    assert small.json("claims")["claims_not_shown"] == ["B1-02"], "no complaint is in that example"


def test_a_case_shows_a_claim_only_through_what_it_sets_to_work(small: Bench) -> None:
    small.plant("sources.yaml", "[invite-riders/club-known]", "[sound]")
    assert small.json("claims")["claims_not_shown"] == ["B2-01"]
    small.plant("sources.yaml", "[sound]", "[overloaded]")
    assert small.json("claims")["claims_not_shown"] == [], "postponed there, and so considered in earnest"
