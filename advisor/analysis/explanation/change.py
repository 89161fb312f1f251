"""Changes to answers as typed on a command line: `question=value`.

A question about one instance of a context is called by both: `instance.question`, or `question@instance`; the instance
may be left out where the answers list one.

A value is an option, several options with commas, a number, words, or a state: `unknown`, `na` (not applicable),
`not_asked`. Anything an answers file can hold is understood too, in brackets or braces: `activities={no: [media]}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import yaml

from advisor.answers import NOT_ASKED, Answer, AnswersError, AnswerState, parse_answers
from advisor.knowledge.condition import Position
from advisor.knowledge.ground_id import ground_id
from advisor.knowledge.model import KnowledgeBase, Question
from advisor.knowledge.problem import Problem, problem_of
from advisor.language import Messages

from .asked_about import of_each_instance, several

STATES = {
    "unknown": Answer(AnswerState.UNKNOWN),
    "na": Answer(AnswerState.NOT_APPLICABLE),
    "not_applicable": Answer(AnswerState.NOT_APPLICABLE),
    "not_asked": NOT_ASKED,
}
LONGEST = 10_000
"""Characters of a value; more is a mistake, not an answer."""
MOST_BRACKETS = 8
"""Brackets in a value; an answer needs three, and YAML takes long over thousands."""

MESSAGES = Messages(
    {
        "I050": "Write a change as question=value, for instance team_size=3; this is {found}.",
        "I051": "The brackets or braces of the value cannot be read. Write [a, b], or {{no: [a]}} for a partly known "
        "answer.",
        "I052": "Two changes for the same question. Keep one.",
    }
)


def parse_changes(kb: KnowledgeBase, typed: Iterable[str]) -> dict[str, Answer]:
    """The answers that `question=value` texts stand for, by question; `kb` is ground, its ids those of instances.

    Raises AnswersError with every problem, placed in the text it concerns.
    """
    changes: dict[str, Answer] = {}
    problems: list[Problem] = []
    for text in typed:
        try:
            question, answer = _change(kb, text)
        except AnswersError as error:
            problems.extend(error.problems)
            continue
        if question in changes:
            problems.append(_problem("I052", text, 1))
        changes[question] = answer
    if problems:
        raise AnswersError(problems)
    return changes


def _change(kb: KnowledgeBase, text: str) -> tuple[str, Answer]:
    name, separator, value = text.partition("=")
    name, value = name.strip(), value.strip()
    if not separator or not name or not value or len(value) > LONGEST:
        raise AnswersError([_problem("I050", text, 1)])
    instance, dot, asked = name.partition(".")
    if dot:
        name = ground_id(asked, instance)
    if not dot and (each := of_each_instance(kb.questions, kb.aliases.get(name, name))):
        if len(each) > 1:
            raise AnswersError([problem_of("I053", several(name, each), Position(text[:60], 1, 1))])
        name = each[0]
    present = name if name in kb.questions else kb.aliases.get(name, name)
    at = Position(text[:60], 1, 1 if present not in kb.questions else text.index("=") + 2)
    question = kb.questions.get(present)
    if question is not None and value in STATES and not _is_option(question, value):
        return present, STATES[value]
    if question is not None:
        # Its instance is known already, so that it is answered like one about the brand.
        kb = replace(kb, questions={**kb.questions, present: replace(question, for_each=None)})
    parsed = parse_answers(
        {"brand": "–", "date": "2000-01-01", "answers": {name: _value(question, value, text)}}, kb, at
    )
    return present, parsed.of(present)


def _is_option(question: Question, word: str) -> bool:
    return any(word in (option.id, *option.aliases) for option in question.options)


def _value(question: Question | None, value: str, text: str) -> Any:
    """The value as an answers file would hold it."""
    if question is None or question.type == "text":
        return value
    if value[0] in "[{":
        if value.count("[") + value.count("{") > MOST_BRACKETS:
            raise AnswersError([_problem("I051", text, text.index("=") + 2)])
        try:
            # The base loader makes no booleans of yes and no, and builds nothing but texts, lists and mappings.
            return yaml.load(value, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError):
            raise AnswersError([_problem("I051", text, text.index("=") + 2)]) from None
    if question.type == "choices":
        return [option.strip() for option in value.split(",") if option.strip()]
    if question.type == "number" and value.lstrip("-").isdecimal():
        return int(value)
    return value


def _problem(code: str, text: str, column: int) -> Problem:
    return problem_of(code, MESSAGES.phrase(code, found=repr(text[:60])), Position(text[:60], 1, column))
