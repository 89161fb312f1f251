"""What the rule engine decides, and that neither order, repetition nor threads can change it."""

from __future__ import annotations

import gc
import itertools
import json
import multiprocessing
import random
import subprocess
import sys
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import durable_rules_engine
import psutil
import pytest

from advisor.answers import (
    Answer,
    AnswerState,
    Choices,
    EffectiveAnswer,
    EffectiveAnswers,
    Truth,
    effective,
    parse_answers,
    truth,
)
from advisor.inference.condition_key import Clause, EntryKind
from advisor.inference.engine import Engine, engine_for, release_engines
from advisor.inference.engines import durable_memory as memory
from advisor.inference.facts import AnswerFact, canonical
from advisor.inference.firings import Firing, MatchedAbsence, MatchedAnswer, MatchedConclusion
from advisor.inference.result import Verdicts
from advisor.knowledge import load
from advisor.knowledge.condition import AnswerTest, Condition, Operator
from advisor.knowledge.model import KnowledgeBase, Question, QuestionType

from .built import (
    NO,
    NOT_APPLICABLE,
    OPTIONS,
    UNKNOWN,
    YES,
    advice,
    all_of,
    answered,
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
Entry = TypeVar("Entry")


def judged(kb: KnowledgeBase, answers: Mapping[str, Answer | str | int]) -> Verdicts:
    return Engine(kb).verdicts(read(kb, answers)).verdicts


# --- yes, no and undetermined ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (is_yes("a"), T),
        (negated(is_yes("a")), F),
        (is_yes("n"), F),
        (negated(is_yes("n")), T),
        (is_yes("u"), U),
        (negated(is_yes("u")), U),
        (is_yes("x"), F),
        (negated(is_yes("x")), T),
        (all_of(is_yes("a"), is_yes("u")), U),
        (all_of(is_yes("n"), is_yes("u")), F),
        (any_of(is_yes("a"), is_yes("u")), T),
        (any_of(is_yes("n"), is_yes("u")), U),
        (negated(all_of(is_yes("a"), is_yes("u"))), U),
        (negated(any_of(is_yes("n"), negated(is_yes("a")))), T),
        (negated(negated(negated(is_yes("a")))), F),
        (all_of(is_yes("u"), negated(is_yes("u"))), U),  # never dropped as impossible
        (any_of(is_yes("u"), negated(is_yes("u"))), U),  # nor taken for certain
    ],
)
def test_conditions_follow_kleene(when: Condition, expected: Truth) -> None:
    kb = knowledge_base([question(id) for id in "anux"], advice=[advice("it", when)])
    answers: dict[str, Answer | str | int] = {"a": "yes", "n": "no", "u": UNKNOWN, "x": NOT_APPLICABLE}
    assert judged(kb, answers).advice["it"] == (expected, F, F)


@pytest.mark.parametrize(("exception", "expected"), [("yes", F), ("no", T), (UNKNOWN, T), (NOT_APPLICABLE, T)])
def test_exception_of_a_rule_silences_it_only_when_certain(exception: str | Answer, expected: Truth) -> None:
    kb = knowledge_base(
        [question("a"), question("e")],
        [rule("r", is_yes("a"), "c", unless=[is_yes("e")])],
        [advice("reads-yes", concluded("c")), advice("reads-no", concluded("c", False))],
    )
    verdicts = judged(kb, {"a": "yes", "e": exception})
    assert verdicts.rules == {"r": expected}
    assert verdicts.conclusions == {"c": expected}
    opposite = F if expected is T else T
    assert [values[0] for values in verdicts.advice.values()] == [expected, opposite]


def test_conclusion_is_yes_by_any_rule_no_by_all_and_else_undetermined() -> None:
    kb = knowledge_base([question("a"), question("b")], [rule("one", is_yes("a"), "c"), rule("two", is_yes("b"), "c")])
    cases: list[tuple[Answer | str, Answer | str, Truth]]
    cases = [("yes", UNKNOWN, T), ("no", "no", F), ("no", UNKNOWN, U), (UNKNOWN, UNKNOWN, U)]
    for a, b, expected in cases:
        assert judged(kb, {"a": a, "b": b}).conclusions["c"] is expected


