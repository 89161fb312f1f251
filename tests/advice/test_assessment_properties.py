"""What holds of every Assessment: instances are but names, files have no order, and what comes before comes before."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from advisor.advice import assess
from advisor.advice.assessment import AssessedAdvice, Assessment
from advisor.answers import Answers
from advisor.answers.answer import Instance, InstanceList
from advisor.inference import EngineLimit, Outcome
from advisor.knowledge.condition import AllOf, AnyOf, Condition, CountOf, Not, Quantified, parts_of
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import Advice, Before, Held, KnowledgeBase, PhaseOfWork, PlanLine, Severity
from tests.random_knowledge import SPACE, Size, random_answers, random_knowledge_base

SIZE = Size(contexts=1, advice=9)
SETTINGS = settings(max_examples=40)
SEEDS = st.integers(0, 2**32)
SEVERITIES: tuple[Severity, ...] = ("critical", "major", "moderate", "minor")
PHASES = ("stop", "repair", "grow")
SAY = {"en": "words"}


def case(seed: int) -> tuple[KnowledgeBase, Answers]:
    """A knowledge base with phases, a plan and an order of its own, and answers over some spaces."""
    random = Random(seed)
    kb = random_knowledge_base(random, SIZE)
    ids = list(kb.advice)

    def placed(place: int, advice: Advice) -> Advice:
        later = random.sample(ids[place + 1 :], min(random.choice((0, 0, 1, 2)), len(ids) - place - 1))
        return replace(
            advice,
            severity=random.choice(SEVERITIES),
            phase=random.choice(PHASES),
            rank=random.choice((None, 1, 2)),
            before=tuple(Before(other, SAY) for other in later),
        )

    kb = replace(
        kb,
        advice={id: placed(place, advice) for place, (id, advice) in enumerate(kb.advice.items())},
        phases={id: PhaseOfWork(id, SAY, SAY) for id in PHASES},
        plan=(
            PlanLine("now", SAY, (Held(("critical",)), Held(("major",), ("stop",)))),
            PlanLine("next", SAY, (Held(("major", "moderate")),)),
            PlanLine("later", SAY, (Held(),)),
        ),
    )
    answers = random_answers(random, kb, SIZE)
    try:
        assess(kb, answers)
    except EngineLimit:
        reject()  # More rules than the engine carries: about three in ten thousand.
    return kb, answers


def plain(condition: Condition) -> Condition:
    """A condition over the one space there is as one of a brand that has no spaces."""
    if isinstance(condition, Quantified):
        where, holds = (AllOf(()) if part is None else plain(part) for part in (condition.where, condition.holds))
        if condition.quantifier == "for_every":
            return AnyOf((Not(where), holds))
        both = AllOf((where, holds))
        return both if condition.quantifier == "for_some" else CountOf((both,), condition.least, condition.most)
    if isinstance(condition, Not):
        return Not(plain(condition.part))
    if isinstance(condition, (AllOf, AnyOf, CountOf)):
        return replace(condition, parts=tuple(map(plain, parts_of(condition))))
    return condition


def without_contexts(kb: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base as it would be written of a brand that has no spaces."""

    def rewritten(value: object) -> object:
        if isinstance(value, Quantified | AllOf | AnyOf | CountOf | Not):
            return plain(value)
        if isinstance(value, tuple):
            return tuple(map(rewritten, value))
        if isinstance(value, dict):
            return {key: rewritten(one) for key, one in value.items()}
        if not hasattr(value, "__dataclass_fields__") or isinstance(value, type):
            return value
        changes = {name: rewritten(getattr(value, name)) for name in value.__dataclass_fields__ if name != "at"}
        if "for_each" in changes:
            changes["for_each"] = None
        return replace(value, **changes)  # type: ignore[type-var]

    made = rewritten(kb)
    assert isinstance(made, KnowledgeBase)
    return replace(made, contexts={})


