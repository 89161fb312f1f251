"""The claims of the sources against the entries of the knowledge base: what carries each, and what shows it at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from advisor.advice import Assessment, assess
from advisor.answers import AnswersError, AnswerState, Truth, example_answers
from advisor.inference import Outcome
from advisor.inference.evaluator import Evaluation
from advisor.knowledge.expectation import CaseFile, Example
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.model import Advice, ConclusionRule, KnowledgeBase, Question
from advisor.knowledge.provenance import Claim
from advisor.knowledge.readers import questions_of

from .trial import case_answers, evaluated, example_id

AT_WORK = (Outcome.FIRES, Outcome.POSTPONED, Outcome.EXCEPTED)
"""Outcomes in which an advice has been considered in earnest, its condition holding."""


@dataclass(frozen=True)
class Showing:
    """An example or case named under `shown_by`, and the entries by which it exercises the claim."""

    name: str
    exercises: tuple[str, ...]


@dataclass(frozen=True)
class ClaimRow:
    """One claim with everything that carries it, and what its examples come to."""

    claim: Claim
    carriers: tuple[str, ...]
    showings: tuple[Showing, ...]

    @property
    def state(self) -> Literal["carried", "not used", "missing"]:
        """Whether something carries it, a reason says why nothing does, or neither."""
        if self.carriers:
            return "carried"
        return "not used" if self.claim.not_used is not None else "missing"

    @property
    def sound(self) -> bool:
        """Whether it is exercised by everything that is said to show it (one at least), or explained away."""
        if self.claim.not_used is not None:
            return not self.carriers
        return bool(self.showings) and all(showing.exercises for showing in self.showings)


@dataclass(frozen=True)
class ClaimsTable:
    """Every claim in order, and the ids of rules and advice that rest on no claim."""

    rows: tuple[ClaimRow, ...]
    without_claim: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Claims that nothing carries, without a reason."""
        return tuple(row.claim.id for row in self.rows if row.state == "missing")

    @property
    def unsound(self) -> tuple[str, ...]:
        """Claims that are carried, or said to be, but not shown at work by what they name."""
        return tuple(row.claim.id for row in self.rows if not row.sound and row.state != "missing")


def claims_table(kb: KnowledgeBase) -> ClaimsTable:
    """Hold the claims against the entries that run; examples are evaluated, cases assessed by both engines."""
    carriers: dict[str, list[str]] = {id: [] for id in kb.claims}
    for entry, claims in _citations(kb):
        for claim in claims:
            carriers[claim].append(entry)
    gallery = _Gallery(kb)
    rows = tuple(
        ClaimRow(
            claim,
            tuple(dict.fromkeys(carriers[claim.id])),
            tuple(Showing(name, gallery.exercised(claim.id, name)) for name in claim.shown_by),
        )
        for claim in kb.claims.values()
    )
    without = [rule.id for rule in kb.rules.values() if not rule.claims]
    without += [advice.id for advice in kb.advice.values() if not _claims_of(advice)]
    return ClaimsTable(rows, tuple(without))


def _citations(kb: KnowledgeBase) -> Iterator[tuple[str, tuple[str, ...]]]:
    for question in kb.questions.values():
        yield question.id, question.claims
    for rule in kb.rules.values():
        yield rule.id, rule.claims
    for advice in kb.advice.values():
        yield advice.id, _claims_of(advice)


def _claims_of(advice: Advice) -> tuple[str, ...]:
    parts = (advice.claims, *(one.claims for one in advice.variants), *(one.claims for one in advice.add))
    return tuple(dict.fromkeys(claim for claims in parts for claim in claims))


class _Gallery:
    """The examples and cases, each looked at once."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.cases: dict[str, tuple[Evaluation, Assessment]] = {}

    def exercised(self, claim: str, name: str) -> tuple[str, ...]:
        """Ids of the entries carrying the claim that the example or case sets to work."""
        entry_id, slash, example_name = name.partition("/")
        if not slash:
            case = self.kb.cases.get(name)
            return self._by_case(claim, case) if case is not None else ()
        entry = self.kb.rules.get(entry_id) or self.kb.advice.get(entry_id)
        if entry is None:
            return ()
        example = next((example for example in entry.examples if example.name == example_name), None)
        return self._by_example(claim, entry, example) if example is not None else ()

    def _by_example(self, claim: str, entry: Advice | ConclusionRule, example: Example) -> tuple[str, ...]:
        try:
            answers = example_answers(example.answers, self.kb, example.at, entry.for_each)
        except AnswersError:
            return ()
        evaluation = evaluated(self.kb, answers)
        judged = evaluation.kb.rules.get(example_id(entry)) or evaluation.kb.advice[example_id(entry)]
        if not self._at_work(evaluation, judged):
            return ()
        found = [entry.id] if self._carries(evaluation, judged, claim) else []
        read = questions_of(judged)
        questions = evaluation.kb.questions.items()
        found += [declared_id(id) for id, one in questions if id in read and _asked(evaluation, one, claim)]
        return tuple(dict.fromkeys(found))

    def _by_case(self, claim: str, case: CaseFile) -> tuple[str, ...]:
        if case.id not in self.cases:
            try:
                answers = case_answers(self.kb, case)
            except AnswersError:
                return ()
            self.cases[case.id] = evaluated(self.kb, answers), assess(self.kb, answers)
        evaluation, assessment = self.cases[case.id]
        over = evaluation.kb
        found = [
            *(id for id, rule in over.rules.items() if claim in rule.claims and evaluation.rules[id] is Truth.TRUE),
            *(one.id for one in assessment.advice if claim in one.claims and one.outcome in AT_WORK),
            *(id for id, question in over.questions.items() if _asked(evaluation, question, claim)),
        ]
        return tuple(dict.fromkeys(map(declared_id, found)))

    def _at_work(self, evaluation: Evaluation, entry: Advice | ConclusionRule) -> bool:
        if isinstance(entry, Advice):
            return evaluation.outcome(entry.id) in AT_WORK and evaluation.truth(entry.when) is Truth.TRUE
        return evaluation.rules[entry.id] is Truth.TRUE

    def _carries(self, evaluation: Evaluation, entry: Advice | ConclusionRule, claim: str) -> bool:
        if claim in entry.claims:
            return True
        if not isinstance(entry, Advice):
            return False
        added = [one.claims for one in entry.add if evaluation.truth(one.when) is Truth.TRUE]
        replaced = [one.claims for one in entry.variants if evaluation.truth(one.when) is Truth.TRUE]
        return any(claim in claims for claims in (*added, *replaced[:1]))


def _asked(evaluation: Evaluation, question: Question, claim: str) -> bool:
    """Whether a question that carries the claim was answered."""
    return claim in question.claims and evaluation.readable[question.id].answer.state is AnswerState.ANSWERED
