"""What durable_rules cannot carry: out of reach by construction, or refused by name.

Past some of its limits it crashes or hangs; knowledge bases that would take a plain translation there are run in a
process of their own, with a time limit.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import durable_rules_engine
import pytest

from advisor.answers import Answer, Truth
from advisor.inference.compilation import compile_rules
from advisor.inference.engine import Engine, EngineFault
from advisor.inference.engines import durable as adapter
from advisor.inference.engines.addresses import ALIASES, DistinctNames, addresses, fnv1a
from advisor.inference.facts import PartFact
from advisor.inference.limits import EngineLimit
from advisor.inference.result import Verdicts
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, Condition, Not, Position
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import KnowledgeBaseError

from .built import (
    OPTIONS,
    UNKNOWN,
    advice,
    all_of,
    any_of,
    check,
    concluded,
    is_yes,
    knowledge_base,
    negated,
    number,
    question,
    random_answers,
    random_knowledge_base,
    read,
    rule,
)
from .loaded import networks
from .naive import naive_verdicts

ROOT = Path(__file__).parents[2]
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNDETERMINED


def judged(kb: KnowledgeBase, answers: Mapping[str, Answer | str | int]) -> Verdicts:
    return Engine(kb).verdicts(read(kb, answers)).verdicts


def run_apart(name: str, seconds: int = 60, environment: dict[str, str] | None = None) -> None:
    """Run a function of this module in a process of its own, so that neither a crash nor a hang reaches the suite."""
    finished = subprocess.run(
        [sys.executable, "-c", f"from tests.inference import test_limits; test_limits.{name}(); print('done')"],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert (finished.returncode, finished.stdout) == (0, "done\n"), finished.stderr


def agree(kb: KnowledgeBase, *answers: Mapping[str, Answer | str | int]) -> None:
    engine = Engine(kb)
    for given in answers:
        readable = read(kb, given)
        assert engine.verdicts(readable).verdicts == naive_verdicts(kb, readable)


# --- 16 patterns in a rule: error 304 --------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [15, 16, 17, 31, 32, 33, 256, 257, 300])
def test_conjunctions_of_any_length_are_matched(length: int) -> None:
    ids = [f"q{i}" for i in range(length)]
    kb = knowledge_base([question(id) for id in ids], advice=[advice("it", all_of(*map(is_yes, ids)))])
    engine = Engine(kb)
    assert max(len(rule.body) for rule in engine.compiled.rules) <= 16
    every = dict.fromkeys(ids, "yes")
    for missing in (ids[0], ids[length // 2], ids[-1]):
        for answer, expected in (("yes", T), ("no", F), (UNKNOWN, U)):
            verdicts = engine.verdicts(read(kb, {**every, missing: answer})).verdicts
            assert verdicts.advice["it"][0] is expected


def test_sixteen_conditions_and_an_exception_are_matched() -> None:
    ids = [f"q{i}" for i in range(16)]
    kb = knowledge_base(
        [question(id) for id in (*ids, "e")], [rule("r", all_of(*map(is_yes, ids)), "c", unless=[is_yes("e")])]
    )
    every = dict.fromkeys(ids, "yes")
    agree(kb, {**every, "e": "yes"}, {**every, "e": "no"}, every, {**every, "q7": "no"}, {**every, "q7": UNKNOWN})


def test_adapter_refuses_a_rule_the_engine_would_misread() -> None:
    for body in ([], range(17), [1, 1]):
        with pytest.raises(EngineFault, match="patterns"):
            adapter._definition(addresses([list(body)]))


# --- clauses: neither explosion nor loss -----------------------------------------------------------------------------


def test_conditions_that_would_multiply_out_to_thousands_of_rules_stay_small() -> None:
    questions = [question(f"q{i}", "choices", OPTIONS) for i in range(6)]
    parts = [any_of(*(AnswerTest(each.id, "includes", (option,)) for option in OPTIONS)) for each in questions]
    kb = knowledge_base(questions, advice=[advice("it", all_of(*parts))])
    counts = Engine(kb).compiled.counts
    assert counts.rules <= 26
    assert counts.auxiliaries <= 6
    deep = parts[0]
    for part in parts * 8:
        deep = any_of(all_of(deep, part), negated(part))
    kb = knowledge_base(questions, advice=[advice("it", deep)])
    assert Engine(kb).compiled.counts.rules < 2_000
    agree(kb, {}, {"q1": UNKNOWN})


def test_parts_that_conditions_share_are_compiled_once() -> None:
    ids = [f"q{i}" for i in range(8)]
    shared = any_of(*map(is_yes, ids[:6]))
    kb = knowledge_base(
        [question(id) for id in ids],
        advice=[advice(f"a{i}", all_of(shared, is_yes(ids[6 + i % 2]))) for i in range(10)],
    )
    compiled = Engine(kb).compiled
    assert compiled.counts.auxiliaries == 1
    assert compiled.counts.rules == 6 + 10
    assert sum(isinstance(fact, PartFact) for fact in compiled.facts) == 1


def test_no_negation_reaches_the_engine() -> None:
    kb = knowledge_base(
        [question("a"), question("b")],
        [rule("r", negated(is_yes("a")), "c", unless=[negated(is_yes("b"))])],
        [advice("it", negated(any_of(concluded("c"), negated(concluded("c", False)), is_yes("a"))))],
    )
    engine = Engine(kb)
    definitions = [json.loads(network._definition) for network in networks(engine)]
    for each in (rule_ for definition in definitions for rule_ in definition.values()):
        assert set(each) <= {"all", "dist", "cap"}
        assert each["dist"] == 0
        for pattern in each["all"]:
            ((_, condition),) = pattern.items()
            tests = condition.get("$and", [condition])
            assert all(value == 1 and not name.startswith("$") for test in tests for name, value in test.items())
    agree(kb, *({"a": a, "b": b} for a in ("yes", "no", UNKNOWN) for b in ("yes", "no", UNKNOWN)))


def test_a_combinator_without_parts_is_decided_whatever_is_known() -> None:
    """Grounding makes them where a list has no instances."""
    for condition, value in ((AllOf(()), T), (AnyOf(()), F), (negated(AnyOf(())), T), (negated(AllOf(())), F)):
        kb = knowledge_base(
            [question("a")],
            [rule("r", condition, "c")],
            [advice("it", condition), advice("both", all_of(is_yes("a"), condition)), advice("c", concluded("c"))],
        )
        verdicts = judged(kb, {})
        assert verdicts.advice["it"][0] is verdicts.conclusions["c"] is verdicts.advice["c"][0] is value
        assert verdicts.advice["both"][0] is (U if value is T else F)
        agree(kb, {}, {"a": "yes"}, {"a": "no"})


def test_conditions_nested_too_deep_are_refused_by_name() -> None:
    deep: Condition = is_yes("a")
    for _ in range(100):
        deep = negated(deep)
    for entries in ({"advice": [advice("deep-one", deep)]}, {"checks": [check("deep-one", deep)]}):
        with pytest.raises(EngineLimit, match=r"deep-one.*more than 100 levels deep.*conclusion of its own"):
            Engine(knowledge_base([question("a")], **entries))
    assert isinstance(deep, Not)
    allowed = deep.part
    assert judged(knowledge_base([question("a")], advice=[advice("it", allowed)]), {"a": "no"}).advice["it"][0] is T


# --- 64 conditions true for one message, 512 to choose from: error 303, hang -----------------------------------------


def many_thresholds() -> None:
    kb = knowledge_base(
        [number("n", 0, 2_000)],
        advice=[advice(f"a{i}", AnswerTest("n", "at_least", i)) for i in range(700)]
        + [advice("all", all_of(*(AnswerTest("n", "at_least", i) for i in range(200))))],
    )
    agree(kb, {"n": 2_000}, {"n": 150}, {"n": 0}, {"n": UNKNOWN})


def test_hundreds_of_tests_true_of_one_answer_are_matched() -> None:
    run_apart("many_thresholds")


def many_questions() -> None:
    ids = [f"q{i}" for i in range(1_500)]
    kb = knowledge_base(
        [question(id) for id in ids],
        advice=[advice(f"a{i}", all_of(is_yes(ids[i]), negated(is_yes(ids[i - 1])))) for i in range(1_500)],
    )
    agree(kb, {id: ("yes", "no")[i % 2] for i, id in enumerate(ids)}, {ids[7]: "yes"})


def test_thousands_of_different_facts_are_told_apart() -> None:
    run_apart("many_questions")


@pytest.mark.parametrize("count", [1, 100, 5_000, 60_000])
def test_every_fact_has_an_address_of_its_own_in_tables_far_from_full(count: int) -> None:
    given = addresses([[number_, number_ + 1] for number_ in range(count - 1)] or [[0]])
    every = [address for copies in given.copies.values() for address in copies]
    assert len({(address.group, address.place) for address in every}) == count
    identities = {name for address in every for name in (address.identity, address.twin)} | {given.sentinel}
    properties = {name for address in every for name in (address.group, address.place)} | {given.sentinel}
    own = {"sid", "id", "sid-certain", "sid-possible"}
    for names, size in ((identities | own, 2 * count + 5), (properties | own | set(ALIASES), None)):
        assert len({fnv1a(name) for name in names}) == len(names)
        assert size is None or len(names) == size
    assert len({address.group for address in every}) <= 300
    assert len({address.place for address in every}) <= 300


# --- 256 rules on one condition: error 108, or a segmentation fault --------------------------------------------------


def many_readers_alone() -> None:
    kb = knowledge_base([question("a")], advice=[advice(f"a{i}", is_yes("a")) for i in range(1_300)])
    agree(kb, {"a": "yes"}, {"a": "no"}, {})


def many_readers_of_a_pair() -> None:
    kb = knowledge_base(
        [question("a"), question("b")],
        [rule(f"r{i}", all_of(is_yes("a"), is_yes("b")), f"c{i % 7}") for i in range(700)],
        [advice(f"a{i}", all_of(concluded("c1"), negated(is_yes("b")))) for i in range(300)]
        + [advice(f"b{i}", concluded("c2")) for i in range(300)],
    )
    agree(kb, {"a": "yes", "b": "yes"}, {"a": "yes", "b": "no"}, {"a": "yes"})


def many_readers_in_pairs_and_one_alone() -> None:
    ids = [f"q{i}" for i in range(450)]
    kb = knowledge_base(
        [question("a"), *map(question, ids)],
        advice=[*(advice(f"with_{id}", all_of(is_yes("a"), is_yes(id))) for id in ids), advice("alone", is_yes("a"))],
    )
    agree(kb, {"a": "yes", ids[3]: "yes"}, {"a": "no", ids[440]: "yes"}, dict.fromkeys(("a", *ids), "yes"), {})


@pytest.mark.parametrize(
    "knowledge", ["many_readers_alone", "many_readers_of_a_pair", "many_readers_in_pairs_and_one_alone"]
)
def test_any_number_of_rules_read_the_same_fact(knowledge: str) -> None:
    run_apart(knowledge)


# --- 252 properties, reserved names, 32-bit hashes --------------------------------------------------------------------


def test_facts_carry_only_given_names_whatever_authors_write() -> None:
    words = ("id", "sid", "all", "true", "1", "s", "costarring", "liquid", "last")
    kb = knowledge_base(
        [question(word) for word in words],
        [rule(word, is_yes(word), f"c_{word}") for word in words],
        [advice(word, concluded(f"c_{word}")) for word in words],
    )
    engine = Engine(kb)
    for word in words:
        verdicts = engine.verdicts(read(kb, {**dict.fromkeys(words, "no"), word: "yes"})).verdicts
        assert [id for id, values in verdicts.advice.items() if values[0] is T] == [word]
    for copies in (one for network in networks(engine) for one in network._addresses.copies.values()):
        for copy in copies:
            names = [name for name in (copy.group, copy.place, copy.alone) if name]
            assert names
            assert all(re.fullmatch("[gpu][0-9]+", name) for name in names)
            assert list(json.loads(copy.fact("certain"))) == ["sid", "id", *names]
            assert not {copy.group, copy.place} & set(words)


def test_hash_is_the_one_by_which_durable_rules_confuses_names() -> None:
    assert fnv1a("costarring") == fnv1a("liquid")
    assert fnv1a("id") == 926444256
    assert fnv1a("sid") == 3593476751


def test_names_with_the_hash_of_another_are_never_given_out() -> None:
    hashes: dict[int, int] = {}
    first = second = 0
    for number_ in range(400_000):
        if (twin := hashes.setdefault(fnv1a(f"f{number_}"), number_)) != number_:
            first, second = twin, number_
            break
    assert fnv1a(f"f{first}") == fnv1a(f"f{second}")
    names = DistinctNames((f"f{first}",))
    names._next["f"] = second
    assert names.fresh("f") == f"f{second + 1}"


# --- 4,096 rules, and memory -----------------------------------------------------------------------------------------


def many_advice() -> None:
    kb = knowledge_base(
        [number("n", 0, 9), question("a")],
        advice=[advice(f"a{i}", AnswerTest("n", "at_least", i % 9)) for i in range(5_000)],
    )
    agree(kb, {"n": 4}, {})


def test_more_advice_than_the_engine_carries_in_one_network_is_dealt_out() -> None:
    run_apart("many_advice", 120)


def test_too_many_conclusion_rules_are_refused_by_name() -> None:
    asked = number("n", 0, 9_000)
    large = AnyOf(tuple(AnswerTest("n", "is", value) for value in range(4_096)))
    kb = knowledge_base([asked], [rule("small-one", AnswerTest("n", "is", 1), "c"), rule("large-one", large, "c")])
    with pytest.raises(EngineLimit) as caught:
        Engine(kb)
    message = str(caught.value)
    for words in ("4,097 engine rules", "carries 4,095", "rule large-one", "4,096", "divide the knowledge base"):
        assert words in message
    assert caught.value.problems[0].about == "large-one"


def test_too_many_patterns_are_refused_by_name() -> None:
    ids = [f"q{i}" for i in range(40)]
    kb = knowledge_base(
        [question(id) for id in ids],
        advice=[
            advice(f"a{i}", all_of(*(is_yes(ids[(i + step * 3) % 40]) for step in range(13)))) for i in range(1_600)
        ],
    )
    with pytest.raises(EngineLimit, match=r"engine patterns.*carries 20,000.*the advice a0 when.*divide"):
        Engine(kb)


def test_limit_says_where_the_entry_stands() -> None:
    deep: Condition = is_yes("a")
    for _ in range(100):
        deep = negated(deep)
    at = Position("rules/advice.yaml", 7, 5)
    kb = knowledge_base([question("a")], advice=[replace(advice("it", deep), at=at)])
    with pytest.raises(KnowledgeBaseError, match=r"^rules/advice.yaml:7:5: E091 "):
        Engine(kb)


def test_conclusions_in_a_cycle_are_refused_with_each_rule_on_it() -> None:
    kb = knowledge_base(
        [question("a")],
        [
            rule("one", concluded("z"), "x"),
            rule("two", is_yes("a"), "y", unless=[concluded("x", False)]),
            rule("three", concluded("y"), "z"),
            rule("aside", concluded("z"), "w"),
        ],
    )
    with pytest.raises(KnowledgeBaseError) as caught:
        compile_rules(kb)
    assert [problem.about for problem in caught.value.problems] == ["one", "three", "two"]


# --- sessions --------------------------------------------------------------------------------------------------------


def sessions_without_firings() -> None:
    kb = knowledge_base([question("a")], advice=[advice("it", is_yes("a"))])
    for _ in range(300):
        engine = Engine(kb)
        engine._memories.open()
        engine._memories.close()
        assert engine.verdicts(read(kb, {"a": "no"})).verdicts.advice["it"][0] is F
        engine._memories.close()
    empty = Engine(knowledge_base([question("a")]))
    for _ in range(300):
        empty.verdicts(read(kb, {}))
        empty._memories.close()


def test_sessions_in_which_nothing_fired_can_be_given_back() -> None:
    run_apart("sessions_without_firings")


def more_sessions_than_the_engine_has() -> None:
    kb = knowledge_base([question("a")], advice=[advice("it", is_yes("a"))])
    engine = Engine(kb)
    for _ in range(1_500):
        assert engine.verdicts(read(kb, {"a": "yes"})).verdicts.advice["it"][0] is T
        engine._memories.close()


def test_sessions_are_never_used_up() -> None:
    run_apart("more_sessions_than_the_engine_has")


def long_joins_again_and_again() -> None:
    for length in (16, 256, 257):
        ids = [f"q{i}" for i in range(length)]
        kb = knowledge_base([question(id) for id in ids], advice=[advice("it", all_of(*map(is_yes, ids)))])
        every = read(kb, dict.fromkeys(ids, "yes"))
        for _ in range(15):
            engine = Engine(kb)
            for _ in range(4):
                assert engine.verdicts(every).verdicts.advice["it"] == (T, F, F)


def test_facts_that_long_rules_matched_are_retracted_without_harm() -> None:
    """durable_rules writes past the end of an array here unless it is kept from it; zeroed memory makes it crash."""
    run_apart("long_joins_again_and_again", environment={"MALLOC_PERTURB_": "255"})


@pytest.mark.parametrize("seed", range(5))
def test_every_join_that_fired_is_matched_anew_before_its_facts_are_retracted(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    kb = random_knowledge_base(random.Random(seed), questions=10, rules=16)
    engine = Engine(kb)
    calls: list[tuple[str, str]] = []
    joins: list[tuple[set[str], list[tuple[str, str]]]] = []
    core = durable_rules_engine

    def noting(name: str) -> None:
        original = getattr(core, name)

        def call(handle: int, facts: str) -> Any:
            calls.extend((name, fact["id"]) for fact in json.loads(facts))
            return original(handle, facts)

        monkeypatch.setattr(core, name, call)

    forget_firings = adapter.DurableSession._forget_firings

    def watched(self: adapter.DurableSession) -> None:
        calls.clear()
        forget_firings(self)
        (network,) = (one for one in networks(engine) if one._handle == self._handle)
        fired = [network._addresses.bodies[rule_] for rule_ in self._fired]
        joins.extend(({address.twin for address in body}, calls[:]) for body in fired if len(body) > 1)

    noting("assert_facts")
    noting("retract_facts")
    monkeypatch.setattr(adapter.DurableSession, "_forget_firings", watched)
    engine.verdicts(read(kb, random_answers(random.Random(seed), kb)))
    assert len(joins) > 2
    for twins, made in joins:
        assert made[::2] == [("assert_facts", identity) for _, identity in made[1::2]]
        assert made[1::2] == [("retract_facts", identity) for _, identity in made[::2]]
        assert twins & {identity for _, identity in made}


def a_slow_action() -> None:
    kb = knowledge_base(
        [question("a")], [rule("r", is_yes("a"), "c")], [advice("it", concluded("c")), advice("too", concluded("c"))]
    )
    original = adapter.DurableSession._act

    pauses = [11]

    def slowly(self: adapter.DurableSession, rule_: int) -> None:
        time.sleep(pauses.pop() if pauses else 0)
        original(self, rule_)

    adapter.DurableSession._act = slowly  # type: ignore[method-assign,assignment]
    verdicts = Engine(kb).verdicts(read(kb, {"a": "yes"})).verdicts
    assert [values[0] for values in verdicts.advice.values()] == [T, T]


def test_action_longer_than_ten_seconds_loses_nothing() -> None:
    run_apart("a_slow_action")
