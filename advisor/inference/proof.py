"""Proof: why an entry has its value, as a tree from the entry down to the answers.

The tree holds what the value rests on and nothing else: where one of several parts or rules was enough,
the one that needs the fewest confirmations and answers. Conclusions reached twice are the same object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from advisor.answers.answer import Answers, AnswerState, Truth
from advisor.answers.relevance import effective
from advisor.knowledge.condition import AnswerTest, ConclusionTest, OpenList
from advisor.knowledge.model import KnowledgeBase

from .chosen_texts import texts_chosen_by
from .dependency_index import Test
from .derivation import Derivation, Justification, JustifiedClause
from .evaluator import Evaluation
from .grounding import ground
from .justification import Justifications
from .result import Outcome, Reason, Reservation
from .support import Role, Support

ProofKind = Literal[
    "advice", "check", "conclusion", "rule", "unless", "postpone_while", "answer", "relevance", "variant", "list"
]

EXCLUDED: dict[Role, Truth | None] = {Role.VALUE: None, Role.NEVER_TRUE: Truth.TRUE, Role.NEVER_FALSE: Truth.FALSE}
TURNED = {Role.VALUE: Role.VALUE, Role.NEVER_TRUE: Role.NEVER_FALSE, Role.NEVER_FALSE: Role.NEVER_TRUE}
"""What a test that reads a conclusion as no asks of the conclusion."""


@dataclass(frozen=True)
class Proof:
    """One step of a proof, with the steps it rests on.

    `kind` and `id` say what the step is about: an advice, a check, a conclusion, a conclusion rule; a proviso
    (`unless`, `postpone_while`) of the entry above, or a variant of it, at place `index`; a test on an answer, where
    `id` is the question; the relevance of a question; or a list that may have more instances, where `id` is its key.
    `value` is its truth; for an answer, that of `test`, whose question is in state `state`. `outcome` belongs to
    advice.

    A conclusion that is yes has one part, the rule that derives it, and `other_ways` counts the others; one
    that is no has all its rules, one that is undetermined those that are. With `outlist` the step only says
    that the value is not another one: an exception that was kept from holding.
    """

    kind: ProofKind
    id: str
    value: Truth
    parts: tuple[Proof, ...] = ()
    test: AnswerTest | None = None
    state: AnswerState | None = None
    outcome: Outcome | None = None
    index: int | None = None
    outlist: bool = False
    other_ways: int = 0
    reservations: tuple[Reservation, ...] = ()

    def steps(self) -> Iterator[Proof]:
        """This step and all below it, each once, from the top."""
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            step = waiting.pop()
            if id(step) not in seen:
                seen.add(id(step))
                yield step
                waiting.extend(reversed(step.parts))

    def document(self) -> dict[str, Any]:
        """The proof as JSON values, without what is empty; a conclusion is spelled out the first time only."""
        return _document(self, set())


def prove(kb: KnowledgeBase, answers: Answers, id: str) -> Proof:
    """The proof of an advice, a conclusion, a conclusion rule or a check, whatever its value.

    KeyError if no entry that runs has this id.
    """
    kb = ground(kb, answers.instances)
    return Prover(Evaluation(kb, effective(kb, answers))).prove(id)


def reason_of(
    justifications: Justifications,
    support: Support,
    direct: Support | None = None,
    *,
    rule: str | None = None,
    other_ways: int = 0,
    proviso: tuple[str, int] | None = None,
) -> Reason:
    """The first step of a proof as a Reason; `direct` is the part of the support to cite, if not all of it."""
    cited = support if direct is None else direct
    return Reason(
        answers=justifications.named(cited.direct),
        conclusions=justifications.conclusions(cited.conclusions),
        all_answers=justifications.named(support.answers),
        rule=rule,
        other_ways=other_ways,
        proviso=proviso,
    )


class Prover:
    """Builds the proofs of one evaluation."""

    def __init__(self, evaluation: Evaluation, justifications: Justifications | None = None) -> None:
        self.evaluation = evaluation
        self.justifications = justifications or Justifications(evaluation)
        self._conclusions: dict[tuple[str, Role], Proof] = {}
        # In this order no conclusion needs one that is not proved yet, so that a long chain does not recur deeply.
        for id in evaluation.index.order:
            for role in Role:
                if evaluation.conclusions[id] is not EXCLUDED[role]:
                    self._conclusions[id, role] = self._conclusion(id, role)

    def prove(self, id: str) -> Proof:
        """The proof of an advice, a conclusion, a conclusion rule or a check; KeyError if there is none."""
        kb = self.evaluation.kb
        if id in kb.advice:
            return self._advice(id)
        if id in kb.conclusions:
            return self._conclusions[id, Role.VALUE]
        if id in kb.rules:
            return self._entry("rule", id, self.evaluation.rules[id], self.justifications.of_rule(kb.rules[id]))
        value, support = self.justifications.of(kb.checks[id].when)
        return Proof("check", id, value, self._leaves(support), reservations=self._reservations(support))

    def _advice(self, id: str) -> Proof:
        outcome = self.evaluation.outcome(id)
        justification = self.justifications.advice(self.evaluation.kb.advice[id], outcome)
        when, _, _ = self.evaluation.advice[id]
        proof = self._entry("advice", id, when, justification, outcome)
        given = outcome in (Outcome.FIRES, Outcome.POSTPONED)
        return replace(proof, parts=(*proof.parts, *self._variants(id))) if given else proof

    def _variants(self, id: str) -> Iterator[Proof]:
        """Why the variant in force is: it holds, and the earlier ones do not, or not certainly."""
        advice = self.evaluation.kb.advice[id]
        force = texts_chosen_by(self.evaluation.kb).advice[id].variant(self.evaluation.texts)
        for index, variant in enumerate(advice.variants[: None if force is None else force + 1]):
            value, support = self.justifications.of(variant.when)
            yield Proof("variant", id, value, self._leaves(support), index=index)

    def _conclusion(self, id: str, role: Role) -> Proof:
        derivation = self._derivation(id, role)
        value = self.evaluation.conclusions[id]
        rules = tuple(
            self._entry("rule", rule.id, self.evaluation.rules[rule.id], justification, outlist=role is not Role.VALUE)
            for rule, justification in derivation.ways
        )
        return Proof(
            "conclusion",
            id,
            value,
            rules,
            outlist=role is not Role.VALUE,
            other_ways=derivation.other_ways,
            reservations=self._reservations(derivation.support),
        )

    def _derivation(self, id: str, role: Role) -> Derivation:
        never = EXCLUDED[role]
        return self.justifications.derivations[id] if never is None else self.justifications.outlist_of(id, never)

    def _entry(
        self,
        kind: Literal["advice", "rule"],
        id: str,
        value: Truth,
        justification: Justification,
        outcome: Outcome | None = None,
        outlist: bool = False,
    ) -> Proof:
        parts: list[Proof] = []
        for clause in justification.clauses:
            if clause.clause == "when":
                parts.extend(self._leaves(clause.support))
            elif clause.clause != "variant" and (clause.support.answers or clause.support.reservations):
                parts.append(self._proviso(id, clause))
        return Proof(
            kind,
            id,
            value,
            tuple(parts),
            outcome=outcome,
            outlist=outlist,
            reservations=self._reservations(justification.support),
        )

    def _proviso(self, id: str, clause: JustifiedClause) -> Proof:
        kb = self.evaluation.kb
        provisos = kb.advice[id] if id in kb.advice else kb.rules[id]
        listed = provisos.unless if clause.clause == "unless" else kb.advice[id].postpone_while
        return Proof(
            "unless" if clause.clause == "unless" else "postpone_while",
            id,
            self.evaluation.truth(listed[clause.place].when),
            self._leaves(clause.support),
            index=clause.place,
            outlist=clause.outlist,
            reservations=self._reservations(clause.support),
        )

    def _leaves(self, support: Support) -> tuple[Proof, ...]:
        return tuple(self._leaf(leaf, role) for leaf, role in self.justifications.leaves(support.leaves))

    def _leaf(self, leaf: Test, role: Role) -> Proof:
        if isinstance(leaf, OpenList):
            return Proof("list", leaf.context, Truth.UNDETERMINED)
        if isinstance(leaf, ConclusionTest):
            return self._conclusions[leaf.conclusion, role if leaf.value else TURNED[role]]
        relevance = self._relevance(leaf, role)
        if role is Role.NEVER_FALSE and leaf.value != ("yes",):
            # Only its relevance keeps a comparison from being false; its own answer is not needed for that.
            return relevance[0]
        return Proof(
            "answer",
            leaf.question,
            self.evaluation.truth(leaf),
            relevance,
            test=leaf,
            state=self._state(leaf.question),
            outlist=role is not Role.VALUE,
        )

    def _relevance(self, leaf: AnswerTest, role: Role) -> tuple[Proof, ...]:
        """Why a question is not applicable or waits, or what keeps it applicable where a true test needs that."""
        value = self.evaluation.readable[leaf.question].relevance
        found = self.justifications
        support = (
            None
            if role is Role.NEVER_FALSE
            else found.irrelevance.get(leaf.question) or found.waiting.get(leaf.question)
        )
        outlist = support is None
        if role is Role.NEVER_FALSE:
            support = found.kept_relevant.get(leaf.question)
        elif outlist and self.evaluation.truth(leaf) is Truth.TRUE:
            support = found.relevance_of(leaf.question)
        if support is None:
            return ()
        return (Proof("relevance", leaf.question, value, self._leaves(support), outlist=outlist),)

    def _state(self, question: str) -> AnswerState:
        readable = self.evaluation.readable[question]
        return AnswerState.NOT_APPLICABLE if readable.relevance is Truth.FALSE else readable.answer.state

    def _reservations(self, support: Support) -> tuple[Reservation, ...]:
        return self.justifications.reservations(support.reservations)


def _document(proof: Proof, spelled_out: set[int]) -> dict[str, Any]:
    document: dict[str, Any] = {"kind": proof.kind, "id": proof.id, "value": proof.value.value}
    if proof.outcome is not None:
        document["outcome"] = proof.outcome.value
    if proof.index is not None:
        document["index"] = proof.index
    if proof.test is not None:
        value = proof.test.value
        document["test"] = {"operator": proof.test.operator, "value": value if isinstance(value, int) else list(value)}
    if proof.state is not None:
        document["state"] = proof.state.value
    if proof.outlist:
        document["outlist"] = True
    if proof.other_ways:
        document["other_ways"] = proof.other_ways
    if proof.reservations:
        document["reservations"] = [
            {"entry": one.entry, "clause": one.clause, "index": one.index, "questions": list(one.questions)}
            for one in proof.reservations
        ]
    if id(proof) in spelled_out:
        document["spelled_out_above"] = True
        return document
    if proof.kind == "conclusion":
        spelled_out.add(id(proof))
    if proof.parts:
        document["parts"] = [_document(part, spelled_out) for part in proof.parts]
    return document
