"""Health is declared with care: never beside something critical or major, whatever is answered."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice import assess
from advisor.analysis.workbench.trial import case_answers
from advisor.answers import Answer, Answers, AnswerState, Truth
from advisor.answers.answer import Choices
from advisor.inference import Outcome
from advisor.inference.grounding import ground
from advisor.knowledge.model import KnowledgeBase, Question

from .conftest import BRANDS

HEALTHY = "healthy"


@pytest.fixture(scope="module")
def in_order(kb: KnowledgeBase) -> list[Answers]:
    """The answers of the whole brands that are said to be healthy."""
    every = [case_answers(kb, kb.cases[name]) for name in BRANDS]
    return [answers for answers in every if says_healthy(kb, answers)]


def says_healthy(kb: KnowledgeBase, answers: Answers) -> bool:
    concluded = assess(kb, answers).concluded(HEALTHY)
    return concluded.value is Truth.TRUE and not concluded.withheld_by


def test_some_brands_are_healthy(in_order: list[Answers]) -> None:
    assert in_order


@settings(max_examples=60)
@given(data=st.data())
def test_no_report_says_healthy_beside_a_critical_or_major_finding(
    kb: KnowledgeBase, in_order: list[Answers], data: st.DataObject
) -> None:
    answers = data.draw(st.sampled_from(in_order), label="brand")
    grounded = ground(kb, answers.instances)
    asked = [one for one in grounded.questions.values() if one.options]
    changed = data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=4, unique_by=lambda one: one.id))
    given_now = {**answers.given, **{one.id: data.draw(some_answer(one), label=one.id) for one in changed}}
    assessed = assess(kb, dataclasses.replace(answers, given=given_now))
    concluded = assessed.concluded(HEALTHY)
    grave = [
        advice.id
        for advice in assessed.advice
        if advice.outcome in (Outcome.FIRES, Outcome.POSTPONED) and advice.severity in ("critical", "major")
    ]
    assert not grave or concluded.value is not Truth.TRUE or concluded.withheld_by


def some_answer(question: Question) -> st.SearchStrategy[Answer]:
    """Any one answer to a question with options, as someone may give it."""
    options = st.sampled_from([option.id for option in question.options])
    if question.type == "choices":
        everything = frozenset(option.id for option in question.options)
        return options.map(lambda one: Answer(AnswerState.ANSWERED, Choices(frozenset({one}), everything - {one})))
    return options.map(lambda one: Answer(AnswerState.ANSWERED, one))
