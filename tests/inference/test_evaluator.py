"""Values, outcomes and reservations, case by case as the details state them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from advisor.answers import Answer, Choices, Truth, effective
from advisor.inference import Inference, Outcome, Reservation, evaluate
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.condition import AnswerTest, ConclusionTest
from advisor.knowledge.model import Addition, KnowledgeBase

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
    number,
    question,
    rule,
)

SAID = {"T": answered("yes"), "F": answered("no"), "u": UNKNOWN, "-": NOT_APPLICABLE}
VALUES = {"T": Truth.TRUE, "F": Truth.FALSE, "u": Truth.UNDETERMINED}
WEP = [question("w"), question("e"), question("p")]


def said(kb: KnowledgeBase, words: str) -> Mapping[str, Answer]:
    """One letter for each question, in order; a dot for one that was not asked."""
    return {id: SAID[letter] for id, letter in zip(kb.questions, words, strict=True) if letter != "."}


def judged(kb: KnowledgeBase, words: str) -> Inference:
    return evaluate(kb, brand(said(kb, words)))


# W, E and P; the outcome; which of E and P leave a reservation.
OUTCOMES = """
    FFF does_not_apply -      TFF fires     -     uFF undetermined -
    FFT does_not_apply -      TFT postponed -     uFT undetermined -
    FFu does_not_apply -      TFu fires     p     uFu undetermined -
    FTF does_not_apply -      TTF excepted  -     uTF excepted     -
    FTT does_not_apply -      TTT excepted  -     uTT excepted     -
    FTu does_not_apply -      TTu excepted  -     uTu excepted     -
    FuF does_not_apply -      TuF fires     e     uuF undetermined -
    FuT does_not_apply -      TuT postponed e     uuT undetermined -
    Fuu does_not_apply -      Tuu fires     ep    uuu undetermined -
