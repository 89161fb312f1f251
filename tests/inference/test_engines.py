"""Which rule engine decides is nobody's business but the person's who sets it: both decide alike."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.answers import Truth
from advisor.inference import Disagreement, EngineFault, Outcome, UnknownEngine, infer
from advisor.inference.dependency_index import DependencyIndex
from advisor.inference.engine import Engine, EngineRun, engine_for
from advisor.inference.engines import CLOSURE, DURABLE_RULES, chosen_engine
from advisor.inference.engines.closure import ClosureMemory
from advisor.inference.grounding import ground
from tests.differential import series

from .built import (
    advice,
    answered,
    brand,
    concluded,
    is_yes,
    knowledge_base,
    question,
    random_answers,
    random_knowledge_base,
    read,
    rule,
)
from .naive import naive_verdicts

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "rules" / "community-management" / "cases" / "demo.yaml"
WITHOUT_DURABLE_RULES = (
    "import sys; sys.modules['durable_rules_engine'] = None\nfrom advisor.cli import main; main(prog_name='advisor')\n"
)


def run_advisor(*arguments: str, engine: str | None = None, installed: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "ADVISOR_ENGINE"}
    if engine is not None:
        environment["ADVISOR_ENGINE"] = engine
    start = ["-m", "advisor"] if installed else ["-c", WITHOUT_DURABLE_RULES]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("seed", range(100))
def test_closure_agrees_with_the_semantics_written_down_plainly(seed: int) -> None:
    chance = random.Random(seed)
    kb = random_knowledge_base(chance, depth=chance.randint(1, 4))
    engine = Engine(kb, CLOSURE)
    for known in (0.1, 0.6, 0.9):
        readable = read(kb, random_answers(chance, kb, known))
        assert engine.verdicts(readable).verdicts == naive_verdicts(kb, readable)


def test_both_engines_fire_the_same_rules_in_both_runs() -> None:
    for _, declared, answers in series(100, seed=11):
        kb = ground(declared, answers.instances)
        readable = infer(kb, answers).readable
        durable, closure = (Engine(kb, name).verdicts(readable).runs for name in (DURABLE_RULES, CLOSURE))
        for one, other in ((durable.certain, closure.certain), (durable.possible, closure.possible)):
            assert sorted(one.fired) == sorted(other.fired)
            assert one.derived == other.derived


def test_closure_looks_at_each_pattern_once() -> None:
    """Linear: facts that come again, or are derived again, cost nothing."""
    kb = knowledge_base(
        [question("q")],
        [rule("r0", is_yes("q"), "c0"), *(rule(f"r{n}", concluded(f"c{n - 1}"), f"c{n}") for n in range(1, 3_000))],
        [advice("a", concluded("c2999"))],
    )
    engine = Engine(kb, CLOSURE)
    looked: list[int] = []
    certain, _ = engine._memories.open()
    assert isinstance(certain, ClosureMemory)

    class Counted(list[Sequence[int]]):
        def __getitem__(self, fact):  # type: ignore[no-untyped-def]
            looked.append(fact)
            return super().__getitem__(fact)

    certain._readers = Counted(certain._readers)
    start = next(number for number, fact in enumerate(engine.compiled.facts) if str(fact) == "q is yes|yes")
    assert len(certain.push([start, start])) == 3_001
    assert certain.push([start]) == []
    assert len(looked) == len(set(looked)) == 6_002


@pytest.mark.parametrize("named", ["clips", "Closure", "durable-rules"])
def test_an_engine_that_does_not_exist_is_one_clear_error(named: str) -> None:
    with pytest.raises(UnknownEngine, match="durable_rules or closure"):
        chosen_engine({"ADVISOR_ENGINE": named})
    done = run_advisor("assess", str(DEMO), engine=named)
    assert done.returncode == 2
    assert f"ADVISOR_ENGINE is “{named}”" in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_the_variable_chooses_and_durable_rules_decides_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_engine({}) == chosen_engine({"ADVISOR_ENGINE": ""}) == DURABLE_RULES
    kb = knowledge_base([question("q")], [rule("r", is_yes("q"), "c")])
    monkeypatch.setenv("ADVISOR_ENGINE", "closure")
    assert engine_for(kb).name == CLOSURE
    monkeypatch.setenv("ADVISOR_ENGINE", "durable_rules")
    assert engine_for(kb).name == DURABLE_RULES


def test_the_assessment_is_the_same_whichever_engine_decides_and_names_none() -> None:
    durable, closure = (run_advisor("assess", str(DEMO), "--json", engine=name) for name in (DURABLE_RULES, CLOSURE))
    assert durable.returncode == 0
    assert durable.stdout == closure.stdout
    assert durable.stderr == closure.stderr == ""
    assert "durable" not in durable.stdout
    assert "closure" not in durable.stdout


def test_where_durable_rules_is_not_installed_closure_decides_and_one_line_says_so() -> None:
    usual, without = (run_advisor("assess", str(DEMO), "--json", installed=installed) for installed in (True, False))
    assert without.returncode == 0, without.stderr
    assert without.stdout == usual.stdout
    assert without.stderr == "durable_rules is not installed: the engine “closure” decides\n"
    quiet = run_advisor("assess", str(DEMO), "--json", engine="closure", installed=False)
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_durable_rules_asked_for_where_it_is_not_installed_is_one_clear_error() -> None:
    done = run_advisor("assess", str(DEMO), engine="durable_rules", installed=False)
    assert done.returncode == 2
    assert "which is not installed here" in done.stderr
    assert "Traceback" not in done.stderr


# --- the engine decides ----------------------------------------------------------------------------------------------

KB = knowledge_base(
    [question("q"), question("e")],
    [rule("r", is_yes("q"), "c", unless=[is_yes("e")])],
    [advice("a", concluded("c")), advice("b", concluded("c", False))],
)
ANSWERS = brand({"q": answered("yes"), "e": answered("no")})


@pytest.fixture(params=[DURABLE_RULES, CLOSURE])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name: str = request.param
    monkeypatch.setenv("ADVISOR_ENGINE", name)
    return name


def outcomes(*, compared: bool) -> dict[str, Outcome]:
    return {id: result.outcome for id, result in infer(KB, ANSWERS, compared=compared).advice.items()}


def test_a_fault_in_the_engine_never_changes_the_result_silently(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = EngineRun.__init__

    def lying(self, verdicts, runs, account):  # type: ignore[no-untyped-def]
        advised = {id: (Truth.FALSE, *values[1:]) for id, values in verdicts.advice.items()}
        honest(self, replace(verdicts, advice=advised), runs, account)

    assert outcomes(compared=True) == {"a": Outcome.FIRES, "b": Outcome.DOES_NOT_APPLY}
    monkeypatch.setattr(EngineRun, "__init__", lying)
    with pytest.raises(Disagreement, match="`when` of the advice a is false for the engine and true for the evaluator"):
        outcomes(compared=True)
    assert outcomes(compared=False) == {"a": Outcome.DOES_NOT_APPLY, "b": Outcome.DOES_NOT_APPLY}


def test_a_fault_in_the_evaluator_is_seen_and_without_the_comparison_changes_no_result(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = infer(KB, ANSWERS)
    monkeypatch.setattr(DependencyIndex, "judged", lambda self, *arguments: [Truth.UNDETERMINED] * len(self.tests))
    with pytest.raises(Disagreement):
        infer(KB, ANSWERS)
    unchecked = infer(KB, ANSWERS, compared=False)
    assert {id: result.value for id, result in unchecked.conclusions.items()} == {
        id: result.value for id, result in honest.conclusions.items()
    }
    assert {id: result.outcome for id, result in unchecked.advice.items()} == {
        id: result.outcome for id, result in honest.advice.items()
    }
    assert unchecked.rules == honest.rules


def test_without_the_comparison_an_honest_result_has_all_its_reasons(engine: str) -> None:
    for _, declared, answers in series(30, seed=5):
        kb = ground(declared, answers.instances)
        assert infer(kb, answers, compared=False) == infer(kb, answers)


def test_a_rule_lost_by_closure_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_ENGINE", CLOSURE)
    honest = ClosureMemory.push
    monkeypatch.setattr(ClosureMemory, "push", lambda self, facts: honest(self, facts)[:-1])
    with pytest.raises((Disagreement, EngineFault)):
        infer(KB, ANSWERS)
