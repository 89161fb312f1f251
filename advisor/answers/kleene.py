"""Kleene's strong three-valued connectives over `Truth`.

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

from collections.abc import Iterable

from .answer import FALSE, TRUE, UNDETERMINED, Truth


def conjunction(values: Iterable[Truth]) -> Truth:
    """False if a value is false, else undetermined if one is, else true (true of no values)."""
    result = TRUE
    for value in values:
        if value is FALSE:
            return FALSE
        if value is UNDETERMINED:
            result = UNDETERMINED
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """True if a value is true, else undetermined if one is, else false (false of no values)."""
    result = FALSE
    for value in values:
        if value is TRUE:
            return TRUE
        if value is UNDETERMINED:
            result = UNDETERMINED
    return result


def negation(value: Truth) -> Truth:
    """Turn true and false round; undetermined stays."""
    if value is UNDETERMINED:
        return value
    return FALSE if value is TRUE else TRUE


def counted(values: Iterable[Truth], least: int | None, most: int | None) -> Truth:
    """Whether at least `least` and at most `most` of the values are true (None: no bound).

    With k true ones and u undetermined: at least n is true from k = n on and false below k + u = n; at most n is true
    up to k + u = n and false beyond k = n.
    """
    listed = list(values)
    true = listed.count(TRUE)
    possible = true + listed.count(UNDETERMINED)
    if (least is not None and possible < least) or (most is not None and true > most):
        return FALSE
    enough = (least is None or true >= least) and (most is None or possible <= most)
    return TRUE if enough else UNDETERMINED


def truth_of(value: bool) -> Truth:
    """The two-valued truths as Kleene's."""
    return TRUE if value else FALSE
