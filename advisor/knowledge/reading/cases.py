"""Case files: whole example brands, each an answers file with what must come of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ..document import Document
from ..model import CaseFile, Question
from ..problem import quoted
from .entry import KEBAB, Entry, Findings
from .examples import VALUES, check_answers
from .names import Names

ADVICE_LISTS = (
    "fires", "not_fires", "undetermined", "postponed", "excepted", "does_not_apply", "out_of_scope", "first",
)  # fmt: skip
ANSWERS_KEYS = ("brand", "date", "consultant", "language", "knowledge_base", "answers", "notes", "flags")


def case_id(document: Document) -> str:
    """A case is called after its file."""
    return PurePath(document.file).stem


def read_cases(
    documents: Sequence[Document], questions: Mapping[str, Question], names: Names, findings: Findings
) -> dict[str, CaseFile]:
    """Cases by id with `based_on` resolved: answers are merged, other keys taken over where absent."""
    read: dict[str, tuple[Entry, str | None, dict[str, Any]]] = {}
    found: dict[str, CaseFile] = {}
    for document in documents:
        entry = Entry(document, (), findings, "a case")
        if not KEBAB.fullmatch(case_id(document)):
            name = quoted(case_id(document))
            message = f"A case is called after its file: use small letters, digits and hyphens, not {name}."
            entry.error("E026", message, entry.at)
        based_on = names.reference(entry, "based_on", "cases")
        expect = _expect(entry, names)
        _check_answers_keys(entry, based_on is not None, questions, names)
        entry.close()
        read[case_id(document)] = (entry, based_on, expect)
    for id, (entry, _, expect) in read.items():
        found[id] = CaseFile(id, _resolved(id, read), expect, entry.at)
    return found


def _resolved(id: str, read: Mapping[str, tuple[Entry, str | None, dict[str, Any]]]) -> dict[str, Any]:
    chain: list[str] = []
    here: str | None = id
    while here is not None and here in read:
        if here in chain:
            entry = read[id][0]
            if here == id:
                message = f"Cases based on each other in a circle: {' → '.join([*chain, here])}."
                entry.error("E083", message, entry.position("based_on"))
            break
        chain.append(here)
        here = read[here][1]
    document: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for link in reversed(chain):
        keys = read[link][0].keys
        document.update({key: keys[key] for key in ANSWERS_KEYS if key in keys})
        answers.update(keys["answers"] if isinstance(keys.get("answers"), dict) else {})
    return {**document, "answers": answers}


def _check_answers_keys(entry: Entry, based: bool, questions: Mapping[str, Question], names: Names) -> None:
    entry.line("brand", required=not based)
    date = entry.line("date", required=not based)
    if date is not None and not _is_date(date):
        message = f"{quoted(date)} is not a date. Write year, month and day as in 2026-11-20."
        entry.error("E086", message, entry.position("date"))
    entry.line("consultant")
    language = entry.line("language")
    languages = entry.findings.languages
    if language is not None and languages and language not in languages:
        message = f"{quoted(language)} is not a language of this knowledge base ({', '.join(languages)})."
        entry.error("E028", message, entry.position("language"))
    for key in ("knowledge_base", "notes", "flags"):
        entry.has(key)
    if entry.get("answers", required=not based) is not None:
        check_answers(entry.document, ("answers",), questions, names, entry.findings)


def _is_date(date: str) -> bool:
    try:
        return len(date) == 10 and bool(datetime.date.fromisoformat(date))
    except ValueError:
        return False


def _expect(entry: Entry, names: Names) -> dict[str, Any]:
    value = entry.get("expect")
    if value is None:
        return {}
    if not isinstance(value, dict):
        entry.error(
            "E023", '"expect" is a group of keys such as fires, not_fires, conclusions.', entry.position("expect")
        )
        return {}
    expect = Entry(entry.document, ("expect",), entry.findings, "what a case expects")
    found: dict[str, Any] = {key: names.references(expect, key, "advice") for key in ADVICE_LISTS if expect.has(key)}
    for key in ADVICE_LISTS:
        expect.has(key)
    if expect.has("conclusions"):
        found["conclusions"] = _conclusions(expect, names)
    expect.close()
    return found


def _conclusions(expect: Entry, names: Names) -> dict[str, str]:
    if not isinstance(expect.keys["conclusions"], dict):
        message = '"conclusions" is a group of conclusions with yes, no or undetermined.'
        expect.error("E023", message, expect.key_position("conclusions"))
        return {}
    conclusions = Entry(expect.document, (*expect.steps, "conclusions"), expect.findings, "the list of conclusions")
    found = {}
    for id in conclusions.keys:
        if names.knows(id, "conclusions"):
            value = conclusions.word(id, VALUES)
            if value is not None:
                found[id] = value
        else:
            unknown = names.unknown(id, "conclusions")
            if unknown:
                conclusions.error("E035", unknown, conclusions.key_position(id))
    return found