def test_conclusion_no_rule_derives_is_no() -> None:
    kb = knowledge_base([question("a")], conclusions=["c"], advice=[advice("it", concluded("c", False))])
    verdicts = judged(kb, {})
    assert verdicts.conclusions == {"c": F}
    assert verdicts.advice["it"][0] is T


def test_one_rule_derives_conclusions_of_several_strata() -> None:
    kb = knowledge_base(
        [question("a"), question("e")],
        [
            rule("base", is_yes("a"), "low"),
            rule("top", concluded("low"), "high"),
            rule("both", is_yes("a"), "low", "high", unless=[is_yes("e")]),
        ],
    )
    assert judged(kb, {"a": "yes", "e": "yes"}).rules == {"base": T, "top": T, "both": F}
    assert judged(kb, {"a": "yes", "e": "no"}).rules == {"base": T, "top": T, "both": T}


def test_chain_of_conclusions_is_followed_to_its_end_through_yes_and_no() -> None:
    length = 300
    rules = [rule("r0", is_yes("a"), "c0")]
    rules += [rule(f"r{i}", concluded(f"c{i - 1}", i % 2 == 0), f"c{i}") for i in range(1, length)]
    kb = knowledge_base([question("a")], rules)
    verdicts = judged(kb, {"a": "yes"})
    expected = [T]
    for i in range(1, length):
        expected.append(expected[-1] if i % 2 == 0 else (F if expected[-1] is T else T))
    assert list(verdicts.conclusions.values()) == expected
    assert set(judged(kb, {}).conclusions.values()) == {U}


def test_each_clause_of_advice_is_judged_by_itself() -> None:
    kb = knowledge_base(
        [question("w"), question("e"), question("f"), question("p")],
        advice=[advice("it", is_yes("w"), [is_yes("e"), is_yes("f")], [is_yes("p")])],
        checks=[check("k", is_yes("p"))],
    )
    verdicts = judged(kb, {"w": "no", "e": "no", "f": "yes", "p": UNKNOWN})
    assert verdicts.advice["it"] == (F, T, U)
    assert verdicts.checks == {"k": U}


def test_knowledge_base_without_rules_has_nothing_to_say() -> None:
    assert judged(knowledge_base([question("a")]), {"a": "yes"}) == Verdicts({}, {}, {}, {})


@pytest.mark.parametrize("seed", range(150))
def test_engine_agrees_with_the_semantics_written_down_plainly(seed: int) -> None:
    chance = random.Random(seed)
    kb = random_knowledge_base(
        chance, conclusions=chance.randint(1, 9), rules=chance.randint(1, 14), depth=chance.randint(1, 4)
    )
    engine = Engine(kb)
    for known in (0.1, 0.5, 0.7, 0.9, 1.0):
        readable = read(kb, random_answers(chance, kb, known))
        assert engine.verdicts(readable).verdicts == naive_verdicts(kb, readable)


