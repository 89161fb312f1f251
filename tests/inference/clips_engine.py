"""A third opinion, by CLIPS: conditions are facts, and a dozen rules judge them on two rails.

A node of a condition *holds*, *fails*, or neither, which is undetermined. Exceptions act only when they
hold, and that they do not is known once all there is to judge has been judged and everything they read has; so
rules come last, and wait for their level.
Nothing is shared with the two engines of the project but the elementary tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import clips

from advisor.answers import EffectiveAnswers, Truth, truth
from advisor.inference import Verdicts
from advisor.inference.condition_key import choosing
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    conclusions_read,
)
from advisor.knowledge.model import ConclusionRule, KnowledgeBase, Proviso

PROGRAM = """
(defrule all-holds   (all ?n)  (forall (part ?n ?p) (holds ?p)) => (assert (holds ?n)))
(defrule all-fails   (all ?n)  (part ?n ?p) (fails ?p)          => (assert (fails ?n)))
(defrule any-holds   (any ?n)  (part ?n ?p) (holds ?p)          => (assert (holds ?n)))
(defrule any-fails   (any ?n)  (forall (part ?n ?p) (fails ?p)) => (assert (fails ?n)))
(defrule not-holds   (not-of ?n ?p) (fails ?p)                  => (assert (holds ?n)))
(defrule not-fails   (not-of ?n ?p) (holds ?p)                  => (assert (fails ?n)))
(defrule rule-fails-by-condition (rule ?r ?w ?e ?) (fails ?w)   => (assert (fails ?r)))
(defrule rule-fails-by-exception (rule ?r ?w ?e ?) (holds ?e)   => (assert (fails ?r)))
(defrule rule-holds
  (declare (salience -5))
  (level ?now) (rule ?r ?w ?e ?level&:(<= ?level ?now)) (holds ?w) (not (holds ?e)) => (assert (holds ?r)))
(defrule next-level
  (declare (salience -10))
  ?f <- (level ?now) (last-level ?last&:(< ?now ?last)) => (retract ?f) (assert (level (+ ?now 1))))
"""

NODES_OF = """
(deffunction {rail}-nodes ()
  (bind ?nodes (create$))
  (do-for-all-facts ((?fact {rail})) TRUE (bind ?nodes (create$ ?nodes ?fact:implied)))
  ?nodes)
