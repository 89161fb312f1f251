"""A fault planted in the evaluator or in the compiler does not go unseen."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from advisor.inference import infer
from advisor.inference.grounding import ground
from tests import mutation_check
from tests.differential import series
from tests.mutation_check import FAULTS, caught, first_difference

from .compiler_faults import COMPILER
from .evaluator_faults import EVALUATOR
from .fault import Fault

QUICK = 400
HARMLESS = replace(EVALUATOR[0], what="nothing of consequence", make=lambda honest: lambda *given: honest(*given))


def test_there_are_faults_enough_in_both() -> None:
    assert len(EVALUATOR) >= 10
    assert len(COMPILER) >= 10
    assert len({fault.what for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_the_comparison_sees(fault: Fault) -> None:
    found = caught(fault, QUICK)
    assert found is not None
    assert "an error was raised" not in found[1], "it decides otherwise, and does not merely break"


def test_without_a_fault_nothing_is_seen() -> None:
    assert first_difference(QUICK) is None
    assert caught(HARMLESS, QUICK) is None


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_what_was_honest_is_honest_again(fault: Fault) -> None:
    before = [vars(owner)[fault.name] for owner in fault.owners]
    with fault.planted():
        assert all(vars(owner)[fault.name] is not one for owner, one in zip(fault.owners, before, strict=True))
    assert [vars(owner)[fault.name] for owner in fault.owners] == before


def test_after_all_faults_the_engines_agree_as_before() -> None:
    for fault in FAULTS[::5]:
        caught(fault, 10)
    for _, kb, answers in series(20):
        infer(ground(kb, answers.instances), answers)


def test_a_fault_in_what_is_no_longer_there_is_an_error_not_a_success() -> None:
    with pytest.raises(AttributeError):
        caught(replace(EVALUATOR[0], name="no_such_method"), QUICK)


def test_the_script_fails_when_a_fault_goes_unseen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mutation_check.py", "--cases", "30"])
    monkeypatch.setattr(mutation_check, "FAULTS", (HARMLESS, EVALUATOR[1]))
    assert mutation_check.main() == 1
    table = capsys.readouterr().out
    assert f"UNSEEN  {HARMLESS.name:20}  nothing of consequence" in table
    assert table.endswith("2 faults planted, 1 unseen\n")
    monkeypatch.setattr(mutation_check, "FAULTS", (EVALUATOR[1],))
    assert mutation_check.main() == 0
