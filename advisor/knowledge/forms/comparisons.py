"""Schemas of conditions and answers: what may be said of each question, made from the questionnaire."""

from __future__ import annotations

from typing import Any

from ..model import KnowledgeBase, Question
from ..reading.elementary_tests import COMPARISONS, FITTING
from .shapes import LINE, YES_NO, Schema, described, keys, listing, reference, words

OPERATORS: dict[str, str] = {
    "any_of": "Holds when one of these options was chosen.",
    "all_of": "Holds when all of these options were chosen.",
    "none_of": "Holds when none of these options was chosen, and the question was answered.",
    "at_least": "Holds from this number upwards.",
    "at_most": "Holds up to this number.",
    "more_than": "Holds above this number.",
    "less_than": "Holds below this number.",
    "answered": "yes: there is an answer. no: it is unknown or was not asked. Never undetermined.",
}


def conditions(kb: KnowledgeBase, language: str) -> Schema:
    """Definitions of `condition` and of one test for every question and conclusion."""
    definitions: Schema = {}
    properties: Schema = {
        "all": described(listing(reference("condition"), at_least=1), "Every one of these conditions must hold."),
        "any": described(listing(reference("condition"), at_least=1), "One of these conditions must hold."),
        "not": described(
            reference("condition"),
            "Holds when this does not. True also where the question does not apply: none_of is usually better.",
        ),
    }
    for question in kb.questions.values():
        definitions[f"test_{question.id}"] = described(_test(question, language), *explained(question, language))
        properties[question.id] = reference(f"test_{question.id}")
    for conclusion in kb.conclusions.values():
        meaning = conclusion.meaning.get(language, "")
        properties[conclusion.id] = described(
            YES_NO,
            f"Conclusion: {conclusion.title.get(language, '')}",
            f"**{conclusion.title.get(language, '')}** (conclusion)\n\n{meaning}",
        )
    condition = {**keys(properties), "minProperties": 1}
    about = "Questions and conclusions with the values they must have. Several keys: all of them."
    definitions["condition"] = described(condition, about)
    return definitions


def answers(kb: KnowledgeBase, language: str) -> Schema:
    """Definition of `answers`: one answer for every question, former ids included."""
    properties: Schema = {}
    for question in kb.questions.values():
        schema = described(_answer(question, language), *explained(question, language))
        properties[question.id] = schema
        for alias in question.aliases:
            properties[alias] = {**schema, "deprecationMessage": f"Now called {question.id}."}
    return {"answers": described(keys(properties), "What the brand answered, by question.")}


def explained(question: Question, language: str) -> tuple[str, str]:
    """What an editor shows of a question: in plain words, and in Markdown with its options."""
    ask = question.ask.get(language, "")
    lines = [f"**{ask}**", f"`{question.id}` · {question.type} · section {question.section}"]
    if question.help:
        lines.append(question.help.get(language, ""))
    if question.options:
        lines.append("\n".join(f"- `{option.id}`: {option.label.get(language, '')}" for option in question.options))
    if question.type == "number":
        unit = f" {question.unit.get(language, '')}" if question.unit else ""
        lines.append(f"{question.min} to {question.max}{unit}")
    return ask, "\n\n".join(lines)


def _options(question: Question, language: str, *, former: bool = False) -> Schema:
    labels = {option.id: option.label.get(language, "") for option in question.options}
    if former:
        labels.update((alias, f"now {option.id}") for option in question.options for alias in option.aliases)
    return words(list(labels), labels)


def _number(question: Question) -> Schema:
    return {"type": "integer", "minimum": question.min, "maximum": question.max}


def _test(question: Question, language: str) -> Schema:
    operators: dict[str, Any] = {}
    for operator in FITTING[question.type]:
        if operator == "answered":
            schema = YES_NO
        elif operator in COMPARISONS:
            schema = _number(question)
        else:
            schema = listing(_options(question, language), at_least=1, once=True)
        operators[operator] = described(schema, OPERATORS[operator])
    group = {**keys(operators), "minProperties": 1}
    if question.type == "text":
        return group
    return {"anyOf": [_number(question) if question.type == "number" else _options(question, language), group]}


def _answer(question: Question, language: str) -> Schema:
    because = described(LINE, "Why the question does not apply.")
    unknown = keys({"state": words(["unknown", "not_asked"]), "because": because}, ["state"])
    not_applicable = keys({"state": words(["not_applicable"]), "because": because}, ["state", "because"])
    options = _options(question, language, former=True)
    several = listing(options, once=True)
    partly = {
        **keys(
            {
                "yes": described(several, "Options known to be chosen."),
                "no": described(several, "Options known not to be."),
            }
        ),
        "minProperties": 1,
    }
    forms: dict[str, list[Schema]] = {
        "choice": [options],
        "yes_no": [options],
        "choices": [several, partly],
        "number": [_number(question)],
        "text": [LINE],
    }
    return {"anyOf": [*forms[question.type], unknown, not_applicable, {"type": "null"}]}
