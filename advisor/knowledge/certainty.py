"""Which questions are certain to be answered when a condition holds, told from how the condition is written.

Affirmed tests give their question; `all` gives what its parts give together, `any` only what every part gives;
a conclusion read as yes what all its rules give. Everything else gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from .condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, CountOf, Quantified, conclusions_read
from .dependence import in_order_of_dependence
from .model import ConclusionRule

AFFIRMATIVE = frozenset(
    ("is", "includes", "any_of", "all_of", "at_least", "at_most", "more_than", "less_than", "due_within")
)


class Certainty:
    """Answers what is certain under a condition, given the rules that derive conclusions."""

    def __init__(self, rules: Iterable[ConclusionRule]) -> None:
        deriving: dict[str, list[ConclusionRule]] = {}
        for rule in rules:
            for conclusion in rule.conclude:
                deriving.setdefault(conclusion, []).append(rule)
        reads = {id: {read for rule in of for read in conclusions_read(rule.when)} for id, of in deriving.items()}
        self._of_conclusion: dict[str, frozenset[str]] = {}
        for conclusion in in_order_of_dependence(reads)[0]:
            derivations = [self.under(rule.when) for rule in deriving.get(conclusion, ())]
            self._of_conclusion[conclusion] = frozenset.intersection(*derivations) if derivations else frozenset()

    def under(self, condition: Condition) -> frozenset[str]:
        """Ids of the questions certain to be answered whenever the condition is true."""
        if isinstance(condition, AnswerTest):
            affirmed = condition.operator in AFFIRMATIVE or (
                condition.operator == "answered" and condition.value == ("yes",)
            )
            return frozenset((condition.question,)) if affirmed else frozenset()
        if isinstance(condition, ConclusionTest):
            return self.when_concluded(condition.conclusion) if condition.value else frozenset()
        if isinstance(condition, AllOf):
            return frozenset().union(*(self.under(part) for part in condition.parts))
        if isinstance(condition, AnyOf):
            return frozenset.intersection(*(self.under(part) for part in condition.parts))
        if isinstance(condition, CountOf) and condition.least:
            parts = [self.under(part) for part in condition.parts]
            return frozenset().union(*parts) if condition.least == len(parts) else frozenset.intersection(*parts)
        return frozenset()

    def somewhere(self, condition: Condition) -> frozenset[str]:
        """Ids of the conclusions of a context certain to hold for some instance whenever the condition is true."""
        if isinstance(condition, Quantified):
            holds = condition.quantifier == "for_some" or bool(condition.least)
            return _affirmed(condition.holds) | _affirmed(condition.where) if holds else frozenset()
        if isinstance(condition, AllOf):
            return frozenset().union(*(self.somewhere(part) for part in condition.parts))
        if isinstance(condition, AnyOf):
            return frozenset.intersection(*(self.somewhere(part) for part in condition.parts))
        return frozenset()

    def when_concluded(self, conclusion: str) -> frozenset[str]:
        """Ids of the questions certain to be answered whenever a conclusion is yes; none for one on a cycle."""
        return self._of_conclusion.get(conclusion, frozenset())


def _affirmed(condition: Condition | None) -> frozenset[str]:
    """Ids of the conclusions that a condition reads as yes whenever it is true."""
    if isinstance(condition, ConclusionTest) and condition.value:
        return frozenset((condition.conclusion,))
    if isinstance(condition, AllOf):
        return frozenset().union(*map(_affirmed, condition.parts))
    if isinstance(condition, AnyOf):
        return frozenset.intersection(*map(_affirmed, condition.parts))
    return frozenset()
