"""Conclusions that depend on each other, and conclusions that nothing derives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..condition import conclusions_read
from ..dependence import cycles
from ..model import Advice, Check, ConclusionRule
from ..problem import Problem, listed, quoted
from ..readers import conditions_of
from .subject import Subject


def read_by(entry: ConclusionRule | Advice | Check) -> tuple[str, ...]:
    """Conclusions an entry reads anywhere in its conditions."""
    return tuple(dict.fromkeys(id for condition in conditions_of(entry) for id in conclusions_read(condition)))


def conclusions_in_a_cycle(subject: Subject) -> Iterator[Problem]:
    """E052: rules derive conclusions from each other, so that none of them could ever be settled first."""
    rules: dict[tuple[str, str], ConclusionRule] = {}
    successors: dict[str, list[str]] = {}
    for rule in subject.live_rules():
        for conclusion in rule.conclude:
            for read in read_by(rule):
                rules.setdefault((conclusion, read), rule)
                successors.setdefault(conclusion, []).append(read)
    for cycle in cycles(successors):
        steps = [rules[step] for step in pairwise(cycle)]
        involved = "; ".join(
            f"rule {quoted(rule.id)} at {rule.at} reads {quoted(read)}"
            for rule, read in zip(steps, cycle[1:], strict=True)
        )
        way = " → ".join(cycle)
        message = f"These conclusions depend on each other: {way}. Break the circle: {involved}."
        yield subject.error("E052", message, steps[0].at)


def conclusions_without_rules(subject: Subject) -> Iterator[Problem]:
    """E053: nothing that runs derives a conclusion."""
    if "rules" in subject.names.incomplete:
        return
    if subject.kb.conclusions and not subject.names.places["rules"]:
        first = next(iter(subject.kb.conclusions))
        message = "There is no rule at all, so nothing is ever concluded. They stand under rules, in conclusions."
        yield subject.error("E053", message, subject.position("conclusions", first, "id"))
        return
    concluding = [(document.file, (*steps, "conclude")) for document, steps in subject.names.places["rules"].values()]
    typed = _concluded_as_typed(subject)
    stable = {id for rule in subject.kb.rules.values() if rule.status == "stable" for id in rule.conclude}
    derived = {id for rule in subject.live_rules() for id in rule.conclude}
    for conclusion in subject.kb.conclusions.values():
        at = subject.position("conclusions", conclusion.id, "id")
        if conclusion.id not in derived and conclusion.id not in typed:
            message = f"No rule concludes {quoted(conclusion.id)}. Add one under rules, or remove the conclusion."
            yield subject.error("E053", message, at).resting_on(concluding)
        elif conclusion.id in derived - stable:
            readers = [entry.id for entry in _stable_entries(subject) if conclusion.id in read_by(entry)]
            if readers:
                message = (
                    f"Only draft rules conclude {quoted(conclusion.id)}, and {listed(map(quoted, readers))} "
                    "is stable and reads it. Make a rule stable, or the readers draft."
                )
                yield subject.error("E053", message, at)


def _stable_entries(subject: Subject) -> list[ConclusionRule | Advice | Check]:
    entries: list[ConclusionRule | Advice] = [*subject.kb.rules.values(), *subject.kb.advice.values()]
    return [*(entry for entry in entries if entry.status == "stable"), *subject.kb.checks.values()]


def _concluded_as_typed(subject: Subject) -> set[str]:
    """What rules that could not be read mean to conclude: their faults are reported already.

    Deprecated rules are none of them.
    """
    concluded: set[str] = set()
    for document in subject.documents.values():
        rules = document.value.get("rules")
        for rule in rules if isinstance(rules, list) else ():
            conclude = rule.get("conclude") if isinstance(rule, dict) else None
            if isinstance(rule, dict) and isinstance(conclude, list) and str(rule.get("id")) not in subject.kb.rules:
                concluded.update(id for id in conclude if isinstance(id, str))
    return concluded
