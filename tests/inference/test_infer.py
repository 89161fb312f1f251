"""Inference is what both engines agree on, and stops where they do not."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from advisor.answers import Answer, Answers, AnswerState, EffectiveAnswers, Truth
from advisor.inference import Disagreement, EngineFault, InferenceError, Outcome, evaluate, ground, infer
from advisor.inference.dependency_index import index_of
from advisor.inference.engine import Engine, EngineRun
from advisor.inference.evaluator import Evaluation
from advisor.inference.result import Verdicts
from advisor.knowledge.condition import AnswerTest
from advisor.knowledge.model import ConclusionRule, KnowledgeBase
from tests.differential import series

from .built import advice, answered, any_of, brand, check, concluded, is_yes, knowledge_base, question, rule

KB = knowledge_base(
    [question("q1"), question("q2"), question("q3")],
    [rule("r", is_yes("q1"), "c", unless=[is_yes("q2")])],
    [advice("a", concluded("c"), (), [is_yes("q3")]), advice("b", concluded("c", False), [is_yes("q3")])],
    [check("k", is_yes("q1"))],
)
ANSWERS = brand({"q1": answered("yes"), "q2": answered("no"), "q3": answered("yes")})


def test_the_agreed_result_is_that_of_the_evaluator_with_reasons() -> None:
    for _, kb, answers in series(100, seed=7):
        assert infer(kb, answers) == evaluate(kb, answers)


def test_what_is_remembered_while_answers_change_is_what_would_be_inferred_anew() -> None:
    """With one answer changed at a time, and back at once to the answers of the beginning."""
    for _, kb, answers in series(60, seed=8):
        given = dict(answers.given)
        for id in ground(kb, answers.instances).questions:
            unknown = Answer(AnswerState.UNKNOWN)
            given[id] = unknown if given.get(id) != unknown else Answer(AnswerState.NOT_APPLICABLE, because="so")
            changed = replace(answers, given=given.copy())
            assert infer(kb, changed) == evaluate(kb, changed)
        assert infer(kb, answers) == evaluate(kb, answers)


def test_what_makes_a_question_relevant_is_not_remembered_once_it_is_something_else() -> None:
    questions = [question("q1"), question("q2"), question("q3", relevant_when=any_of(is_yes("q1"), is_yes("q2")))]
    kb = knowledge_base(questions, advice=[advice("a", AnswerTest("q3", "answered", ("no",)))])
    for first, second in (("yes", "yes"), ("no", "yes"), ("yes", "no")):
        inference = infer(kb, brand({"q1": answered(first), "q2": answered(second)}))
        assert inference.advice["a"].reason.all_answers == ("q1" if first == "yes" else "q2", "q3")


def test_inference_says_what_fires_and_why() -> None:
    inference = infer(KB, ANSWERS)
    assert inference.advice["a"].outcome is Outcome.POSTPONED
    assert inference.conclusions["c"].reason.rule == "r"
    assert inference.advice["a"].reason.all_answers == ("q1", "q3")
    assert inference.checks == {"k": Truth.TRUE}


def altered(monkeypatch: pytest.MonkeyPatch, change: Callable[[Verdicts], Verdicts]) -> None:
    """Let the rule engine's verdicts be changed on the way to the comparison."""
    honest = Engine.verdicts

    def verdicts(self: Engine, effective: EffectiveAnswers) -> EngineRun:
        run = honest(self, effective)
        return replace(run, verdicts=change(run.verdicts))

    monkeypatch.setattr(Engine, "verdicts", verdicts)


