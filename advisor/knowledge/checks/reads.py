"""Every condition of a knowledge base with the entry it belongs to: what the checks on reading go through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..condition import AnswerTest, Condition, leaves
from ..model import Advice
from ..reading.names import Namespace
from ..texts import read_text
from .subject import Subject
from .wording import texts


@dataclass(frozen=True)
class Owned:
    """A condition, and the entry it stands in."""

    namespace: Namespace
    entry: str
    condition: Condition


def conditions(subject: Subject) -> Iterator[Owned]:
    """The conditions of everything but deprecated entries."""
    for question in subject.kb.questions.values():
        if question.relevant_when is not None:
            yield Owned("questions", question.id, question.relevant_when)
    for rule in subject.live_rules():
        yield Owned("rules", rule.id, rule.when)
        yield from (Owned("rules", rule.id, proviso.when) for proviso in rule.unless)
    for advice in subject.live_advice():
        yield from (Owned("advice", advice.id, condition) for condition in _of_advice(advice))
    for check in subject.kb.checks.values():
        yield Owned("checks", check.id, check.when)


def _of_advice(advice: Advice) -> Iterator[Condition]:
    yield advice.when
    yield from (proviso.when for proviso in (*advice.unless, *advice.postpone_while))
    yield from (addition.when for addition in advice.add)


def tests_on(subject: Subject) -> dict[str, list[AnswerTest]]:
    """Every test of every condition, by the question it reads."""
    found: dict[str, list[AnswerTest]] = {}
    for owned in conditions(subject):
        for leaf in leaves(owned.condition):
            if isinstance(leaf, AnswerTest):
                found.setdefault(leaf.question, []).append(leaf)
    return found


def printed(subject: Subject) -> frozenset[str]:
    """Ids of the questions whose answers some text prints."""
    return frozenset(
        id for placed in texts(subject) for words in placed.text.values() for id in read_text(words).answers
    )
