"""Two answers to one question: what both support says no less than either, whoever is asked first."""

from __future__ import annotations

from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from advisor.answers import Answer, AnswerState, Choices
from advisor.answers.answer import Range, Remaining, Value
from advisor.answers.joining import agreed, in_dispute, same
from advisor.answers.parsing import close
from advisor.answers.qualified import answer_of, bounds, possible
from advisor.knowledge import load
from advisor.knowledge.model import Question

KB = load(Path(__file__).parents[1] / "knowledge_bases" / "choir")
QUESTIONS = [KB.questions[id] for id in ("teaches", "singers", "mood", "concert_hall")]


@st.composite
def values(draw: st.DrawFn, question: Question) -> Value:
    """Any value, known wholly or in part, that a question takes."""
    if question.type == "number":
        low, high = sorted((draw(st.integers(0, 20)), draw(st.integers(0, 20))))
        return low if low == high else Range(low, high)
    ids = [option.id for option in question.options]
    if question.type == "choices":
        yes, no = draw(st.frozensets(st.sampled_from(ids))), draw(st.frozensets(st.sampled_from(ids)))
        closed = close(question, yes, no)
        assume(closed is not None and not closed.yes & closed.no)
        assert closed is not None
        assume(sum(question.option(id).alone for id in yes) <= 1)
        return closed
    left = draw(st.sets(st.sampled_from(ids), min_size=1))
    options = tuple(id for id in ids if id in left)
    return options[0] if len(options) == 1 else Remaining(options)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Question, Answer, Answer]:
    question = draw(st.sampled_from(QUESTIONS))
    first, second = (answer_of(draw(values(question)), question) for _ in range(2))
    return question, first, second


def covers(question: Question, wide: Value, narrow: Value) -> bool:
    """Whether everything that `narrow` may be, `wide` may be too."""
    if isinstance(wide, Choices) and isinstance(narrow, Choices):
        return wide.yes <= narrow.yes and wide.no <= narrow.no
    if question.type == "number":
        (low, high), (least, most) = bounds(wide), bounds(narrow)
        return low <= least <= most <= high
    return set(possible(narrow)) <= set(possible(wide))


@given(pairs())
def test_what_both_support_is_covered_by_each_and_the_same_both_ways(drawn: tuple[Question, Answer, Answer]) -> None:
    question, first, second = drawn
    both, turned = agreed(question, first, second), agreed(question, second, first)
    assert (both is None) == (turned is None)
    if both is not None and turned is not None:
        assert same(both, turned)
        for one in (first, second):
            assert one.value is not None
            assert both.value is not None
            assert covers(question, one.value, both.value)


@given(pairs())
def test_a_dispute_covers_every_account_and_is_read_the_same_both_ways(drawn: tuple[Question, Answer, Answer]) -> None:
    question, first, second = drawn
    dispute, turned = in_dispute(question, first, second, ("a", "b")), in_dispute(question, second, first, ("b", "a"))
    assert dispute is not None
    assert turned is not None
    assert dispute.value == turned.value
    for account in dispute.accounts:
        assert dispute.value is not None
        assert covers(question, dispute.value, account.value)
    assert {account.by for account in dispute.accounts} == {"a", "b"}


@given(pairs(), st.sampled_from([AnswerState.NOT_ASKED, AnswerState.UNKNOWN]))
def test_who_was_not_asked_or_does_not_know_changes_nothing(
    drawn: tuple[Question, Answer, Answer], state: AnswerState
) -> None:
    question, answer, _ = drawn
    assert agreed(question, answer, Answer(state)) == answer
    assert agreed(question, Answer(state), answer) == answer
