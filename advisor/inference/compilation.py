"""Compilation: a knowledge base becomes ground rules over facts, for any engine that matches positively.

No rule has a variable, a comparison or a negation: a body of facts that must all be there, heads that follow.
What a stratum leaves open, absence included, is asserted at its boundary; which facts those are stands in
`CompiledRules.strata`, and `advisor.inference.runs` asserts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from advisor.knowledge.condition import AnswerTest, ConclusionTest, Condition, OpenList
from advisor.knowledge.model import KnowledgeBase

from .clauses import Alternatives, Conjunction, Leaf, absorbed, alternatives, chunked
from .condition_key import ConditionKey, choosing, judging
from .facts import AbsenceFact, AlwaysFact, AnswerFact, ConclusionFact, EntryFact, Fact, ListFact, PartFact, canonical
from .limits import MOST_PATTERNS_IN_A_RULE, refuse_beyond_limits, refuse_deep_conditions
from .strata import strata


@dataclass(frozen=True)
class GroundRule:
    """All facts of the body give all heads. `entry` is the condition it was compiled from, the first if shared."""

    entry: ConditionKey
    body: tuple[int, ...]
    heads: tuple[int, ...]


@dataclass(frozen=True)
class ReadTest:
    """A test that rules read: the facts to assert when it holds and when it does not, None where no rule looks."""

    test: AnswerTest
    holds: int | None
    fails: int | None


@dataclass(frozen=True)
class ReadConclusion:
    """A conclusion of a stratum: the fact that it is yes, derived by rules, and that it is no, asserted if read."""

    id: str
    yes: int
    no: int | None


@dataclass(frozen=True)
class RuleException:
    """A conclusion rule with exceptions: the fact that one holds, and that none is certain."""

    rule: str
    holds: int
    absent: int


@dataclass(frozen=True)
class Stratum:
    """What is asserted at the boundaries of a stratum: before it the absences, after it the conclusions."""

    exceptions: tuple[RuleException, ...]
    conclusions: tuple[ReadConclusion, ...]


@dataclass(frozen=True)
class Counts:
    """The size of a compiled knowledge base; `patterns` is the number of facts in all bodies together."""

    rules: int
    patterns: int
    strata: int
    auxiliaries: int
    facts: int


class AdviceFacts(NamedTuple):
    """The facts that the condition of an advice, an exception, a postponement hold; `NEVER` where it has none."""

    when: int
    unless: int
    postpone_while: int


NEVER = -1
"""The number of a fact that is never there."""


@dataclass(frozen=True)
class CompiledRules:
    """A knowledge base as ground rules, in a form that belongs to no engine.

    Facts are numbered by their place in `facts`, rules by theirs in `rules`. `conclusion_rules`, `advice`, `checks`
    and `texts` give the facts to read the verdicts from. `always` are asserted in both runs, `open_lists` in the
    possible one. `chained` holds the rules whose heads other rules
    or boundaries read; the heads of `final` ones are read by nobody, so they can run when all else is settled.
    """

    facts: tuple[Fact, ...]
    rules: tuple[GroundRule, ...]
    tests: Mapping[str, tuple[ReadTest, ...]]
    strata: tuple[Stratum, ...]
    conclusion_rules: Mapping[str, int]
    advice: Mapping[str, AdviceFacts]
    checks: Mapping[str, int]
    texts: Mapping[ConditionKey, int]
    always: tuple[int, ...]
    open_lists: tuple[int, ...]
    chained: tuple[int, ...]
    final: tuple[int, ...]

    @cached_property
    def heads(self) -> tuple[tuple[int, ...], ...]:
        """The heads of each rule, by its number."""
        return tuple(rule.heads for rule in self.rules)

    @property
    def counts(self) -> Counts:
        """How large it is."""
        return Counts(
            rules=len(self.rules),
            patterns=sum(len(rule.body) for rule in self.rules),
            strata=len(self.strata),
            auxiliaries=sum(isinstance(fact, PartFact) for fact in self.facts),
            facts=len(self.facts),
        )


def compile_rules(kb: KnowledgeBase) -> CompiledRules:
    """Compile what runs of a ground knowledge base: conclusion rules, advice, checks, and what chooses texts.

    EngineLimit if it is larger than the engine can run; KnowledgeBaseError if conclusions are circular.
    """
    refuse_deep_conditions(kb)
    layers = strata(kb)
    compiler = _Compiler(kb)
    for key, conditions, _ in judging(kb):
        also: tuple[Fact, ...] = ()
        needs: Fact | None = None
        if key.kind == "rule" and key.clause == "when":
            rule = kb.rules[key.id]
            also = tuple(ConclusionFact(conclusion, True) for conclusion in dict.fromkeys(rule.conclude))
            needs = AbsenceFact(rule.id) if rule.unless else None
        compiler.compile(conditions, key, also, needs)
    for key, condition, _ in choosing(kb):
        compiler.compile((condition,), key)
    compiled = compiler.result(layers)
    patterns: Counter[ConditionKey] = Counter()
    for ground in compiled.rules:
        patterns[ground.entry] += len(ground.body)
    refuse_beyond_limits([compiled.rules[number].entry for number in compiled.chained], patterns, kb)
    return compiled


class _Compiler:
    """Numbers facts as they are first met, and gathers rules."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._numbers: dict[Fact, int] = {}
        self._rules: list[GroundRule] = []
        self._entries: dict[ConditionKey, int] = {}
        self._parts: dict[Alternatives, int] = {}
        self._entry = ConditionKey("rule", "")

    def compile(
        self,
        conditions: tuple[Condition, ...],
        entry: ConditionKey,
        also: tuple[Fact, ...] = (),
        needs: Fact | None = None,
    ) -> None:
        """Rules that give the entry's fact, and those in `also`, when any condition holds (and `needs` is there)."""
        self._entry = entry
        needed = frozenset() if needs is None else frozenset({self._number(needs)})
        heads = tuple(self._number(fact) for fact in (EntryFact(entry), *also))
        self._entries[entry] = heads[0]
        every = [alternatives(condition, self._leaf, self._part) for condition in conditions]
        for clause in absorbed(clause for clauses in every for clause in clauses):
            self._add(clause | needed, heads)

    def result(self, layers: tuple[tuple[str, ...], ...]) -> CompiledRules:
        boundaries = self._strata(layers)  # first, for it numbers the conclusions that no rule derives
        tests: dict[str, list[ReadTest]] = {}
        for test in dict.fromkeys(fact.test for fact in self._numbers if isinstance(fact, AnswerFact)):
            holds, fails = (self._numbers.get(AnswerFact(test, value)) for value in (True, False))
            tests.setdefault(test.question, []).append(ReadTest(test, holds, fails))
        final = tuple(
            number
            for number, rule in enumerate(self._rules)
            if rule.entry.kind != "rule" and rule.heads[0] == self._entries[rule.entry]
        )
        return CompiledRules(
            facts=tuple(self._numbers),
            rules=tuple(self._rules),
            tests={question: tuple(read) for question, read in tests.items()},
            strata=boundaries,
            conclusion_rules={id: self._entries[ConditionKey("rule", id)] for id in self._kb.rules},
            advice={
                id: AdviceFacts(
                    self._entries[ConditionKey("advice", id)],
                    self._entries.get(ConditionKey("advice", id, "unless"), NEVER),
                    self._entries.get(ConditionKey("advice", id, "postpone_while"), NEVER),
                )
                for id in self._kb.advice
            },
            checks={id: self._entries[ConditionKey("check", id)] for id in self._kb.checks},
            texts={key: self._entries[key] for key, _, _ in choosing(self._kb)},
            always=tuple(number for fact, number in self._numbers.items() if isinstance(fact, AlwaysFact)),
            open_lists=tuple(number for fact, number in self._numbers.items() if isinstance(fact, ListFact)),
            chained=tuple(sorted(set(range(len(self._rules))).difference(final))),
            final=final,
        )

    def _strata(self, layers: tuple[tuple[str, ...], ...]) -> tuple[Stratum, ...]:
        level = {conclusion: number for number, layer in enumerate(layers) for conclusion in layer}
        exceptions: list[list[RuleException]] = [[] for _ in layers]
        for rule in self._kb.rules.values():
            if rule.unless and rule.conclude:
                holds = self._entries[ConditionKey("rule", rule.id, "unless")]
                absent = self._numbers[AbsenceFact(rule.id)]
                # Its exceptions read nothing that is settled later than the lowest of its conclusions needs.
                exceptions[min(level[conclusion] for conclusion in rule.conclude)].append(
                    RuleException(rule.id, holds, absent)
                )
        return tuple(
            Stratum(tuple(excepted), tuple(self._conclusion(conclusion) for conclusion in layer))
            for excepted, layer in zip(exceptions, layers, strict=True)
        )

    def _conclusion(self, conclusion: str) -> ReadConclusion:
        yes = self._number(ConclusionFact(conclusion, True))
        return ReadConclusion(conclusion, yes, self._numbers.get(ConclusionFact(conclusion, False)))

    def _number(self, fact: Fact) -> int:
        return self._numbers.setdefault(fact, len(self._numbers))

    def _leaf(self, test: Leaf, holds: bool) -> int:
        if isinstance(test, OpenList):
            return self._number(ListFact(test, holds))
        if isinstance(test, ConclusionTest):
            return self._number(ConclusionFact(test.conclusion, test.value is holds))
        return self._number(AnswerFact(canonical(test, self._kb.questions[test.question]), holds))

    def _part(self, clauses: Alternatives) -> int:
        if clauses not in self._parts:
            self._parts[clauses] = self._number(PartFact(len(self._parts)))
            for clause in clauses:
                self._add(clause, (self._parts[clauses],))
        return self._parts[clauses]

    def _add(self, clause: Conjunction, heads: tuple[int, ...]) -> None:
        facts = clause or frozenset({self._number(AlwaysFact())})
        body = tuple(sorted(chunked(facts, self._part, MOST_PATTERNS_IN_A_RULE)))
        self._rules.append(GroundRule(self._entry, body, heads))
