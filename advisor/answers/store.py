"""What an interview writes answers to: an answers file, or whatever else keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from advisor.knowledge.model import KnowledgeBase, Question

from .answer import Answer, Answers, Note, Respondent


class AnswersStore(Protocol):
    """Takes one change after another; all of them are kept when `save` returns.

    `path` names what is written to in messages. `lists` says what the lists of instances are called, by the id of
    their context; whoever writes answers sets it. `order` are the ids of all questions in the interview's order.
    """

    path: Path
    lists: Mapping[str, str]

    def read(self, kb: KnowledgeBase) -> Answers:
        """The answers that are kept. InputError if they are not sound."""

    def save(self) -> bool:
        """Keep every change. Returns whether what was there before had vanished; RecordError if it cannot."""

    def answer(self, question: Question, answer: Answer, order: Sequence[str]) -> None:
        """Record an answer in place of the present one."""

    def forget(self, question: Question) -> None:
        """Take the answer to a question away."""

    def notes(self, question: Question, log: Sequence[Note], order: Sequence[str]) -> None:
        """Write the log of notes on a question; an empty one takes it away."""

    def flag(self, question: Question, *, up: bool) -> None:
        """Flag a question to come back to, or take the flag down."""

    def listed(self, key: str, id: str, name: str) -> None:
        """Add an instance to the list under a key."""

    def unlisted(self, key: str, id: str) -> None:
        """Take an instance off the list under a key, with all that stands with it."""

    def complete(self, key: str) -> None:
        """Say that the list under a key names all there are."""

    def leave_open(self, key: str) -> None:
        """Say that the list under a key may have more instances than it names."""

    def respondent(self, one: Respondent) -> None:
        """Add somebody who was asked, or put what is known of them in place of what stands under their id."""

    def drop(self, key: str) -> None:
        """Take away what stands under a key at the top, if anything does."""
