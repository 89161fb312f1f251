"""Every claim of the five articles is carried by something and shown at work, or left out for a reason."""

from __future__ import annotations

import dataclasses
import re

import pytest

from advisor.analysis.workbench.claims_table import ClaimsTable, claims_table
from advisor.answers import effective, example_answers
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.model import KnowledgeBase

HOW_MANY = {"S0": 23, "S1": 20, "S2": 35, "S3": 36, "S4": 22}
"""Claims found in each article, 136 in all."""


@pytest.fixture(scope="module")
def table(kb: KnowledgeBase) -> ClaimsTable:
    return claims_table(kb)


def test_all_claims_of_all_articles_are_there(kb: KnowledgeBase) -> None:
    found = {source: sum(claim.source == source for claim in kb.claims.values()) for source in kb.sources}
    assert found == HOW_MANY
    assert sum(found.values()) == 136
    assert all(re.fullmatch(r"S\d-\d\d", id) for id in kb.claims)


def test_every_claim_is_exercised_or_explained_away(table: ClaimsTable) -> None:
    assert table.missing == ()
    assert table.unsound == ()
    assert len([row for row in table.rows if row.sound]) == 136
    assert all(len((row.claim.not_used or "a long enough reason to convince").split()) >= 5 for row in table.rows)


def test_what_shows_a_claim_sets_an_entry_to_work_that_carries_it(kb: KnowledgeBase) -> None:
    """The same once more, by hand, for claims shown by an example of an entry that cites them itself."""
    looked_at = 0
    for claim in kb.claims.values():
        for name in claim.shown_by:
            id, _, example_name = name.partition("/")
            rule, advice = kb.rules.get(id), kb.advice.get(id)
            entry = rule or advice
            if entry is None or claim.id not in entry.claims:
                continue
            example = next(one for one in entry.examples if one.name == example_name)
            evaluation = Evaluation(kb, effective(kb, example_answers(example.answers, kb, example.at)))
            looked_at += 1
            if advice is not None:
                outcome = evaluation.outcome(id)
                assert outcome in (Outcome.FIRES, Outcome.POSTPONED, Outcome.EXCEPTED), (claim.id, name)
            else:
                assert evaluation.rules[id].value == "true", (claim.id, name)
    assert looked_at > 150


def test_no_rule_and_no_advice_rests_on_nothing(table: ClaimsTable) -> None:
    assert table.without_claim == ()


def test_an_example_in_which_the_entry_rests_is_found_out(kb: KnowledgeBase) -> None:
    claim = kb.claims["S2-04"]
    for fault in ("stop-removing-criticism/only spam removed", "answer-criticism/left", "luxury-house-passive"):
        claims = {**kb.claims, claim.id: dataclasses.replace(claim, shown_by=(fault,))}
        rows = claims_table(dataclasses.replace(kb, claims=claims)).rows
        assert next(row for row in rows if row.claim.id == claim.id).sound is False, fault
