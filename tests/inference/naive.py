"""The semantics of a knowledge base written down as plainly as possible, to compare the rule engine with."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.answers import EffectiveAnswers, Truth, conjunction, disjunction, negation, truth
from advisor.inference.result import Verdicts
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, Not
from advisor.knowledge.model import KnowledgeBase


def naive_verdicts(kb: KnowledgeBase, answers: EffectiveAnswers) -> Verdicts:
    """Every value, by recursion with nothing kept except conclusions."""
    conclusions: dict[str, Truth] = {}

    def value(condition: Condition) -> Truth:
        if isinstance(condition, AnswerTest):
            return truth(condition, answers[condition.question])
        if isinstance(condition, ConclusionTest):
            found = conclusion(condition.conclusion)
            return found if condition.value else negation(found)
        if isinstance(condition, Not):
            return negation(value(condition.part))
        if isinstance(condition, (AllOf, AnyOf)):
            join = conjunction if isinstance(condition, AllOf) else disjunction
            return join([value(part) for part in condition.parts])
        raise TypeError(condition)

    def of_rule(id: str) -> Truth:
        rule = kb.rules[id]
        excepted = any(value(proviso.when) is Truth.TRUE for proviso in rule.unless)
        return Truth.FALSE if excepted else value(rule.when)

    def conclusion(id: str) -> Truth:
        if id not in conclusions:
            conclusions[id] = disjunction([of_rule(rule.id) for rule in kb.rules_for(id)])
        return conclusions[id]

    def some(provisos: tuple[object, ...]) -> Truth:
        return disjunction([value(proviso.when) for proviso in provisos])  # type: ignore[attr-defined]

    advice: Mapping[str, tuple[Truth, Truth, Truth]] = {
        id: (value(each.when), some(each.unless), some(each.postpone_while)) for id, each in kb.advice.items()
    }
    return Verdicts(
        conclusions={id: conclusion(id) for id in kb.conclusions},
        rules={id: of_rule(id) for id in kb.rules},
        advice=advice,
        checks={id: value(each.when) for id, each in kb.checks.items()},
    )
