"""The evaluator: the value of every entry of a knowledge base, computed by recursion over its conditions.

It is the second opinion on what the rule engine derives, and shares nothing with it but the elementary
tests. Conclusions are taken in an order in which each comes after those it reads, so that a long chain
of them needs no deep recursion.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from graphlib import TopologicalSorter
from itertools import groupby
from typing import TypeVar

from advisor.answers.comparison import truth
from advisor.answers.kleene import conjunction, disjunction, negation
from advisor.answers.model import Answer, AnswerState, EffectiveAnswer, EffectiveAnswers, Truth
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, Not, NotGround, leaves
from advisor.knowledge.model import ConclusionRule, KnowledgeBase, Proviso

from .result import Outcome, Verdicts

Test = AnswerTest | ConclusionTest
Key = TypeVar("Key")
Known = TypeVar("Known")

MOST_REMEMBERED = 2_000


def verdicts(kb: KnowledgeBase, readable: EffectiveAnswers) -> Verdicts:
    """Truth of every conclusion, conclusion rule and check, and W, E and P of every advice."""
    return Evaluation(kb, readable).verdicts()


class Reading:
    """What an evaluation needs to know of a knowledge base and no answer changes.

    `tests` are the distinct elementary tests, those on answers first, in interview order; `place` maps the
    identity of every leaf to its place among them. `order` lists the conclusions, each after those its rules
    read. `non_monotonic` are the questions and conclusions whose relevance or value can turn round when an answer
    is missing, rather than only become undetermined: through an exception, or a test of whether something is
    answered. `behind` has, as a bit mask, every question that the condition of an advice reads, directly or
    through conclusions. Raises graphlib.CycleError (a ValueError) where conclusions read each other in a cycle.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.conditions = tuple(_conditions(kb))
        self.questions = {id: number for number, id in enumerate(kb.questions)}
        self.conclusions = {id: number for number, id in enumerate(kb.conclusions)}
        found = [leaf for condition in self.conditions for leaf in leaves(condition)]
        order = {**self.questions, **{id: len(self.questions) + number for id, number in self.conclusions.items()}}
        self.tests: tuple[Test, ...] = tuple(sorted(dict.fromkeys(found), key=lambda leaf: order[_read(leaf)]))
        places = {test: place for place, test in enumerate(self.tests)}
        # Python 3.12.1 takes a bare `id(leaf)` here for the `id` of the comprehensions above.
        self.place = {identity: places[leaf] for identity, leaf in zip(map(id, found), found, strict=True)}
        self._tests_on = {
            question: tuple(tests)
            for question, tests in groupby((t for t in self.tests if isinstance(t, AnswerTest)), lambda t: t.question)
        }
        self._judged: dict[tuple[str, Answer, Truth], list[Truth]] = {}
        self._questions_of: dict[int, tuple[str, ...]] = {}
        self._conclusions_of: dict[int, tuple[str, ...]] = {}
        self.rules_for: dict[str, tuple[ConclusionRule, ...]] = {
            id: tuple(rule for rule in kb.rules.values() if id in rule.conclude) for id in kb.conclusions
        }
        read = {id: [leaf for rule in rules for leaf in _leaves(rule)] for id, rules in self.rules_for.items()}
        graph = {
            id: [leaf.conclusion for leaf in found if isinstance(leaf, ConclusionTest)] for id, found in read.items()
        }
        self.order = tuple(TopologicalSorter(graph).static_order())
        self.non_monotonic = self._non_monotonic(kb, read)
        behind: dict[str, int] = {id: 1 << number for id, number in self.questions.items()}
        for conclusion in self.order:
            behind[conclusion] = _union(behind, read[conclusion])
        self.behind = {advice.id: _union(behind, leaves(advice.when)) for advice in kb.advice.values()}

    def judged(self, readable: EffectiveAnswers, scope_open: bool) -> list[Truth]:
        """The value of every test in `tests`, undetermined for those on conclusions.

        Values are remembered answer by answer, for loops that change one answer at a time.
        """
        values: list[Truth] = []
        for question, tests in self._tests_on.items():
            answer = readable[question]
            if scope_open and is_not_applicable(answer):
                values += [Truth.UNDETERMINED] * len(tests)
                continue
            key = (question, answer.answer, answer.relevance)
            known = self._judged.get(key)
            if known is None:
                known = _remember(self._judged, key, [truth(test, answer) for test in tests])
            values += known
        return values + [Truth.UNDETERMINED] * (len(self.tests) - len(values))

    def questions_of(self, mask: int) -> tuple[str, ...]:
        """The questions of a bit mask, the first question being the lowest bit."""
        known = self._questions_of.get(mask)
        return _remember(self._questions_of, mask, _names(self.questions, mask)) if known is None else known

    def conclusions_of(self, mask: int) -> tuple[str, ...]:
        """The conclusions of a bit mask, the first conclusion being the lowest bit."""
        known = self._conclusions_of.get(mask)
        return _remember(self._conclusions_of, mask, _names(self.conclusions, mask)) if known is None else known

    def _non_monotonic(self, kb: KnowledgeBase, read: Mapping[str, Sequence[Test]]) -> frozenset[str]:
        non_monotonic: set[str] = set()

        def turns(leaf: Test) -> bool:
            if isinstance(leaf, AnswerTest):
                return leaf.operator == "answered" or leaf.question in non_monotonic
            return leaf.conclusion in non_monotonic

        for question in kb.questions.values():
            if question.relevant_when is not None and any(map(turns, leaves(question.relevant_when))):
                non_monotonic.add(question.id)
        for id in self.order:
            if any(rule.unless for rule in self.rules_for[id]) or any(map(turns, read[id])):
                non_monotonic.add(id)
        return frozenset(non_monotonic)


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _union(masks: Mapping[str, int], tests: Iterable[Test]) -> int:
    union = 0
    for test in tests:
        union |= masks[_read(test)]
    return union


