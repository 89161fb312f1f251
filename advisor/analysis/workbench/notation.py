"""Conditions as an author would type them on one line."""

from __future__ import annotations

from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition, Not


def typed_condition(condition: Condition) -> str:
    """A condition in YAML's flow style, such as `{criticism_handling: {any_of: [lawful_removed, held_back]}}`."""
    if isinstance(condition, ConclusionTest):
        return f"{{{condition.conclusion}: {'yes' if condition.value else 'no'}}}"
    if isinstance(condition, AnswerTest):
        return f"{{{condition.question}: {_wanted(condition)}}}"
    if isinstance(condition, Not):
        return f"{{not: {typed_condition(condition.part)}}}"
    assert isinstance(condition, (AllOf, AnyOf))
    word = "all" if isinstance(condition, AllOf) else "any"
    return f"{{{word}: [{', '.join(typed_condition(part) for part in condition.parts)}]}}"


def _wanted(test: AnswerTest) -> str:
    if isinstance(test.value, int):
        return str(test.value) if test.operator == "is" else f"{{{test.operator}: {test.value}}}"
    if test.operator in ("is", "includes"):
        return test.value[0]
    if test.operator == "answered":
        return f"{{answered: {test.value[0]}}}"
    return f"{{{test.operator}: [{', '.join(test.value)}]}}"
