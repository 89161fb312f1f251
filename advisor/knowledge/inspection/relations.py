"""What entries say of each other: sub-points, contradictions, successors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..condition import Position
from ..dependence import cycles
from ..model import PROBLEM_KINDS, SEVERITIES, Advice, ConclusionRule
from ..problem import Problem, quoted
from ..reading.names import Namespace
from .subject import Subject


def advice_subsumed_in_a_cycle(subject: Subject) -> Iterator[Problem]:
    """E054: an advice would be a sub-point of itself."""
    for cycle in cycles({advice.id: advice.subsumes for advice in subject.kb.advice.values()}):
        way = " → ".join(cycle)
        message = f"Advice subsumes itself in a circle: {way}. Decide which of them is the sub-point."
        yield subject.error("E054", message, subject.place_in_list("advice", cycle[0], "subsumes", cycle[1]))


def advice_before_itself(subject: Subject) -> Iterator[Problem]:
    """E054: advice would have to come before itself."""
    after = {advice.id: [before.advice for before in advice.before] for advice in subject.kb.advice.values()}
    for cycle in cycles(after):
        way = " → ".join(cycle)
        message = f"Each of these comes before the next, in a circle: {way}. Decide which of them comes last."
        yield subject.error("E054", message, _place_of_before(subject, cycle[0], after[cycle[0]].index(cycle[1])))


def unnumbered_advice_in_order(subject: Subject) -> Iterator[Problem]:
    """E058: `before` of or about advice that has no place in the order of work."""
    for advice in subject.kb.advice.values():
        if advice.before and not _numbered(advice):
            message = f"Advice of kind {advice.kind} has no place in the order of work, so it comes before nothing."
            yield subject.error("E058", message, subject.key_position("advice", advice.id, "before"))
            continue
        for index, before in enumerate(advice.before):
            later = subject.kb.advice.get(before.advice)
            if later is not None and not _numbered(later):
                message = f"{quoted(later.id)} is of kind {later.kind}, which has no place in the order of work."
                yield subject.error("E058", message, _place_of_before(subject, advice.id, index))


def _numbered(advice: Advice) -> bool:
    """Whether an advice can have a number: problems and opportunities, and asks that a variant makes grave."""
    if advice.kind == "ask":
        return any(variant.severity is not None for variant in advice.variants)
    return advice.kind != "strength"


def _place_of_before(subject: Subject, id: str, index: int) -> Position:
    return subject.position("advice", id, "before", index, "advice")


def unfit_parents(subject: Subject) -> Iterator[Problem]:
    """E055: a sub-point would hide something graver than its parent."""
    for parent in subject.kb.advice.values():
        for id in parent.subsumes:
            child = subject.kb.advice.get(id)
            fault = _unfit(parent, child) if child else None
            if fault:
                at = subject.place_in_list("advice", parent.id, "subsumes", id)
                yield subject.error("E055", f"{quoted(parent.id)} cannot subsume {quoted(id)}: {fault}", at)


def _unfit(parent: Advice, child: Advice) -> str | None:
    if parent.for_each is not None and child.for_each != parent.for_each:
        level = f"for each {child.for_each}" if child.for_each else "once for the brand"
        return f"it is judged for each {parent.for_each}, its sub-point {level}. Reverse them, or leave them apart."
    if child.kind not in PROBLEM_KINDS:
        return None
    if parent.kind not in PROBLEM_KINDS:
        return f"it is no problem ({parent.kind}), its sub-point is one ({child.kind}). Reverse them."
    if parent.severity is None or child.severity is None:
        return None
    if SEVERITIES.index(parent.severity) > SEVERITIES.index(child.severity):
        return f"it is {parent.severity}, its sub-point {child.severity}. Make it at least as severe."
    return None


def contradictory_relations(subject: Subject) -> Iterator[Problem]:
    """E056: an entry excludes itself, or what it belongs together with."""
    advice = subject.kb.advice
    for one in advice.values():
        for id in one.conflicts_with:
            at = subject.place_in_list("advice", one.id, "conflicts_with", id)
            if id == one.id:
                yield subject.error("E056", f"{quoted(id)} cannot conflict with itself.", at)
            elif id in one.subsumes or (id in advice and one.id in advice[id].subsumes):
                message = f"{quoted(one.id)} and {quoted(id)} cannot conflict and be parent and sub-point as well."
                yield subject.error("E056", message, at)
    for conclusion in subject.kb.conclusions.values():
        if conclusion.id in conclusion.excludes:
            at = subject.place_in_list("conclusions", conclusion.id, "excludes", conclusion.id)
            yield subject.error("E056", f"{quoted(conclusion.id)} cannot exclude itself.", at)
    for rule in subject.live_rules():
        for id in rule.conclude:
            known = subject.kb.conclusions.get(id)
            for other in known.excludes if known else ():
                if other in rule.conclude and other != id:
                    at = subject.place_in_list("rules", rule.id, "conclude", other)
                    message = f"{quoted(id)} and {quoted(other)} exclude each other; one rule cannot conclude both."
                    yield subject.error("E056", message, at)


def successors(subject: Subject) -> Iterator[Problem]:
    """E059: `replaced_by` stands where nothing was replaced, or leads to what does not run."""
    yield from _successors(subject, "rules", subject.kb.rules)
    yield from _successors(subject, "advice", subject.kb.advice)


def _successors(
    subject: Subject, namespace: Namespace, entries: Mapping[str, ConclusionRule] | Mapping[str, Advice]
) -> Iterator[Problem]:
    for entry in entries.values():
        if entry.replaced_by is None:
            continue
        successor = entries.get(entry.replaced_by)
        if entry.status != "deprecated":
            at = subject.key_position(namespace, entry.id, "replaced_by")
            message = f"{quoted(entry.id)} is {entry.status}; only deprecated entries have replaced_by."
            yield subject.error("E059", message, at)
        elif successor and successor.status == "deprecated":
            at = subject.position(namespace, entry.id, "replaced_by")
            message = f"{quoted(entry.replaced_by)} does not run either. Name an entry that does."
            yield subject.error("E059", message, at)
