"""Every condition of a knowledge base with the entry it belongs to: what the checks on reading go through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..condition import AnswerTest, Condition, leaves
from ..readers import Judged, conditions_of
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
        if question.ask_when is not None:
            yield Owned("questions", question.id, question.ask_when)
    live: tuple[tuple[Namespace, Iterable[Judged]], ...] = (
        ("conclusions", subject.kb.conclusions.values()),
        ("rules", subject.live_rules()),
        ("advice", subject.live_advice()),
        ("checks", subject.kb.checks.values()),
    )
    for namespace, entries in live:
        yield from (Owned(namespace, entry.id, condition) for entry in entries for condition in conditions_of(entry))
    for word, choices in subject.kb.words.items():
        yield from (Owned("words", word, choice.when) for choice in choices if choice.when is not None)


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
        id
        for placed in texts(subject)
        for words in placed.text.values()
        for id in read_text(words, subject.printable).answers
    )
