"""Which condition of a ground knowledge base is meant: the names by which engine, evaluator and result speak of one.

Besides what an entry is judged by there are the conditions that choose its texts: variants, additions, steps, words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from advisor.knowledge.condition import Condition, Position
from advisor.knowledge.model import Advice, KnowledgeBase, Proviso, Step

Clause = Literal["when", "unless", "postpone_while", "variant", "add", "step"]
EntryKind = Literal["rule", "advice", "check", "conclusion", "word"]


class ConditionKey(NamedTuple):
    """One condition: the kind and id of its entry, which of its clauses, and for texts the place in that clause.

    `unless` and `postpone_while` mean any of the provisos. The place of a step is its index, in a variant that of the
    variant before it.
    """

    kind: EntryKind
    id: str
    clause: Clause = "when"
    place: tuple[int, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.kind, self.id, self.clause, *map(str, self.place)))


def judging(kb: KnowledgeBase) -> Iterator[tuple[ConditionKey, tuple[Condition, ...], Position]]:
    """What entries are judged by, any of the conditions sufficing; a clause without conditions is left out."""
    for rule in kb.rules.values():
        yield ConditionKey("rule", rule.id), (rule.when,), rule.at
        yield from _provisos(ConditionKey("rule", rule.id, "unless"), rule.unless)
    for advice in kb.advice.values():
        yield ConditionKey("advice", advice.id), (advice.when,), advice.at
        yield from _provisos(ConditionKey("advice", advice.id, "unless"), advice.unless)
        yield from _provisos(ConditionKey("advice", advice.id, "postpone_while"), advice.postpone_while)
    for check in kb.checks.values():
        yield ConditionKey("check", check.id), (check.when,), check.at


def choosing(kb: KnowledgeBase) -> Iterator[tuple[ConditionKey, Condition, Position]]:
    """What texts are chosen by."""
    for advice in kb.advice.values():
        yield from _texts_of(advice)
    for conclusion in kb.conclusions.values():
        for place, variant in enumerate(conclusion.variants):
            yield ConditionKey("conclusion", conclusion.id, "variant", (place,)), variant.when, variant.at
    for id, words in kb.words.items():
        for place, word in enumerate(words):
            if word.when is not None:
                yield ConditionKey("word", id, "variant", (place,)), word.when, word.at


def _texts_of(advice: Advice) -> Iterator[tuple[ConditionKey, Condition, Position]]:
    yield from _steps(advice.id, (), advice.steps)
    for place, variant in enumerate(advice.variants):
        yield ConditionKey("advice", advice.id, "variant", (place,)), variant.when, variant.at
        yield from _steps(advice.id, (place,), variant.steps)
    for place, addition in enumerate(advice.add):
        yield ConditionKey("advice", advice.id, "add", (place,)), addition.when, addition.at


def _steps(
    advice: str, within: tuple[int, ...], steps: tuple[Step, ...]
) -> Iterator[tuple[ConditionKey, Condition, Position]]:
    for place, step in enumerate(steps):
        if step.when is not None:
            yield ConditionKey("advice", advice, "step", (*within, place)), step.when, step.at


def _provisos(
    key: ConditionKey, provisos: tuple[Proviso, ...]
) -> Iterator[tuple[ConditionKey, tuple[Condition, ...], Position]]:
    if provisos:
        yield key, tuple(proviso.when for proviso in provisos), provisos[0].at
