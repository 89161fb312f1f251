"""Conditions of relevance in words: on which answers it depends whether a question is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    NotGround,
    OpenList,
    Quantified,
)

from .speech import Speech


def in_words(condition: Condition, speech: Speech, name: Callable[[str], str] | None = None) -> str:
    """A condition on answers as a phrase, such as `question 3 is “Yes”`.

    `name` says how to name a question by its id; by default with its number.
    """
    named = name if name is not None else lambda id: speech.say("relevance.question", number=speech.number(id))
    return _phrase(condition, speech, named, nested=False)


def _phrase(condition: Condition, speech: Speech, name: Callable[[str], str], *, nested: bool) -> str:
    if isinstance(condition, Quantified):
        # A form that nobody has filled in yet can only say what is asked of some or every instance.
        said = [part for part in (condition.where, condition.holds) if part is not None]
        return " ".join(_phrase(part, speech, name, nested=True) for part in said)
    if isinstance(condition, OpenList):
        return speech.say("relevance.open_list")
    if isinstance(condition, (AllOf, AnyOf, CountOf)):
        joint = speech.say("relevance.and" if isinstance(condition, AllOf) else "relevance.or")
        parts = [_phrase(part, speech, name, nested=True) for part in condition.parts]
        phrase = f" {joint} ".join(parts)
        return f"({phrase})" if nested and len(parts) > 1 else phrase
    if isinstance(condition, Not):
        return speech.say("relevance.not", condition=_phrase(condition.part, speech, name, nested=False))
    if isinstance(condition, ConclusionTest):
        title = speech.text(speech.kb.conclusions[condition.conclusion].title)
        return speech.say("relevance.holds" if condition.value else "relevance.holds_not", title=title)
    if not isinstance(condition, AnswerTest):
        raise NotGround(condition)
    return _test(condition, speech, name(condition.question))


def _test(test: AnswerTest, speech: Speech, question: str) -> str:
    if test.operator == "answered":
        return speech.say("relevance.answered" if test.value == ("yes",) else "relevance.unanswered", question=question)
    if isinstance(test.value, int):
        return speech.say(f"relevance.{test.operator}", question=question, value=speech.decimal(test.value))
    asked = speech.kb.questions[test.question]
    labels = [speech.say("relevance.quoted", label=speech.option(asked, id)) for id in test.value]
    style: Literal["standard", "or"] = "standard" if test.operator == "all_of" else "or"
    operator = test.operator if len(labels) > 1 or test.operator == "none_of" else "is"
    key = "includes" if asked.type == "choices" and operator != "none_of" else operator
    return speech.say(
        f"relevance.{'is' if key == 'any_of' else key}", question=question, value=speech.listing(labels, style=style)
    )
