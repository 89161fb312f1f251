"""Reasons are honest and minimal, and the proof leads from a result to the answers it rests on."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from advisor.answers import Answers, AnswerState, Truth
from advisor.inference import AdviceResult, ConclusionResult, Inference, Outcome, Proof, evaluate, prove
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import KnowledgeBase
from tests.random_knowledge import cases, reduced, without

from .built import (
    NOT_APPLICABLE,
    UNKNOWN,
    advice,
    all_of,
    answered,
    any_of,
    brand,
    check,
    concluded,
    is_yes,
    knowledge_base,
    negated,
    question,
    rule,
)

SETTINGS = settings(max_examples=60)
YES, NO = answered("yes"), answered("no")
Case = tuple[KnowledgeBase, Answers]


def same_outcome(one: AdviceResult, other: AdviceResult) -> bool:
    """Whether two outcomes are the same; why a condition is false is not an outcome of its own here.

    Fewer answers may move advice out of scope, or back, without a change in what it rests on.
    """
    return one.outcome is other.outcome or one.when is other.when is Truth.FALSE


def cited(proof: Proof) -> set[str]:
    """The questions at the leaves: those whose answers were read, and for irrelevant ones those below.

    A comparison that must only not turn out otherwise does not read its answer: what keeps it relevant counts.
    """
    return {
        step.id
        for step in replace(proof, parts=tuple(part for part in proof.parts if part.kind != "variant")).steps()
        if step.kind == "answer" and not any(part.kind == "relevance" and not part.outlist for part in step.parts)
        if not step.outlist or (isinstance(step.test, AnswerTest) and step.test.operator == "answered")
    }


@SETTINGS
@given(cases())
def test_an_answers_file_with_the_cited_answers_alone_still_gives_the_result(case: Case) -> None:
    kb, answers = case
    inference = evaluate(kb, answers)
    for id, result in inference.advice.items():
        if result.outcome is not Outcome.UNDETERMINED:
            less = evaluate(kb, reduced(answers, result.reason.all_answers)).advice[id]
            assert same_outcome(result, less)
    for id, concluded_ in inference.conclusions.items():
        if concluded_.value is not Truth.UNDETERMINED:
            less_concluded = evaluate(kb, reduced(answers, concluded_.reason.all_answers)).conclusions[id]
            assert less_concluded.value is concluded_.value
    for id, value in inference.checks.items():
        if value is not Truth.UNDETERMINED:
            given_up = reduced(answers, inference.check_reasons[id].all_answers)
            assert evaluate(kb, given_up).checks[id] is value


@SETTINGS
@given(cases())
def test_removing_a_cited_answer_removes_the_result_or_changes_its_proof(case: Case) -> None:
    kb, answers = case
    for id, result in evaluate(kb, answers).advice.items():
        before = prove(kb, answers, id)
        for name in result.reason.all_answers:
            if name in answers.given and result.outcome is not Outcome.UNDETERMINED:
                after = prove(kb, without(answers, name), id)
                assert after.outcome is not result.outcome or after != before


@SETTINGS
@given(cases())
def test_the_leaves_of_a_proof_are_the_answers_of_its_reason(case: Case) -> None:
    kb, answers = case
    inference = evaluate(kb, answers)
    results: dict[str, AdviceResult | ConclusionResult] = {**inference.advice, **inference.conclusions}
    for id, result in results.items():
        assert cited(prove(kb, answers, id)) == set(result.reason.all_answers)
    for id, reason in inference.check_reasons.items():
        assert cited(prove(kb, answers, id)) == set(reason.all_answers)


@SETTINGS
@given(cases())
def test_cited_answers_come_in_interview_order(case: Case) -> None:
    kb, answers = case
    order = list(kb.questions)
    inference = evaluate(kb, answers)
    results: list[AdviceResult | ConclusionResult] = [*inference.advice.values(), *inference.conclusions.values()]
    for result in results:
        for listed in (result.reason.answers, result.reason.all_answers, result.settle):
            assert list(listed) == sorted(listed, key=order.index)
        assert set(result.reason.answers) <= set(result.reason.all_answers)


@SETTINGS
@given(cases())
def test_every_step_of_a_proof_is_itself_a_result(case: Case) -> None:
    kb, answers = case
    inference = evaluate(kb, answers)
    for id, result in inference.advice.items():
        proof = prove(kb, answers, id)
        assert (proof.outcome, proof.value, proof.reservations) == (
            result.outcome,
            result.when,
            result.reservations,
        )
        for step in proof.steps():
            if step.kind == "conclusion":
                assert step.value is inference.conclusions[step.id].value
            if step.kind == "rule":
                assert step.value is inference.rules[step.id]


@SETTINGS
@given(cases())
def test_a_conclusion_shows_its_lightest_rule_and_counts_the_others(case: Case) -> None:
    kb, answers = case
    inference = evaluate(kb, answers)
    for id, result in inference.conclusions.items():
        if result.value is not Truth.TRUE:
            continue
        true = [rule for rule in kb.rules_for(id) if inference.rules[rule.id] is Truth.TRUE]
        assert result.reason.other_ways == len(true) - 1
        proofs = {rule.id: prove(kb, answers, rule.id) for rule in true}
        weights = {name: (len(proof.reservations), len(cited(proof))) for name, proof in proofs.items()}
        assert weights[result.reason.rule or ""] == min(weights.values())


@SETTINGS
@given(cases())
def test_every_rule_has_a_proof_of_its_value(case: Case) -> None:
    kb, answers = case
    inference = evaluate(kb, answers)
    for id, value in inference.rules.items():
        proof = prove(kb, answers, id)
        assert (proof.kind, proof.id, proof.value) == ("rule", id, value)
        if value is not Truth.UNDETERMINED:
            assert evaluate(kb, reduced(answers, sorted(cited(proof)))).rules[id] is value


QUESTIONS = [question(id) for id in ("q1", "q2", "q3", "q4")]


def inferred(kb: KnowledgeBase, **answers: object) -> Inference:
    return evaluate(kb, brand(answers))  # type: ignore[arg-type]


def test_all_cites_every_part_and_any_the_part_with_the_fewest_answers() -> None:
    kb = knowledge_base(
        QUESTIONS,
        advice=[
            advice("all", all_of(is_yes("q2"), is_yes("q1"))),
            advice("any", any_of(all_of(is_yes("q1"), is_yes("q2")), is_yes("q3"), is_yes("q4"))),
            advice("not", negated(any_of(is_yes("q4"), negated(is_yes("q3"))))),
        ],
    )
    inference = inferred(kb, q1=YES, q2=YES, q3=YES, q4=NO)
    assert inference.advice["all"].reason.answers == ("q1", "q2")
    assert inference.advice["any"].reason.answers == ("q3",)
    assert inference.advice["not"].reason.answers == ("q3", "q4")


def test_any_prefers_what_is_certain_to_what_is_short() -> None:
    rules = [rule("r", is_yes("q1"), "c", unless=[is_yes("q4")])]
    kb = knowledge_base(QUESTIONS, rules, [advice("a", any_of(concluded("c"), all_of(is_yes("q2"), is_yes("q3"))))])
    result = inferred(kb, q1=YES, q2=YES, q3=YES).advice["a"]
    assert result.reason.answers == ("q2", "q3")
    assert result.reservations == ()


def test_the_proof_goes_from_the_advice_through_conclusions_to_the_answers() -> None:
    rules = [
        rule("low", all_of(is_yes("q1"), negated(is_yes("q2"))), "c1"),
        rule("long", all_of(is_yes("q1"), is_yes("q3"), is_yes("q4")), "c2"),
        rule("short", concluded("c1"), "c2"),
    ]
    kb = knowledge_base(QUESTIONS, rules, [advice("a", all_of(concluded("c2"), is_yes("q3")))])
    proof = prove(kb, brand({"q1": YES, "q2": NO, "q3": YES, "q4": YES}), "a")
    assert [(step.kind, step.id, step.value) for step in proof.steps()] == [
        ("advice", "a", Truth.TRUE),
        ("answer", "q3", Truth.TRUE),
        ("conclusion", "c2", Truth.TRUE),
        ("rule", "short", Truth.TRUE),
        ("conclusion", "c1", Truth.TRUE),
        ("rule", "low", Truth.TRUE),
        ("answer", "q1", Truth.TRUE),
        ("answer", "q2", Truth.FALSE),
    ]
    (c2,) = (step for step in proof.steps() if step.id == "c2")
    assert c2.other_ways == 1


def test_a_conclusion_that_is_no_shows_what_each_of_its_rules_failed_by() -> None:
    rules = [rule("r1", is_yes("q1"), "c"), rule("r2", is_yes("q2"), "c", unless=[is_yes("q3")])]
    kb = knowledge_base(QUESTIONS, rules)
    proof = prove(kb, brand({"q1": NO, "q2": YES, "q3": YES}), "c")
    assert proof.value is Truth.FALSE
    assert [part.id for part in proof.parts] == ["r1", "r2"]
    assert [step.kind for step in proof.parts[1].steps()] == ["rule", "unless", "answer"]
    assert inferred(kb, q1=NO, q2=YES, q3=YES).conclusions["c"].reason.all_answers == ("q1", "q3")


def test_an_undetermined_result_rests_on_the_open_questions() -> None:
    kb = knowledge_base(QUESTIONS, [rule("r", is_yes("q2"), "c")], [advice("a", all_of(is_yes("q1"), concluded("c")))])
    result = inferred(kb, q1=YES, q2=UNKNOWN).advice["a"]
    assert result.reason.all_answers == result.settle == ("q2",)
    steps = list(prove(kb, brand({"q1": YES, "q2": UNKNOWN}), "a").steps())
    assert [(step.id, step.state) for step in steps if step.kind == "answer"] == [("q2", AnswerState.UNKNOWN)]


def test_an_exception_cites_its_answers_and_keeps_those_of_the_condition_in_the_proof() -> None:
    kb = knowledge_base(QUESTIONS, advice=[advice("a", is_yes("q1"), [is_yes("q2"), is_yes("q3")])])
    result = inferred(kb, q1=YES, q2=NO, q3=YES).advice["a"]
    assert result.reason.proviso == ("unless", 1)
    assert result.reason.answers == ("q3",)
    assert result.reason.all_answers == ("q1", "q3")


def test_a_postponement_cites_the_condition_and_what_it_waits_for() -> None:
    kb = knowledge_base(QUESTIONS, advice=[advice("a", is_yes("q1"), (), [is_yes("q2")])])
    result = inferred(kb, q1=YES, q2=YES).advice["a"]
    assert result.reason.proviso == ("postpone_while", 0)
    assert result.reason.answers == ("q1", "q2")


def test_an_exception_that_does_not_hold_is_no_reason() -> None:
    kb = knowledge_base(QUESTIONS, advice=[advice("a", is_yes("q1"), [is_yes("q2")], [is_yes("q3")])])
    assert inferred(kb, q1=YES, q2=NO, q3=NO).advice["a"].reason.all_answers == ("q1",)


def test_an_answer_that_keeps_an_exception_from_holding_is_a_reason() -> None:
    nobody_knows = AnswerTest("q2", "answered", ("no",))
    rules = [rule("r", is_yes("q3"), "c", unless=[is_yes("q4")])]
    kb = knowledge_base(
        QUESTIONS, rules, [advice("a", is_yes("q1"), [nobody_knows]), advice("b", is_yes("q1"), [concluded("c")])]
    )
    inference = inferred(kb, q1=YES, q2=NO, q3=YES, q4=YES)
    assert inference.advice["a"].reason.all_answers == ("q1", "q2")
    # Without q4 the rule would hold, the conclusion be yes and the exception stop the advice.
    assert inference.advice["b"].reason.all_answers == ("q1", "q4")
    outlists = [step for step in prove(kb, brand({"q1": YES, "q3": YES, "q4": YES}), "b").steps() if step.outlist]
    assert [step.kind for step in outlists][:2] == ["unless", "conclusion"]


def test_an_irrelevant_question_is_cited_by_the_answers_that_made_it_irrelevant() -> None:
    kb = knowledge_base(
        [
            question("q1"),
            question("q2", relevant_when=is_yes("q1")),
            question("q3", relevant_when=any_of(is_yes("q2"), all_of(is_yes("q1"), is_yes("q2")))),
        ],
        advice=[advice("a", negated(is_yes("q3")))],
    )
    answers = brand({"q1": NO, "q2": YES, "q3": YES})
    assert evaluate(kb, answers).advice["a"].reason.answers == ("q1",)
    read = [step for step in prove(kb, answers, "a").steps() if step.kind == "answer"]
    assert (read[0].id, read[0].state) == ("q3", AnswerState.NOT_APPLICABLE)
    assert ("q1", AnswerState.ANSWERED) in [(step.id, step.state) for step in read]


def test_a_question_said_not_to_apply_is_cited_itself() -> None:
    kb = knowledge_base(QUESTIONS, advice=[advice("a", is_yes("q1"))])
    result = inferred(kb, q1=NOT_APPLICABLE).advice["a"]
    assert (result.outcome, result.reason.answers) == (Outcome.OUT_OF_SCOPE, ("q1",))


def test_a_proof_as_json_spells_each_conclusion_out_once() -> None:
    rules = [rule("r1", is_yes("q1"), "c1"), rule("r2", concluded("c1"), "c2"), rule("r3", concluded("c1"), "c3")]
    kb = knowledge_base(QUESTIONS, rules, [advice("a", all_of(concluded("c2"), concluded("c3")), [is_yes("q2")])])
    document = prove(kb, brand({"q1": YES}), "a").document()
    text = json.dumps(document)
    assert document["outcome"] == "fires"
    assert document["reservations"] == [{"entry": "a", "clause": "unless", "index": 0, "questions": ["q2"]}]
    assert text.count('"c1"') == 2
    assert text.count('"q1"') == 1
    assert text.count("spelled_out_above") == 1


def test_what_is_not_in_the_knowledge_base_has_no_proof() -> None:
    with pytest.raises(KeyError, match="nothing"):
        prove(knowledge_base(QUESTIONS), brand({}), "nothing")


def test_a_long_chain_of_conclusions_is_proved() -> None:
    rules = [rule("r0", is_yes("q1"), "c0")]
    rules += [rule(f"r{i}", concluded(f"c{i - 1}", i % 7 != 0), f"c{i}", unless=[is_yes("q2")]) for i in range(1, 400)]
    kb = knowledge_base(QUESTIONS, rules, [advice("a", any_of(concluded("c399"), concluded("c399", False)))])
    answers = brand({"q1": YES, "q2": NO})
    result = evaluate(kb, answers).advice["a"]
    assert result.outcome is Outcome.FIRES
    assert len(list(prove(kb, answers, "a").steps())) > 100


def test_the_same_result_is_proved_the_same_way_whatever_the_order_of_the_answers_file() -> None:
    kb = knowledge_base(
        QUESTIONS,
        advice=[advice("a", any_of(*(is_yes(id) for id in ("q3", "q1", "q4"))))],
        checks=[check("k", is_yes("q1"))],
    )
    answers = brand({"q1": YES, "q3": YES, "q4": YES})
    turned = replace(answers, given=dict(reversed(list(answers.given.items()))))
    assert prove(kb, answers, "a") == prove(kb, turned, "a")
    assert evaluate(kb, answers) == evaluate(kb, turned)
    assert evaluate(kb, answers).advice["a"].reason.answers == ("q3",)
