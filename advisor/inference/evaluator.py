"""The evaluator: the value of every entry of a knowledge base, computed by recursion over its conditions.

It is the second opinion on what the rule engine derives, and shares nothing with it but the elementary
tests. Conclusions are taken in an order in which each comes after those it reads, so that a long chain
of them needs no deep recursion.
"""

from __future__ import annotations

from functools import cached_property

from advisor.answers.answer import FALSE, TRUE, UNDETERMINED, EffectiveAnswers, Truth
from advisor.answers.comparison import truth
from advisor.answers.kleene import disjunction, negation
from advisor.knowledge.condition import AnswerTest, ConclusionTest, Condition, NotGround, OpenList, parts_of
from advisor.knowledge.model import ConclusionRule, KnowledgeBase, Proviso

from .condition_key import ConditionKey
from .dependency_index import connective, index_of, is_not_applicable
from .result import DOES_NOT_APPLY, EXCEPTED, FIRES, OPEN, OUT_OF_SCOPE, POSTPONED, Outcome, Verdicts


def verdicts(kb: KnowledgeBase, readable: EffectiveAnswers) -> Verdicts:
    """Truth of every conclusion, conclusion rule and check, and W, E and P of every advice."""
    return Evaluation(kb, readable).verdicts()


class Evaluation:
    """The knowledge base seen through one brand's answers.

    `conclusions` and `rules` hold their values, `truth` gives that of any condition. With `scope_open`,
    every test on a question that is not applicable counts as undetermined: what is false then would be
    false even if those questions were put.
    """

    def __init__(self, kb: KnowledgeBase, readable: EffectiveAnswers, *, scope_open: bool = False) -> None:
        self.kb = kb
        self.readable = readable
        self.index = index_of(kb)
        self._place, self._connectives, self._parts = self.index.place, self.index.connectives, self.index.parts
        self.scope_open = scope_open
        self._known = self.index.judged(readable, scope_open)
        self.conclusions: dict[str, Truth] = {}
        self.rules: dict[str, Truth] = {}
        for id in self.index.order:
            self.conclusions[id] = disjunction([self._rule(rule) for rule in self.index.rules_for[id]])
        for rule in kb.rules.values():
            self._rule(rule)
        self._open: Evaluation | None = None

    @cached_property
    def advice(self) -> dict[str, tuple[Truth, Truth, Truth]]:
        """For each advice the values of its condition, of any exception and of any postponement."""
        return {id: self.values(id) for id in self.kb.advice}

    def values(self, advice: str) -> tuple[Truth, Truth, Truth]:
        """The values of an advice's condition, of any exception and of any postponement."""
        when, unless, postpone_while = self.index.judging[advice]
        at = self.at
        return (
            at(when),
            disjunction(map(at, unless)) if unless else FALSE,
            disjunction(map(at, postpone_while)) if postpone_while else FALSE,
        )

    @cached_property
    def checks(self) -> dict[str, Truth]:
        """Which contradictions between answers there are."""
        return {check.id: self.truth(check.when) for check in self.kb.checks.values()}

    @cached_property
    def texts(self) -> dict[ConditionKey, Truth]:
        """What texts are chosen by."""
        return {key: self.at(place) for key, place in self.index.choosing}

    @cached_property
    def _not_applicable(self) -> int:
        """The questions that are out of the brand's scope, as a bit mask."""
        numbers = self.index.questions
        return sum(1 << numbers[id] for id, answer in self.readable.items() if is_not_applicable(answer))

    def truth(self, condition: Condition) -> Truth:
        """The value of a condition, of this knowledge base or built on its questions and conclusions."""
        place = self._place.get(id(condition))
        if place is not None:
            return self.at(place)
        joined = connective(condition)
        return self._leaf(condition) if joined is None else joined(map(self.truth, parts_of(condition)))

    def at(self, place: int) -> Truth:
        """The value of the condition at a place of the index."""
        value = self._known[place]
        if value is None:
            joined = self._connectives[place]
            if joined is None:
                value = self._leaf(self.index.distinct[place])
            else:
                value = joined(map(self.at, self._parts[place]))
            self._known[place] = value
        return value

    def _leaf(self, condition: Condition) -> Truth:
        if isinstance(condition, AnswerTest):
            return self._test(condition)
        if isinstance(condition, ConclusionTest):
            value = self.conclusions[condition.conclusion]
            return value if condition.value else negation(value)
        if isinstance(condition, OpenList):
            return UNDETERMINED
        raise NotGround(condition)

    def outcome(self, id: str, values: tuple[Truth, Truth, Truth] | None = None) -> Outcome:
        """The outcome of an advice, by the first line that fits.

        `values` are those of its condition, exceptions and postponements, where another judged them. What is out of
        scope is always told apart here.
        """
        when, excepted, postponed = values or self.advice[id]
        if when is FALSE:
            return OUT_OF_SCOPE if self._out_of_scope(id) else DOES_NOT_APPLY
        if excepted is TRUE:
            return EXCEPTED
        if when is UNDETERMINED:
            return OPEN
        return POSTPONED if postponed is TRUE else FIRES

    def verdicts(self) -> Verdicts:
        """The values alone, in the order of the knowledge base's entries, for comparison with an engine."""
        return Verdicts(
            conclusions={id: self.conclusions[id] for id in self.kb.conclusions},
            rules={id: self.rules[id] for id in self.kb.rules},
            advice=self.advice,
            checks=self.checks,
            texts=self.texts,
        )

    def _test(self, test: AnswerTest) -> Truth:
        answer = self.readable[test.question]
        if self.scope_open and is_not_applicable(answer):
            return UNDETERMINED
        return truth(test, answer)

    def _any(self, provisos: tuple[Proviso, ...]) -> Truth:
        return disjunction([self.truth(proviso.when) for proviso in provisos]) if provisos else FALSE

    def _rule(self, rule: ConclusionRule) -> Truth:
        """False if the condition is, or if an exception holds for certain; otherwise the condition's value."""
        if rule.id not in self.rules:
            excepted = self._any(rule.unless) is TRUE
            self.rules[rule.id] = FALSE if excepted else self.truth(rule.when)
        return self.rules[rule.id]

    def _out_of_scope(self, id: str) -> bool:
        if not self.index.behind[id] & self._not_applicable:
            return False
        if self._open is None:
            self._open = Evaluation(self.kb, self.readable, scope_open=True)
        return self._open.truth(self.kb.advice[id].when) is not FALSE
