"""Grounding: a knowledge base and lists of instances become one knowledge base without contexts.

Each entry that is judged for each instance of a context, say each space, becomes one entry an instance, under a ground
id such as `aggregation@instagram`; conditions name ground ids; a condition over instances becomes `any`, `all` or
`count_of` of one part an instance:

    for_some: {space: {where: A, holds: C}}     any: [A@one and C@one, A@two and C@two]
    for_every: {space: {where: A, holds: C}}    all: [not A@one or C@one, not A@two or C@two]

A list that may have more instances than it names adds a part that is undetermined (`OpenList`). Of no instances `any`
is false and `all` is true: only here they may be without parts. Whatever comes after, engine, evaluator, proof and
solver, works on what is made here and knows no contexts. `advisor.knowledge.ground_id` tells which entry an id came
from. Examples, cases and texts stay as they were declared, and so does `before`, which joins declared ids.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeVar

from advisor.answers.answer import InstanceList
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    Quantified,
)
from advisor.knowledge.ground_id import ground_id
from advisor.knowledge.model import (
    Advice,
    Check,
    Conclusion,
    ConclusionRule,
    KnowledgeBase,
    PossibleChange,
    Proviso,
    Question,
    Section,
    Step,
    Table,
)

Declared = Question | Conclusion | ConclusionRule | Advice | Check | Table
Entry = TypeVar("Entry", Conclusion, ConclusionRule, Advice, Check)
Conditioned = TypeVar("Conditioned")
Here = Mapping[str, str]
"""The instance at hand of each context, by the context's id."""
THE_BRAND: Here = {}

_KEPT = 2
_kept: list[tuple[weakref.ref[KnowledgeBase], object, KnowledgeBase]] = []
_lock = threading.Lock()


def ground(kb: KnowledgeBase, lists: Mapping[str, InstanceList]) -> KnowledgeBase:
    """The knowledge base over the instances listed, by id of their context; a list that is absent is open and empty.

    The same object where it has no contexts. The last two results are kept, so that what is compiled from them is.
    """
    if not kb.contexts:
        return kb
    of = {id: lists.get(id, InstanceList()) for id in kb.contexts}
    wanted = tuple((tuple(one.id for one in each.instances), each.complete) for each in of.values())
    with _lock:
        for place, (declared, listed, made) in enumerate(_kept):
            if declared() is kb and listed == wanted:
                _kept.insert(0, _kept.pop(place))
                return made
        result = grounded(kb, of)
        _kept.insert(0, (weakref.ref(kb), wanted, result))
        del _kept[_KEPT:]
        return result


def grounded(kb: KnowledgeBase, lists: Mapping[str, InstanceList]) -> KnowledgeBase:
    """The same, made anew and not kept; `lists` has every context."""
    return _Grounding(kb, lists).result()


