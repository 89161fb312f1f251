"""What holds of every knowledge base and every set of answers."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.answers import Answer, Answers, AnswerState, EffectiveAnswer, Truth, effective
from advisor.inference import AdviceResult, ConclusionResult, Outcome, evaluate
from advisor.inference.agreement import compare
from advisor.inference.dependency_index import index_of, is_not_applicable
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import KnowledgeBase
from tests.random_knowledge import MONOTONE, STEADY, Size, cases, completed, random_case

from .naive import naive_verdicts

SETTINGS = settings(max_examples=150)
SEEDS = st.integers(0, 2**32)
NOT_APPLYING = (Outcome.DOES_NOT_APPLY, Outcome.OUT_OF_SCOPE)


@SETTINGS
@given(cases())
def test_values_are_those_of_the_plain_definition(case: tuple[KnowledgeBase, Answers]) -> None:
    kb, answers = case
    readable = effective(kb, answers)
    assert not list(compare(naive_verdicts(kb, readable), Evaluation(kb, readable).verdicts()))


@SETTINGS
@given(SEEDS)
def test_what_is_settled_without_reservation_stays_whatever_the_open_answers_turn_out_to_be(seed: int) -> None:
    random = Random(seed)
    kb, answers = random_case(random, STEADY)
    before = evaluate(kb, answers)
    after = evaluate(kb, completed(random, kb, answers))
    for id, result in before.conclusions.items():
        if result.value is not Truth.UNDETERMINED and not result.reservations:
            assert after.conclusions[id].value is result.value
    for id, advised in before.advice.items():
        if advised.outcome is Outcome.UNDETERMINED or advised.reservations:
            continue
        # Whether something is in scope is a matter of the open answers as well.
        same = advised.outcome is after.advice[id].outcome
        stays_false = advised.outcome in NOT_APPLYING and after.advice[id].outcome in NOT_APPLYING
        # An exception that holds before the condition is known may turn out not to be needed.
        needless = advised.outcome is Outcome.EXCEPTED and after.advice[id].when is Truth.FALSE
        assert same or stays_false or (needless and advised.when is Truth.UNDETERMINED)


@SETTINGS
@given(SEEDS)
def test_answering_what_would_settle_a_result_settles_it(seed: int) -> None:
    random = Random(seed)
    kb, answers = random_case(random, MONOTONE)
    inference = evaluate(kb, answers)
    for id, result in inference.conclusions.items():
        if result.value is Truth.UNDETERMINED:
            assert result.settle
            settled = evaluate(kb, completed(random, kb, answers, result.settle))
            assert settled.conclusions[id].value is not Truth.UNDETERMINED
    for id, advised in inference.advice.items():
        if advised.outcome is Outcome.UNDETERMINED:
            assert advised.settle
            settled = evaluate(kb, completed(random, kb, answers, advised.settle))
            assert settled.advice[id].outcome is not Outcome.UNDETERMINED


@SETTINGS
@given(SEEDS)
def test_answering_what_a_reservation_asks_for_removes_it(seed: int) -> None:
    random = Random(seed)
    kb, answers = random_case(random, MONOTONE)
    for id, advised in evaluate(kb, answers).advice.items():
        for reservation in advised.reservations:
            assert reservation.questions
            after = evaluate(kb, completed(random, kb, answers, reservation.questions)).advice[id]
            place = (reservation.entry, reservation.clause, reservation.index)
            assert place not in {(one.entry, one.clause, one.index) for one in after.reservations}


@SETTINGS
@given(SEEDS)
def test_only_open_questions_are_to_be_settled_or_confirmed(seed: int) -> None:
    kb, answers = random_case(Random(seed))
    readable = effective(kb, answers)
    tests = [test for test in index_of(kb).tests if isinstance(test, AnswerTest)]
    dated = {test.question for test in tests if test.operator == "due_within"}
    open_questions = {
        id
        for id, read in readable.items()
        if not is_not_applicable(read)
        and (
            read.answer.state in (AnswerState.UNKNOWN, AnswerState.NOT_ASKED)
            or read.answer.partly_known
            # Answered, but not when it is due, which a test asks.
            or (id in dated and read.answer.due is None)
        )
    }
    inference = evaluate(kb, answers)
    results: list[AdviceResult | ConclusionResult] = [*inference.conclusions.values(), *inference.advice.values()]
    for result in results:
        assert open_questions.issuperset(result.settle)
        for reservation in result.reservations:
            assert open_questions.issuperset(reservation.questions)


@SETTINGS
@given(SEEDS)
def test_out_of_scope_means_not_false_if_every_inapplicable_question_were_open(seed: int) -> None:
    # Tests of `answered` are never undetermined, so that a file cannot say what this asks; they are left out.
    kb, answers = random_case(Random(seed), Size(answered=False))
    readable = effective(kb, answers)
    opened = {
        id: EffectiveAnswer(Answer(AnswerState.UNKNOWN), Truth.TRUE, (id,)) if is_not_applicable(read) else read
        for id, read in readable.items()
    }
    if_open = naive_verdicts(kb, opened).advice
    for id, advised in evaluate(kb, answers).advice.items():
        if advised.when is Truth.FALSE:
            assert (advised.outcome is Outcome.OUT_OF_SCOPE) is (if_open[id][0] is not Truth.FALSE)


@SETTINGS
@given(SEEDS)
def test_an_answer_recorded_for_an_irrelevant_question_is_never_read(seed: int) -> None:
    kb, answers = random_case(Random(seed))
    irrelevant = {id for id, read in effective(kb, answers).items() if read.relevance is Truth.FALSE}
    kept = {id: answer for id, answer in answers.given.items() if id not in irrelevant}
    assert evaluate(kb, replace(answers, given=kept)) == evaluate(kb, answers)
