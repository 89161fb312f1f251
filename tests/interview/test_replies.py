"""Answers as people type them, read for what they say and never for more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answers import Choices
from advisor.answers.answer import Range, Remaining
from advisor.interview.refusal import Refused
from advisor.interview.reply import read_reply
from advisor.knowledge.model import KnowledgeBase, Option, Question


def labelled(question: Question, *labels: str) -> Question:
    """A question whose options have these labels, their ids the first words."""
    options = tuple(Option(label.split()[0].casefold(), {"en": label, "fr": label}) for label in labels)
    return replace(question, options=options)


@pytest.fixture
def hours(kb: KnowledgeBase) -> Question:
    return replace(kb.questions["mechanics"], min=0, max=100, unit={"en": "hours", "fr": "heures"})


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("12 hours", 12),
        ("12h", 12),
        ("1 hour", 1),
        ("12 heures", 12),
        ("~12", Range(11, 13)),
        ("about 50 hours", Range(45, 55)),
        ("environ 50", Range(45, 55)),
        ("~0", Range(0, 1)),
        ("~100", Range(90, 100)),
        ("10-15", Range(10, 15)),
        ("10 – 15 h", Range(10, 15)),
        ("10 à 15 heures", Range(10, 15)),
        ("entre 10 et 15", Range(10, 15)),
        ("between 10 and 15 hours", Range(10, 15)),
        ("15-15", 15),
        ("at least 35", Range(35, 100)),
        ("35+", Range(35, 100)),
        ("plus de 35 heures", Range(36, 100)),
        ("jusqu’à 5", Range(0, 5)),
        ("fewer than 5", Range(0, 4)),
        ("< 1", 0),
        ("100 ou plus", 100),
    ],
)
def test_a_number_is_read_with_its_unit_its_bounds_and_its_doubt(hours: Question, typed: str, value: object) -> None:
    answer = read_reply(hours, typed, "en")
    assert (answer.value, answer.partly_known) == (value, isinstance(value, Range))


@pytest.mark.parametrize(
    "typed", ["12 days", "15-10", "101", "~120", "14/20", "plus de 100", "< 0", "2,5", "10-", "hours"]
)
def test_another_unit_and_what_is_out_of_bounds_are_refused(hours: Question, typed: str) -> None:
    with pytest.raises(Refused):
        read_reply(hours, typed, "en")


@pytest.mark.parametrize(("high", "unit", "value"), [(20, "posts", 14), (100, "%", 70), (100, "% of posts", 70)])
def test_a_share_is_a_count_of_the_whole_or_per_cent(hours: Question, high: int, unit: str, value: int) -> None:
    asked = replace(hours, max=high, unit={"en": unit, "fr": unit})
    for typed in ("14/20", "14 / 20", "14 of 20", "14 sur 20"):
        assert read_reply(asked, typed, "fr").value == value
    with pytest.raises(Refused):
        read_reply(asked, "21/20", "fr")


@given(st.integers(0, 100), st.integers(0, 100))
def test_whatever_range_is_typed_holds_what_was_typed(one: int, other: int) -> None:
    question = Question("q", "s", "number", {"en": "?"}, min=0, max=100)
    if one <= other:
        value = read_reply(question, f"{one}-{other}", "en").value
        assert value == (one if one == other else Range(one, other))
    around = read_reply(question, f"~{one}", "en").value
    assert isinstance(around, Range)
    assert 0 <= around.at_least <= one <= around.at_most <= 100


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1 et 3", {"repairs", "courses"}),
        ("1 and 3", {"repairs", "courses"}),
        ("1, 2 & 3", {"repairs", "rental", "courses"}),
        ("1-3", {"repairs", "rental", "courses"}),
        ("2.", {"rental"}),
        ("1. 3.", {"repairs", "courses"}),
        ("2) et 3)", {"rental", "courses"}),
    ],
)
def test_several_options_are_read_as_people_join_them(kb: KnowledgeBase, typed: str, chosen: set[str]) -> None:
    value = read_reply(kb.questions["services"], typed, "fr").value
    assert isinstance(value, Choices)
    assert value.yes == chosen


@pytest.mark.parametrize("typed", ["3-1", "1-9", "1-4", "et", "1 et", "1 et 9"])
def test_what_names_no_options_or_options_that_exclude_each_other_is_refused(kb: KnowledgeBase, typed: str) -> None:
    with pytest.raises(Refused):
        read_reply(kb.questions["services"], typed, "fr")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("not sales", ("customer", "product", "not")),
        ("not sales ?", ("customer", "product", "not")),
        ("pas 1", ("customer", "product", "not")),
        ("ni 1 ni 2", ("product", "not")),
        ("neither sales nor customer", ("product", "not")),
        ("sauf sales team", ("customer", "product", "not")),
        ("1 or 3", ("sales", "product")),
        ("2 ou 3", ("customer", "product")),
        ("sales/product", ("sales", "product")),
    ],
)  # fmt: skip
def test_of_a_choice_it_can_be_said_what_it_is_not_or_may_be(
    kb: KnowledgeBase, typed: str, left: tuple[str, ...]
) -> None:
    who = labelled(kb.questions["repair_wait"], "Sales team", "Customer service", "Product team", "Not yet decided")
    answer = read_reply(who, typed, "en")
    assert (answer.value, answer.partly_known) == (Remaining(left), True)


@pytest.mark.parametrize("typed", ["not team", "not 9", "not 1 2 3 4", "not sa", "1 or 9", "sales or"])
def test_what_might_mean_several_options_rules_none_out(kb: KnowledgeBase, typed: str) -> None:
    who = labelled(kb.questions["repair_wait"], "Sales team", "Customer service", "Product team", "Not yet decided")
    with pytest.raises(Refused):
        read_reply(who, typed, "en")


def test_an_option_that_begins_with_not_is_an_option(kb: KnowledgeBase) -> None:
    who = labelled(kb.questions["repair_wait"], "Sales team", "Not yet decided")
    assert read_reply(who, "Not yet decided", "en").value == "not"


def test_of_several_options_some_can_be_excluded(kb: KnowledgeBase) -> None:
    value = read_reply(kb.questions["services"], "pas location", "fr").value
    assert value == Choices(frozenset(), frozenset({"rental"}))


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("all but 2", {"repairs", "courses"}),
        ("All but rental", {"repairs", "courses"}),
        ("everything except the rental", {"repairs", "courses"}),
        ("all but 1 and 2", {"courses"}),
        ("all but 1-2", {"courses"}),
        ("all but 4", {"repairs", "rental", "courses"}),
        ("tous sauf 2", {"repairs", "courses"}),
        ("tout sauf la location", {"repairs", "courses"}),
        ("toutes sauf 1 et 2", {"courses"}),
    ],
)
def test_all_but_an_option_is_every_other_that_may_stand_beside_others(
    kb: KnowledgeBase, typed: str, chosen: set[str]
) -> None:
    services = kb.questions["services"]
    answer = read_reply(services, typed, "fr")
    assert isinstance(answer.value, Choices)
    assert (answer.value.yes, answer.partly_known) == (chosen, False)
    assert answer.value.no == {option.id for option in services.options} - chosen


@pytest.mark.parametrize("typed", ["all but", "all but 9", "all but 1 2 3", "all but 2 ?", "tous sauf", "tous sauf x"])
def test_all_but_what_is_no_option_or_all_of_them_is_refused(kb: KnowledgeBase, typed: str) -> None:
    with pytest.raises(Refused):
        read_reply(kb.questions["services"], typed, "fr")


@pytest.mark.parametrize("typed", ["all but 1", "anything but sales", "tous sauf 1", "tout sauf sales"])
def test_of_one_choice_all_but_an_option_rules_it_out(kb: KnowledgeBase, typed: str) -> None:
    who = labelled(kb.questions["repair_wait"], "Sales team", "Customer service", "Product team")
    assert read_reply(who, typed, "en").value == Remaining(("customer", "product"))
