"""What leads to a result where no answers to the questions asked do: a list said to be complete, or one more in it.

An incomplete list keeps open what hangs on all that it holds, and a short one what hangs on there being some: neither
is an answer to a question, so the smallest sets of answers cannot name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from advisor.answers import Answers
from advisor.answers.answer import Instance, InstanceList
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import KnowledgeBase

from ..solver.counterfactual import Counterfactuals, to_conclude, to_fire


@dataclass(frozen=True)
class Relisting:
    """Lists that would have to differ, by id of their context: those said to be complete, the one with one more.

    `answers` have them so, and `found` are the smallest sets of answers that would have to differ besides.
    """

    complete: tuple[str, ...]
    one_more: str | None
    answers: Answers
    found: Counterfactuals


def relisting(kb: KnowledgeBase, answers: Answers, goal: str, name: str) -> Relisting | None:
    """The first way to list otherwise that leads to an advice firing or a conclusion being yes, fewest lists first.

    `kb` is not ground, `goal` a ground id, `name` what one more instance is called. None if there is no such way.
    """
    search = to_fire if declared_id(goal) in kb.advice else to_conclude
    for complete, one_more in _ways(kb, answers):
        supposed = _listed(answers, complete, one_more, name)
        found = search(kb, supposed, goal)
        if found.sets:
            return Relisting(complete, one_more, supposed, found)
    return None


def _ways(kb: KnowledgeBase, answers: Answers) -> Iterator[tuple[tuple[str, ...], str | None]]:
    lists = {id: answers.instances.get(id, InstanceList()) for id in kb.contexts}
    incomplete = tuple(id for id, listed in lists.items() if not listed.complete)
    longer = [id for id, listed in lists.items() if len(listed.instances) < kb.contexts[id].at_most]
    yield from (((id,), None) for id in incomplete)
    yield from (((), id) for id in longer)
    if len(incomplete) > 1:
        yield incomplete, None
    if incomplete:
        yield from ((incomplete, id) for id in longer)


def _listed(answers: Answers, complete: tuple[str, ...], one_more: str | None, name: str) -> Answers:
    lists = dict(answers.instances)
    for id in complete:
        lists[id] = replace(lists.get(id, InstanceList()), complete=True)
    if one_more is not None:
        taken = {one.id for listed in lists.values() for one in listed.instances}
        new = next(id for number in count(1) if (id := f"new-{number}") not in taken)
        listed = lists.get(one_more, InstanceList())
        lists[one_more] = replace(listed, instances=(*listed.instances, Instance(new, name)))
    return replace(answers, instances=lists)
