"""Conditions as an author would type them on one line."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, CountOf, Not, Quantified


def typed_condition(condition: Condition) -> str:
    """A declared condition in YAML’s flow style, such as `{space_kind: {any_of: [page, hosted]}}`."""
    if isinstance(condition, ConclusionTest):
        return f"{{{condition.conclusion}: {'yes' if condition.value else 'no'}}}"
    if isinstance(condition, AnswerTest):
        return f"{{{condition.question}: {_wanted(condition)}}}"
    if isinstance(condition, Not):
        return f"{{not: {typed_condition(condition.part)}}}"
    if isinstance(condition, Quantified):
        parts = (("where", condition.where), ("holds", condition.holds))
        said = ", ".join(f"{key}: {typed_condition(part)}" for key, part in parts if part is not None)
        over = f"{condition.context}: {{{said}}}"
        return f"{{{condition.quantifier}: {{{', '.join((*_limits(condition), over))}}}}}"
    assert isinstance(condition, (AllOf, AnyOf, CountOf))
    conditions = f"[{', '.join(typed_condition(part) for part in condition.parts)}]"
    if isinstance(condition, CountOf):
        return f"{{count_of: {{{', '.join((*_limits(condition), f'conditions: {conditions}'))}}}}}"
    return f"{{{'all' if isinstance(condition, AllOf) else 'any'}: {conditions}}}"


def _limits(condition: CountOf | Quantified) -> Iterable[str]:
    limits = (("at_least", condition.least), ("at_most", condition.most))
    return (f"{key}: {number}" for key, number in limits if number is not None)


def _wanted(test: AnswerTest) -> str:
    if isinstance(test.value, int):
        return str(test.value) if test.operator == "is" else f"{{{test.operator}: {test.value}}}"
    if test.operator in ("is", "includes"):
        return test.value[0]
    if test.operator == "answered":
        return f"{{answered: {test.value[0]}}}"
    return f"{{{test.operator}: [{', '.join(test.value)}]}}"
