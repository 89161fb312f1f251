"""Inference over a list of spaces: a third of what is asked, and all that depends on it, judged in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle

from advisor.advice import assess
from advisor.answers import Answer, Answers
from advisor.answers.answer import Instance, InstanceList
from advisor.inference import ground, infer
from advisor.inference.engine import Engine
from advisor.knowledge.condition import conclusions_read, questions_read
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import Advice, ConclusionRule, Context, KnowledgeBase

from . import synthetic
from .table import ms, show
from .timing import side_by_side

RULES = 150
SPACES = (1, 4, 12)
CONTEXT = "space"


def measure() -> None:
    """Print how inference grows with the spaces."""
    kb = with_spaces(synthetic.knowledge_base(RULES))
    calls, sizes = {}, {}
    for number in SPACES:
        lists = {CONTEXT: InstanceList(tuple(Instance(f"s{n}", f"s{n}") for n in range(number)), True)}
        made = ground(kb, lists)
        answers = synthetic.answers(made)
        # Ground already, so that each number of spaces keeps its compiled form while they take turns.
        calls[str(number)] = lambda made=made, answers=answers: infer(made, answers)
        sizes[str(number)] = Engine(made).compiled
    show(
        f"Inference over spaces, {RULES} rules before grounding: median ms of 40",
        ["spaces", "ms", "rules", "of them chained", "patterns"],
        [
            [
                name,
                ms(taken),
                str(sizes[name].counts.rules),
                str(len(sizes[name].chained)),
                str(sizes[name].counts.patterns),
            ]
            for name, taken in side_by_side(calls, 40).items()
        ],
    )


def measure_assessments(kb: KnowledgeBase, cases: Sequence[Answers]) -> None:
    """Print what an assessment of the shipped knowledge base takes with a longer and longer list of its first context.

    The instances of all cases, those with the most answers first, fill the list; so every figure is of a busy brand. It
    is assessed once with one answer changed each time, as while it is asked; and once in turn with another such brand.
    """
    context = next(iter(kb.contexts), None)
    donors = sorted(
        (of for answers in cases if context for of in _answers_of_instances(answers, context)), key=len, reverse=True
    )
    if context is None or not donors:
        return
    brands = sorted((_of_the_brand(answers) for answers in cases), key=len, reverse=True)
    key = kb.contexts[context].key
    rows = []
    for number in SPACES[: sum(number <= kb.contexts[context].at_most for number in SPACES)]:
        listed = InstanceList(tuple(Instance(f"s{place}", f"S {place}") for place in range(number)), True)
        busy = []
        for given, first in zip(brands, range(2), strict=False):
            for place in range(number):
                answered = donors[(first + place) % len(donors)]
                given |= {ground_id(id, f"s{place}"): answer for id, answer in answered.items()}
            busy.append(replace(cases[0], given=given, instances={context: listed}))
        asked = [replace(busy[0], given=less) for less in _with_one_answer_less(busy[0].given, 20)]
        calls = {"asked": cycle(asked), "in turn": cycle(busy)}
        taken = side_by_side({name: lambda turn=turn: assess(kb, next(turn)) for name, turn in calls.items()}, 60)
        rows.append([str(number), *map(ms, taken.values())])
    show(
        f"Assessment with the shipped knowledge base, by the length of its list of {key}: median ms of 60",
        [key, "one answer changed each time", "another brand each time"],
        rows,
        "Goals: 6 ms with one, 15 with four, 60 with twelve.",
    )


def _with_one_answer_less(given: Mapping[str, Answer], times: int) -> Iterator[dict[str, Answer]]:
    """The answers less one of them, another one each time, taken from all over the questionnaire."""
    for left_out in list(given)[:: max(1, len(given) // times)]:
        yield {id: answer for id, answer in given.items() if id != left_out}


def _of_the_brand(answers: Answers) -> dict[str, Answer]:
    return {id: answer for id, answer in answers.given.items() if instance_of(id) is None}


def _answers_of_instances(answers: Answers, context: str) -> Iterator[dict[str, Answer]]:
    """The answers of each instance, by declared question."""
    for one in answers.instances.get(context, InstanceList()).instances:
        yield {declared_id(id): answer for id, answer in answers.given.items() if instance_of(id) == one.id}


def with_spaces(kb: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base with every third question, and all that depends on one, judged for each space."""
    of_space = set(list(kb.questions)[::3])
    asked = set(of_space)
    before = 0
    while before < len(of_space):
        before = len(of_space)
        for rule in kb.rules.values():
            if of_space.intersection((*_read(rule), *rule.conclude)):
                of_space.update(rule.conclude)
    questions = {id: replace(one, for_each=CONTEXT) if id in asked else one for id, one in kb.questions.items()}
    (section,) = kb.sections
    return replace(
        kb,
        contexts={CONTEXT: Context(CONTEXT, "spaces", {}, {})},
        sections=(
            replace(section, questions=tuple(one for one in questions.values() if one.for_each is None)),
            replace(
                section,
                id="spaces",
                for_each=CONTEXT,
                questions=tuple(questions[id] for id in questions if id in asked),
            ),
        ),
        questions=questions,
        conclusions={
            id: replace(one, for_each=CONTEXT) if id in of_space else one for id, one in kb.conclusions.items()
        },
        rules={
            id: replace(one, for_each=CONTEXT) if of_space.intersection(one.conclude) else one
            for id, one in kb.rules.items()
        },
        advice={id: replace(one, for_each=CONTEXT) if of_space & _read(one) else one for id, one in kb.advice.items()},
    )


def _read(entry: ConclusionRule | Advice) -> set[str]:
    conditions = (entry.when, *(proviso.when for proviso in entry.unless))
    return {id for condition in conditions for id in (*questions_read(condition), *conclusions_read(condition))}
