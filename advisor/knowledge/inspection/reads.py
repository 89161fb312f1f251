"""Every condition of a knowledge base with the entry it belongs to: what inspections of reading go through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..condition import AnswerTest, Condition, leaves
from ..readers import conditions_of
from ..reading.names import Namespace
from ..texts import ReadText, read_text
from .printed_words import texts
from .subject import Subject


@dataclass(frozen=True)
class Owned:
    """A condition, and the entry it stands in."""

    namespace: Namespace
    entry: str
    condition: Condition


def conditions(subject: Subject) -> Iterator[Owned]:
    """The conditions of everything but deprecated entries."""
    kb = subject.kb
    for question in kb.questions.values():
        yield from (Owned("questions", question.id, condition) for condition in conditions_of(question))
    for conclusion in kb.conclusions.values():
        yield from (Owned("conclusions", conclusion.id, condition) for condition in conditions_of(conclusion))
    for rule in subject.live_rules():
        yield from (Owned("rules", rule.id, condition) for condition in conditions_of(rule))
    for advice in subject.live_advice():
        yield from (Owned("advice", advice.id, condition) for condition in conditions_of(advice))
    for check in kb.checks.values():
        yield Owned("checks", check.id, check.when)
    for id, choices in kb.words.items():
        yield from (Owned("words", id, word.when) for word in choices if word.when is not None)


def tests_on(subject: Subject) -> dict[str, list[AnswerTest]]:
    """Every test of every condition, by the question it reads."""
    found: dict[str, list[AnswerTest]] = {}
    for owned in conditions(subject):
        for leaf in leaves(owned.condition):
            if isinstance(leaf, AnswerTest):
                found.setdefault(leaf.question, []).append(leaf)
    return found


def printing(subject: Subject) -> Iterator[ReadText]:
    """What each text of the knowledge base prints, in each language."""
    for placed in texts(subject):
        if placed.prints:
            yield from (read_text(words, subject.printable) for words in placed.text.values())


def printed(subject: Subject) -> frozenset[str]:
    """Ids of the questions whose answers some text prints."""
    return frozenset(id for read in printing(subject) for id in read.answers)
