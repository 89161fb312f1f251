"""Answers that are partly known, disputed or due on a day: how they are typed, what tests make of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answers import Answer, AnswersError, AnswerState, Choices, EffectiveAnswer, Truth, parse_answers, truth
from advisor.answers.answer import WAITING, Range, Remaining
from advisor.answers.typed import typed_answer
from advisor.knowledge import load
from advisor.knowledge.condition import AnswerTest

KB = load(Path(__file__).parent.parent / "knowledge_bases" / "choir")
T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNDETERMINED
PEOPLE = [{"id": "head", "name": "The head"}, {"id": "choir-master"}]


def document(answers: dict[str, Any] | None = None, **rest: Any) -> dict[str, Any]:
    return {"brand": "B", "date": "2026-11-20", "answers": answers or {}, "respondents": PEOPLE, **rest}


def altos(**answers: Any) -> dict[str, Any]:
    return document(choirs=[{"id": "altos", "answers": answers}])


def read(question: str, typed: Any) -> Answer:
    if KB.questions[question].for_each:
        return parse_answers(altos(**{question: typed}), KB).of(f"{question}@altos")
    return parse_answers(document({question: typed}), KB).of(question)


def faults(typed: dict[str, Any]) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        parse_answers(typed, KB)
    return [problem.code for problem in caught.value.problems]


def seen(answer: Answer, due_in: int | None = None) -> EffectiveAnswer:
    return EffectiveAnswer(answer, T, ("q",), due_in)


def known(value: Any) -> Answer:
    return Answer(AnswerState.ANSWERED, value, partly_known=True)


def test_what_a_choice_is_not_leaves_the_rest() -> None:
    assert read("teaches", {"not": ["children"]}).value == Remaining(("adults", "everybody"))
    assert read("teaches", {"not": ["children", "adults"]}).value == "everybody"
    assert not read("teaches", {"not": ["children", "adults"]}).partly_known
    assert faults(document({"teaches": {"not": ["children", "adults", "everybody"]}})) == ["I021"]
    assert faults(document({"teaches": {"not": []}})) == ["I022"]


def test_bounds_of_a_number_are_completed_by_those_of_its_question() -> None:
    assert read("singers", {"at_least": 10, "at_most": 15}).value == Range(10, 15)
    assert read("singers", {"at_least": 190}).value == Range(190, 200)
    assert read("singers", {"at_most": 3}).value == Range(0, 3)
    assert read("singers", {"at_least": 7, "at_most": 7}).value == 7
    assert faults(altos(singers={"at_least": 9, "at_most": 8})) == ["I024"]
    assert faults(altos(singers={"at_least": 900})) == ["I013"]


QUARRELS = Choices(frozenset({"quarrels"}), frozenset({"leavers", "nothing"}))


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        ("teaches", ["adults", "everybody"], Remaining(("adults", "everybody"))),
        ("teaches", ["adults", "adults"], "adults"),
        ("singers", [20, 12], Range(12, 20)),
        ("singers", [{"at_least": 10, "at_most": 15}, 30], Range(10, 30)),
        ("mood", [["laughter", "quarrels"], ["quarrels"]], QUARRELS),
    ],
)  # fmt: skip
def test_a_dispute_is_the_narrowest_answer_that_covers_its_accounts(question: str, said: list[Any], value: Any) -> None:
    accounts = [{"is": one, "by": by["id"]} for one, by in zip(said, PEOPLE, strict=True)]
    answer = read(question, {"accounts": accounts})
    assert answer.value == value
    assert [account.by for account in answer.accounts] == ["head", "choir-master"]


def test_one_account_is_an_answer() -> None:
    answer = read("teaches", {"accounts": [{"is": "adults", "by": "head"}]})
    assert (answer.value, answer.accounts, answer.said_by, answer.partly_known) == ("adults", (), "head", False)


def test_an_answer_keeps_its_day_its_voice_and_how_it_was_asked() -> None:
    answer = read("merge_choirs", {"is": "decided", "due": "2026-12-01", "said_by": "head", "how": "read_out"})
    assert (answer.value, answer.due, answer.said_by, answer.read_out) == ("decided", "2026-12-01", "head", True)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"is": "decided", "due": "soon"}, "I004"),
        ({"is": "decided", "how": "read"}, "I023"),
        ({"is": "decided", "said_by": "haed"}, "I025"),
        ({"is": "decided", "until": "x"}, "I002"),
        ({"accounts": []}, "I003"),
        ({"accounts": [{"is": "no"}]}, "I022"),
        ({"accounts": [{"is": "nope", "by": "head"}]}, "I011"),
        ({"at_least": 1}, "I002"),
    ],
)
def test_what_cannot_be_used_is_told(typed: dict[str, Any], code: str) -> None:
    assert code in faults(document({"merge_choirs": typed}))


REMAINING = known(Remaining(("a", "b")))
RANGE = known(Range(10, 15))


@pytest.mark.parametrize(
    ("answer", "operator", "value", "expected"),
    [
        (REMAINING, "is", ("a",), U),
        (REMAINING, "is", ("c",), F),
        (REMAINING, "any_of", ("a", "b"), T),
        (REMAINING, "any_of", ("a", "c"), U),
        (REMAINING, "none_of", ("c",), T),
        (REMAINING, "none_of", ("a", "b"), F),
        (REMAINING, "answered", ("yes",), T),
        (REMAINING, "answered", ("no",), F),
        (RANGE, "is", 9, F),
        (RANGE, "is", 10, U),
        (RANGE, "at_least", 10, T),
        (RANGE, "at_least", 12, U),
        (RANGE, "at_least", 16, F),
        (RANGE, "at_most", 15, T),
        (RANGE, "at_most", 9, F),
        (RANGE, "more_than", 9, T),
        (RANGE, "more_than", 10, U),
        (RANGE, "less_than", 16, T),
        (RANGE, "less_than", 15, U),
        (RANGE, "less_than", 10, F),
        (WAITING, "is", ("a",), U),
        (WAITING, "none_of", ("a",), U),
        (WAITING, "answered", ("yes",), F),
        (WAITING, "answered", ("no",), U),
    ],
)
def test_truth_table(answer: Answer, operator: Any, value: Any, expected: Truth) -> None:
    assert truth(AnswerTest("q", operator, value), seen(answer)) is expected


@pytest.mark.parametrize(("due_in", "expected"), [(None, U), (-3, T), (0, T), (14, T), (15, F)])
def test_what_is_due_within_so_many_days_is_counted_from_the_date_of_the_file(
    due_in: int | None, expected: Truth
) -> None:
    test = AnswerTest("q", "due_within", 14)
    assert truth(test, seen(Answer(AnswerState.ANSWERED, "decided"), due_in)) is expected
    assert truth(test, seen(Answer(AnswerState.UNKNOWN), due_in)) is U
    assert truth(test, seen(Answer(AnswerState.NOT_APPLICABLE, because="x"), due_in)) is F


bounds = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)


@given(bounds, bounds, st.sampled_from(["is", "at_least", "at_most", "more_than", "less_than"]), st.integers(0, 20))
def test_knowing_a_number_better_never_turns_a_settled_truth(
    wide: list[int], narrow: list[int], operator: Any, value: int
) -> None:
    low, high = max(wide[0], narrow[0]), min(wide[1], narrow[1])
    if low <= high:
        test = AnswerTest("q", operator, value)
        before = truth(test, seen(known(Range(*wide))))
        assert before in (U, truth(test, seen(known(Range(low, high)))))


@given(
    st.sets(st.sampled_from("abcde"), min_size=1),
    st.sets(st.sampled_from("abcde"), min_size=1),
    st.sampled_from(["any_of", "none_of"]),
)
def test_knowing_a_choice_better_never_turns_a_settled_truth(wide: set[str], asked: set[str], operator: Any) -> None:
    test = AnswerTest("q", operator, tuple(sorted(asked)))
    before = truth(test, seen(known(Remaining(tuple(sorted(wide))))))
    for option in wide:
        assert before in (U, truth(test, seen(Answer(AnswerState.ANSWERED, option))))


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("teaches", {"not": ["children"]}),
        ("singers", {"at_least": 10, "at_most": 15}),
        ("merge_choirs", {"is": "decided", "due": "2026-12-01"}),
        ("merge_choirs", {"is": "no", "how": "read_out", "said_by": "head"}),
        ("teaches", {"accounts": [{"is": "adults", "by": "head"}, {"is": "children", "by": "choir-master"}]}),
        ("mood", {"yes": ["laughter"], "no": ["quarrels"]}),
    ],
)
def test_every_kind_of_answer_is_written_as_it_is_read(question: str, typed: Any) -> None:
    once = read(question, typed)
    assert read(question, typed_answer(KB.questions[question], once)) == once
