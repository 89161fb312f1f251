"""The small and the garden base use every means of the format, so that what is tested on them is tested with all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from advisor.answers import parse_answers
from advisor.answers.answer import Answer, Range, Remaining
from advisor.knowledge import load
from advisor.knowledge.condition import AnswerTest, Condition, CountOf, Quantified, leaves, parts_of
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.readers import conditions

from .conftest import BASES, SMALL

GARDEN = BASES / "garden"


def nodes(kb: KnowledgeBase) -> Iterator[Condition]:
    waiting = list(conditions(kb))
    while waiting:
        yield (condition := waiting.pop())
        waiting += parts_of(condition)


def quantifiers(kb: KnowledgeBase) -> set[str]:
    return {one.quantifier for one in nodes(kb) if isinstance(one, Quantified)}


def answers(kb: KnowledgeBase) -> Iterator[Answer]:
    for case in kb.cases.values():
        yield from parse_answers(case.document, kb).given.values()


def lists(kb: KnowledgeBase) -> Iterator[bool]:
    for case in kb.cases.values():
        yield from (of.complete for of in parse_answers(case.document, kb).instances.values())


MEANS: dict[str, Callable[[KnowledgeBase], bool]] = {
    "contexts": lambda kb: bool(kb.contexts),
    "sections of instances": lambda kb: any(section.for_each for section in kb.sections),
    "conclusions of instances": lambda kb: any(one.for_each for one in kb.conclusions.values()),
    "rules of instances": lambda kb: any(one.for_each for one in kb.rules.values()),
    "advice of instances": lambda kb: any(one.for_each for one in kb.advice.values()),
    "for_some": lambda kb: "for_some" in quantifiers(kb),
    "for_every": lambda kb: "for_every" in quantifiers(kb),
    "count_of instances": lambda kb: "count_of" in quantifiers(kb),
    "count_of conditions": lambda kb: any(isinstance(one, CountOf) for one in nodes(kb)),
    "due_within": lambda kb: any(
        isinstance(leaf, AnswerTest) and leaf.operator == "due_within" for one in conditions(kb) for leaf in leaves(one)
    ),
    "tables": lambda kb: any(table.all_others for table in kb.tables.values()),
    "gates on rows": lambda kb: any(one.table and one.relevant_when for one in kb.questions.values()),
    "ask_when": lambda kb: any(one.ask_when for one in kb.questions.values()),
    "pass": lambda kb: any(one.asked_in == "deepening" for one in kb.questions.values()),
    "changeable": lambda kb: any(one.changeable for one in kb.questions.values()),
    "phases": lambda kb: bool(kb.phases),
    "plan": lambda kb: bool(kb.plan),
    "words": lambda kb: bool(kb.words),
    "variants of advice": lambda kb: any(one.severity for advice in kb.advice.values() for one in advice.variants),
    "variants of conclusions": lambda kb: any(one.variants for one in kb.conclusions.values()),
    "steps with when": lambda kb: any(step.when for advice in kb.advice.values() for step in advice.steps),
    "add": lambda kb: any(advice.add for advice in kb.advice.values()),
    "before": lambda kb: any(advice.before for advice in kb.advice.values()),
    "an ask with a severity": lambda kb: any(
        one.severity for advice in kb.advice.values() if advice.kind == "ask" for one in advice.variants
    ),
    "good": lambda kb: {"yes", "no"} <= {one.good for one in kb.conclusions.values()},
    "headline": lambda kb: any(one.headline for one in kb.conclusions.values()),
    "summary": lambda kb: bool(kb.summary),
    "withheld conclusions": lambda kb: any(one.withheld_while for one in kb.conclusions.values()),
    "withheld strengths": lambda kb: any(one.withheld_while for one in kb.advice.values()),
    "a choice known in part": lambda kb: any(isinstance(one.value, Remaining) for one in answers(kb)),
    "a number known in part": lambda kb: any(isinstance(one.value, Range) for one in answers(kb)),
    "disputed answers": lambda kb: any(one.accounts for one in answers(kb)),
    "answers read out": lambda kb: any(one.read_out for one in answers(kb)),
    "answers that fall due": lambda kb: any(one.due for one in answers(kb)),
    "answers with their speaker": lambda kb: any(one.said_by for one in answers(kb)),
    "lists that may have more": lambda kb: not all(lists(kb)),
}


@pytest.fixture(scope="module")
def bases() -> list[KnowledgeBase]:
    return [load(SMALL, drafts=True), load(GARDEN, drafts=True)]


@pytest.mark.parametrize("means", MEANS)
def test_each_means_of_the_format_is_used(means: str, bases: list[KnowledgeBase]) -> None:
    assert any(MEANS[means](kb) for kb in bases)


def test_the_garden_has_a_context_that_is_no_space() -> None:
    assert list(load(GARDEN).contexts) == ["greenhouse"]