@pytest.mark.parametrize("seed", range(30))
def test_rules_dealt_out_to_many_networks_decide_the_same(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(memory, "_NETWORK", 3)
    chance = random.Random(seed)
    kb = random_knowledge_base(chance)
    engine = Engine(kb)
    for known in (0.3, 0.7, 1.0, 0.5):
        readable = read(kb, random_answers(chance, kb, known))
        run = engine.verdicts(readable)
        assert run.verdicts == naive_verdicts(kb, readable)
        assert {firing.key.id for firing in run.firings if firing.key.kind == "advice" and firing.certain} == {
            id for id, values in run.verdicts.advice.items() if T in values
        }


SMALL = Path(__file__).parents[1] / "knowledge_bases" / "small"


@pytest.mark.parametrize("name", sorted(path.stem for path in (SMALL / "cases").glob("*.yaml")))
def test_engine_agrees_with_the_plain_semantics_on_a_knowledge_base_in_files(name: str) -> None:
    kb = load(SMALL)
    answers = parse_answers(kb.cases[name].document, kb)
    readable = effective(kb, answers)
    assert engine_for(kb).verdicts(readable).verdicts == naive_verdicts(kb, readable)
    for question_ in answers.given:
        without = {id: answer for id, answer in answers.given.items() if id != question_}
        readable = effective(kb, replace(answers, given=without))
        assert engine_for(kb).verdicts(readable).verdicts == naive_verdicts(kb, readable)


# --- elementary tests ------------------------------------------------------------------------------------------------

ANSWERS: dict[QuestionType, list[Answer]] = {
    "choice": [answered(option) for option in OPTIONS],
    "choices": [
        Answer(AnswerState.ANSWERED, Choices(frozenset(yes), frozenset(no)))
        for states in itertools.product("yno", repeat=4)
        for yes, no in [
            ([o for o, s in zip(OPTIONS, states, strict=True) if s == w] for w in "yn"),
        ]
    ],
    "yes_no": [answered("yes"), answered("no")],
    "number": [answered(value) for value in (-3, 0, 1, 2, 3, 10**12)],
    "text": [answered("1"), answered("true"), answered("")],
}
OTHER_STATES = [UNKNOWN, NOT_APPLICABLE, Answer(AnswerState.NOT_ASKED)]
SUBSETS = [subset for size in (1, 2, 3, 4) for subset in itertools.permutations(OPTIONS, size)]
TESTS: dict[QuestionType, list[tuple[Operator, tuple[str, ...] | int]]] = {
    "choice": [("is", (o,)) for o in OPTIONS] + [(op, s) for op in ("any_of", "none_of") for s in SUBSETS],
    "choices": [("includes", (o,)) for o in OPTIONS]
    + [(op, s) for op in ("any_of", "all_of", "none_of") for s in SUBSETS],
    "yes_no": [("is", YES), ("is", NO)],
    "number": [
        (op, value) for op in ("is", "at_least", "at_most", "more_than", "less_than") for value in (-3, 0, 1, 2, 10**12)
    ],
    "text": [],
}


@pytest.mark.parametrize("type", TESTS)
def test_canonical_test_has_the_same_value_for_every_answer(type: QuestionType) -> None:
    asked = number("q", -3, 10**12) if type == "number" else question("q", type, OPTIONS)
    for operator, value in [*TESTS[type], ("answered", YES), ("answered", NO)]:
        test = AnswerTest("q", operator, value)
        for answer in [*ANSWERS[type], *OTHER_STATES]:
            for relevance in (T, F, U):
                read = EffectiveAnswer(answer, relevance, ("q",))
                assert truth(canonical(test, asked), read) is truth(test, read), (test, answer)


def test_equivalent_tests_share_their_facts() -> None:
    kb = knowledge_base(
        [question("c", "choice", OPTIONS), question("m", "choices", OPTIONS), number("n")],
        advice=[
            advice("a1", AnswerTest("c", "none_of", ("d", "b"))),
            advice("a2", AnswerTest("c", "any_of", ("c", "a", "c"))),
            advice("a3", AnswerTest("m", "all_of", ("b",))),
            advice("a4", AnswerTest("m", "includes", ("b",))),
            advice("a5", AnswerTest("n", "more_than", 3)),
            advice("a6", AnswerTest("n", "at_least", 4)),
        ],
    )
    facts = [str(fact) for fact in Engine(kb).compiled.facts if isinstance(fact, AnswerFact)]
    assert facts == ["c any_of a,c|yes", "m includes b|yes", "n at_least 4|yes"]


ALIKE = ("1", "true", "yes", "no")
"""Option ids that an engine which converts types would take for each other, and for the number 1."""
LOOK_ALIKES: dict[QuestionType, tuple[Question, tuple[Operator, tuple[str, ...] | int], Answer]] = {
    "choice": (question("q", "choice", ALIKE), ("is", ("1",)), answered("1")),
    "choices": (
        question("q", "choices", ALIKE),
        ("includes", ("true",)),
        answered(Choices(frozenset({"true"}), frozenset({"1", "yes", "no"}))),
    ),
    "yes_no": (question("q"), ("is", YES), answered("yes")),
    "number": (number("q"), ("is", 1), answered(1)),
    "text": (question("q", "text"), ("answered", YES), answered("1")),
}


@pytest.mark.parametrize("first", LOOK_ALIKES)
@pytest.mark.parametrize("second", LOOK_ALIKES)
def test_questions_of_all_pairs_of_types_are_kept_apart(first: QuestionType, second: QuestionType) -> None:
    (left, left_test, left_answer), (right, right_test, right_answer) = LOOK_ALIKES[first], LOOK_ALIKES[second]
    tests = [AnswerTest("p", *left_test), AnswerTest("q", *right_test)]
    kb = knowledge_base(
        [replace(left, id="p"), right],
        advice=[
            advice("both", all_of(*tests)),
            advice("first-only", all_of(tests[0], negated(tests[1]))),
            advice("second-only", all_of(negated(tests[0]), tests[1])),
        ],
    )
    engine = Engine(kb)
    assert engine.verdicts(read(kb, {"p": left_answer, "q": right_answer})).verdicts.advice["both"][0] is T
    for one, other in itertools.product(
        (left_answer, UNKNOWN, NOT_APPLICABLE), (right_answer, UNKNOWN, NOT_APPLICABLE)
    ):
        readable = read(kb, {"p": one, "q": other})
        assert engine.verdicts(readable).verdicts == naive_verdicts(kb, readable)


# --- order, repetition, proof ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_order_of_answers_rules_and_advice_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    kb = random_knowledge_base(chance)
    answers = random_answers(chance, kb)
    expected = judged(kb, answers)
    for _ in range(4):

        def shuffled(mapping: Mapping[str, Entry]) -> dict[str, Entry]:
            entries = list(mapping.items())
            chance.shuffle(entries)
            return dict(entries)

        readable = shuffled(read(kb, answers))
        other = knowledge_base(
            list(shuffled(kb.questions).values()),
            list(shuffled(kb.rules).values()),
            list(shuffled(kb.advice).values()),
            list(kb.checks.values()),
            list(shuffled(kb.conclusions)),
        )
        assert Engine(other).verdicts(readable).verdicts == expected


def test_hash_seed_changes_nothing() -> None:
    code = (
        "import random, json\n"
        "from advisor.inference.engine import Engine\n"
        "from tests.inference.built import random_answers, random_knowledge_base, read\n"
        "chance = random.Random(5)\n"
        "kb = random_knowledge_base(chance)\n"
        "run = Engine(kb).verdicts(read(kb, random_answers(chance, kb)))\n"
        "print(run.verdicts, [str(firing) for firing in run.firings])\n"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(results) == 1
    assert "TRUE" in results.pop()


def test_fact_derived_twice_counts_once_and_both_firings_are_told() -> None:
    kb = knowledge_base(
        [question("a"), question("b")],
        [rule("one", is_yes("a"), "c"), rule("two", any_of(is_yes("b"), is_yes("a")), "c")],
        [advice("it", concluded("c"))],
    )
    run = Engine(kb).verdicts(read(kb, {"a": "yes", "b": "yes"}))
    assert run.verdicts.conclusions == {"c": T}
    firings = [(firing.key.id, firing.matched) for firing in run.firings]
    a, b = (MatchedAnswer(id, "is", YES, True) for id in "ab")
    assert sorted(firings) == [
        ("it", (MatchedConclusion("c", True),)),
        ("one", (a,)),
        ("two", (a,)),
        ("two", (b,)),
    ]


def test_one_fact_fills_every_place_it_has_in_a_rule() -> None:
    kb = knowledge_base(
        [question("a"), question("b")],
        advice=[advice("it", all_of(is_yes("a"), any_of(is_yes("a"), is_yes("b")), is_yes("a")))],
    )
    assert judged(kb, {"a": "yes"}).advice["it"][0] is T


def test_firing_of_an_excepted_rule_says_what_was_absent() -> None:
    kb = knowledge_base([question("a"), question("e")], [rule("r", is_yes("a"), "c", unless=[is_yes("e")])], [])
    run = Engine(kb).verdicts(read(kb, {"a": "yes"}))
    assert [(f.key.clause, set(f.matched), f.certain) for f in run.firings] == [
        ("when", {MatchedAnswer("a", "is", YES, True), MatchedAbsence("r")}, True),
        ("unless", {MatchedAnswer("e", "is", YES, True)}, False),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_everything_that_holds_has_a_firing_whose_facts_hold(seed: int) -> None:
    chance = random.Random(seed)
    kb = random_knowledge_base(chance, depth=4)
    readable = read(kb, random_answers(chance, kb, 0.8))
    run = Engine(kb).verdicts(readable)
    verdicts = run.verdicts
    certain: dict[tuple[EntryKind, str, Clause], Firing] = {}
    for firing in run.firings:
        if not firing.certain:
            continue
        certain.setdefault((firing.key.kind, firing.key.id, firing.key.clause), firing)
        for matched in firing.matched:
            if isinstance(matched, MatchedAnswer):
                test = AnswerTest(matched.question, matched.operator, matched.value)
                assert truth(test, readable[matched.question]) is (T if matched.holds else F)
            elif isinstance(matched, MatchedConclusion):
                assert verdicts.conclusions[matched.conclusion] is (T if matched.value else F)
            else:
                assert isinstance(matched, MatchedAbsence)
                excepted = [proviso.when for proviso in kb.rules[matched.rule].unless]
                assert not any(naive_truth(kb, readable, condition) is T for condition in excepted)
    expected = {("rule", id, "when") for id, value in verdicts.rules.items() if value is T}
    expected |= {("check", id, "when") for id, value in verdicts.checks.items() if value is T}
    for id, values in verdicts.advice.items():
        clauses = zip(("when", "unless", "postpone_while"), values, strict=True)
        expected |= {("advice", id, clause) for clause, value in clauses if value is T}
    assert expected <= set(certain)
    assert {key for key in certain if key[0] != "rule"} <= expected


def naive_truth(kb: KnowledgeBase, readable: EffectiveAnswers, condition: Condition) -> Truth:
    probe = knowledge_base(
        list(kb.questions.values()),
        list(kb.rules.values()),
        [advice("probe", condition)],
        conclusions=list(kb.conclusions),
    )
    return naive_verdicts(probe, readable).advice["probe"][0]


def test_engine_really_matched_the_facts_its_rule_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The adapter trusts a rule's name for what it matched; here what the engine reports is compared with it."""
    kb = random_knowledge_base(random.Random(3), questions=10, rules=16)
    engine = Engine(kb)
    compiled = engine.compiled
    seen = []

    def noting(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            result = original(*arguments)
            seen.append((arguments[0], result[1] if isinstance(result, tuple) else result))
            return result

        return call

    for name in ("start_action_for_state", "complete_and_start_action"):
        monkeypatch.setattr(durable_rules_engine, name, noting(getattr(durable_rules_engine, name)))
    runs = engine.verdicts(read(kb, random_answers(random.Random(4), kb))).runs
    loaded = {network._handle: network for network in networks(engine)}
    firings = [(loaded[handle], json.loads(text)) for handle, text in seen if text is not None]
    fired: Counter[bool] = Counter()
    rules: set[int] = set()
    for network, firing in firings:
        identities = {copy.identity: fact for fact, copies in network._addresses.copies.items() for copy in copies}
        ((name, matched),) = firing.items()
        own = [number_ for numbers in network._rules for number_ in numbers]
        if name == "alone":  # each of its matches is one fact, and stands for the rules that read nothing else
            facts = [identities[each["a"]["id"]] for each in matched]
            told = [number_ for number_ in own for fact in facts if compiled.rules[number_].body == (fact,)]
        elif name != "last!":
            body = {identities[message["id"]] for message in matched.values()}
            told = list(network._rules[int(name)])
            assert all(body == set(compiled.rules[number_].body) for number_ in told)
        else:
            continue
        fired[name == "alone"] += len(told)
        rules.update(told)
    assert fired[True] > 10
    assert fired[False] > 2
    assert rules == {*runs.certain.fired, *runs.possible.fired}


# --- one engine, many runs -------------------------------------------------------------------------------------------


def test_runs_leave_nothing_behind_for_the_next() -> None:
    chance = random.Random(1)
    kb = random_knowledge_base(chance)
    engine = Engine(kb)
    several = [read(kb, random_answers(chance, kb, known)) for known in (0.0, 0.3, 0.6, 1.0)]
    alone = [Engine(kb).verdicts(each).verdicts for each in several]
    for _ in range(5):
        for number_, each in enumerate(several):
            assert engine.verdicts(each).verdicts == alone[number_]


def test_engines_that_gave_their_memory_back_judge_as_before() -> None:
    kb = load(SMALL)
    case = next(iter(kb.cases.values()))
    readable = effective(kb, parse_answers(case.document, kb))
    engine = engine_for(kb)
    before = engine.verdicts(readable).verdicts
    assert any(network._handle is not None for network in networks(engine))
    release_engines()
    assert all(network._handle is None for network in networks(engine))
    assert engine_for(kb) is engine
    assert engine.verdicts(readable).verdicts == before


def test_ten_thousand_runs_take_no_more_memory_than_the_first() -> None:
    chance = random.Random(2)
    kb = random_knowledge_base(chance, questions=8, conclusions=4, rules=6, advice_count=5, depth=2)
    engine = Engine(kb)
    several = [read(kb, random_answers(chance, kb, 0.7)) for _ in range(50)]
    process = psutil.Process()
    for number_ in range(1_000):
        engine.verdicts(several[number_ % 50])
    gc.collect()
    before = process.memory_info().rss
    for number_ in range(10_000):
        engine.verdicts(several[number_ % 50])
    gc.collect()
    assert process.memory_info().rss - before < 5 * 1024 * 1024


def test_engines_come_and_go_without_keeping_their_memory() -> None:
    chance = random.Random(2)
    readable = None
    process = psutil.Process()
    before = 0
    for number_ in range(120):
        kb = random_knowledge_base(random.Random(2), questions=8, conclusions=4, rules=6, advice_count=5, depth=2)
        readable = readable or read(kb, random_answers(chance, kb, 0.7))
        Engine(kb).verdicts(readable)
        if number_ == 40:
            gc.collect()
            before = process.memory_info().rss
    gc.collect()
    # An engine that is not freed keeps well over 1 MB, so 80 of them would show.
    assert process.memory_info().rss - before < 20 * 1024 * 1024


def test_engine_of_a_knowledge_base_is_compiled_once_and_freed_with_it() -> None:
    kb = random_knowledge_base(random.Random(1))
    engine = engine_for(kb)
    assert engine_for(kb) is engine
    assert engine_for(random_knowledge_base(random.Random(1))) is not engine
    gone = weakref.ref(engine)
    del kb, engine
    gc.collect()
    assert gone() is None


def test_engine_starts_no_threads_and_leaves_the_hosts_of_durable_rules_alone() -> None:
    kb = random_knowledge_base(random.Random(1))
    code = (
        "import random, sys, threading\n"
        "from advisor.inference.engine import Engine\n"
        "from tests.inference.built import random_answers, random_knowledge_base, read\n"
        "kb = random_knowledge_base(random.Random(1))\n"
        "Engine(kb).verdicts(read(kb, random_answers(random.Random(1), kb)))\n"
        "print(threading.active_count(), 'durable.engine' in sys.modules)\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert finished.stdout.split() == ["1", "False"]
    before = threading.active_count()
    Engine(kb).verdicts(read(kb, {}))
    assert threading.active_count() == before


def _several_answers(kb: KnowledgeBase) -> list[EffectiveAnswers]:
    return [read(kb, random_answers(random.Random(seed), kb, 0.7)) for seed in range(30)]


def _verdicts_in_a_process(seed: int) -> list[Verdicts]:
    kb = random_knowledge_base(random.Random(seed))
    engine = engine_for(kb)
    return [engine.verdicts(each).verdicts for each in _several_answers(kb)]


def test_four_threads_get_the_same_results() -> None:
    kb = random_knowledge_base(random.Random(9))
    several = _several_answers(kb)
    engine = engine_for(kb)
    expected = [Engine(kb).verdicts(each).verdicts for each in several]

    def all_of_them(shift: int) -> bool:
        order = [(number_ + shift) % len(several) for number_ in range(len(several))] * 10
        return all(engine_for(kb).verdicts(several[place]).verdicts == expected[place] for place in order)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(all_of_them, (0, 7, 14, 21))) == [True] * 4
    assert engine_for(kb) is engine


def test_four_processes_get_the_same_results() -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        results = list(pool.map(_verdicts_in_a_process, [9] * 4))
    assert results == [_verdicts_in_a_process(9)] * 4
