"""What lists of spaces may change, and what not: their order and their ids change nothing but names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.answers import Answers, Truth
from advisor.answers.answer import Instance, InstanceList
from advisor.inference import Inference, Outcome, evaluate
from advisor.inference.grounding import ground
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import KnowledgeBase
from tests.random_knowledge import SPACE, STEADY, Size, completed, random_answers, random_knowledge_base

SIZE = Size(contexts=1)
GROWING = replace(STEADY, contexts=1, open_lists=True)
NOT_APPLYING = (Outcome.DOES_NOT_APPLY, Outcome.OUT_OF_SCOPE)


def drawn(seed: int) -> tuple[KnowledgeBase, Answers]:
    random = Random(seed)
    kb = random_knowledge_base(random, SIZE)
    return kb, random_answers(random, kb, SIZE)


def settled(inference: Inference) -> dict[str, object]:
    values: dict[str, object] = {id: result.value for id, result in inference.conclusions.items()}
    values |= {id: (one.outcome, one.variant, one.steps, one.additions) for id, one in inference.advice.items()}
    return values | dict(inference.checks) | {f"word {id}": place for id, place in inference.words.items()}


def renamed(answers: Answers, names: Mapping[str, str]) -> Answers:
    def of(id: str) -> str:
        instance = instance_of(id)
        return id if instance is None else ground_id(declared_id(id), names[instance])

    lists = {
        context: InstanceList(tuple(Instance(names[one.id], one.name) for one in each.instances), each.complete)
        for context, each in answers.instances.items()
    }
    return replace(answers, given={of(id): one for id, one in answers.given.items()}, instances=lists)


@pytest.mark.parametrize("seed", range(25))
def test_the_order_of_spaces_changes_no_result(seed: int) -> None:
    kb, answers = drawn(seed)
    lists = {id: replace(each, instances=each.instances[::-1]) for id, each in answers.instances.items()}
    assert settled(evaluate(kb, replace(answers, instances=lists))) == settled(evaluate(kb, answers))


@pytest.mark.parametrize("seed", range(25))
def test_other_ids_of_spaces_change_nothing_but_ids(seed: int) -> None:
    kb, answers = drawn(seed)
    names = {one.id: f"other-{one.id}" for each in answers.instances.values() for one in each.instances}
    after = settled(evaluate(kb, renamed(answers, names)))
    assert {id.replace("@other-", "@"): value for id, value in after.items()} == settled(evaluate(kb, answers))


@settings(max_examples=120)
@given(st.integers(0, 2**32))
def test_more_knowledge_of_the_spaces_turns_nothing_that_is_settled(seed: int) -> None:
    """More spaces, no more of them, more answers: what holds without reservation and is no exception stays."""
    random = Random(seed)
    kb = random_knowledge_base(random, GROWING)
    answers = random_answers(random, kb, GROWING)
    before, after = evaluate(kb, answers), evaluate(kb, better_known(random, kb, answers))
    for id, result in before.conclusions.items():
        if result.value is not Truth.UNDETERMINED and not result.reservations:
            assert after.conclusions[id].value is result.value
    for id, advised in before.advice.items():
        then = after.advice[id]
        if advised.outcome is Outcome.UNDETERMINED or advised.reservations:
            continue
        # Whether something is in scope is a matter of the open answers as well.
        same = then.outcome is advised.outcome or {then.outcome, advised.outcome} <= set(NOT_APPLYING)
        # An exception that holds before the condition is known may turn out not to be needed.
        needless = advised.outcome is Outcome.EXCEPTED and advised.when is Truth.UNDETERMINED
        assert same or (needless and then.outcome in NOT_APPLYING)


def better_known(random: Random, kb: KnowledgeBase, answers: Answers) -> Answers:
    """The answers with some that were open given, and a list that may have more spaces grown or closed."""
    listed = answers.instances.get(SPACE, InstanceList())
    if not listed.complete:
        more = tuple(Instance(f"more-{number}", "More") for number in range(random.choice((0, 1, 2))))
        listed = InstanceList((*listed.instances, *more), complete=random.random() < 0.5)
    wider = replace(answers, instances={SPACE: listed})
    asked = list(ground(kb, wider.instances).questions)
    return completed(random, kb, wider, random.sample(asked, random.randint(0, len(asked))))


@pytest.mark.parametrize("seed", range(25))
def test_a_list_that_may_have_more_spaces_turns_no_settled_condition_round(seed: int) -> None:
    """It can only leave open what the complete list settled, exceptions apart."""
    random = Random(seed)
    size = replace(SIZE, rule_exceptions=False, answered=False, relevance=False, open_lists=False)
    kb = random_knowledge_base(random, size)
    answers = random_answers(random, kb, size)
    lists = {SPACE: replace(answers.instances[SPACE], complete=False)}
    complete, incomplete = evaluate(kb, answers), evaluate(kb, replace(answers, instances=lists))
    for id, result in incomplete.conclusions.items():
        assert result.value in (Truth.UNDETERMINED, complete.conclusions[id].value)
