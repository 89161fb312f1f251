"""What inference hands on: the value of every conclusion, the outcome of every advice, and their reasons.

The engine and the evaluator each produce `Verdicts`, which are compared; `Inference` is what the engine decided,
with the reasons and reservations that the evaluator finds for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from advisor.answers.answer import EffectiveAnswers, Truth
from advisor.knowledge.model import KnowledgeBase

from .condition_key import ConditionKey


class Outcome(str, Enum):
    """The six outcomes of a piece of advice."""

    FIRES = "fires"
    POSTPONED = "postponed"
    EXCEPTED = "excepted"
    DOES_NOT_APPLY = "does_not_apply"
    OUT_OF_SCOPE = "out_of_scope"
    UNDETERMINED = "undetermined"


FIRES, POSTPONED, EXCEPTED, DOES_NOT_APPLY, OUT_OF_SCOPE, OPEN = Outcome
"""Their own names, for the same reason as those of `Truth`."""


@dataclass(frozen=True)
class Verdicts:
    """What one engine says: truth of conclusions, conclusion rules and checks; W, E and P of each advice.

    `advice` maps an id to (when, any unless, any postpone_while); out of scope is not told apart here. `texts` are the
    conditions that variants, additions, steps and words are chosen by.
    """

    conclusions: Mapping[str, Truth]
    rules: Mapping[str, Truth]
    advice: Mapping[str, tuple[Truth, Truth, Truth]]
    checks: Mapping[str, Truth]
    texts: Mapping[ConditionKey, Truth] = field(default_factory=dict)


@dataclass(frozen=True)
class Reservation:
    """Something that remains to be confirmed: an exception or postponement that is undetermined.

    `entry` is the rule or advice whose proviso it is, `index` its place in `unless` or `postpone_while`
    (`clause`), `questions` the open questions that would settle it. Of the clause `variant` it is a variant that would
    change the severity or the phase of the advice.
    """

    entry: str
    clause: str
    index: int
    questions: tuple[str, ...]


class Reason(NamedTuple):
    """Why a conclusion or advice has its value: the step itself, not the whole tree below it.

    `rule` is the conclusion rule that decided (None for advice, and for a conclusion that is no or
    undetermined). `answers` are the questions cited directly, `conclusions` the conclusions read directly
    with their truth; `all_answers` the questions at the leaves of the whole proof, in interview order.
    `other_ways` counts further rules that derive the same conclusion. `proviso` is (clause, index) of the
    exception or postponement that holds; with an exception, `answers` and `conclusions` are what it rests on.

    A file with `all_answers` alone settles the value the same way. An undetermined value cites the open
    questions that leave it so, and a list that may have more instances by its key, such as `spaces`.
    """

    answers: tuple[str, ...] = ()
    conclusions: tuple[tuple[str, Truth], ...] = ()
    all_answers: tuple[str, ...] = ()
    rule: str | None = None
    other_ways: int = 0
    proviso: tuple[str, int] | None = None


class ConclusionResult(NamedTuple):
    """One conclusion with its value. `settle` names open questions that could settle an undetermined one.

    `variant` is the index of the variant in force, None for the words of the conclusion itself.
    """

    value: Truth
    reason: Reason
    reservations: tuple[Reservation, ...] = ()
    settle: tuple[str, ...] = ()
    variant: int | None = None


class AdviceResult(NamedTuple):
    """One advice with its outcome. `additions` are the indices of `add` entries that hold.

    `variant` is the index of the variant in force, None for the base text (the proof says what it rests on);
    `steps` are the indices of the steps that hold, of those of the variant where it has some, else of the base text.

    `when` is the truth of the condition by itself, so that exceptions considered can tell W=T from W=U.
    """

    outcome: Outcome
    when: Truth
    reason: Reason
    reservations: tuple[Reservation, ...] = ()
    settle: tuple[str, ...] = ()
    additions: tuple[int, ...] = ()
    variant: int | None = None
    steps: tuple[int, ...] = ()


@dataclass(frozen=True)
class Inference:
    """The result over the whole knowledge base, in the order of its entries.

    `kb` is the ground knowledge base, to which all ids belong, and `readable` what its rules read. `words` are the
    indices of the chosen words.
    """

    kb: KnowledgeBase = field(compare=False, repr=False)
    conclusions: Mapping[str, ConclusionResult]
    rules: Mapping[str, Truth]
    advice: Mapping[str, AdviceResult]
    readable: EffectiveAnswers = field(default_factory=dict, compare=False, repr=False)
    checks: Mapping[str, Truth] = field(default_factory=dict)
    check_reasons: Mapping[str, Reason] = field(default_factory=dict)
    words: Mapping[str, int] = field(default_factory=dict)
