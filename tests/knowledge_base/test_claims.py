"""Every claim of the five articles is carried by something and shown at work, or left out for a reason."""

from __future__ import annotations

import dataclasses

import pytest

from advisor.analysis.workbench.claims_table import ClaimsTable, claims_table
from advisor.analysis.workbench.trial import evaluated, example_id
from advisor.answers import example_answers
from advisor.inference import Outcome
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase

FOUND = {"S0": 23, "S1": 20, "S2": 35, "S3": 36, "S4": 22}
"""Claims found in each of the five articles; more may be found, in them and elsewhere."""


@pytest.fixture(scope="module")
def table(kb: KnowledgeBase) -> ClaimsTable:
    return claims_table(kb)


def test_all_claims_of_all_articles_are_there(kb: KnowledgeBase) -> None:
    for source in kb.sources:
        ids = sorted(claim.id for claim in kb.claims.values() if claim.source == source)
        assert ids == [f"{source}-{number:02}" for number in range(1, len(ids) + 1)], "none was taken out"
        assert len(ids) >= FOUND.get(source, 1)
    assert kb.sources.keys() >= FOUND.keys()


def test_every_claim_is_exercised_or_explained_away(kb: KnowledgeBase, table: ClaimsTable) -> None:
    assert table.missing == ()
    assert table.unsound == ()
    assert [row.claim.id for row in table.rows] == list(kb.claims)
    assert [row.claim.id for row in table.rows if not row.sound] == []
    assert all(len((row.claim.not_used or "a long enough reason to convince").split()) >= 5 for row in table.rows)


def test_what_shows_a_claim_sets_an_entry_to_work_that_carries_it(kb: KnowledgeBase) -> None:
    """The same once more, by hand, for claims shown by an example of an entry that cites them itself."""
    looked_at: set[str] = set()
    for claim in kb.claims.values():
        for name in claim.shown_by:
            id, _, example_name = name.partition("/")
            rule, advice = kb.rules.get(id), kb.advice.get(id)
            entry = rule or advice
            if entry is None or claim.id not in entry.claims:
                continue
            example = next(one for one in entry.examples if one.name == example_name)
            evaluation = evaluated(kb, example_answers(example.answers, kb, example.at, entry.for_each))
            looked_at.add(claim.id)
            if advice is not None:
                outcome = evaluation.outcome(example_id(entry))
                assert outcome in (Outcome.FIRES, Outcome.POSTPONED, Outcome.EXCEPTED), (claim.id, name)
            else:
                assert evaluation.rules[example_id(entry)].value == "true", (claim.id, name)
    assert len(looked_at) > len(kb.claims) / 2


def test_no_rule_and_no_advice_rests_on_nothing(table: ClaimsTable) -> None:
    assert table.without_claim == ()


def test_an_example_in_which_the_entry_rests_is_found_out(kb: KnowledgeBase) -> None:
    entries: list[Advice | ConclusionRule] = [*kb.rules.values(), *kb.advice.values()]
    carried = [claim for entry in entries for claim in entry.claims]
    planted: dict[str, str] = {}
    for advice in kb.advice.values():
        for example in advice.examples:
            evaluation = evaluated(kb, example_answers(example.answers, kb, example.at, advice.for_each))
            if evaluation.outcome(example_id(advice)) is Outcome.DOES_NOT_APPLY:
                own = [claim for claim in advice.claims if carried.count(claim) == 1]
                planted |= dict.fromkeys(own, f"{advice.id}/{example.name}")
    claims = {
        id: dataclasses.replace(claim, shown_by=(planted[id],), not_used=None) if id in planted else claim
        for id, claim in kb.claims.items()
    }
    rows = {row.claim.id: row for row in claims_table(dataclasses.replace(kb, claims=claims)).rows}
    assert planted
    assert [id for id in planted if rows[id].sound] == []


def test_an_example_of_an_entry_that_does_not_carry_the_claim_is_found_out(kb: KnowledgeBase) -> None:
    one, other = (advice for advice in list(kb.advice.values())[:2])
    stranger = next(claim for claim in one.claims if claim not in other.claims)
    shown = next(example.name for example in other.examples if example.expects == "fires")
    claims = {**kb.claims, stranger: dataclasses.replace(kb.claims[stranger], shown_by=(f"{other.id}/{shown}",))}
    rows = {row.claim.id: row for row in claims_table(dataclasses.replace(kb, claims=claims)).rows}
    assert rows[stranger].sound is False
