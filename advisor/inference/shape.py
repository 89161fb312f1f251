"""Shapes: brands that list as many instances share one ground knowledge base.

What the instances of a context are called decides no outcome; how many there are does, and whether the list is
complete. So where many brands are judged and nothing is said about any single one, their instances are numbered, and
what is ground and compiled for one brand serves all others of its shape.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from advisor.answers.answer import Answer, Answers, Instance, InstanceList
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import KnowledgeBase

from .grounding import grounded

MOST_KEPT = 32

Shape = tuple[tuple[int, bool], ...]


class Shapes:
    """The ground knowledge bases of the shapes met last, at most so many, with all that is compiled from them."""

    def __init__(self, kb: KnowledgeBase, most: int = MOST_KEPT) -> None:
        self.kb = kb
        self._most = most
        self._kept: OrderedDict[Shape, KnowledgeBase] = OrderedDict()

    def of(self, answers: Answers) -> tuple[KnowledgeBase, Answers]:
        """The ground knowledge base for some answers, and the answers with their instances numbered.

        Notes, flags and the review are not carried over: they settle nothing.
        """
        if not self.kb.contexts:
            return self.kb, answers
        lists = {id: answers.instances.get(id, InstanceList()) for id in self.kb.contexts}
        numbered = {
            id: replace(
                listed, instances=tuple(Instance(str(place), one.name) for place, one in enumerate(listed.instances, 1))
            )
            for id, listed in lists.items()
        }
        shape = tuple((len(listed.instances), listed.complete) for listed in lists.values())
        if shape not in self._kept:
            self._kept[shape] = grounded(self.kb, numbered)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(shape)
        numbers = {
            (id, one.id): str(place) for id, listed in lists.items() for place, one in enumerate(listed.instances, 1)
        }
        return self._kept[shape], Answers(
            brand=answers.brand, date=answers.date, given=self._renamed(answers, numbers), instances=numbered
        )

    def _renamed(self, answers: Answers, numbers: dict[tuple[str, str], str]) -> dict[str, Answer]:
        given: dict[str, Answer] = {}
        for id, answer in answers.given.items():
            instance = instance_of(id)
            if instance is not None:
                context = self.kb.questions[declared_id(id)].for_each
                assert context is not None, f"{id} names an instance of no context"
                id = ground_id(declared_id(id), numbers[context, instance])
            given[id] = answer
        return given
