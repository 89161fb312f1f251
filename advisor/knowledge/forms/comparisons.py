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
    "due_within": "Holds when it falls due within so many days of the date of the answers.",
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
    properties.update(_quantifiers(kb))
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


def _quantifiers(kb: KnowledgeBase) -> Schema:
    """Conditions over the instances of a context, and counts of conditions or of instances."""
    over = {**keys({"where": reference("condition"), "holds": reference("condition")}), "minProperties": 1}
    of_one = {
        id: described(over, f"where: of which ones. holds: what is true of them ({context.key}).")
        for id, context in kb.contexts.items()
    }
    number: Schema = {"type": "integer", "minimum": 0}
    limits = {"at_least": number, "at_most": number}
    counted = [keys({**limits, "conditions": listing(reference("condition"), at_least=1)}, ["conditions"])]
    counted += [keys({**limits, id: schema}, [id]) for id, schema in of_one.items()]
    count = described({"anyOf": counted}, "Holds when so many of these conditions do, or so many instances.")
    if not of_one:
        return {"count_of": count}
    one = {**keys(of_one), "minProperties": 1, "maxProperties": 1}
    return {
        "for_some": described(one, "Holds when it is true of one instance at least."),
        "for_every": described(one, "Holds when it is true of all instances; also when there is none."),
        "count_of": count,
    }


def instances(kb: KnowledgeBase, language: str) -> Schema:
    """What may stand under the list of every context, by the name of the list."""
    lists: Schema = {}
    for context in kb.contexts.values():
        one = keys(
            {
                "id": described(LINE, "Short and permanent: small letters, digits and hyphens."),
                "name": described(LINE, "What people read."),
                "answers": reference("answers"),
                "notes": {},
                "flags": listing(LINE),
            },
            ["id"],
        )
        may_be_more = keys({"list": listing(one), "more": YES_NO}, ["list"])
        forms = {"anyOf": [listing(one), may_be_more, words(["unknown"]), {"type": "null"}]}
        lists[context.key] = described(forms, context.ask.get(language, ""))
    return lists


def answers(kb: KnowledgeBase, language: str) -> Schema:
    """Definitions of `answers`, one answer for every question, former ids included; and of those of an example."""
    properties: Schema = {}
    for question in kb.questions.values():
        schema = described(_answer(question, language), *explained(question, language))
        properties[question.id] = schema
        for alias in question.aliases:
            properties[alias] = {**schema, "deprecationMessage": f"Now called {question.id}."}
    of_example = {**properties, **instances(kb, language)}
    return {
        "answers": described(keys(properties), "What was answered, by question."),
        "example_answers": described(keys(of_example), "What was answered, by question, and the lists of instances."),
    }


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
    if question.type != "text":
        operators["due_within"] = described({"type": "integer", "minimum": 0}, OPERATORS["due_within"])
        if question.type != "choices":
            operators["is"] = _number(question) if question.type == "number" else _options(question, language)
    group = {**keys(operators), "minProperties": 1}
    if question.type == "text":
        return group
    return {"anyOf": [_number(question) if question.type == "number" else _options(question, language), group]}


def _answer(question: Question, language: str) -> Schema:
    because = described(LINE, "Why the question does not apply.")
    belonging: Schema = {
        "due": described(LINE, "The day on which it falls due, as 2026-12-01."),
        "how": described(words(["read_out"]), "It was answered for a whole list."),
        "said_by": described(LINE, "Who said so: an id under respondents."),
        "said_on": described(LINE, "The day of the earlier interview it was said in, while it is to be confirmed."),
    }
    options = _options(question, language, former=True)
    several = listing(options, once=True)
    known: Schema = {
        "yes": described(several, "Options known to be chosen."),
        "no": described(several, "Options known not to be."),
    }
    number = _number(question)
    least_and_most: Schema = {"at_least": number, "at_most": number}
    excluded = described({"anyOf": [options, several]}, "What it is not.")
    plain, in_part = {
        "choice": (options, keys({"not": excluded, **belonging}, ["not"])),
        "yes_no": (options, keys({"not": excluded, **belonging}, ["not"])),
        "choices": (several, {**keys({**known, **belonging}), "minProperties": 1}),
        "number": (number, {**keys({**least_and_most, **belonging}), "minProperties": 1}),
        "text": (LINE, keys({"is": LINE, **belonging}, ["is"])),
    }[question.type]
    account = keys({"is": {"anyOf": [plain, in_part]}, "by": described(LINE, "Who said so.")}, ["is", "by"])
    forms = [
        plain,
        in_part,
        keys({"is": {"anyOf": [plain, in_part]}, **belonging}, ["is"]),
        keys(
            {"accounts": described(listing(account, at_least=1), "What several people said."), **belonging},
            ["accounts"],
        ),
        keys({"state": words(["unknown", "not_asked"]), "because": because, **belonging}, ["state"]),
        keys({"state": words(["not_applicable"]), "because": because, **belonging}, ["state", "because"]),
        {"type": "null"},
    ]
    return {"anyOf": forms}