def of_one_space(answers: Answers) -> Answers:
    """The answers with one space, which is all there are: the first listed, or one of which nothing is known."""
    listed = answers.instances.get(SPACE, InstanceList()).instances[:1] or (Instance("one", "One"),)
    kept = {id: one for id, one in answers.given.items() if instance_of(id) in (None, listed[0].id)}
    return replace(answers, given=kept, instances={SPACE: InstanceList(listed, complete=True)})


def told(assessment: Assessment) -> str:
    """Everything in an Assessment but which spaces there are."""
    left_out: Any = {"contexts": True, "answers": True, "advice": {"__all__": {"entries", "instances"}}}
    return assessment.model_dump_json(indent=1, exclude=left_out)


@SETTINGS
@given(SEEDS)
def test_with_one_space_all_is_as_in_a_knowledge_base_without_contexts(seed: int) -> None:
    kb, answers = case(seed)
    one = of_one_space(answers)
    flat = replace(one, given={declared_id(id): answer for id, answer in one.given.items()}, instances={})
    as_declared = re.sub(r"@\w+", "", told(assess(kb, one)))
    assert as_declared == told(assess(without_contexts(kb), flat))


@SETTINGS
@given(SEEDS)
def test_other_ids_of_spaces_change_nothing_but_ids(seed: int) -> None:
    kb, answers = case(seed)

    def other(id: str) -> str:
        instance = instance_of(id)
        return id if instance is None else ground_id(declared_id(id), f"other-{instance}")

    lists = {
        context: replace(of, instances=tuple(replace(one, id=f"other-{one.id}") for one in of.instances))
        for context, of in answers.instances.items()
    }
    renamed = replace(answers, given={other(id): one for id, one in answers.given.items()}, instances=lists)
    after = assess(kb, renamed).model_dump_json()
    assert after.replace("other-", "") == assess(kb, answers).model_dump_json()


@SETTINGS
@given(SEEDS)
def test_the_order_of_spaces_changes_no_finding_and_no_order_among_different_advice(seed: int) -> None:
    kb, answers = case(seed)
    lists = {id: replace(of, instances=of.instances[::-1]) for id, of in answers.instances.items()}
    before, after = assess(kb, answers), assess(kb, replace(answers, instances=lists))
    assert {frozenset(one.entries): said_of(one) for one in after.advice} == {
        frozenset(one.entries): said_of(one) for one in before.advice
    }
    assert in_order(after) == in_order(before)
    assert (after.profile, after.known, after.headline) == (before.profile, before.known, before.headline)


def said_of(advice: AssessedAdvice) -> tuple[object, ...]:
    return advice.outcome, advice.severity, advice.phase, advice.line, advice.variant, advice.steps, advice.additions


def in_order(assessment: Assessment) -> list[str]:
    numbered = sorted((one for one in assessment.advice if one.position), key=lambda one: one.position or 0)
    return [declared_id(one.id) for one in numbered]


@SETTINGS
@given(SEEDS)
def test_the_order_of_the_files_changes_no_number(seed: int) -> None:
    kb, answers = case(seed)
    random = Random(seed)

    def shuffled(entries: dict[str, Advice]) -> dict[str, Advice]:
        return dict(random.sample(list(entries.items()), len(entries)))

    other = replace(kb, advice=shuffled(dict(kb.advice)))
    before, after = assess(kb, answers), assess(other, answers)
    assert {one.entries: one.position for one in after.advice} == {one.entries: one.position for one in before.advice}
    assert (after.plan, after.first_three) == (before.plan, before.first_three)


@SETTINGS
@given(SEEDS)
def test_what_is_to_come_before_another_does_where_both_fire(seed: int) -> None:
    kb, answers = case(seed)
    numbered = [one for one in assess(kb, answers).advice if one.position and one.outcome is Outcome.FIRES]
    places: dict[str, list[int]] = {}
    for one in numbered:
        places.setdefault(declared_id(one.id), []).append(one.position or 0)
    for id, advice in kb.advice.items():
        for later in (before.advice for before in advice.before):
            if id in places and later in places:
                assert max(places[id]) < min(places[later])
