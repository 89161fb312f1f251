"""Inference: what a brand's answers mean under a knowledge base.

The rule engine decides. The evaluator judges the same answers by other means and says what each result rests on; if
the two differ anywhere, nothing is concluded.
"""

from __future__ import annotations

from functools import cached_property

from advisor.answers.answer import TRUE, UNDETERMINED, Answers, EffectiveAnswers
from advisor.answers.relevance import effective
from advisor.knowledge.model import Advice, Check, KnowledgeBase

from .agreement import Disagreement, compare, unsupported
from .chosen_texts import chosen_word, texts_chosen_by
from .engine import engine_for
from .evaluator import Evaluation
from .grounding import ground
from .justification import Justifications
from .proof import reason_of
from .recollection import NONE, Recollection, Results, recollection_of
from .result import EXCEPTED, OPEN, AdviceResult, ConclusionResult, Inference, Reason, Reservation, Verdicts


def infer(kb: KnowledgeBase, answers: Answers, *, compared: bool = True) -> Inference:
    """The value of every conclusion and the outcome of every advice, with reasons and reservations.

    Values and outcomes are those of the rule engine. Raises Disagreement if the evaluator comes to others, EngineFault
    if the engine failed, EngineLimit if the knowledge base is more than it can carry. None of them keeps the next call
    from succeeding. Not `compared`, a result that the evaluator does not share stands without a reason.
    """
    kb = ground(kb, answers.instances)
    readable = effective(kb, answers)
    run = engine_for(kb).verdicts(readable)
    evaluation = Evaluation(kb, readable)
    if compared:
        verdicts = evaluation.verdicts()
        differences = [*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)]
        if differences:
            raise Disagreement(run.verdicts, verdicts, differences)
    return _Conclusions(run.verdicts, evaluation).inference(recollection_of(kb) if compared else None)


def evaluate(kb: KnowledgeBase, answers: Answers) -> Inference:
    """The same result by the evaluator alone: for examples, coverage and what-if, where many runs are made."""
    kb = ground(kb, answers.instances)
    return evaluate_readable(kb, effective(kb, answers))


def evaluate_readable(kb: KnowledgeBase, readable: EffectiveAnswers) -> Inference:
    """As `evaluate`, of a ground knowledge base, where relevance is settled already."""
    evaluation = Evaluation(kb, readable)
    return _Conclusions(evaluation.verdicts(), evaluation).inference()


class _Conclusions:
    """The inference that verdicts come to; the evaluation gives the reason for each value that it shares."""

    def __init__(self, verdicts: Verdicts, evaluation: Evaluation) -> None:
        self._verdicts = verdicts
        self._evaluation = evaluation
        self._chosen_by = texts_chosen_by(evaluation.kb)

    @cached_property
    def _justifications(self) -> Justifications:
        return Justifications(self._evaluation)

    def inference(self, recollection: Recollection | None = None) -> Inference:
        """The results, those that a recollection has not; it remembers them all."""
        kb, verdicts, readable = self._evaluation.kb, self._verdicts, self._evaluation.readable
        conclusions, advice, checks = NONE if recollection is None else recollection.of(readable)
        results = Results(
            {id: conclusions.get(id) or self._conclusion(id) for id in kb.conclusions},
            {id: advice.get(id) or self._advice(one) for id, one in kb.advice.items()},
            {id: checks.get(id) or self._check(one) for id, one in kb.checks.items()},
        )
        if recollection is not None:
            recollection.remember(readable, results)
        return Inference(
            kb=kb,
            conclusions=results.conclusions,
            rules={id: verdicts.rules[id] for id in kb.rules},
            advice=results.advice,
            readable=readable,
            checks={id: verdicts.checks[id] for id in kb.checks},
            check_reasons=results.checks,
            words={id: chosen_word(id, choices, verdicts.texts) for id, choices in kb.words.items()},
        )

    def _check(self, check: Check) -> Reason:
        return reason_of(self._justifications, self._justifications.of(check.when)[1])

    def _conclusion(self, id: str) -> ConclusionResult:
        value = self._verdicts.conclusions[id]
        variant = self._chosen_by.conclusions[id].variant(self._verdicts.texts)
        if value is not self._evaluation.conclusions[id]:
            return ConclusionResult(value, Reason(), variant=variant)
        derivation = self._justifications.derivations[id]
        rule = derivation.ways[0][0].id if value is TRUE else None
        reason = reason_of(self._justifications, derivation.support, rule=rule, other_ways=derivation.other_ways)
        return ConclusionResult(
            value=value,
            reason=reason,
            reservations=self._justifications.reservations(derivation.support.reservations),
            # What is undetermined rests on the open questions that could settle it.
            settle=reason.all_answers if value is UNDETERMINED else (),
            variant=variant,
        )

    def _advice(self, advice: Advice) -> AdviceResult:
        evaluation, justifications = self._evaluation, self._justifications
        values = self._verdicts.advice[advice.id]
        outcome = evaluation.outcome(advice.id, values)
        reason = Reason()
        reservations: tuple[Reservation, ...] = ()
        if values == evaluation.advice[advice.id] or outcome is evaluation.outcome(advice.id):
            justification = justifications.advice(advice, outcome)
            direct = justification.clauses[0].support if outcome is EXCEPTED else None
            reason = reason_of(justifications, justification.support, direct, proviso=justification.proviso)
            if outcome is not OPEN:
                reservations = justifications.reservations(justification.support.reservations)
        chosen = self._chosen_by.advice[advice.id].chosen(self._verdicts.texts)
        return AdviceResult(
            outcome=outcome,
            when=values[0],
            reason=reason,
            reservations=reservations,
            settle=reason.all_answers if outcome is OPEN else (),
            additions=chosen.additions,
            variant=chosen.variant,
            steps=chosen.steps,
        )
