"""Outcomes without reasons, by the evaluator alone: for where thousands of brands or of changes are judged.

The engine is not asked and nothing is justified; what outcomes are, is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.answers.answer import FALSE, TRUE
from advisor.knowledge.model import PROBLEM_KINDS, Advice

from .evaluator import Evaluation
from .justification import Justifications, severity_and_phase
from .result import DOES_NOT_APPLY, FIRES, OPEN, POSTPONED, AdviceResult, Reason
from .unsettled import Unsettled

NO_REASON = Reason()


def outcomes(evaluation: Evaluation, unsettled: Unsettled | None = None) -> dict[str, AdviceResult]:
    """Outcome and variant of every advice; with `unsettled`, also what could settle each that is undetermined."""
    found = {}
    for id, values in evaluation.advice.items():
        outcome, advice = evaluation.outcome(id, values), evaluation.kb.advice[id]
        settle = unsettled.of(advice.when) if unsettled and outcome is OPEN else ()
        found[id] = AdviceResult(
            outcome,
            values[0],
            NO_REASON,
            settle=settle,
            variant=_variant(evaluation, advice) if advice.variants else None,
        )
    return found


def problems(evaluation: Evaluation) -> dict[str, AdviceResult]:
    """Outcome of every problem and, where it stands, its variant; what is out of scope counts as not applying."""
    found = {}
    for advice in evaluation.kb.advice.values():
        if advice.kind in PROBLEM_KINDS:
            values = evaluation.values(advice.id)
            outcome = evaluation.outcome(advice.id, values) if values[0] is not FALSE else DOES_NOT_APPLY
            graded = advice.variants and outcome in (FIRES, POSTPONED)
            variant = _variant(evaluation, advice) if graded else None
            found[advice.id] = AdviceResult(outcome, values[0], NO_REASON, variant=variant)
    return found


def _variant(evaluation: Evaluation, advice: Advice) -> int | None:
    """The index of the first variant whose condition is true."""
    for place, variant in enumerate(advice.variants):
        if evaluation.truth(variant.when) is TRUE:
            return place
    return None


def to_confirm(unsettled: Unsettled, results: Mapping[str, AdviceResult], among: set[str]) -> set[str]:
    """Which of some open questions a reservation about advice that fires names; `results` are the outcomes.

    What an advice itself reserves is told by its provisos and variants. What the conclusions it rests on reserve is
    part of justifications, which are made only where a rule that holds waits for one of the questions.
    """
    if not among:
        return among
    evaluation = unsettled.evaluation
    firing = [evaluation.kb.advice[id] for id, result in results.items() if result.outcome is FIRES]
    found = {question for advice in firing for question in _own(evaluation, unsettled, advice)} & among
    left = among - found
    holding = [rule for id, rule in evaluation.kb.rules.items() if evaluation.rules[id] is TRUE]
    waited_for = (question for rule in holding for one in rule.unless for question in unsettled.of(one.when))
    if left.isdisjoint(waited_for):
        return found
    justifications = Justifications(evaluation)
    for advice in firing:
        support = justifications.advice(advice, FIRES).support
        for one in justifications.reservations(support.reservations):
            found.update(left.intersection(one.questions))
    return found


def _own(evaluation: Evaluation, unsettled: Unsettled, advice: Advice) -> Iterator[str]:
    """The questions that open provisos, and open variants that would change severity or phase, wait for."""
    for proviso in (*advice.unless, *advice.postpone_while):
        yield from unsettled.of(proviso.when)
    force = _variant(evaluation, advice)
    graded = severity_and_phase(advice, None if force is None else advice.variants[force])
    for variant in advice.variants[:force]:
        if severity_and_phase(advice, variant) != graded:
            yield from unsettled.of(variant.when)
