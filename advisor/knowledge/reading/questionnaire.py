"""Questionnaire files: the sections of the interview and their questions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from ..document import Document
from ..model import Option, Question, QuestionType, Section, Text
from ..problem import did_you_mean, quoted
from .conditions import RESERVED, ConditionReader
from .entry import KEBAB, SNAKE, Entry, Findings
from .names import Names

TYPES: tuple[QuestionType, ...] = get_args(QuestionType)
YES_NO: Mapping[str, Mapping[str, str]] = {
    "yes": {"fr": "oui", "en": "yes"},
    "no": {"fr": "non", "en": "no"},
}
LARGEST_NUMBER = 10**9
LONGEST_LIST = 60


@dataclass(frozen=True)
class SectionFile:
    """One questionnaire file once read: its questions still without their relevance."""

    id: str
    title: Text
    questions: tuple[tuple[Question, Entry], ...]
    document: Document


def read_sections(
    documents: Sequence[Document], order: Sequence[str], names: Names, findings: Findings
) -> tuple[tuple[Section, ...], dict[str, Question]]:
    """Every section in the order of the interview, and every question by id in that order."""
    files = [file for file in (_section(document, names, findings) for document in documents) if file is not None]
    by_id: dict[str, SectionFile] = {}
    for file in files:
        at = file.document.position(("section",))
        if file.id in by_id:
            message = f"The section {quoted(file.id)} has a file already: {by_id[file.id].document.file}."
            findings.error(file.document, "E061", message, at)
        elif order and file.id not in order:
            hint = did_you_mean(file.id, order)
            message = f"The section {quoted(file.id)} is not in the list of sections in knowledge-base.yaml.{hint}"
            findings.error(file.document, "E061", message, at)
        by_id.setdefault(file.id, file)
    ordered = [by_id[id] for id in order if id in by_id] + [file for file in by_id.values() if file.id not in order]
    plain = {question.id: question for file in ordered for question, _ in file.questions}
    reader = ConditionReader(names, plain, findings)
    sections = tuple(
        Section(
            file.id,
            file.title,
            tuple(_with_relevance(question, entry, reader) for question, entry in file.questions),
            at=file.document.position(),
        )
        for file in ordered
    )
    return sections, {question.id: question for section in sections for question in section.questions}


def _with_relevance(question: Question, entry: Entry, reader: ConditionReader) -> Question:
    relevant_when = reader.of(entry, "relevant_when")
    return dataclasses.replace(question, relevant_when=relevant_when)


def _section(document: Document, names: Names, findings: Findings) -> SectionFile | None:
    file = Entry(document, (), findings, "a questionnaire file")
    id = file.id(KEBAB, "section")
    title = file.text("title", required=True)
    questions = []
    for entry in file.entries("questions", "question", required=True):
        question = _question(entry, id or "", names)
        if question is not None:
            questions.append((question, entry))
    file.close()
    return None if id is None else SectionFile(id, title or {}, tuple(questions), document)


def _question(entry: Entry, section: str, names: Names) -> Question | None:
    id = entry.id(SNAKE)
    if id in RESERVED:
        entry.error(
            "E046", f"{quoted(id)} has a meaning of its own in conditions. Choose another id.", entry.position("id")
        )
    ask = entry.text("ask", required=True)
    help, because = entry.text("help"), entry.text("because")
    type = entry.word("type", TYPES, required=True)
    if type is None:
        # Without a type nothing can be said of the keys that depend on it.
        entry.asked.update(dict.fromkeys(("options", "min", "max", "unit")))
        options: tuple[Option, ...] = ()
        low = high = unit = None
    else:
        options = _options(entry, type)
        low, high, unit = _number(entry, type)
    entry.has("relevant_when")
    aliases = entry.ids("aliases", SNAKE)
    claims = names.references(entry, "claims", "claims")
    entry.close()
    if entry.lost or id is None or ask is None or type is None:
        return None
    return Question(
        id, section, type, ask, help, because, options, low, high, unit,
        aliases=aliases, claims=claims, at=entry.at,
    )  # fmt: skip


def _options(entry: Entry, type: QuestionType) -> tuple[Option, ...]:
    if type == "yes_no":
        _forbid(entry, "options", "A yes_no question has the options yes and no by itself; remove this.")
        languages = entry.findings.languages
        return tuple(
            Option(id, {language: labels.get(language, labels["en"]) for language in languages}, at=entry.at)
            for id, labels in YES_NO.items()
        )
    if type not in ("choice", "choices"):
        _forbid(entry, "options", f"A {type} question has no options; remove them or make it a choice.")
        return ()
    entries = entry.entries("options", "option", required=True)
    options = [option for option in (_option(one, type) for one in entries) if option is not None]
    entry.lost = entry.lost or not options
    seen: dict[str, str] = {}
    for option in options:
        for name in (option.id, *option.aliases):
            if name in seen:
                message = f"The option {quoted(name)} stands twice in {quoted(entry.keys.get('id'))}. Keep it once."
                entry.error("E031", message, option.at)
            seen.setdefault(name, option.id)
    if entries and len(entries) < 2:
        entry.error("E060", "A choice needs at least two options.", entry.key_position("options"))
    if options and len(options) > 1 and all(option.alone for option in options):
        message = "Every option stands alone, so only one can be given: make the type choice and remove alone."
        entry.error("E060", message, entry.key_position("options"))
    if len(entries) > LONGEST_LIST:
        entry.error("E060", f"No more than {LONGEST_LIST} options can be offered.", entry.key_position("options"))
    return tuple(options)


def _option(entry: Entry, type: QuestionType) -> Option | None:
    id = entry.id(SNAKE)
    label = entry.text("label", required=True)
    alone = entry.yes("alone")
    if alone and type == "choice":
        message = "The options of a choice exclude each other anyway; alone belongs to choices."
        entry.error("E060", message, entry.key_position("alone"))
    aliases = entry.ids("aliases", SNAKE)
    entry.close()
    if id is None or label is None:
        return None
    return Option(id, label, alone, aliases, entry.at)


def _number(entry: Entry, type: QuestionType) -> tuple[int | None, int | None, Text | None]:
    if type != "number":
        for key in ("min", "max", "unit"):
            _forbid(entry, key, f"{quoted(key)} belongs to number questions, and this is a {type}; remove it.")
        return None, None, None
    low = entry.whole("min", required=True, least=-LARGEST_NUMBER, most=LARGEST_NUMBER)
    high = entry.whole("max", required=True, least=-LARGEST_NUMBER, most=LARGEST_NUMBER)
    unit = entry.text("unit")
    if low is not None and high is not None and low >= high:
        message = f"{quoted('max')} must be greater than {quoted('min')} ({low}), and it is {high}."
        entry.error("E060", message, entry.position("max"))
        entry.lost = True
    return low, high, unit


def _forbid(entry: Entry, key: str, message: str) -> None:
    if entry.has(key):
        entry.error("E060", message, entry.key_position(key))
