"""The semantics of a knowledge base written down as plainly as possible, to compare engines and grounding with.

It works on the knowledge base as it was declared: it walks over the instances of a context itself, where the engines
are given a knowledge base that was ground for them. Both share elementary tests, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.answers import EffectiveAnswers, Truth, conjunction, disjunction, negation, truth
from advisor.answers.answer import InstanceList
from advisor.inference.condition_key import Clause, ConditionKey, EntryKind
from advisor.inference.result import Verdicts
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    Quantified,
)
from advisor.knowledge.model import KnowledgeBase, Proviso

Here = Mapping[str, str]
U = Truth.UNDETERMINED


def naive_verdicts(
    kb: KnowledgeBase, answers: EffectiveAnswers, lists: Mapping[str, InstanceList] | None = None
) -> Verdicts:
    """Every value, by recursion with nothing kept except conclusions."""
    return _Naive(kb, answers, lists or {}).verdicts()


class _Naive:
    def __init__(self, kb: KnowledgeBase, answers: EffectiveAnswers, lists: Mapping[str, InstanceList]) -> None:
        self._kb, self._answers, self._lists = kb, answers, lists
        self._conclusions: dict[str, Truth] = {}

    def verdicts(self) -> Verdicts:
        kb = self._kb
        return Verdicts(
            conclusions={
                self._name(one.id, here): self._conclusion(one.id, here)
                for one in kb.conclusions.values()
                for here in self._places(one.for_each)
            },
            rules={
                self._name(one.id, here): self._rule(one.id, here)
                for one in kb.rules.values()
                for here in self._places(one.for_each)
            },
            advice={
                self._name(one.id, here): (
                    self._value(one.when, here),
                    self._some(one.unless, here),
                    self._some(one.postpone_while, here),
                )
                for one in kb.advice.values()
                for here in self._places(one.for_each)
            },
            checks={
                self._name(one.id, here): self._value(one.when, here)
                for one in kb.checks.values()
                for here in self._places(one.for_each)
            },
            texts=dict(self._texts()),
        )

    def _texts(self) -> Iterator[tuple[ConditionKey, Truth]]:
        def of(kind: EntryKind, id: str, here: Here, clause: Clause, place: tuple[int, ...], when: Condition | None):  # type: ignore[no-untyped-def]
            if when is not None:
                yield ConditionKey(kind, self._name(id, here), clause, place), self._value(when, here)

        for advice in self._kb.advice.values():
            for here in self._places(advice.for_each):
                for i, variant in enumerate(advice.variants):
                    yield from of("advice", advice.id, here, "variant", (i,), variant.when)
                    for j, step in enumerate(variant.steps):
                        yield from of("advice", advice.id, here, "step", (i, j), step.when)
                for i, addition in enumerate(advice.add):
                    yield from of("advice", advice.id, here, "add", (i,), addition.when)
                for i, step in enumerate(advice.steps):
                    yield from of("advice", advice.id, here, "step", (i,), step.when)
        for conclusion in self._kb.conclusions.values():
            for here in self._places(conclusion.for_each):
                for i, words in enumerate(conclusion.variants):
                    yield from of("conclusion", conclusion.id, here, "variant", (i,), words.when)
        for id, choices in self._kb.words.items():
            for i, word in enumerate(choices):
                yield from of("word", id, {}, "variant", (i,), word.when)

    def _value(self, condition: Condition, here: Here) -> Truth:
        if isinstance(condition, AnswerTest):
            return truth(condition, self._answers[self._name(condition.question, here)])
        if isinstance(condition, ConclusionTest):
            found = self._conclusion(condition.conclusion, here)
            return found if condition.value else negation(found)
        if isinstance(condition, Not):
            return negation(self._value(condition.part, here))
        if isinstance(condition, OpenList):
            return U
        if isinstance(condition, Quantified):
            return self._quantified(condition, here)
        values = [self._value(part, here) for part in condition.parts]
        if isinstance(condition, CountOf):
            return _counted(values, condition.least, condition.most)
        return conjunction(values) if isinstance(condition, AllOf) else disjunction(values)

    def _quantified(self, condition: Quantified, here: Here) -> Truth:
        """Listed instances first; those an incomplete list may leave out can still turn what is not settled."""
        listed = self._lists.get(condition.context, InstanceList())
        inside = [{**here, condition.context: one.id} for one in listed.instances]

        def both(there: Here) -> tuple[Truth, Truth]:
            where = Truth.TRUE if condition.where is None else self._value(condition.where, there)
            return where, Truth.TRUE if condition.holds is None else self._value(condition.holds, there)

        judged = [both(there) for there in inside]
        if condition.quantifier == "for_every":
            value = conjunction([disjunction([negation(where), holds]) for where, holds in judged])
            return U if value is Truth.TRUE and not listed.complete else value
        held = [conjunction(pair) for pair in judged]
        if condition.quantifier == "for_some":
            value = disjunction(held)
            return U if value is Truth.FALSE and not listed.complete else value
        value = _counted(held, condition.least, condition.most)
        if listed.complete:
            return value
        if condition.most is None:
            return U if value is Truth.FALSE else value
        return _counted(held, None, condition.most) if held.count(Truth.TRUE) > condition.most else U

    def _rule(self, id: str, here: Here) -> Truth:
        rule = self._kb.rules[id]
        excepted = any(self._value(proviso.when, here) is Truth.TRUE for proviso in rule.unless)
        return Truth.FALSE if excepted else self._value(rule.when, here)

    def _conclusion(self, id: str, here: Here) -> Truth:
        name = self._name(id, here)
        if name not in self._conclusions:
            self._conclusions[name] = disjunction([self._rule(rule.id, here) for rule in self._kb.rules_for(id)])
        return self._conclusions[name]

    def _some(self, provisos: tuple[Proviso, ...], here: Here) -> Truth:
        return disjunction([self._value(proviso.when, here) for proviso in provisos])

    def _places(self, context: str | None) -> list[Here]:
        if context is None or not self._kb.contexts:  # of a ground knowledge base each entry stands for itself
            return [{}]
        return [{context: one.id} for one in self._lists.get(context, InstanceList()).instances]

    def _name(self, id: str, here: Here) -> str:
        kb = self._kb
        entry = kb.questions.get(id) or kb.conclusions.get(id) or kb.rules.get(id) or kb.advice.get(id)
        context = entry.for_each if entry is not None else kb.checks[id].for_each if id in kb.checks else None
        return id if context is None or context not in here else f"{id}@{here[context]}"


def _counted(values: list[Truth], least: int | None, most: int | None) -> Truth:
    """By trying what the undetermined ones may turn out to be."""
    true, undetermined = values.count(Truth.TRUE), values.count(U)
    fits = {
        (least is None or true + further >= least) and (most is None or true + further <= most)
        for further in range(undetermined + 1)
    }
    return U if len(fits) == 2 else Truth.TRUE if fits == {True} else Truth.FALSE
