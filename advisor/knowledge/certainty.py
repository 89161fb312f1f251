"""What is certain when a condition holds, told from how the condition is written.

Affirmed tests give their question, conclusions read as yes themselves and what all their rules give; `all` gives what
its parts give together, `any` only what every part gives, a count what so many of its parts must give that one of them
holds. `for_some` gives what it says of the brand, and that its conclusions hold of some instance. Everything else,
`for_every` of no instances included, gives nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from .condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, CountOf, Quantified, conclusions_read
from .dependence import in_order_of_dependence
from .model import ConclusionRule

AFFIRMATIVE = frozenset(
    ("is", "includes", "any_of", "all_of", "at_least", "at_most", "more_than", "less_than", "due_within")
)

Fact = tuple[Literal["answered", "holds", "holds somewhere"], str]
"""That a question is answered, that a conclusion holds, that it holds of some instance of its context."""
Facts = frozenset[Fact]
NOTHING: Facts = frozenset()


class Certainty:
    """Answers what is certain under a condition, given the rules that derive conclusions.

    `of_instances` are the ids of the questions and conclusions that have a value for each instance of a context.
    `counts_as` names questions that stand for each other, as the rows of a table do where any of them would do.
    """

    def __init__(
        self,
        rules: Iterable[ConclusionRule],
        of_instances: Collection[str] = (),
        counts_as: Mapping[str, str] | None = None,
    ) -> None:
        self._of_instances = of_instances
        self._counts_as = counts_as or {}
        deriving: dict[str, list[ConclusionRule]] = {}
        for rule in rules:
            for conclusion in rule.conclude:
                deriving.setdefault(conclusion, []).append(rule)
        reads = {id: {read for rule in of for read in conclusions_read(rule.when)} for id, of in deriving.items()}
        self._of_conclusion: dict[str, Facts] = {}
        for conclusion in in_order_of_dependence(reads):
            self._of_conclusion[conclusion] = _common([self._facts(rule.when) for rule in deriving.get(conclusion, ())])

    def under(self, condition: Condition) -> frozenset[str]:
        """Ids of the questions certain to be answered whenever the condition is true."""
        return _of_kind("answered", self._facts(condition))

    def somewhere(self, condition: Condition) -> frozenset[str]:
        """Ids of the conclusions certain to hold of some instance of their context whenever the condition is true."""
        return _of_kind("holds somewhere", self._facts(condition))

    def _facts(self, condition: Condition) -> Facts:
        if isinstance(condition, AnswerTest):
            affirmed = condition.operator in AFFIRMATIVE or (
                condition.operator == "answered" and condition.value == ("yes",)
            )
            named = self._counts_as.get(condition.question, condition.question)
            return frozenset((("answered", named),)) if affirmed else NOTHING
        if isinstance(condition, ConclusionTest) and condition.value:
            holds: Fact = ("holds", condition.conclusion)
            return self._of_conclusion.get(condition.conclusion, NOTHING) | {holds}
        if isinstance(condition, AllOf):
            return NOTHING.union(*map(self._facts, condition.parts))
        if isinstance(condition, AnyOf):
            return _common([self._facts(part) for part in condition.parts])
        if isinstance(condition, CountOf):
            return self._counted([self._facts(part) for part in condition.parts], condition.least or 0)
        if isinstance(condition, Quantified):
            return self._quantified(condition)
        return NOTHING

    def _counted(self, parts: Sequence[Facts], least: int) -> Facts:
        """What parts give so many of which hold that one of those that give it is among them."""
        needed = len(parts) - least + 1
        return frozenset(fact for fact in NOTHING.union(*parts) if sum(fact in part for part in parts) >= needed)

    def _quantified(self, condition: Quantified) -> Facts:
        if condition.quantifier == "for_every" or (condition.quantifier == "count_of" and not condition.least):
            return NOTHING
        said = NOTHING.union(*(self._facts(part) for part in (condition.where, condition.holds) if part is not None))
        of_the_brand = {fact for fact in said if fact[0] == "holds somewhere" or fact[1] not in self._of_instances}
        somewhere: set[Fact] = {("holds somewhere", id) for kind, id in said if kind == "holds"}
        return frozenset(of_the_brand | {fact for fact in somewhere if fact[1] in self._of_instances})


def _common(alternatives: Sequence[Facts]) -> Facts:
    return frozenset.intersection(*alternatives) if alternatives else NOTHING


def _of_kind(kind: str, facts: Facts) -> frozenset[str]:
    return frozenset(id for one, id in facts if one == kind)