CHANGES: dict[str, Callable[[Verdicts], Verdicts]] = {
    "conclusion c": lambda said: replace(said, conclusions={"c": Truth.UNDETERMINED}),
    "conclusion rule r": lambda said: replace(said, rules={"r": Truth.FALSE}),
    "check k": lambda said: replace(said, checks={"k": Truth.FALSE}),
    "`when` of the advice b": lambda said: replace(
        said, advice={**said.advice, "b": (Truth.TRUE, *said.advice["b"][1:])}
    ),
    "`unless` of the advice b": lambda said: replace(
        said, advice={**said.advice, "b": (said.advice["b"][0], Truth.UNDETERMINED, Truth.FALSE)}
    ),
    "`postpone_while` of the advice a": lambda said: replace(
        said, advice={**said.advice, "a": (*said.advice["a"][:2], Truth.FALSE)}
    ),
    "check more": lambda said: replace(said, checks={**said.checks, "more": Truth.TRUE}),
    "conclusion c is missing": lambda said: replace(said, conclusions={}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_difference_anywhere_stops_the_assessment_with_both_results(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        altered(patch, CHANGES[what])
        with pytest.raises(Disagreement) as raised:
            infer(KB, ANSWERS)
    assert what.removesuffix(" is missing") in str(raised.value)
    assert len(raised.value.differences) == 1
    assert raised.value.engine == CHANGES[what](raised.value.evaluator)
    assert infer(KB, ANSWERS) == evaluate(KB, ANSWERS), "the next assessment must be possible"


def test_a_fault_of_the_evaluator_is_found_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Evaluation._rule

    def unexceptional(self: Evaluation, rule: ConclusionRule) -> Truth:
        return honest(self, replace(rule, unless=()))

    excepted = replace(ANSWERS, given={**ANSWERS.given, "q2": answered("yes")})
    with monkeypatch.context() as patch:
        patch.setattr(Evaluation, "_rule", unexceptional)
        with pytest.raises(Disagreement, match="conclusion c is false for the engine and true for the evaluator"):
            infer(KB, excepted)
    assert infer(KB, excepted).conclusions["c"].value is Truth.FALSE


@pytest.mark.parametrize("lost", [("rule", "r", "when"), ("check", "k", "when"), ("advice", "a", "postpone_while")])
def test_what_is_true_without_a_firing_stops_the_assessment(
    lost: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = EngineRun.firings.func  # type: ignore[attr-defined]

    def firings(self: EngineRun) -> Iterator[object]:
        return (one for one in honest(self) if (one.key.kind, one.key.id, one.key.clause) != lost)

    with monkeypatch.context() as patch:
        patch.setattr(EngineRun, "firings", property(firings))
        with pytest.raises(Disagreement, match="no rule of the engine fired for it"):
            infer(KB, ANSWERS)
    assert infer(KB, ANSWERS) == evaluate(KB, ANSWERS)


def test_a_firing_over_what_is_only_possible_is_no_support(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = EngineRun.firings.func  # type: ignore[attr-defined]
    patched = property(lambda self: tuple(replace(one, certain=False) for one in honest(self)))
    monkeypatch.setattr(EngineRun, "firings", patched)
    with pytest.raises(Disagreement):
        infer(KB, ANSWERS)


def test_a_failing_engine_stops_the_assessment_and_not_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Engine, effective: EffectiveAnswers) -> EngineRun:
        raise EngineFault("planted")

    with monkeypatch.context() as patch:
        patch.setattr(Engine, "verdicts", fail)
        with pytest.raises(InferenceError, match="planted"):
            infer(KB, ANSWERS)
    assert infer(KB, ANSWERS) == evaluate(KB, ANSWERS)


def test_a_long_list_of_differences_is_cut_but_kept_whole_on_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"c{number}" for number in range(12)]
    kb = knowledge_base([question("q1")], [rule(f"r-{name}", is_yes("q1"), name) for name in names])
    altered(monkeypatch, lambda said: replace(said, conclusions=dict.fromkeys(names, Truth.FALSE)))
    with pytest.raises(Disagreement, match="and 7 more") as raised:
        infer(kb, brand({"q1": answered("yes")}))
    assert len(raised.value.differences) == 12


def test_threads_get_the_same_results() -> None:
    cases = [(kb, answers, evaluate(kb, answers)) for _, kb, answers in series(40, seed=3)]
    wrong: list[str] = []

    def work(cases: list[tuple[KnowledgeBase, Answers, object]]) -> None:
        for kb, answers, expected in cases:
            if infer(kb, answers) != expected:
                wrong.append(kb.id)

    threads = [threading.Thread(target=work, args=(cases[start:] + cases[:start],)) for start in (0, 10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_long_chain_of_conclusions_is_inferred() -> None:
    rules = [rule("r0", is_yes("q1"), "c0"), *(rule(f"r{i}", concluded(f"c{i - 1}"), f"c{i}") for i in range(1, 400))]
    kb = knowledge_base([question("q1")], rules, [advice("a", concluded("c399"))])
    result = infer(kb, brand({"q1": answered("yes")})).advice["a"]
    assert result.outcome is Outcome.FIRES
    assert result.reason.all_answers == ("q1",)


def test_a_knowledge_base_is_freed_with_all_that_was_remembered_of_it() -> None:
    kb = knowledge_base([question("q1")], [rule("r", is_yes("q1"), "c")])
    infer(kb, brand({"q1": answered("yes")}))
    gone, reading = weakref.ref(kb), weakref.ref(index_of(kb))
    del kb
    gc.collect()
    assert gone() is None
    assert reading() is None