@dataclass(frozen=True)
class _Grounding:
    """One knowledge base, and the instances of each context."""

    kb: KnowledgeBase
    lists: Mapping[str, InstanceList]
    _numbers: Iterator[int] = field(default_factory=count)

    def result(self) -> KnowledgeBase:
        kb = self.kb
        sections = tuple(self._section(section) for section in kb.sections)
        return replace(
            kb,
            contexts={},
            sections=sections,
            questions={question.id: question for section in sections for question in section.questions},
            tables={one.id: one for table in kb.tables.values() for one in self._tables(table)},
            conclusions=self._entries(kb.conclusions, self._conclusion),
            rules=self._entries(kb.rules, self._rule),
            advice=self._entries(kb.advice, self._advice),
            checks=self._entries(kb.checks, self._check),
            words={
                id: tuple(self._conditioned(word, THE_BRAND) for word in choices) for id, choices in kb.words.items()
            },
            summary=tuple(one for id in kb.summary for one in self._each(id, THE_BRAND)),
        )

    def _instances(self, context: str | None) -> list[Here]:
        """Where an entry is judged: for the brand, or for each instance of its context."""
        if context is None:
            return [THE_BRAND]
        return [{context: one.id} for one in self.lists[context].instances]

    def _entries(self, declared: Mapping[str, Entry], make: Callable[[Entry, Here], Entry]) -> dict[str, Entry]:
        made = (make(entry, here) for entry in declared.values() for here in self._instances(entry.for_each))
        return {entry.id: entry for entry in made}

    def _section(self, section: Section) -> Section:
        """The section with its questions instance by instance."""
        asked = (
            self._question(question, here)
            for here in self._instances(section.for_each)
            for question in section.questions
        )
        return replace(section, questions=tuple(asked))

    def _question(self, question: Question, here: Here) -> Question:
        relevant_when = self._optional(question.relevant_when, here)
        ask_when = self._optional(question.ask_when, here)
        changeable = self._changeable(question.changeable, here)
        if (
            not here
            and relevant_when is question.relevant_when
            and ask_when is question.ask_when
            and changeable is question.changeable
        ):
            return question
        return replace(
            question,
            id=self._id(question.id, here),
            relevant_when=relevant_when,
            ask_when=ask_when,
            changeable=changeable,
            table=question.table and self._id(question.table, here),
        )

    def _changeable(self, changes: tuple[PossibleChange, ...], here: Here) -> tuple[PossibleChange, ...]:
        if all(change.when is None for change in changes):
            return changes
        return tuple(replace(change, when=self._optional(change.when, here)) for change in changes)

    def _tables(self, table: Table) -> Iterator[Table]:
        for here in self._instances(self._context_of(table.id)):
            yield replace(table, id=self._id(table.id, here), rows=tuple(self._id(row, here) for row in table.rows))

    def _conclusion(self, conclusion: Conclusion, here: Here) -> Conclusion:
        return replace(
            conclusion,
            id=self._id(conclusion.id, here),
            variants=tuple(self._conditioned(variant, here) for variant in conclusion.variants),
            excludes=self._related(conclusion.excludes, here),
        )

    def _rule(self, rule: ConclusionRule, here: Here) -> ConclusionRule:
        when, unless = self._condition(rule.when, here), self._provisos(rule.unless, here)
        if not here and when is rule.when and unless == rule.unless:
            return rule
        return replace(
            rule,
            id=self._id(rule.id, here),
            when=when,
            conclude=tuple(self._id(conclusion, here) for conclusion in rule.conclude),
            unless=unless,
        )

    def _advice(self, advice: Advice, here: Here) -> Advice:
        subsumes = advice.subsumes
        if here:  # advice of an instance never subsumes the brand's
            subsumes = tuple(id for id in subsumes if self._context_of(id) in here)
        return replace(
            advice,
            id=self._id(advice.id, here),
            when=self._condition(advice.when, here),
            unless=self._provisos(advice.unless, here),
            postpone_while=self._provisos(advice.postpone_while, here),
            subsumes=self._related(subsumes, here),
            conflicts_with=self._related(advice.conflicts_with, here),
            steps=self._steps(advice.steps, here),
            variants=tuple(
                replace(self._conditioned(variant, here), steps=self._steps(variant.steps, here))
                for variant in advice.variants
            ),
            add=tuple(self._conditioned(addition, here) for addition in advice.add),
        )

    def _check(self, check: Check, here: Here) -> Check:
        return replace(
            check,
            id=self._id(check.id, here),
            when=self._condition(check.when, here),
            ask_again=self._related(check.ask_again, here),
        )

    def _steps(self, steps: tuple[Step, ...], here: Here) -> tuple[Step, ...]:
        return tuple(self._conditioned(step, here) for step in steps)

    def _provisos(self, provisos: tuple[Proviso, ...], here: Here) -> tuple[Proviso, ...]:
        return tuple(self._conditioned(proviso, here) for proviso in provisos)

    def _conditioned(self, part: Conditioned, here: Here) -> Conditioned:
        """A part of an entry with its `when` ground; the part itself where that changes nothing."""
        when: Condition | None = part.when  # type: ignore[attr-defined]
        made = self._optional(when, here)
        return part if made is when else replace(part, when=made)  # type: ignore[type-var]

    def _context_of(self, id: str) -> str | None:
        kb = self.kb
        if id in kb.tables:
            rows = kb.tables[id].rows
            return kb.questions[rows[0]].for_each if rows else None
        entry: Declared | None = (
            kb.questions.get(id) or kb.conclusions.get(id) or kb.rules.get(id) or kb.advice.get(id) or kb.checks.get(id)
        )
        return None if entry is None or isinstance(entry, Table) else entry.for_each

    def _id(self, id: str, here: Here) -> str:
        """The id by which an entry is known here: that of the instance at hand, or of the brand."""
        context = self._context_of(id)
        return id if context is None else ground_id(id, here.get(context))

    def _each(self, id: str, here: Here) -> Iterator[str]:
        """The ids of an entry to which one that is judged here is related: within its instance, else in all."""
        context = self._context_of(id)
        for there in [here] if context in here else self._instances(context):
            yield self._id(id, there)

    def _related(self, ids: tuple[str, ...], here: Here) -> tuple[str, ...]:
        return tuple(one for id in ids for one in self._each(id, here))

    def _optional(self, condition: Condition | None, here: Here) -> Condition | None:
        return None if condition is None else self._condition(condition, here)

    def _condition(self, condition: Condition, here: Here) -> Condition:
        """The condition for the instance at hand; the condition itself where nothing in it depends on one."""
        if isinstance(condition, AnswerTest):
            id = self._id(condition.question, here)
            return condition if id == condition.question else replace(condition, question=id)
        if isinstance(condition, ConclusionTest):
            id = self._id(condition.conclusion, here)
            return condition if id == condition.conclusion else replace(condition, conclusion=id)
        if isinstance(condition, Not):
            part = self._condition(condition.part, here)
            return condition if part is condition.part else replace(condition, part=part)
        if isinstance(condition, Quantified):
            return self._quantified(condition, here)
        if isinstance(condition, OpenList):
            return condition
        parts = tuple(self._condition(part, here) for part in condition.parts)
        unchanged = all(made is part for made, part in zip(parts, condition.parts, strict=True))
        return condition if unchanged else replace(condition, parts=parts)

    def _quantified(self, condition: Quantified, here: Here) -> Condition:
        listed, at = self.lists[condition.context], condition.at
        parts = tuple(
            self._of_one(condition, {**here, condition.context: instance.id}) for instance in listed.instances
        )
        more = () if listed.complete else (OpenList(self.kb.contexts[condition.context].key, next(self._numbers), at),)
        if condition.quantifier == "for_some":
            return AnyOf((*parts, *more), at, quantified=True)
        if condition.quantifier == "for_every":
            return AllOf((*parts, *more), at)
        counted = CountOf(parts, condition.least, condition.most, at)
        if not more:
            return counted
        # Instances that are not listed can only add to the count: that enough hold may yet become true, that not too
        # many do may yet become false.
        return (
            AnyOf((counted, *more), at, quantified=True)
            if condition.most is None
            else AllOf((replace(counted, least=None), *more), at)
        )

    def _of_one(self, condition: Quantified, here: Here) -> Condition:
        where, holds = self._optional(condition.where, here), self._optional(condition.holds, here)
        if condition.quantifier == "for_every":
            holds = AllOf(()) if holds is None else holds
            return holds if where is None else AnyOf((Not(where, condition.at), holds), condition.at, quantified=True)
        if where is None or holds is None:
            part = where or holds
            return AllOf(()) if part is None else part
        return AllOf((where, holds), condition.at)
