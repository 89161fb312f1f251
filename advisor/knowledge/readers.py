"""Who reads whom in a knowledge base: every condition in it, and what a question can have a part in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
        gates = ((question.id, question.relevant_when) for question in kb.questions.values())
        self._gated = [(id, frozenset(questions_read(gate))) for id, gate in gates if gate is not None]
        self._rules = _by_what_they_read(kb.rules)
        self._advice = _by_what_they_read(kb.advice)
        self._checks = _by_what_they_read(kb.checks)

    def cone(self, question: str) -> Cone:
        """What may change with the answer to one question, through relevance and conclusions too."""
        if question not in self._cones:
            self._cones[question] = self._follow(question)
        return self._cones[question]

    def _follow(self, question: str) -> Cone:
        questions = {question}
        for other, asks in self._gated:
            # Relevance reads earlier questions only, so one pass in interview order is enough.
            if not asks.isdisjoint(questions):
                questions.add(other)
        rules: set[str] = set()
        read = set(questions)
        waiting = list(questions)
        while waiting:
            for rule in self._rules.get(waiting.pop(), ()):
                rules.add(rule)
                reached = set(self._kb.rules[rule].conclude) - read
                read |= reached
                waiting += reached
        advice = {id for one in read for id in self._advice.get(one, ())}
        checks = {id for one in read for id in self._checks.get(one, ())}
        return Cone(
            frozenset(questions), frozenset(rules), frozenset(read - questions), frozenset(advice), frozenset(checks)
        )


def _by_what_they_read(entries: Mapping[str, ConclusionRule | Advice | Check]) -> dict[str, list[str]]:
    """The entries that read a question or a conclusion, by its id."""
    found: dict[str, list[str]] = {}
    for id, entry in entries.items():
        for read in frozenset[str]().union(*_read_by(tuple(conditions_of(entry)))):
            found.setdefault(read, []).append(id)
    return found


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