def _names(numbers: Mapping[str, int], mask: int) -> tuple[str, ...]:
    names = tuple(numbers)
    return tuple(names[number] for number in bits(mask))


def _remember(memory: dict[Key, Known], key: Key, value: Known) -> Known:
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[key] = value
    return value


def _read(leaf: Test) -> str:
    return leaf.question if isinstance(leaf, AnswerTest) else leaf.conclusion


def _leaves(rule: ConclusionRule) -> Iterable[Test]:
    return (leaf for part in _parts(rule) for leaf in leaves(part))


def _parts(rule: ConclusionRule) -> Iterable[Condition]:
    yield rule.when
    for proviso in rule.unless:
        yield proviso.when


def _conditions(kb: KnowledgeBase) -> Iterable[Condition]:
    for question in kb.questions.values():
        if question.relevant_when is not None:
            yield question.relevant_when
    for rule in kb.rules.values():
        yield from _parts(rule)
    for advice in kb.advice.values():
        yield advice.when
        for proviso in (*advice.unless, *advice.postpone_while):
            yield proviso.when
        for addition in advice.add:
            yield addition.when
    for check in kb.checks.values():
        yield check.when


_readings: dict[int, tuple[weakref.ref[KnowledgeBase], Reading]] = {}


def reading_of(kb: KnowledgeBase) -> Reading:
    """The reading of a knowledge base, made once and dropped with it."""
    key = id(kb)
    known = _readings.get(key)
    if known is not None and known[0]() is kb:
        return known[1]
    reading = Reading(kb)
    _readings[key] = (weakref.ref(kb, lambda _: _readings.pop(key, None)), reading)
    return reading


def is_not_applicable(answer: EffectiveAnswer) -> bool:
    """Whether a question is out of the brand's scope: declared so, or made so by an earlier answer."""
    return answer.relevance is Truth.FALSE or answer.answer.state is AnswerState.NOT_APPLICABLE


