"""How many instances of each context an analysis needs: one more than its quantifiers can demand witnesses.

`for_some` and `for_every` demand one, a count of k demands k. Above `MOST` nothing is added: what is proven then is
proven with so many instances and no more, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from advisor.answers.answer import Instance, InstanceList
from advisor.knowledge.condition import ConclusionTest, Condition, Quantified, leaves, parts_of, questions_read
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.readers import Conditioned, conditions_of

Entry = TypeVar("Entry")

NAMES = ("one", "two", "three", "four")
"""The instances an analysis invents. They differ in nothing: what holds of the first holds of the others."""
MOST = len(NAMES)


def exemplary(id: str) -> bool:
    """Whether a ground entry stands for all of its kind: it is the brand's, or that of the first instance."""
    return instance_of(id) in (None, NAMES[0])


def exemplars(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries that stand for all of their kind."""
    return {id: entry for id, entry in entries.items() if exemplary(id)}


class Demand:
    """The witnesses that the entries of a knowledge base can demand, by context."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._behind: dict[str, frozenset[Quantified]] = {}
        groups: tuple[Mapping[str, Conditioned], ...] = (kb.questions, kb.conclusions, kb.rules, kb.advice, kb.checks)
        for group in groups if kb.contexts else ():
            for id, entry in group.items():
                self._behind[id] = self._quantified(entry)

    def lists(self) -> dict[str, InstanceList]:
        """As many instances of each context as any two entries together can demand, and one."""
        lists = {}
        for context in self._kb.contexts:
            demanded = sorted((self._witnesses(context, behind) for behind in self._behind.values()), reverse=True)
            number = min(MOST, max(2, sum(demanded[:2]) + 1))
            listed = tuple(Instance(name, name.capitalize()) for name in NAMES[:number])
            lists[context] = InstanceList(listed, complete=True)
        return lists

    def exceeded(self, ids: Iterable[str] | None = None) -> list[str]:
        """The lists of which what was said of these (ground) entries holds up to `MOST` instances only.

        Without ids, of all entries.
        """
        behind = [self._behind.get(declared_id(id), frozenset()) for id in (self._behind if ids is None else ids)]
        together = frozenset[Quantified]().union(*behind)
        return [
            context.key for context in self._kb.contexts.values() if self._witnesses(context.id, together) + 1 > MOST
        ]

    def _witnesses(self, context: str, behind: frozenset[Quantified]) -> int:
        return sum(_demanded(condition) for condition in behind if condition.context == context)

    def _quantified(self, entry: Conditioned) -> frozenset[Quantified]:
        """Every condition over instances behind an entry, through conclusions and relevance."""
        found: set[Quantified] = set()
        waiting = [entry]
        seen: set[str] = set()
        if entry.id in self._kb.conclusions:
            waiting += self._kb.rules_for(entry.id)
        while waiting:
            for condition in conditions_of(waiting.pop()):
                found.update(_within(condition))
                for leaf in leaves(condition):
                    if isinstance(leaf, ConclusionTest) and leaf.conclusion not in seen:
                        seen.add(leaf.conclusion)
                        waiting += self._kb.rules_for(leaf.conclusion)
                for question in questions_read(condition):
                    if question not in seen:
                        seen.add(question)
                        waiting.append(self._kb.questions[question])
        return frozenset(found)


def _within(condition: Condition) -> Iterable[Quantified]:
    if isinstance(condition, Quantified):
        yield condition
    for part in parts_of(condition):
        yield from _within(part)


def _demanded(condition: Quantified) -> int:
    return max(1, condition.least or 0, (condition.most or 0) + 1 if condition.most is not None else 0)
