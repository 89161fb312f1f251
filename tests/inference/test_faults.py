"""When the rule engine fails: the run stops with an error that says so, and the next one is as good as any."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Callable
from typing import Any

import durable_rules_engine
import psutil
import pytest

from advisor.inference.engine import Engine, EngineFault
from advisor.inference.engines import durable as adapter
from advisor.inference.error import InferenceError

from .built import (
    advice,
    concluded,
    is_yes,
    knowledge_base,
    negated,
    question,
    random_answers,
    random_knowledge_base,
    read,
    rule,
)
from .naive import naive_verdicts

CORE = durable_rules_engine
KB = knowledge_base(
    [question("a"), question("b"), question("e")],
    [
        rule("low", is_yes("a"), "c", unless=[is_yes("e")]),
        rule("high", concluded("c"), "d"),
        rule("higher", concluded("d"), "f"),
        rule("highest", concluded("f"), "g"),
        rule("beside", is_yes("a"), "h"),
    ],
    [advice("one", concluded("d")), advice("two", negated(is_yes("b"))), advice("three", concluded("c", False))],
)
ANSWERS = read(KB, {"a": "yes", "b": "no"})


@pytest.fixture(params=["fresh", "used"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An engine at its first run, and one that has served before."""
    engine = Engine(KB)
    if request.param == "used":
        engine.verdicts(ANSWERS)
    return engine


def faulty(monkeypatch: pytest.MonkeyPatch, name: str, replacement: Callable[..., Any]) -> None:
    """Replace a function of the engine's core by `replacement(original, call number, *arguments)`."""
    original = getattr(CORE, name)
    calls = iter(range(10**9))

    def call(*arguments: Any) -> Any:
        return replacement(original, next(calls), *arguments)

    monkeypatch.setattr(CORE, name, call)


def stops_and_recovers(engine: Engine, monkeypatch: pytest.MonkeyPatch, match: str) -> EngineFault:
    with pytest.raises(EngineFault, match=match) as caught:
        engine.verdicts(ANSWERS)
    message = str(caught.value)
    assert message.startswith("the rule engine failed: ")
    assert "nothing of it was kept" in message
    assert "\n" not in message
    monkeypatch.undo()
    for _ in range(3):
        assert engine.verdicts(ANSWERS).verdicts == naive_verdicts(KB, ANSWERS)
    return caught.value


