"""Faults of the evaluator: conditions, rules, exceptions and relevance judged wrongly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.answers.answer import Truth
from advisor.answers.kleene import conjunction, counted, disjunction, negation
from advisor.inference import dependency_index, strata
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, CountOf, Not, OpenList
from advisor.knowledge.model import ConclusionRule

from .fault import Fault, Honest


def _judging(kind: type, value: Callable[[Evaluation, Any], Truth]) -> Callable[[Honest], Any]:
    """Conditions of one kind get another value, wherever they stand."""

    def make(honest: Honest) -> Any:
        def at(self: Evaluation, place: int) -> Truth:
            condition = self.index.distinct[place]
            return value(self, condition) if isinstance(condition, kind) else honest(self, place)

        return at

    return make


def _ruling(value: Callable[[Evaluation, ConclusionRule, Truth], Truth]) -> Callable[[Honest], Any]:
    """A conclusion rule gets another value, made from what its exceptions together are."""

    def make(honest: Honest) -> Any:
        def judged(self: Evaluation, rule: ConclusionRule) -> Truth:
            if rule.id not in self.rules:
                self.rules[rule.id] = value(self, rule, self._any(rule.unless))
            return self.rules[rule.id]

        return judged

    return make


def _all_rules(honest: Honest) -> Any:
    def judged(self: Evaluation, rule: ConclusionRule) -> Truth:
        others = [
            other
            for conclusion in rule.conclude
            for other in self.index.rules_for[conclusion]
            if self.conclusions.keys() >= set(strata.conclusions_read_by(other))
        ]
        return conjunction([honest(self, rule), *(honest(self, other) for other in others)])

    return judged


def _first_rule(honest: Honest) -> Any:
    def judged(self: Evaluation, rule: ConclusionRule) -> Truth:
        value: Truth = honest(self, rule)
        return value if all(self.index.rules_for[id][0] is rule for id in rule.conclude) else Truth.FALSE

    return judged


def _advising(
    values: Callable[[Truth, Truth, Truth], tuple[Truth, Truth, Truth]],
) -> Callable[[Honest], Any]:
    """The values of an advice's condition, exceptions and postponements are taken for others."""

    def make(honest: Any) -> Any:
        return property(lambda self: {id: values(*judged) for id, judged in honest.func(self).items()})

    return make


def _sharing(honest: Honest) -> Any:
    def made(self: dependency_index.DependencyIndex, kb: Any) -> None:
        honest(self, kb)
        first: dict[str, int] = {}
        for identity, place in self.place.items():
            test = self.tests[place] if place < len(self.tests) else None
            if isinstance(test, AnswerTest):
                self.place[identity] = first.setdefault(test.question, place)

    return made


def _closed(value: Truth) -> Truth:
    return Truth.TRUE if value is Truth.TRUE else Truth.FALSE


def _read(self: Evaluation, test: ConclusionTest, value: Truth) -> Truth:
    return value if test.value else negation(value)


def _only_known(self: Evaluation, condition: AllOf) -> Truth:
    parts = [self.truth(part) for part in condition.parts]
    return Truth.UNDETERMINED if Truth.UNDETERMINED in parts else conjunction(parts)


def _in_evaluation(name: str, *faults: tuple[str, Callable[[Honest], Any]]) -> tuple[Fault, ...]:
    return tuple(Fault(what, make, name, (Evaluation,)) for what, make in faults)


EVALUATOR = (
    *_in_evaluation(
        "at",
        (
            "undetermined conclusions are closed as no",
            _judging(ConclusionTest, lambda self, test: _read(self, test, _closed(self.conclusions[test.conclusion]))),
        ),
        (
            "conclusions read as no are read as yes",
            _judging(ConclusionTest, lambda self, test: self.conclusions[test.conclusion]),
        ),
        ("`not` turns nothing round", _judging(Not, lambda self, condition: self.truth(condition.part))),
        (
            "`not` makes what is undetermined true",
            _judging(Not, lambda self, condition: negation(_closed(self.truth(condition.part)))),
        ),
        (
            "`all` is judged as `any`",
            _judging(AllOf, lambda self, condition: disjunction(map(self.truth, condition.parts))),
        ),
        (
            "an undetermined part makes `all` undetermined whatever the others are",
            _judging(AllOf, _only_known),
        ),
        (
            "the last part of `any` is left out",
            _judging(
                AnyOf, lambda self, condition: disjunction(map(self.truth, condition.parts[:-1] or condition.parts))
            ),
        ),
        (
            "too many count as enough",
            _judging(CountOf, lambda self, condition: counted(map(self.truth, condition.parts), condition.least, None)),
        ),
        ("an incomplete list is taken for complete", _judging(OpenList, lambda self, condition: Truth.FALSE)),
    ),
    *_in_evaluation(
        "_rule",
        ("a conclusion needs all its rules", _all_rules),
        ("only the first rule of a conclusion counts", _first_rule),
        (
            "undetermined exceptions silence a rule",
            _ruling(lambda self, rule, e: self.truth(rule.when) if e is Truth.FALSE else Truth.FALSE),
        ),
        ("exceptions of rules are forgotten", _ruling(lambda self, rule, e: self.truth(rule.when))),
        (
            "an exception leaves a rule undetermined",
            _ruling(lambda self, rule, e: Truth.UNDETERMINED if e is Truth.TRUE else self.truth(rule.when)),
        ),
        (
            "an exception acts only where the condition is known to hold",
            _ruling(
                lambda self, rule, e: (
                    Truth.FALSE if (e, self.truth(rule.when)) == (Truth.TRUE, Truth.TRUE) else self.truth(rule.when)
                )
            ),
        ),
    ),
    *_in_evaluation(
        "_any", ("only the first exception counts", lambda honest: lambda self, provisos: honest(self, provisos[:1]))
    ),
    *_in_evaluation(
        "advice",
        ("postponements are those of the exceptions", _advising(lambda when, excepted, _: (when, excepted, excepted))),
        (
            "an advice with a true exception has a false condition",
            _advising(lambda when, e, postponed: (Truth.FALSE if e is Truth.TRUE else when, e, postponed)),
        ),
    ),
    *_in_evaluation(
        "__init__",
        (
            "what does not apply counts as undetermined",
            lambda honest: lambda self, kb, readable, scope_open=False: honest(self, kb, readable, scope_open=True),
        ),
    ),
    Fault("tests on one question share one value", _sharing, "__init__", (dependency_index.DependencyIndex,)),
)
