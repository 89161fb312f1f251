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

QUANTIFIERS = {
    "for_some": "relevance.for_some",
    "for_every": "relevance.for_every",
    "count_of": "relevance.count_of_instances",
}


def in_words(condition: Condition, speech: Speech, name: Callable[[str], str] | None = None) -> str:
    """A condition on answers as a phrase, such as `question 3 is “Yes”`.

    `name` says how to name a question by its id; by default with its number.
    """
    named = name if name is not None else lambda id: speech.say("relevance.question", number=speech.number(id))
    return _phrase(condition, speech, named, nested=False)


def _phrase(condition: Condition, speech: Speech, name: Callable[[str], str], *, nested: bool) -> str:
    if isinstance(condition, Quantified):
        return _quantified(condition, speech, name)
    if isinstance(condition, OpenList):
        return speech.say("relevance.open_list")
    if isinstance(condition, CountOf):
        parts = [_phrase(part, speech, name, nested=True) for part in condition.parts]
        return speech.say("relevance.count_of", bounds=_bounds(condition, speech), conditions="; ".join(parts))
    if isinstance(condition, (AllOf, AnyOf)):
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


def _quantified(condition: Quantified, speech: Speech, name: Callable[[str], str]) -> str:
    """A form that nobody has filled in yet knows no instances: it says of how many a condition must hold."""
    given = [part for part in (condition.where, condition.holds) if part is not None]
    said = [_phrase(part, speech, name, nested=True) for part in given]
    title = speech.list_title(condition.context)
    if condition.quantifier == "for_every" and len(said) > 1:
        return speech.say("relevance.for_every_where", title=title, where=said[0], condition=said[1])
    held = f" {speech.say('relevance.and')} ".join(said)
    bounds = _bounds(condition, speech) if condition.quantifier == "count_of" else ""
    return speech.say(QUANTIFIERS[condition.quantifier], title=title, condition=held, bounds=bounds)


def _bounds(condition: CountOf | Quantified, speech: Speech) -> str:
    least, most = condition.least, condition.most
    if most is None:
        return speech.say("relevance.bound_least", n=least)
    if least is None:
        return speech.say("relevance.bound_most", n=most)
    return speech.say("relevance.bound_between", least=least, most=most)


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
