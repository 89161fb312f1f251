"""Who reads whom in a knowledge base: every condition in it, and what a question can have a part in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .condition import AnswerTest, Condition, conclusions_read, leaves, questions_read
from .model import Addition, Advice, Check, Conclusion, ConclusionRule, KnowledgeBase, Question, Variant

Conditioned = Question | Conclusion | ConclusionRule | Advice | Check


def conditions(kb: KnowledgeBase) -> Iterator[Condition]:
    """Every condition of the entries that run, of questions, conclusions, checks and words."""
    for entries in (kb.questions, kb.conclusions, kb.rules, kb.advice, kb.checks):
        for entry in entries.values():
            yield from conditions_of(entry)
    yield from (word.when for choices in kb.words.values() for word in choices if word.when is not None)


def conditions_of(entry: Conditioned) -> Iterator[Condition]:
    """The conditions of one entry, those of its exceptions, postponements, variants, additions and steps included."""
    if isinstance(entry, Question):
        yield from (gate for gate in (entry.relevant_when, entry.ask_when) if gate is not None)
        return
    if isinstance(entry, Conclusion):
        yield from (variant.when for variant in entry.variants)
        return
    yield entry.when
    if not isinstance(entry, Check):
        yield from (proviso.when for proviso in entry.unless)
    if isinstance(entry, Advice):
        yield from (proviso.when for proviso in entry.postpone_while)
        yield from _of_parts(entry)


def _of_parts(advice: Advice) -> Iterator[Condition]:
    """Under which conditions other words are said of an advice, more words, or more steps."""
    parts: tuple[Variant | Addition, ...] = (*advice.variants, *advice.add)
    yield from (part.when for part in parts)
    steps = (*advice.steps, *(step for part in parts for step in part.steps))
    yield from (step.when for step in steps if step.when is not None)


def questions_of(entry: ConclusionRule | Advice) -> frozenset[str]:
    """The questions an entry reads directly."""
    return _read_by(tuple(conditions_of(entry)))[0]


def tests(kb: KnowledgeBase) -> Iterator[AnswerTest]:
    """Every elementary comparison on an answer, repetitions included."""
    for condition in conditions(kb):
        for leaf in leaves(condition):
            if isinstance(leaf, AnswerTest):
                yield leaf


@dataclass(frozen=True)
class Cone:
    """Everything whose value may depend on some questions, by id. The questions themselves are included."""

    questions: frozenset[str]
    rules: frozenset[str]
    conclusions: frozenset[str]
    advice: frozenset[str]
    checks: frozenset[str]


NOTHING = Cone(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())


class Dependence:
    """What depends on what, over one knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._cones: dict[str, Cone] = {}
        self._rules = {rule.id: _read_by(tuple(conditions_of(rule))) for rule in kb.rules.values()}
        self._advice = {advice.id: _read_by(tuple(conditions_of(advice))) for advice in kb.advice.values()}

    def cone(self, question: str) -> Cone:
        """What may change with the answer to one question, through relevance and conclusions too."""
        if question not in self._cones:
            self._cones[question] = self._follow(question)
        return self._cones[question]

    def _follow(self, question: str) -> Cone:
        questions = {question}
        for other in self._kb.questions.values():
            # Relevance reads earlier questions only, so one pass in interview order is enough.
            if other.relevant_when is not None and questions & set(questions_read(other.relevant_when)):
                questions.add(other.id)
        rules: set[str] = set()
        conclusions: set[str] = set()
        while True:
            reached = {
                id for id, (asks, concludes) in self._rules.items() if asks & questions or concludes & conclusions
            }
            if reached == rules:
                break
            rules = reached
            conclusions = {conclusion for id in rules for conclusion in self._kb.rules[id].conclude}
        advice = {id for id, (asks, concludes) in self._advice.items() if asks & questions or concludes & conclusions}
        checks = {
            check.id
            for check in self._kb.checks.values()
            if questions & set(questions_read(check.when)) or conclusions & set(conclusions_read(check.when))
        }
        return Cone(
            frozenset(questions), frozenset(rules), frozenset(conclusions), frozenset(advice), frozenset(checks)
        )


def _read_by(conditions: tuple[Condition, ...]) -> tuple[frozenset[str], frozenset[str]]:
    asks = frozenset(question for condition in conditions for question in questions_read(condition))
    concludes = frozenset(conclusion for condition in conditions for conclusion in conclusions_read(condition))
    return asks, concludes


def questions_behind(kb: KnowledgeBase, entry: Conditioned | str) -> tuple[str, ...]:
    """Every question that has a part in an entry, or (by id) in a conclusion, in interview order."""
    pending: list[Conditioned] = list(kb.rules_for(entry)) if isinstance(entry, str) else [entry]
    conclusions: set[str] = set()
    questions: set[str] = set()
    while pending:
        asks, concludes = _read_by(tuple(conditions_of(pending.pop())))
        questions |= asks
        for conclusion in concludes - conclusions:
            conclusions.add(conclusion)
            pending.extend(kb.rules_for(conclusion))
    for question in reversed(tuple(kb.questions.values())):
        # Relevance reads earlier questions only, so going backwards once is enough.
        if question.id in questions and question.relevant_when is not None:
            questions |= set(questions_read(question.relevant_when))
    return tuple(question for question in kb.questions if question in questions)
