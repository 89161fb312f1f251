"""Inference: what a brand's answers mean under a knowledge base, agreed on by two engines.

The rule engine and the evaluator judge the same answers. If they differ anywhere, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.answers.model import Answers, EffectiveAnswers, Truth
from advisor.answers.relevance import effective
from advisor.knowledge.model import Advice, KnowledgeBase

from .engine import Firing, engine_for
from .error import InferenceError
from .evaluator import Evaluation
from .grounds import Grounds
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


def infer(kb: KnowledgeBase, answers: Answers) -> Inference:
    """The value of every conclusion and the outcome of every advice, with reasons and reservations.

    Raises Disagreement if the two engines differ, EngineFault if the rule engine failed, EngineLimit if the
    knowledge base is more than it can carry. None of them keeps the next call from succeeding.
    """
    readable = effective(kb, answers)
    run = engine_for(kb).verdicts(readable)
    evaluation = Evaluation(kb, readable)
    verdicts = evaluation.verdicts()
    differences = [*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)]
    if differences:
        raise Disagreement(run.verdicts, verdicts, differences)
    return _inference(evaluation)


def evaluate(kb: KnowledgeBase, answers: Answers) -> Inference:
    """The same result by the evaluator alone: for examples, coverage and what-if, where many runs are made."""
    return evaluate_readable(kb, effective(kb, answers))


def evaluate_readable(kb: KnowledgeBase, readable: EffectiveAnswers) -> Inference:
    """As `evaluate`, where relevance is settled already."""
    return _inference(Evaluation(kb, readable))


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


def _inference(evaluation: Evaluation) -> Inference:
    kb = evaluation.kb
    grounds = Grounds(evaluation)
    return Inference(
        conclusions={id: _conclusion(id, grounds) for id in kb.conclusions},
        rules={id: evaluation.rules[id] for id in kb.rules},
        advice={id: _advice(advice, grounds) for id, advice in kb.advice.items()},
        checks=evaluation.checks,
        check_reasons={id: reason_of(grounds, grounds.of(check.when)[1]) for id, check in kb.checks.items()},
    )


def _conclusion(id: str, grounds: Grounds) -> ConclusionResult:
    value = grounds.evaluation.conclusions[id]
    derivation = grounds.derivations[id]
    rule = derivation.ways[0][0].id if value is Truth.TRUE else None
    reason = reason_of(grounds, derivation.ground, rule=rule, other_ways=derivation.other_ways)
    return ConclusionResult(
        value=value,
        reason=reason,
        reservations=grounds.reservations(derivation.ground.reservations),
        settle=_settle(value, reason),
    )


def _advice(advice: Advice, grounds: Grounds) -> AdviceResult:
    evaluation = grounds.evaluation
    outcome = evaluation.outcome(advice.id)
    standing = grounds.advice(advice, outcome)
    direct = standing.clauses[0].ground if outcome is Outcome.EXCEPTED else None
    reason = reason_of(grounds, standing.ground, direct, proviso=standing.proviso)
    undetermined = outcome is Outcome.UNDETERMINED
    additions = [index for index, one in enumerate(advice.add) if evaluation.truth(one.when) is Truth.TRUE]
    return AdviceResult(
        outcome=outcome,
        when=evaluation.advice[advice.id][0],
        reason=reason,
        reservations=() if undetermined else grounds.reservations(standing.ground.reservations),
        settle=reason.all_answers if undetermined else (),
        additions=tuple(additions),
    )


def _settle(value: Truth, reason: Reason) -> tuple[str, ...]:
    """An undetermined value rests on the open questions that could settle it."""
    return reason.all_answers if value is Truth.UNDETERMINED else ()
