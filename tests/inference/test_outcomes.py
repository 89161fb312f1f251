"""Outcomes without reasons are those with reasons, and name the same open questions."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.answers import Answers, AnswerState, effective
from advisor.inference import ground
from advisor.inference.evaluator import Evaluation
from advisor.inference.infer import evaluate
from advisor.inference.outcomes import outcomes, to_confirm
from advisor.inference.result import Outcome
from advisor.inference.unsettled import Unsettled
from advisor.knowledge.model import KnowledgeBase
from tests.analysis.small import knowledge, over_spaces, situation


def cases() -> Iterator[tuple[int, KnowledgeBase, Answers]]:
    for seed in range(200):
        kb = knowledge(seed)
        yield seed, kb, situation(kb, seed)
    yield from over_spaces(range(120), 7000)


def test_outcomes_variants_and_what_settles_them_are_those_of_the_full_inference() -> None:
    undetermined = varied = 0
    for seed, declared, given in cases():
        kb = ground(declared, given.instances)
        evaluation = Evaluation(kb, effective(kb, given))
        found, whole = outcomes(evaluation, Unsettled(evaluation)), evaluate(declared, given).advice
        for id, one in whole.items():
            assert (found[id].outcome, found[id].when) == (one.outcome, one.when), (seed, id)
            assert (found[id].settle, found[id].variant) == (one.settle, one.variant), (seed, id)
            undetermined += bool(one.settle)
            varied += one.variant is not None
    assert undetermined > 150
    assert varied > 20


def test_the_questions_that_reservations_name_are_found_without_them() -> None:
    reserved = 0
    for seed, declared, given in cases():
        kb = ground(declared, given.instances)
        readable = effective(kb, given)
        evaluation = Evaluation(kb, readable)
        among = {id for id, seen in readable.items() if seen.answer.state is AnswerState.NOT_ASKED}
        fired = [one for one in evaluate(declared, given).advice.values() if one.outcome is Outcome.FIRES]
        named = {question for one in fired for each in one.reservations for question in each.questions}
        assert to_confirm(Unsettled(evaluation), outcomes(evaluation), among) == named & among, seed
        reserved += bool(named & among)
    assert reserved > 5