class Evaluation:
    """The knowledge base seen through one brand's answers.

    `conclusions` and `rules` hold their values, `truth` gives that of any condition. With `scope_open`,
    every test on a question that is not applicable counts as undetermined: what is false then would be
    false even if those questions were put.
    """

    def __init__(self, kb: KnowledgeBase, readable: EffectiveAnswers, *, scope_open: bool = False) -> None:
        self.kb = kb
        self.readable = readable
        self.reading = reading_of(kb)
        self._place = self.reading.place
        self.scope_open = scope_open
        self._tests = self.reading.judged(readable, scope_open)
        self.conclusions: dict[str, Truth] = {}
        self.rules: dict[str, Truth] = {}
        for id in self.reading.order:
            self.conclusions[id] = disjunction([self._rule(rule) for rule in self.reading.rules_for[id]])
        for rule in kb.rules.values():
            self._rule(rule)
        self._open: Evaluation | None = None

    @cached_property
    def advice(self) -> dict[str, tuple[Truth, Truth, Truth]]:
        """For each advice the values of its condition, of any exception and of any postponement."""
        return {
            advice.id: (self.truth(advice.when), self._any(advice.unless), self._any(advice.postpone_while))
            for advice in self.kb.advice.values()
        }

    @cached_property
    def checks(self) -> dict[str, Truth]:
        """Which contradictions between answers there are."""
        return {check.id: self.truth(check.when) for check in self.kb.checks.values()}

    @cached_property
    def _not_applicable(self) -> int:
        """The questions that are out of the brand's scope, as a bit mask."""
        numbers = self.reading.questions
        return sum(1 << numbers[id] for id, answer in self.readable.items() if is_not_applicable(answer))

    def truth(self, condition: Condition) -> Truth:
        """The value of a condition, of this knowledge base or built on its questions and conclusions."""
        if isinstance(condition, AnswerTest):
            place = self._place.get(id(condition))
            return self._test(condition) if place is None else self._tests[place]
        if isinstance(condition, ConclusionTest):
            value = self.conclusions[condition.conclusion]
            return value if condition.value else negation(value)
        if isinstance(condition, Not):
            return negation(self.truth(condition.part))
        if isinstance(condition, AllOf):
            return conjunction(map(self.truth, condition.parts))
        if isinstance(condition, AnyOf):
            return disjunction(map(self.truth, condition.parts))
        raise NotGround(condition)

    def outcome(self, id: str, values: tuple[Truth, Truth, Truth] | None = None) -> Outcome:
        """The outcome of an advice, by the first line that fits.

        `values` are those of its condition, exceptions and postponements, where another judged them. What is out of
        scope is always told apart here.
        """
        when, excepted, postponed = values or self.advice[id]
        if when is Truth.FALSE:
            return Outcome.OUT_OF_SCOPE if self._out_of_scope(id) else Outcome.DOES_NOT_APPLY
        if excepted is Truth.TRUE:
            return Outcome.EXCEPTED
        if when is Truth.UNDETERMINED:
            return Outcome.UNDETERMINED
        return Outcome.POSTPONED if postponed is Truth.TRUE else Outcome.FIRES

    def verdicts(self) -> Verdicts:
        """The values alone, in the order of the knowledge base's entries, for comparison with an engine."""
        return Verdicts(
            conclusions={id: self.conclusions[id] for id in self.kb.conclusions},
            rules={id: self.rules[id] for id in self.kb.rules},
            advice=self.advice,
            checks=self.checks,
        )

    def _test(self, test: AnswerTest) -> Truth:
        answer = self.readable[test.question]
        if self.scope_open and is_not_applicable(answer):
            return Truth.UNDETERMINED
        return truth(test, answer)

    def _any(self, provisos: tuple[Proviso, ...]) -> Truth:
        return disjunction([self.truth(proviso.when) for proviso in provisos]) if provisos else Truth.FALSE

    def _rule(self, rule: ConclusionRule) -> Truth:
        """False if the condition is, or if an exception holds for certain; otherwise the condition's value."""
        if rule.id not in self.rules:
            excepted = self._any(rule.unless) is Truth.TRUE
            self.rules[rule.id] = Truth.FALSE if excepted else self.truth(rule.when)
        return self.rules[rule.id]

    def _out_of_scope(self, id: str) -> bool:
        if not self.reading.behind[id] & self._not_applicable:
            return False
        if self._open is None:
            self._open = Evaluation(self.kb, self.readable, scope_open=True)
        return self._open.truth(self.kb.advice[id].when) is not Truth.FALSE
