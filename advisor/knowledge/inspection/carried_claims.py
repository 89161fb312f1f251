"""Claims of the sources: each is carried by something and shown by an example, or explained away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..problem import Problem, quoted
from .subject import Subject


def carriers(subject: Subject) -> dict[str, list[str]]:
    """For every cited claim the entries that carry it: rules, advice with their variants and additions, questions."""
    found: dict[str, list[str]] = {}
    for question in subject.kb.questions.values():
        for id in question.claims:
            found.setdefault(id, []).append(question.id)
    for rule in subject.live_rules():
        for id in rule.claims:
            found.setdefault(id, []).append(rule.id)
    for advice in subject.live_advice():
        beside = (*(variant.claims for variant in advice.variants), *(addition.claims for addition in advice.add))
        for id in chain(advice.claims, *beside):
            found.setdefault(id, []).append(advice.id)
    return found


def unused_claims(subject: Subject) -> Iterator[Problem]:
    """W008: nothing carries the claim, and nobody says why."""
    carried = carriers(subject)
    for claim in subject.kb.claims.values():
        if claim.id not in carried and claim.not_used is None:
            at = subject.position("claims", claim.id, "id")
            message = f"Nothing carries the claim {quoted(claim.id)}: cite it under claims, or give not_used a reason."
            yield subject.warning("W008", message, at, claim.id)


def claims_used_after_all(subject: Subject) -> Iterator[Problem]:
    """W009: the claim is marked as not used, and something carries it."""
    carried = carriers(subject)
    for claim in subject.kb.claims.values():
        if claim.not_used is not None and claim.id in carried:
            at = subject.key_position("claims", claim.id, "not_used")
            message = f"{quoted(carried[claim.id][0])} carries this claim. Remove not_used, or the citation."
            yield subject.warning("W009", message, at, claim.id)


def claims_shown_by_nothing(subject: Subject) -> Iterator[Problem]:
    """W018: something carries the claim, and no example or case shows it at work."""
    carried = carriers(subject)
    for claim in subject.kb.claims.values():
        if claim.id in carried and claim.not_used is None and not claim.shown_by:
            at = subject.position("claims", claim.id, "id")
            message = f"No example shows {quoted(claim.id)} at work: name ENTRY/EXAMPLE or a case under shown_by."
            yield subject.warning("W018", message, at, claim.id)
