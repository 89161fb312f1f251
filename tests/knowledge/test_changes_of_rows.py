"""A row says of a change only what its table does not: it takes the rest from the change to the same option."""

from __future__ import annotations

import pytest

from advisor.knowledge import load
from advisor.knowledge.condition import questions_read
from advisor.knowledge.model import PossibleChange
from advisor.knowledge.problem import InputError

from .conftest import Workshop

PLANS = "questionnaire/plans.yaml"
OF_THE_TABLE = "    changeable: [{from: [now], to: no, effort: high, says: {en: End it, fr: Finissez}}]\n    rows:\n"


def changes_of(choir: Workshop, written: str) -> tuple[PossibleChange, ...]:
    """What can be changed about a row whose list of changes is this."""
    choir.plant(PLANS, "    rows:\n", OF_THE_TABLE)
    choir.plant(PLANS, "- {id: merge_choirs, ", f"- {{id: merge_choirs, {written}")
    return load(choir.directory).questions["merge_choirs"].changeable


@pytest.mark.parametrize(
    ("written", "present", "effort", "says"),
    [
        ("", ("now",), "high", "End it"),
        ("changeable: [{to: no, says: {en: Split, fr: Partez}}], ", ("now",), "high", "Split"),
        ("changeable: [{to: no, effort: low}], ", ("now",), "low", "End it"),
        ("changeable: [{to: no, from: [decided]}], ", ("decided",), "high", "End it"),
    ],
)
def test_what_a_row_leaves_out_it_takes_from_its_table(
    choir: Workshop, written: str, present: tuple[str, ...], effort: str, says: str
) -> None:
    (change,) = changes_of(choir, written)
    assert (change.to, change.present, change.effort) == ("no", present, effort)
    assert change.says is not None
    assert change.says["en"] == says


def test_a_change_to_another_option_takes_nothing(choir: Workshop) -> None:
    (change,) = changes_of(choir, "changeable: [{to: decided, effort: medium}], ")
    assert (change.to, change.present, change.effort, change.says) == ("decided", (), "medium", None)


def test_an_empty_list_leaves_the_row_as_it_is(choir: Workshop) -> None:
    assert changes_of(choir, "changeable: [], ") == ()


def test_a_change_of_a_row_may_have_a_condition_of_its_own(choir: Workshop) -> None:
    (change,) = changes_of(choir, "changeable: [{to: no, when: {merge_choirs: decided}}], ")
    assert change.when is not None
    assert questions_read(change.when) == ("merge_choirs",)
    assert change.effort == "high"


def test_what_cannot_be_read_in_the_condition_of_a_change_is_told_there(choir: Workshop) -> None:
    with pytest.raises(InputError) as told:
        changes_of(choir, "changeable: [{to: no, when: {merge_choir: decided}}], ")
    (problem,) = told.value.problems
    assert "merge_choirs" in problem.message
    assert problem.at.file.endswith(PLANS)
