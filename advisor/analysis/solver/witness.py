"""Witnesses: concrete answers that show something possible, as few of them as will do."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.answers import Answer

from .encoding import Encoding
from .formula import Literal
from .near import Near, near


def smallest_witness(encoding: Encoding, wanted: Iterable[Literal]) -> dict[str, Answer] | None:
    """Answers under which all the literals hold, None if there are none.

    None of them can be left open, and they contradict each other, by the knowledge base's own checks, only where
    nothing else will do.
    """
    with near(encoding.formula) as solver:
        return _smallest(encoding, solver, tuple(wanted))


def _smallest(encoding: Encoding, solver: Near, given: tuple[Literal, ...]) -> dict[str, Answer] | None:
    sound = tuple(-encoding.check(id).true for id in encoding.kb.checks)
    assumed = (*given, *sound) if solver.possible((*given, *sound)) else given
    model = solver.model(assumed)
    if model is None:
        return None
    # What has not been read stays open by itself.
    readings = [reading for reading in encoding.readings.values() if solver.reads(reading.given)]
    unrecorded = {reading.question.id: (-reading.given, -reading.declared, -reading.unknown) for reading in readings}
    kept = [id for id, literals in unrecorded.items() if not all(model.holds(literal) for literal in literals)]
    left_open = [literal for id, literals in unrecorded.items() if id not in kept for literal in literals]
    for id in tuple(reversed(kept)):
        smaller = solver.model((*assumed, *left_open, *unrecorded[id]))
        if smaller is not None:
            model = smaller
            left_open.extend(unrecorded[id])
    # A declaration of not applicable is a last resort: an answer says more to whoever reads the witness.
    for id in kept:
        answered = (*assumed, *left_open, encoding.readings[id].given)
        if model.holds(encoding.readings[id].declared) and (better := solver.model(answered)) is not None:
            model = better
    return encoding.decode(model, {})
