"""Which questions are certain to be answered when a condition holds, told from how the condition is written.

Affirmed tests give their question; `all` gives what its parts give together, `any` only what every part gives;
a conclusion read as yes what all its rules give. Everything else gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition
from .model import ConclusionRule

AFFIRMATIVE = frozenset(("is", "includes", "any_of", "all_of", "at_least", "at_most", "more_than", "less_than"))


class Certainty:
    """Answers what is certain under a condition, given the rules that derive conclusions."""

    def __init__(self, rules: Iterable[ConclusionRule]) -> None:
        self._rules: dict[str, list[ConclusionRule]] = {}
        for rule in rules:
            for conclusion in rule.conclude:
                self._rules.setdefault(conclusion, []).append(rule)
        self._of_conclusion: dict[str, frozenset[str]] = {}

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
        return frozenset()

    def when_concluded(self, conclusion: str) -> frozenset[str]:
        """Ids of the questions certain to be answered whenever a conclusion is yes."""
        if conclusion not in self._of_conclusion:
            # A conclusion in a circle is an error of its own; here it must only not run for ever.
            self._of_conclusion[conclusion] = frozenset()
            rules = self._rules.get(conclusion, [])
            if rules:
                self._of_conclusion[conclusion] = frozenset.intersection(*(self.under(rule.when) for rule in rules))
        return self._of_conclusion[conclusion]


def certain_questions(rules: Mapping[str, ConclusionRule], condition: Condition) -> frozenset[str]:
    """The questions certain to be answered whenever a condition is true, for a single look."""
    return Certainty(rules.values()).under(condition)
