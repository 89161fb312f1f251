"""What the form needs to know in the browser: its questions, their conditions as data, and its words.

The meaning of a condition stands in `advisor.answers`; the interpreter in the page (`questionnaire/relevance.js`) is
held against it in the tests. Conditions over instances stay as they were declared, for the list grows in the browser.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    Condition,
    CountOf,
    Not,
    NotGround,
    Quantified,
    questions_read,
)
from advisor.knowledge.model import KnowledgeBase, Question
from advisor.language import catalogue
from advisor.language.typography import first_day

from .form_fields import dated_option
from .speech import Speech

WORDS = (
    "form.back",
    "form.continue",
    "form.check",
    "form.change",
    "form.progress",
    "form.not_stored",
    "form.unanswered",
    "form.unknown",
    "form.not_applicable",
    "form.ruled_out",
    "form.roughly",
    "form.none",
    "form.bad_number",
    "form.bad_range",
    "form.all_ruled_out",
    "form.no_reason",
    "form.no_head",
    "form.no_name",
    "form.bad_sets",
    "form.taken",
    "form.full",
    "form.remove",
    "form.saved",
    "form.sure",
    "answer.due",
)
"""Messages that the page says by itself."""


@dataclass(frozen=True)
class Asked:
    """Of whom and of what a form asks: sections by id (none: all), and what is already known of who fills it in."""

    sections: tuple[str, ...] = ()
    brand: str = ""
    date: str = ""
    respondent: str = ""
    role: str = ""


def questions_of(kb: KnowledgeBase, sections: Collection[str]) -> frozenset[str]:
    """The questions of these sections (none: of all), and those that have to be answered to know which are relevant."""
    wanted = [one.id for one in kb.questions.values() if not sections or one.section in sections]
    found: set[str] = set()
    while wanted:
        question = kb.questions[wanted.pop()]
        if question.id not in found:
            found.add(question.id)
            wanted += [id for condition in _conditions(question) for id in questions_read(condition)]
    return frozenset(found)


def form_data(kb: KnowledgeBase, speech: Speech, asked: Asked, included: Collection[str]) -> dict[str, Any]:
    """What the page reads as JSON. `included` are the ids of the questions on the form; `kb` is as declared."""
    return {
        "id": f"{kb.id}/{kb.fingerprint[:12]}/{','.join(asked.sections)}/{asked.brand}/{asked.respondent}",
        "language": speech.language,
        "dates": {"locale": catalogue(speech.language).region, "first": first_day(speech.language)},
        "knowledge_base": {"id": kb.id, "version": kb.version},
        "contexts": {one.id: {"key": one.key, "most": one.at_most} for one in kb.contexts.values()},
        "sections": [
            {
                "id": section.id,
                "level": section.for_each,
                "questions": [one.id for one in section.questions if one.id in included],
            }
            for section in kb.sections
        ],
        "questions": {id: _question(one) for id, one in kb.questions.items() if id in included},
        "words": {key.partition(".")[2]: speech.say(key, **_PLACES) for key in WORDS},
    }


_PLACES = {name: f"{{{name}}}" for name in ("done", "relevant", "name", "n", "low", "high", "file", "options", "day")}


def _conditions(question: Question) -> Iterable[Condition]:
    return (condition for condition in (question.relevant_when, question.ask_when) if condition is not None)


def _question(question: Question) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": question.type,
        "level": question.for_each,
        "options": [option.id for option in question.options],
        "alone": [option.id for option in question.options if option.alone],
        "aside": [option.id for option in question.options if option.aside],
        "deepening": question.asked_in == "deepening",
    }
    if option := dated_option(question):
        told["dated"] = option
    if question.type == "number":
        told |= {"min": question.min, "max": question.max}
    if question.relevant_when is not None:
        told["relevant"] = _condition(question.relevant_when)
    if question.ask_when is not None:
        told["asks"] = _condition(question.ask_when)
    return told


def _condition(condition: Condition) -> dict[str, Any]:
    """A condition as data; one over instances joins one part for each of them."""
    if isinstance(condition, AnswerTest):
        return {"test": condition.question, "operator": condition.operator, "value": condition.value}
    if isinstance(condition, Not):
        return {"not": _condition(condition.part)}
    if isinstance(condition, Quantified):
        join = {"for_some": "any", "for_every": "all", "count_of": "count"}[condition.quantifier]
        part = _of_one(condition)
        return {
            "join": join, "each": condition.context, "part": part, "least": condition.least, "most": condition.most
        }  # fmt: skip
    if isinstance(condition, CountOf):
        parts = [_condition(part) for part in condition.parts]
        return {"join": "count", "parts": parts, "least": condition.least, "most": condition.most}
    if isinstance(condition, (AllOf, AnyOf)):
        join = "all" if isinstance(condition, AllOf) else "any"
        return {"join": join, "parts": [_condition(part) for part in condition.parts]}
    raise NotGround(condition)


def _of_one(condition: Quantified) -> dict[str, Any]:
    """What a condition over instances asks of one of them."""
    where, holds = (_condition(one) if one is not None else None for one in (condition.where, condition.holds))
    if condition.quantifier == "for_every":
        where = None if where is None else {"not": where}
        return {"join": "all" if where is None else "any", "parts": [one for one in (where, holds) if one is not None]}
    return {"join": "all", "parts": [one for one in (where, holds) if one is not None]}
