"""What is typed plainly (an option, a number, words, a list of options), made a value.

What is typed has been found sound: `advisor.knowledge.sheet` validates, and nothing here doubts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.knowledge.model import Question
from advisor.knowledge.sheet.answer_faults import closed, option_called

from .answer import Choices, Value


def plain_value(question: Question, typed: Any) -> Value:
    """The value of an answer typed without a word more."""
    if question.type == "choices":
        chosen = options_of(question, typed)
        return Choices(chosen, frozenset(option.id for option in question.options) - chosen)
    if question.type == "number":
        return int(typed)
    if question.type == "text":
        return str(typed).strip()
    return option_called(question, typed) or str(typed)


def line_typed(typed: Mapping[str, Any], key: str) -> str | None:
    """The words under a key; None where there are none."""
    return None if typed.get(key) is None else str(typed[key]).strip() or None


def options_of(question: Question, typed: Sequence[Any]) -> frozenset[str]:
    """The present ids of options."""
    return frozenset(id for one in typed if (id := option_called(question, one)) is not None)


def close(question: Question, yes: frozenset[str], no: frozenset[str]) -> Choices | None:
    """What follows from options known to be chosen or not (`closed`); None when nothing at all is left."""
    both = closed(question, yes, no)
    return None if both is None else Choices(*both)