"""


class ClipsEngine:
    """One CLIPS environment with the program; the facts of the last knowledge base stay until another comes."""

    def __init__(self) -> None:
        self._environment = clips.Environment()
        for rule in PROGRAM.split("\n(defrule")[1:]:
            self._environment.build("(defrule" + rule)
        for rail in ("holds", "fails"):
            self._environment.build(NODES_OF.format(rail=rail))
        self._known: tuple[KnowledgeBase, _Facts] | None = None

    def verdicts(self, kb: KnowledgeBase, readable: EffectiveAnswers) -> Verdicts:
        """The verdicts of CLIPS on a knowledge base and answers."""
        facts = self._facts(kb)
        self._environment.reset()
        judged = " ".join(facts.judged(readable))
        if judged:
            self._environment.load_facts(judged)
        self._environment.run()
        held = set(self._environment.eval("(holds-nodes)"))
        failed = set(self._environment.eval("(fails-nodes)"))
        assert not held & failed, f"{held & failed} hold and fail"

        def value(node: str) -> Truth:
            return Truth.TRUE if node in held else Truth.FALSE if node in failed else Truth.UNDETERMINED

        return Verdicts(
            conclusions={id: value(f"conclusion:{id}") for id in kb.conclusions},
            rules={id: value(f"rule:{id}") for id in kb.rules},
            advice={id: (value(when), value(unless), value(later)) for id, (when, unless, later) in facts.advice},
            checks={id: value(node) for id, node in facts.checks},
            texts={key: value(node) for key, node in facts.texts},
        )

    def _facts(self, kb: KnowledgeBase) -> _Facts:
        if self._known is None or self._known[0] is not kb:
            facts = _Facts(kb)
            self._environment.build(f"(deffacts knowledge-base {' '.join(facts.lines)})")
            self._known = kb, facts
        return self._known[1]


class _Facts:
    """A knowledge base written as CLIPS facts; every node of a condition has a name of its own."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.lines: list[str] = []
        self._tests: list[tuple[str, AnswerTest]] = []
        self._nodes = 0
        levels = _levels(kb)
        for id in kb.conclusions:
            self.lines.append(f"(any conclusion:{id})")
            derived_by = [rule for rule in kb.rules.values() if id in rule.conclude]
            self.lines.extend(f"(part conclusion:{id} rule:{rule.id})" for rule in derived_by)
        for rule in kb.rules.values():
            when, unless = self._node(rule.when), self._any(rule.unless)
            self.lines.append(f"(rule rule:{rule.id} {when} {unless} {levels[rule.id]})")
        self.advice = [
            (entry.id, (self._node(entry.when), self._any(entry.unless), self._any(entry.postpone_while)))
            for entry in kb.advice.values()
        ]
        self.texts = [(key, self._node(condition)) for key, condition, _ in choosing(kb)]
        self.checks = [(check.id, self._node(check.when)) for check in kb.checks.values()]
        self.lines.append(f"(last-level {max(levels.values(), default=1)})")
        self.lines.append("(level 1)")

    def judged(self, readable: EffectiveAnswers) -> Iterator[str]:
        """The facts that say which elementary tests hold and which fail."""
        for name, test in self._tests:
            value = truth(test, readable[test.question])
            if value is not Truth.UNDETERMINED:
                yield f"({'holds' if value is Truth.TRUE else 'fails'} {name})"

    def _node(self, condition: Condition) -> str:
        if isinstance(condition, ConclusionTest):
            read = f"conclusion:{condition.conclusion}"
            return read if condition.value else self._new("not-of", read)
        if isinstance(condition, Not):
            return self._new("not-of", self._node(condition.part))
        if isinstance(condition, AnswerTest):
            name = self._name()
            self._tests.append((name, condition))
            return name
        if isinstance(condition, OpenList):
            return self._name()  # which nothing ever judges
        if isinstance(condition, (AllOf, AnyOf)):
            return self._parts("all" if isinstance(condition, AllOf) else "any", map(self._node, condition.parts))
        if isinstance(condition, CountOf):
            return self._count(condition)
        raise TypeError(condition)

    def _count(self, condition: CountOf) -> str:
        """Every choice of so many parts, spelled out: some choice holds; no choice of one too many does."""
        parts = list(map(self._node, condition.parts))

        def at_least(number: int) -> str:
            return self._parts("any", [self._parts("all", chosen) for chosen in combinations(parts, number)])

        bounds = []
        if condition.least is not None:
            bounds.append(at_least(condition.least))
        if condition.most is not None:
            bounds.append(self._new("not-of", at_least(condition.most + 1)))
        return self._parts("all", bounds)

    def _any(self, provisos: Iterable[Proviso]) -> str:
        return self._parts("any", [self._node(proviso.when) for proviso in provisos])

    def _parts(self, kind: str, parts: Iterable[str]) -> str:
        listed = list(parts)
        name = self._new(kind)
        self.lines.extend(f"(part {name} {part})" for part in listed)
        return name

    def _new(self, kind: str, *rest: str) -> str:
        name = self._name()
        self.lines.append(f"({' '.join((kind, name, *rest))})")
        return name

    def _name(self) -> str:
        self._nodes += 1
        return f"n{self._nodes}"


def _levels(kb: KnowledgeBase) -> dict[str, int]:
    """The level of each rule: one more than the highest of the rules behind the conclusions it reads."""
    levels: dict[str, int] = {}

    def level(rule: ConclusionRule) -> int:
        if rule.id not in levels:
            read = {id for part in (rule.when, *(one.when for one in rule.unless)) for id in conclusions_read(part)}
            behind = [other for other in kb.rules.values() if read & set(other.conclude)]
            levels[rule.id] = 1 + max(map(level, behind), default=0)
        return levels[rule.id]

    for rule in kb.rules.values():
        level(rule)
    return levels
