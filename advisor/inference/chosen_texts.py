"""Which texts are in force, once what they are chosen by is judged: variants, additions, steps and words.

The first variant whose condition is true replaces what it names; one that is undetermined is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping

from advisor.answers.answer import Truth
from advisor.knowledge.model import Advice, Conclusion, Word

from .condition_key import ConditionKey, EntryKind

Judged = Mapping[ConditionKey, Truth]


def chosen_variant(entry: Advice | Conclusion, judged: Judged) -> int | None:
    """The index of the variant in force, None for the entry as it stands."""
    if not entry.variants:
        return None
    kind: EntryKind = "advice" if isinstance(entry, Advice) else "conclusion"
    for place in range(len(entry.variants)):
        if judged[ConditionKey(kind, entry.id, "variant", (place,))] is Truth.TRUE:
            return place
    return None


def chosen_additions(advice: Advice, judged: Judged) -> tuple[int, ...]:
    """The indices of the additions that hold."""
    if not advice.add:
        return ()
    places = range(len(advice.add))
    return tuple(
        [place for place in places if judged[ConditionKey("advice", advice.id, "add", (place,))] is Truth.TRUE]
    )


def chosen_steps(advice: Advice, variant: int | None, judged: Judged) -> tuple[int, ...]:
    """The indices of the steps to take, in those of the variant if it has some, else in those of the advice."""
    replaced = variant is not None and advice.variants[variant].steps
    within = (variant,) if replaced and variant is not None else ()
    return tuple(
        [
            place
            for place, step in enumerate(replaced or advice.steps)
            if step.when is None or judged[ConditionKey("advice", advice.id, "step", (*within, place))] is Truth.TRUE
        ]
    )


def chosen_word(id: str, words: tuple[Word, ...], judged: Judged) -> int:
    """The index of the first word whose condition is true or that has none."""
    return next(
        place
        for place, word in enumerate(words)
        if word.when is None or judged[ConditionKey("word", id, "variant", (place,))] is Truth.TRUE
    )
