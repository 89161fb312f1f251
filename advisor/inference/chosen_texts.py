"""Which texts are in force, once what they are chosen by is judged: variants, additions, steps and words.

The first variant whose condition is true replaces what it names; one that is undetermined is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.answers.answer import TRUE, Truth
from advisor.knowledge.model import Advice, Conclusion, KnowledgeBase, Word

from .condition_key import ConditionKey, EntryKind
from .kept import KeptWith

Judged = Mapping[ConditionKey, Truth]


class Chosen(NamedTuple):
    """What is in force: the index of the variant, None for the base text, and those of additions and steps."""

    variant: int | None
    additions: tuple[int, ...]
    steps: tuple[int, ...]


class ChosenBy(NamedTuple):
    """By what the texts of an entry are chosen: its variants and additions, and of each text the steps.

    `steps` begins with those of the base text, then has those of each variant, which may be none; a step that is always
    taken is chosen by None. `always` is what is in force where there is nothing to choose.
    """

    variants: tuple[ConditionKey, ...]
    additions: tuple[ConditionKey, ...]
    steps: tuple[tuple[ConditionKey | None, ...], ...]
    always: Chosen | None

    def chosen(self, judged: Judged) -> Chosen:
        """What is in force, the steps being those of the variant where it has some."""
        if self.always is not None:
            return self.always
        variant = self.variant(judged)
        steps = (variant is not None and self.steps[variant + 1]) or self.steps[0]
        return Chosen(
            variant,
            tuple([place for place, key in enumerate(self.additions) if judged[key] is TRUE]),
            tuple([place for place, key in enumerate(steps) if key is None or judged[key] is TRUE]),
        )

    def variant(self, judged: Judged) -> int | None:
        """The index of the variant in force, None for the entry as it stands."""
        for place, key in enumerate(self.variants):
            if judged[key] is TRUE:
                return place
        return None


def _of_advice(advice: Advice) -> ChosenBy:
    id = advice.id
    variants = _variants("advice", id, len(advice.variants))
    additions = tuple(ConditionKey("advice", id, "add", (place,)) for place in range(len(advice.add)))
    texts = (((), advice.steps), *(((place,), variant.steps) for place, variant in enumerate(advice.variants)))
    steps = tuple(
        tuple(
            None if step.when is None else ConditionKey("advice", id, "step", (*within, place))
            for place, step in enumerate(steps)
        )
        for within, steps in texts
    )
    settled = not variants and not additions and not any(steps[0])
    return ChosenBy(variants, additions, steps, Chosen(None, (), tuple(range(len(steps[0])))) if settled else None)


def _of_conclusion(conclusion: Conclusion) -> ChosenBy:
    variants = _variants("conclusion", conclusion.id, len(conclusion.variants))
    return ChosenBy(variants, (), ((),), None if variants else Chosen(None, (), ()))


def _variants(kind: EntryKind, id: str, number: int) -> tuple[ConditionKey, ...]:
    return tuple(ConditionKey(kind, id, "variant", (place,)) for place in range(number))


class TextsChosenBy:
    """By what the texts of every advice and every conclusion of a knowledge base are chosen."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.advice = {id: _of_advice(advice) for id, advice in kb.advice.items()}
        self.conclusions = {id: _of_conclusion(conclusion) for id, conclusion in kb.conclusions.items()}


texts_chosen_by = KeptWith(TextsChosenBy)


def chosen_word(id: str, words: tuple[Word, ...], judged: Judged) -> int:
    """The index of the first word whose condition is true or that has none."""
    return next(
        place
        for place, word in enumerate(words)
        if word.when is None or judged[ConditionKey("word", id, "variant", (place,))] is TRUE
    )
