"""A condition for a skeleton to begin with: on a question that always applies, with answers that try it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..model import KnowledgeBase, Question
from .placing import asking


@dataclass(frozen=True)
class SampleCondition:
    """A condition as typed, another that waits for something else, and answers under which it holds and does not."""

    question: str
    holds: str
    waits: str
    yes_answers: str
    no_answers: str

    @property
    def values(self) -> dict[str, str]:
        """As the templates call them."""
        return {
            "holds": self.holds,
            "waits": self.waits,
            "yes_answers": self.yes_answers,
            "no_answers": self.no_answers,
        }


def sample(kb: KnowledgeBase, context: str | None = None) -> SampleCondition:
    """A condition on a question of the brand, or of each instance of a context."""
    return samples(kb, context)[0]


def samples(kb: KnowledgeBase, context: str | None = None) -> list[SampleCondition]:
    """Such conditions on different questions, those first that are easiest to read; at least one."""
    asking(kb)
    here = [question for question in kb.questions.values() if question.for_each == context]
    here = (
        here
        or [question for question in kb.questions.values() if question.for_each is None]
        or [*kb.questions.values()]
    )
    always = [question for question in here if question.relevant_when is None] or here
    always.sort(key=lambda question: len(question.options) < 2)
    return [_sample(question) for question in always]


def sample_of(kb: KnowledgeBase, ids: Collection[str]) -> SampleCondition:
    """A condition that affirms each of these questions, one or more."""
    each = [_sample(question) for question in kb.questions.values() if question.id in ids]
    return SampleCondition(
        each[0].question,
        ", ".join(one.holds for one in each),
        ", ".join(one.waits for one in each),
        ", ".join(one.yes_answers for one in each),
        ", ".join([each[0].no_answers, *(one.yes_answers for one in each[1:])]),
    )


def _sample(question: Question) -> SampleCondition:
    if question.options:
        first, second = question.options[0].id, question.options[1].id
        yes, no = (f"[{first}]", f"[{second}]") if question.type == "choices" else (first, second)
        return _said(question, first, second, yes, no)
    if question.type == "number":
        low, high = str(question.min), str(question.max)
        return _said(question, f"{{at_least: {high}}}", low, high, low)
    return _said(question, "{answered: yes}", "{answered: no}", '"some words"', "{state: unknown}")


def _said(question: Question, holds: str, waits: str, yes: str, no: str) -> SampleCondition:
    id = question.id
    return SampleCondition(id, f"{id}: {holds}", f"{id}: {waits}", f"{id}: {yes}", f"{id}: {no}")
