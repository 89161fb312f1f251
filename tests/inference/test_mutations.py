"""A fault planted in the evaluator or in the compiler does not go unseen."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

import advisor.inference
from advisor.inference import infer
from advisor.inference.engine import Engine
from advisor.inference.evaluator import Evaluation
from tests import mutation_check
from tests.differential import series
from tests.mutation_check import COMPILER, EVALUATOR, FAULTS, Fault, caught, first_difference, planted

QUICK = 400
HARMLESS = replace(EVALUATOR[0], what="nothing of consequence", new=f"{EVALUATOR[0].old}  # the same")


def test_there_are_faults_enough_in_both() -> None:
    assert len(EVALUATOR) >= 10
    assert len(COMPILER) >= 10
    assert len({fault.what for fault in FAULTS}) == len({planted(fault) for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_the_comparison_sees(fault: Fault) -> None:
    assert caught(fault, QUICK) is not None


def test_without_a_fault_nothing_is_seen() -> None:
    assert first_difference(Engine, Evaluation, QUICK) is None
    assert caught(HARMLESS, QUICK) is None


def test_the_honest_package_is_left_as_it_was() -> None:
    modules = {name: module for name, module in sys.modules.items() if name.startswith("advisor.inference")}
    mutation_check.faulty(EVALUATOR[0])
    assert {name: module for name, module in sys.modules.items() if name.startswith("advisor.inference")} == modules
    assert advisor.inference.infer is infer
    for _, kb, answers in series(20):
        infer(kb, answers)


def test_a_fault_whose_passage_is_gone_is_an_error_not_a_success() -> None:
    with pytest.raises(ValueError, match="occurs 0 times"):
        planted(replace(EVALUATOR[0], old="no such passage"))


def test_the_script_fails_when_a_fault_goes_unseen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mutation_check.py", "--cases", "30"])
    monkeypatch.setattr(mutation_check, "FAULTS", (HARMLESS, EVALUATOR[1]))
    assert mutation_check.main() == 1
    table = capsys.readouterr().out
    assert "UNSEEN  evaluator     nothing of consequence" in table
    assert table.endswith("2 faults planted, 1 unseen\n")
    monkeypatch.setattr(mutation_check, "FAULTS", (EVALUATOR[1],))
    assert mutation_check.main() == 0
