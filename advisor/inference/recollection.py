"""What the last inference over a knowledge base came to, of the entries that no answer changed since can alter.

A brand is assessed over and over while its answers change one at a time. Both engines judge everything each time; of
what they agree on, only results that a changed answer could touch are justified anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from advisor.answers.answer import EffectiveAnswers
from advisor.knowledge.model import KnowledgeBase

from .condition_key import choosing, judging
from .dependency_index import Test, index_of, tests_of, union
from .kept import KeptWith
from .result import AdviceResult, ConclusionResult, Reason


class Results(NamedTuple):
    """Results by the id of their entry; of a check only the reason."""

    conclusions: Mapping[str, ConclusionResult]
    advice: Mapping[str, AdviceResult]
    checks: Mapping[str, Reason]


NONE = Results({}, {}, {})


class Recollection:
    """The last results over one ground knowledge base.

    Threads may share it: what is remembered is one value, whoever comes last.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        index = index_of(kb)
        read: dict[tuple[str, str], list[Test]] = defaultdict(list)
        for key, conditions, _ in judging(kb):
            read[key.kind, key.id] += [test for condition in conditions for test in tests_of(condition)]
        for key, condition, _ in choosing(kb):
            read[key.kind, key.id] += tests_of(condition)
        self._questions = {id: 1 << number for id, number in index.questions.items()}
        behind = dict(self._questions)
        for question in kb.questions.values():
            if question.relevant_when is not None:
                behind[question.id] |= union(behind, tests_of(question.relevant_when))
        for id in index.order:
            behind[id] = union(behind, [test for rule in index.rules_for[id] for test in read["rule", rule.id]])
        self._behind = Behind(
            {id: behind[id] | union(behind, read["conclusion", id]) for id in kb.conclusions},
            {id: union(behind, read["advice", id]) for id in kb.advice},
            {id: union(behind, read["check", id]) for id in kb.checks},
        )
        self._last: tuple[EffectiveAnswers, Results] = {}, NONE

    def of(self, readable: EffectiveAnswers) -> Results:
        """Those of the last results that rest on no answer that is another now."""
        former, results = self._last
        if results is NONE:
            return NONE
        changed = 0
        for id, answer in readable.items():
            if answer != former[id]:
                changed |= self._questions[id]
        conclusions, advice, checks = self._behind
        return Results(
            {id: one for id, one in results.conclusions.items() if not changed & conclusions[id]},
            {id: one for id, one in results.advice.items() if not changed & advice[id]},
            {id: one for id, one in results.checks.items() if not changed & checks[id]},
        )

    def remember(self, readable: EffectiveAnswers, results: Results) -> None:
        """Keep results on which both engines agree."""
        self._last = readable, results


class Behind(NamedTuple):
    """By the id of an entry the questions that its result can rest on, relevance included, as a bit mask."""

    conclusions: Mapping[str, int]
    advice: Mapping[str, int]
    checks: Mapping[str, int]


recollection_of = KeptWith(Recollection)
"""The recollection of a ground knowledge base."""