"""
CELLS = OUTCOMES.split()


@pytest.mark.parametrize(
    ("values", "outcome", "open_provisos"), list(zip(CELLS[::3], CELLS[1::3], CELLS[2::3], strict=True))
)
def test_outcome_of_advice(values: str, outcome: str, open_provisos: str) -> None:
    kb = knowledge_base(WEP, advice=[advice("a", is_yes("w"), [is_yes("e")], [is_yes("p")])])
    result = judged(kb, values).advice["a"]
    assert result.outcome is Outcome(outcome)
    assert result.when is VALUES[values[0]]
    expected = [
        Reservation("a", {"e": "unless", "p": "postpone_while"}[letter], 0, (letter,))
        for letter in open_provisos.strip("-")
    ]
    assert list(result.reservations) == expected


@pytest.mark.parametrize(
    ("values", "value", "reserved"),
    [
        ("TF", "T", False),
        ("Tu", "T", True),
        ("TT", "F", False),
        ("FF", "F", False),
        ("Fu", "F", False),
        ("FT", "F", False),
        ("uF", "u", False),
        ("uu", "u", False),
        ("uT", "F", False),
    ],
)
def test_value_of_a_conclusion_rule(values: str, value: str, reserved: bool) -> None:
    kb = knowledge_base(WEP[:2], [rule("r", is_yes("w"), "c", unless=[is_yes("e")])])
    inference = judged(kb, values)
    assert inference.rules["r"] is VALUES[value]
    assert inference.conclusions["c"].value is VALUES[value]
    assert inference.conclusions["c"].reservations == ((Reservation("r", "unless", 0, ("e",)),) if reserved else ())


@pytest.mark.parametrize(
    ("values", "value"), [("TT", "T"), ("TF", "T"), ("Tu", "T"), ("uF", "u"), ("uu", "u"), ("FF", "F")]
)
def test_a_conclusion_is_yes_by_one_rule_and_no_only_by_all(values: str, value: str) -> None:
    kb = knowledge_base(WEP[:2], [rule("r1", is_yes("w"), "c"), rule("r2", is_yes("e"), "c")])
    assert judged(kb, values).conclusions["c"].value is VALUES[value]


def test_one_of_several_exceptions_is_enough() -> None:
    kb = knowledge_base(WEP, advice=[advice("a", is_yes("w"), [is_yes("e"), is_yes("p")])])
    assert judged(kb, "TFT").advice["a"].outcome is Outcome.EXCEPTED
    assert judged(kb, "TFT").advice["a"].reason.proviso == ("unless", 1)
    assert [one.index for one in judged(kb, "TuF").advice["a"].reservations] == [0]
    assert [one.index for one in judged(kb, "Tuu").advice["a"].reservations] == [0, 1]


# Conclusions that are yes, each under its own reservation: r1 by one open exception, r2 by two, r3 by none.
RESERVED = [question(id) for id in ("t", "f", "u1", "u2", "u3")]
RULES = [
    rule("r0", is_yes("t"), "none"),
    rule("r1", is_yes("t"), "one", unless=[is_yes("u1")]),
    rule("r2", is_yes("t"), "two", unless=[is_yes("u2"), is_yes("u3")]),
]
ONE, TWO, THREE = {"u1"}, {"u2", "u3"}, {"u1", "u2", "u3"}


@pytest.mark.parametrize(
    ("when", "outcome", "open_questions"),
    [
        (concluded("one"), "fires", ONE),
        (any_of(concluded("two"), concluded("one")), "fires", ONE),
        (any_of(concluded("one"), is_yes("t")), "fires", set()),
        (any_of(concluded("two"), concluded("none")), "fires", set()),
        (all_of(concluded("one"), concluded("two")), "fires", THREE),
        (all_of(concluded("none"), concluded("two")), "fires", TWO),
        (negated(any_of(concluded("one", False), is_yes("f"))), "fires", ONE),
        (concluded("one", False), "does_not_apply", ONE),
        (all_of(concluded("two", False), concluded("one", False)), "does_not_apply", ONE),
        (all_of(concluded("two", False), is_yes("f")), "does_not_apply", set()),
        (any_of(concluded("two", False), concluded("one", False)), "does_not_apply", THREE),
    ],
)
def test_reservations_are_carried_through_conclusions(
    when: ConclusionTest, outcome: str, open_questions: set[str]
) -> None:
    kb = knowledge_base(RESERVED, RULES, [advice("a", when)])
    result = judged(kb, "TFuuu").advice["a"]
    assert result.outcome is Outcome(outcome)
    assert {question for one in result.reservations for question in one.questions} == open_questions


def test_a_conclusion_that_is_yes_has_the_reservations_of_its_surest_rule() -> None:
    rules = [*RULES, rule("r3", concluded("two"), "both"), rule("r4", concluded("one"), "both")]
    result = judged(knowledge_base(RESERVED, rules), "TFuuu").conclusions["both"]
    assert result.reason.rule == "r4"
    assert result.reason.other_ways == 1
    assert [one.entry for one in result.reservations] == ["r1"]


def test_a_conclusion_that_is_no_has_the_reservations_of_all_its_rules() -> None:
    rules = [*RULES, rule("r3", concluded("two", False), "both"), rule("r4", concluded("one", False), "both")]
    result = judged(knowledge_base(RESERVED, rules), "TFuuu").conclusions["both"]
    assert result.value is Truth.FALSE
    assert {one.entry for one in result.reservations} == {"r1", "r2"}


def test_a_rule_stopped_by_an_exception_has_the_reservations_of_the_exception() -> None:
    rules = [*RULES, rule("r3", is_yes("t"), "stopped", unless=[concluded("two"), concluded("one")])]
    result = judged(knowledge_base(RESERVED, rules), "TFuuu").conclusions["stopped"]
    assert result.value is Truth.FALSE
    assert [one.entry for one in result.reservations] == ["r1"]


def test_what_fires_carries_the_reservations_under_which_its_exceptions_are_false() -> None:
    kb = knowledge_base(RESERVED, RULES, [advice("a", is_yes("t"), [concluded("one", False)])])
    result = judged(kb, "TFuuu").advice["a"]
    assert result.outcome is Outcome.FIRES
    assert [one.entry for one in result.reservations] == ["r1"]


def test_excepted_and_postponed_advice_carries_the_reservations_of_what_holds() -> None:
    kb = knowledge_base(
        RESERVED,
        RULES,
        [
            advice("excepted", is_yes("t"), [concluded("two"), concluded("one")]),
            advice("postponed", is_yes("t"), [is_yes("u3")], [concluded("two"), concluded("one")]),
        ],
    )
    inference = judged(kb, "TFuuu")
    assert inference.advice["excepted"].outcome is Outcome.EXCEPTED
    assert inference.advice["excepted"].reason.proviso == ("unless", 1)
    assert [one.entry for one in inference.advice["excepted"].reservations] == ["r1"]
    assert inference.advice["postponed"].outcome is Outcome.POSTPONED
    assert inference.advice["postponed"].reason.proviso == ("postpone_while", 1)
    assert [one.entry for one in inference.advice["postponed"].reservations] == ["r1", "postponed"]


@pytest.mark.parametrize(
    ("when", "words", "outcome"),
    [
        (is_yes("w"), "-..", "out_of_scope"),
        (is_yes("w"), "F..", "does_not_apply"),
        (all_of(is_yes("w"), is_yes("e")), "-F.", "does_not_apply"),
        (all_of(is_yes("w"), is_yes("e")), "-T.", "out_of_scope"),
        (all_of(is_yes("w"), is_yes("e")), "-u.", "out_of_scope"),
        (any_of(is_yes("w"), is_yes("e")), "-F.", "out_of_scope"),
        (any_of(is_yes("w"), is_yes("e")), "-T.", "fires"),
        (negated(is_yes("w")), "-..", "fires"),
        (AnswerTest("w", "answered", ("yes",)), "-..", "out_of_scope"),
        (AnswerTest("w", "answered", ("no",)), "-..", "out_of_scope"),
        (all_of(concluded("c"), is_yes("p")), "-FT", "out_of_scope"),
        (all_of(concluded("c"), is_yes("p")), "-FF", "does_not_apply"),
    ],
)
def test_out_of_scope_is_what_only_inapplicable_questions_make_false(
    when: AnswerTest, words: str, outcome: str
) -> None:
    kb = knowledge_base(WEP, [rule("r", is_yes("w"), "c"), rule("r2", is_yes("e"), "c")], [advice("a", when)])
    assert judged(kb, words).advice["a"].outcome is Outcome(outcome)


def test_an_irrelevant_question_puts_advice_out_of_scope_by_the_answer_that_made_it_so() -> None:
    kb = knowledge_base(
        [question("forum"), question("rules", relevant_when=is_yes("forum"))], advice=[advice("a", is_yes("rules"))]
    )
    result = judged(kb, "FT").advice["a"]
    assert result.outcome is Outcome.OUT_OF_SCOPE
    assert result.reason.answers == ("forum",)
    assert judged(kb, "uT").advice["a"].outcome is Outcome.FIRES


def test_settle_names_the_open_questions_through_conclusions_in_interview_order() -> None:
    kb = knowledge_base(
        [question("a"), question("b"), number("n"), question("several", "choices", "xyz"), question("known")],
        [rule("r", all_of(AnswerTest("n", "at_least", 3), is_yes("known")), "c")],
        [advice("x", all_of(AnswerTest("several", "includes", ("x",)), concluded("c"), is_yes("known"), is_yes("a")))],
    )
    partly = answered(Choices(frozenset("y"), frozenset()))
    inference = evaluate(kb, brand({"several": partly, "n": UNKNOWN, "known": answered("yes")}))
    assert inference.advice["x"].outcome is Outcome.UNDETERMINED
    assert inference.advice["x"].settle == ("a", "n", "several")
    assert inference.conclusions["c"].settle == ("n",)
    assert inference.advice["x"].reason.conclusions == (("c", Truth.UNDETERMINED),)


def test_settled_results_have_nothing_to_settle() -> None:
    kb = knowledge_base(WEP, advice=[advice("a", is_yes("w"), [is_yes("e")])])
    for words in ("T..", "F..", "TT.", "-.."):
        assert judged(kb, words).advice["a"].settle == ()


def test_additions_are_those_whose_condition_holds() -> None:
    added = tuple(Addition(is_yes(id), {"en": id}) for id in ("e", "p", "w"))
    kb = knowledge_base(WEP, advice=[replace(advice("a", is_yes("w")), add=added)])
    assert judged(kb, "TuT").advice["a"].additions == (1, 2)


def test_checks_are_judged_and_say_which_answers_contradict_each_other() -> None:
    kb = knowledge_base(WEP, [rule("r", is_yes("p"), "c")], checks=[check("k", all_of(is_yes("w"), concluded("c")))])
    inference = judged(kb, "TFT")
    assert inference.checks["k"] is Truth.TRUE
    assert inference.check_reasons["k"].answers == ("w",)
    assert inference.check_reasons["k"].conclusions == (("c", Truth.TRUE),)
    assert inference.check_reasons["k"].all_answers == ("w", "p")
    assert judged(kb, "TFu").checks["k"] is Truth.UNDETERMINED


def test_a_condition_made_by_the_caller_is_judged_like_one_of_the_knowledge_base() -> None:
    kb = knowledge_base(WEP, [rule("r", is_yes("p"), "c")])
    evaluation = Evaluation(kb, effective(kb, brand(said(kb, "TFu"))))
    assert evaluation.truth(all_of(is_yes("w"), negated(is_yes("e")))) is Truth.TRUE
    assert evaluation.truth(any_of(is_yes("e"), concluded("c"))) is Truth.UNDETERMINED


def test_a_knowledge_base_without_rules_or_advice_has_empty_results() -> None:
    inference = evaluate(knowledge_base(WEP), brand({}))
    assert (inference.conclusions, inference.rules, inference.advice, inference.checks) == ({}, {}, {}, {})


def test_results_follow_the_order_of_the_knowledge_base_not_of_derivation() -> None:
    rules = [rule("second", concluded("low"), "high"), rule("first", is_yes("w"), "low")]
    inference = judged(knowledge_base(WEP, rules), "TFF")
    assert list(inference.conclusions) == ["high", "low"]
    assert list(inference.rules) == ["second", "first"]