def test_fault_is_an_inference_error() -> None:
    assert issubclass(EngineFault, InferenceError)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_error_in_an_action_stops_the_run(engine: Engine, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    original = adapter.DurableSession._act
    actions = iter(range(100))

    def act(self: adapter.DurableSession, rule: int) -> None:
        if next(actions) == number:
            raise ZeroDivisionError("planted")
        original(self, rule)

    monkeypatch.setattr(adapter.DurableSession, "_act", act)
    fault = stops_and_recovers(engine, monkeypatch, "ZeroDivisionError.*planted")
    assert isinstance(fault.__cause__, ZeroDivisionError)


def test_interruption_by_the_user_is_passed_on_and_leaves_the_engine_usable(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: adapter.DurableSession, rule: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(adapter.DurableSession, "_act", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.verdicts(ANSWERS)
    monkeypatch.undo()
    assert engine.verdicts(ANSWERS).verdicts == naive_verdicts(KB, ANSWERS)


@pytest.mark.parametrize("number", range(4))
def test_aborted_agenda_is_noticed(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    engine = Engine(KB)
    engine.verdicts(ANSWERS)

    def aborted(original: Callable[..., Any], call: int, handle: int, offset: int) -> Any:
        if call < number:
            return original(handle, offset)
        CORE.abandon_action(handle, offset)
        return None

    faulty(monkeypatch, "complete_and_start_action", aborted)
    stops_and_recovers(engine, monkeypatch, "agenda stopped|code 2")


def test_agenda_that_never_starts_is_noticed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty(monkeypatch, "start_action_for_state", lambda original, call, *arguments: None)
    stops_and_recovers(engine, monkeypatch, "agenda stopped")


def test_agenda_that_goes_on_after_its_end_is_noticed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def again(original: Callable[..., Any], call: int, *arguments: Any) -> Any:
        return original(*arguments) or '{"00000":{}}'

    faulty(monkeypatch, "complete_and_start_action", again)
    stops_and_recovers(engine, monkeypatch, "agenda stopped")


def test_rule_that_fires_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(KB)
    engine.verdicts(ANSWERS)
    first: list[str] = []

    def remember(original: Callable[..., Any], call: int, *arguments: Any) -> Any:
        started = original(*arguments)
        first.append(started[1])
        return started

    faulty(monkeypatch, "start_action_for_state", remember)
    faulty(
        monkeypatch,
        "complete_and_start_action",
        lambda original, call, *arguments: first[0] if call == 0 else original(*arguments),
    )
    stops_and_recovers(engine, monkeypatch, "fired twice")


@pytest.mark.parametrize("place", [0, 1, -1])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_dropped_fact_is_noticed(monkeypatch: pytest.MonkeyPatch, place: int, number: int) -> None:
    engine = Engine(KB)
    engine.verdicts(ANSWERS)

    def dropping(original: Callable[..., Any], call: int, handle: int, facts: str) -> Any:
        batch = json.loads(facts)
        if call == number and len(batch) > abs(place):
            del batch[place]
        elif call == number:
            return 0, original(handle, "[]")[1]
        return original(handle, json.dumps(batch))

    faulty(monkeypatch, "assert_facts", dropping)
    stops_and_recovers(engine, monkeypatch, "are there|agenda stopped|code|did not read|did not hold possible")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_batch_cut_short_is_noticed(engine: Engine, monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    def cut(original: Callable[..., Any], call: int, handle: int, facts: str) -> Any:
        return original(handle, facts[: int(len(facts) * share)])

    faulty(monkeypatch, "assert_facts", cut)
    stops_and_recovers(engine, monkeypatch, "are there|agenda stopped|code|did not read")


@pytest.mark.parametrize("code", [1, 2, 3])
def test_any_code_but_success_stops_the_run(engine: Engine, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    faulty(monkeypatch, "assert_facts", lambda original, call, *arguments: (code, original(*arguments)[1]))
    stops_and_recovers(engine, monkeypatch, f"code {code}")


def test_fact_asserted_twice_is_noticed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def doubled(original: Callable[..., Any], call: int, handle: int, facts: str) -> Any:
        batch = json.loads(facts)
        return original(handle, json.dumps([batch[0], *batch]))

    faulty(monkeypatch, "assert_facts", doubled)
    stops_and_recovers(engine, monkeypatch, "code 2")


@pytest.mark.parametrize(
    "name",
    ["assert_facts", "start_action_for_state", "complete_and_start_action", "get_facts", "retract_facts"],
)
def test_error_of_the_engine_itself_stops_the_run(engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def failing(original: Callable[..., Any], call: int, *arguments: Any) -> Any:
        raise CORE.error("Could not do it, error code: 301")

    faulty(monkeypatch, name, failing)
    stops_and_recovers(engine, monkeypatch, "error code: 301")


def test_rules_the_engine_refuses_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(original: Callable[..., Any], call: int, *arguments: Any) -> Any:
        raise CORE.error("Could not create ruleset, error code: 106")

    faulty(monkeypatch, "create_ruleset", failing)
    stops_and_recovers(Engine(KB), monkeypatch, "refused the rules.*106")


def test_facts_that_stay_after_a_run_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(KB)
    engine.verdicts(ANSWERS)

    def keeping_several(original: Callable[..., Any], call: int, handle: int, facts: str) -> Any:
        return (0, 0) if len(json.loads(facts)) > 1 else original(handle, facts)

    faulty(monkeypatch, "retract_facts", keeping_several)
    stops_and_recovers(engine, monkeypatch, "could not be retracted")


def test_session_that_cannot_be_given_back_does_not_keep_the_next_run_from_starting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = Engine(KB)
    engine.verdicts(ANSWERS)

    def failing(original: Callable[..., Any], call: int, *arguments: Any) -> Any:
        raise CORE.error("Could not delete state")

    faulty(monkeypatch, "delete_state", failing)
    faulty(monkeypatch, "assert_facts", lambda original, call, *arguments: (2, 0))
    stops_and_recovers(engine, monkeypatch, "code 2")


def test_fault_in_one_engine_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    other_kb = random_knowledge_base(random.Random(6))
    readable = read(other_kb, random_answers(random.Random(6), other_kb))
    other, engine = Engine(other_kb), Engine(KB)
    expected = other.verdicts(readable).verdicts
    faulty(monkeypatch, "assert_facts", lambda original, call, *arguments: (2, original(*arguments)[1]))
    with pytest.raises(EngineFault):
        engine.verdicts(ANSWERS)
    monkeypatch.undo()
    assert other.verdicts(readable).verdicts == expected


def test_fault_after_fault_uses_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """More faults than the engine has sessions, and memory stays."""
    engine = Engine(KB)
    process = psutil.Process()
    before = 0
    for number in range(1_200):
        original = adapter.DurableSession._act
        monkeypatch.setattr(adapter.DurableSession, "_act", lambda self, rule: 1 / 0)
        with pytest.raises(EngineFault):
            engine.verdicts(ANSWERS)
        monkeypatch.setattr(adapter.DurableSession, "_act", original)
        if number == 200:
            gc.collect()
            before = process.memory_info().rss
    assert engine.verdicts(ANSWERS).verdicts == naive_verdicts(KB, ANSWERS)
    gc.collect()
    assert process.memory_info().rss - before < 20 * 1024 * 1024
