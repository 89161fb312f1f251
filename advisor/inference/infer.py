"""Inference: what a brand's answers mean under a knowledge base.

The rule engine decides. The evaluator judges the same answers by other means and says what each result rests on; if
the two differ anywhere, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.answers.model import Answers, EffectiveAnswers, Truth
from advisor.answers.relevance import effective
from advisor.knowledge.condition import Condition
from advisor.knowledge.model import Advice, KnowledgeBase

from .engine import Firing, engine_for
from .error import InferenceError
from .evaluator import Evaluation
from .justification import Justifications
from .proof import reason_of
from .result import AdviceResult, ConclusionResult, Inference, Outcome, Reason, Verdicts

MOST_NAMED = 5
CLAUSES = ("when", "unless", "postpone_while")


class Disagreement(InferenceError):
    """The engine and the evaluator differ: there is no basis to advise on.

    `engine` and `evaluator` are the two results; `differences` say, one by one, where they differ.
    """

    def __init__(self, engine: Verdicts, evaluator: Verdicts, differences: Sequence[str]) -> None:
        named = "; ".join(differences[:MOST_NAMED])
        further = len(differences) - MOST_NAMED
        more = f"; and {further} more" if further > 0 else ""
        super().__init__(
            f"the rule engine and the evaluator differ: {named}{more}. The assessment was stopped rather than "
            f"advise on a doubtful basis; please report it with the answers file"
        )
        self.engine = engine
        self.evaluator = evaluator
        self.differences = tuple(differences)


def infer(kb: KnowledgeBase, answers: Answers, *, compared: bool = True) -> Inference:
    """The value of every conclusion and the outcome of every advice, with reasons and reservations.

    Values and outcomes are those of the rule engine. Raises Disagreement if the evaluator comes to others, EngineFault
    if the engine failed, EngineLimit if the knowledge base is more than it can carry. None of them keeps the next call
    from succeeding. Not `compared`, a result that the evaluator does not share stands without a reason.
    """
    readable = effective(kb, answers)
    run = engine_for(kb).verdicts(readable)
    evaluation = Evaluation(kb, readable)
    if compared:
        verdicts = evaluation.verdicts()
        differences = [*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)]
        if differences:
            raise Disagreement(run.verdicts, verdicts, differences)
    return _Conclusions(run.verdicts, evaluation).inference()


def evaluate(kb: KnowledgeBase, answers: Answers) -> Inference:
    """The same result by the evaluator alone: for examples, coverage and what-if, where many runs are made."""
    return evaluate_readable(kb, effective(kb, answers))


def evaluate_readable(kb: KnowledgeBase, readable: EffectiveAnswers) -> Inference:
    """As `evaluate`, where relevance is settled already."""
    evaluation = Evaluation(kb, readable)
    return _Conclusions(evaluation.verdicts(), evaluation).inference()


def compare(engine: Verdicts, evaluator: Verdicts) -> Iterator[str]:
    """Every difference between two sets of verdicts, in words."""
    if engine == evaluator:
        return
    yield from _compare("conclusion", engine.conclusions, evaluator.conclusions)
    yield from _compare("conclusion rule", engine.rules, evaluator.rules)
    yield from _compare("check", engine.checks, evaluator.checks)
    for place, clause in enumerate(CLAUSES):
        first = {id: values[place] for id, values in engine.advice.items()}
        second = {id: values[place] for id, values in evaluator.advice.items()}
        yield from _compare(f"`{clause}` of the advice", first, second)


def unsupported(verdicts: Verdicts, firings: Iterable[Firing]) -> Iterator[str]:
    """Every entry held true for which no rule of the engine fired over what is certain.

    A conclusion without a firing is a proof nobody could read, even where the values agree.
    """
    fired = {(one.kind, one.id, one.clause) for one in firings if one.certain}
    for id, value in verdicts.rules.items():
        if value is Truth.TRUE and ("rule", id, "when") not in fired:
            yield f"the conclusion rule {id} is true, but no rule of the engine fired for it"
    for id, value in verdicts.checks.items():
        if value is Truth.TRUE and ("check", id, "when") not in fired:
            yield f"the check {id} is true, but no rule of the engine fired for it"
    for id, values in verdicts.advice.items():
        for clause, value in zip(CLAUSES, values, strict=True) if Truth.TRUE in values else ():
            if value is Truth.TRUE and ("advice", id, clause) not in fired:
                yield f"`{clause}` of the advice {id} is true, but no rule of the engine fired for it"


def _compare(what: str, engine: Mapping[str, Truth], evaluator: Mapping[str, Truth]) -> Iterator[str]:
    for id in (*evaluator, *(id for id in engine if id not in evaluator)):
        first, second = engine.get(id), evaluator.get(id)
        if first is not second:
            yield f"{what} {id} is {_said(first)} for the engine and {_said(second)} for the evaluator"


def _said(value: Truth | None) -> str:
    return "missing" if value is None else value.value


class _Conclusions:
    """The inference that verdicts come to; the evaluation gives the reason for each value that it shares."""

    def __init__(self, verdicts: Verdicts, evaluation: Evaluation) -> None:
        self._verdicts = verdicts
        self._evaluation = evaluation
        self._justifications = Justifications(evaluation)

    def inference(self) -> Inference:
        kb, verdicts = self._evaluation.kb, self._verdicts
        return Inference(
            conclusions={id: self._conclusion(id) for id in kb.conclusions},
            rules={id: verdicts.rules[id] for id in kb.rules},
            advice={id: self._advice(advice) for id, advice in kb.advice.items()},
            readable=self._evaluation.readable,
            checks={id: verdicts.checks[id] for id in kb.checks},
            check_reasons={
                id: reason_of(self._justifications, self._justifications.of(check.when)[1])
                for id, check in kb.checks.items()
            },
        )

    def _because(self, condition: Condition) -> Reason:
        return reason_of(self._justifications, self._justifications.of(condition)[1])

    def _conclusion(self, id: str) -> ConclusionResult:
        value = self._verdicts.conclusions[id]
        if value is not self._evaluation.conclusions[id]:
            return ConclusionResult(value, Reason())
        derivation = self._justifications.derivations[id]
        rule = derivation.ways[0][0].id if value is Truth.TRUE else None
        reason = reason_of(self._justifications, derivation.support, rule=rule, other_ways=derivation.other_ways)
        return ConclusionResult(
            value=value,
            reason=reason,
            reservations=self._justifications.reservations(derivation.support.reservations),
            # What is undetermined rests on the open questions that could settle it.
            settle=reason.all_answers if value is Truth.UNDETERMINED else (),
        )

    def _advice(self, advice: Advice) -> AdviceResult:
        evaluation, justifications = self._evaluation, self._justifications
        values = self._verdicts.advice[advice.id]
        outcome = evaluation.outcome(advice.id, values)
        additions = tuple(index for index, one in enumerate(advice.add) if evaluation.truth(one.when) is Truth.TRUE)
        if outcome is not evaluation.outcome(advice.id):
            return AdviceResult(outcome, values[0], Reason(), additions=additions)
        justification = justifications.advice(advice, outcome)
        direct = justification.clauses[0].support if outcome is Outcome.EXCEPTED else None
        reason = reason_of(justifications, justification.support, direct, proviso=justification.proviso)
        undetermined = outcome is Outcome.UNDETERMINED
        return AdviceResult(
            outcome=outcome,
            when=values[0],
            reason=reason,
            reservations=() if undetermined else justifications.reservations(justification.support.reservations),
            settle=reason.all_answers if undetermined else (),
            additions=additions,
        )
