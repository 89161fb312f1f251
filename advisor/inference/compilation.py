"""Compilation: a knowledge base becomes ground rules over facts, for any engine that matches positively.

No rule has a variable, a comparison or a negation: a body of facts that must all be there, heads that follow.
What a stratum leaves open, absence included, is asserted at its boundary; which facts those are stands in
`CompiledRules.strata`, and `advisor.inference.runs` asserts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.knowledge.condition import AnswerTest, ConclusionTest, Condition
from advisor.knowledge.model import KnowledgeBase

from .clauses import Alternatives, Conjunction, absorbed, alternatives, chunked
from .facts import AbsenceFact, AnswerFact, ConclusionFact, Entry, EntryFact, Fact, PartFact, canonical
from .limits import MOST_PATTERNS_IN_A_RULE, check_compiled, check_conditions
from .strata import strata


@dataclass(frozen=True)
class GroundRule:
    """All facts of the body give all heads. `entry` is the condition it was compiled from, the first if shared."""

    entry: Entry
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


@dataclass(frozen=True)
class AdviceFacts:
    """The facts that the condition of an advice, an exception, a postponement hold; None where it has none."""

    when: int
    unless: int | None
    postpone_while: int | None


@dataclass(frozen=True)
class CompiledRules:
    """A knowledge base as ground rules, in a form that belongs to no engine.

    Facts are numbered by their place in `facts`, rules by theirs in `rules`. `conclusion_rules`, `advice` and
    `checks` give, by id, the facts to read the verdicts from. `chained` holds the rules whose heads other rules
    or boundaries read; the heads of `final` ones are read by nobody, so they can run when all else is settled.
    """

    facts: tuple[Fact, ...]
    rules: tuple[GroundRule, ...]
    tests: Mapping[str, tuple[ReadTest, ...]]
    strata: tuple[Stratum, ...]
    conclusion_rules: Mapping[str, int]
    advice: Mapping[str, AdviceFacts]
    checks: Mapping[str, int]
    chained: tuple[int, ...]
    final: tuple[int, ...]

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
    """Compile what runs of a knowledge base: conclusion rules, advice and checks.

    EngineLimit if it is larger than the engine can run; KnowledgeBaseError if conclusions are circular.
    """
    check_conditions(kb)
    layers = strata(kb)
    compiler = _Compiler(kb)
    for rule in kb.rules.values():
        entry = Entry("rule", rule.id)
        also = tuple(ConclusionFact(conclusion, True) for conclusion in dict.fromkeys(rule.conclude))
        compiler.compile((rule.when,), entry, also, needs=AbsenceFact(rule.id) if rule.unless else None)
        compiler.compile(tuple(proviso.when for proviso in rule.unless), Entry("rule", rule.id, "unless"))
    for advice in kb.advice.values():
        compiler.compile((advice.when,), Entry("advice", advice.id))
        compiler.compile(tuple(proviso.when for proviso in advice.unless), Entry("advice", advice.id, "unless"))
        compiler.compile(
            tuple(proviso.when for proviso in advice.postpone_while), Entry("advice", advice.id, "postpone_while")
        )
    for check in kb.checks.values():
        compiler.compile((check.when,), Entry("check", check.id))
    compiled = compiler.result(layers)
    patterns: Counter[Entry] = Counter()
    for ground in compiled.rules:
        patterns[ground.entry] += len(ground.body)
    check_compiled([compiled.rules[number].entry for number in compiled.chained], patterns, kb)
    return compiled


class _Compiler:
    """Numbers facts as they are first met, and gathers rules."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._numbers: dict[Fact, int] = {}
        self._rules: list[GroundRule] = []
        self._entries: dict[Entry, int] = {}
        self._parts: dict[Alternatives, int] = {}
        self._entry = Entry("rule", "")

    def compile(
        self,
        conditions: tuple[Condition, ...],
        entry: Entry,
        also: tuple[Fact, ...] = (),
        needs: Fact | None = None,
    ) -> None:
        """Rules that give the entry's fact, and those in `also`, when any condition holds (and `needs` is there)."""
        if not conditions:
            return
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
            conclusion_rules={id: self._entries[Entry("rule", id)] for id in self._kb.rules},
            advice={
                id: AdviceFacts(
                    self._entries[Entry("advice", id)],
                    self._entries.get(Entry("advice", id, "unless")),
                    self._entries.get(Entry("advice", id, "postpone_while")),
                )
                for id in self._kb.advice
            },
            checks={id: self._entries[Entry("check", id)] for id in self._kb.checks},
            chained=tuple(sorted(set(range(len(self._rules))).difference(final))),
            final=final,
        )

    def _strata(self, layers: tuple[tuple[str, ...], ...]) -> tuple[Stratum, ...]:
        level = {conclusion: number for number, layer in enumerate(layers) for conclusion in layer}
        exceptions: list[list[RuleException]] = [[] for _ in layers]
        for rule in self._kb.rules.values():
            if rule.unless and rule.conclude:
                holds = self._entries[Entry("rule", rule.id, "unless")]
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

    def _leaf(self, test: AnswerTest | ConclusionTest, holds: bool) -> int:
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
        body = tuple(sorted(chunked(clause, self._part, MOST_PATTERNS_IN_A_RULE)))
        self._rules.append(GroundRule(self._entry, body, heads))
