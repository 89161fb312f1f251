"""The answers file: what a consultant keeps of one brand, read and checked as a whole.

A case under cases/ is an answers file with `expect`, and perhaps `based_on`; it is read the same way.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

from advisor.knowledge.condition import NOWHERE, Position
from advisor.knowledge.document import read_document
from advisor.knowledge.inheritance import over
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError, suggest

from .messages import found, kind, suggestion
from .model import Answer, Answers, AnswerState, KnowledgeBaseReference, Note
from .parsing import Complaints, parse_answer
from .parsing import Path as Place

KEYS = ("brand", "date", "consultant", "language", "knowledge_base", "answers", "notes", "flags", "based_on", "expect")


class AnswersError(InputError):
    """The answers cannot be used; `problems` says why, in French and English."""


def read_answers(path: Path, kb: KnowledgeBase) -> Answers:
    """Read an answers file, or a case, against a knowledge base.

    Raises InputError (AnswersError where the YAML itself is sound) with everything that is wrong.
    """
    document = read_document(path)

    def locate(place: Place, key: bool) -> Position:
        return document.key_position(place) if key else document.position(place)

    complaints = Complaints(locate, document.line)
    answers = _read(document.value, kb, complaints, path)
    if complaints.problems:
        raise AnswersError(complaints.problems)
    return answers


def parse_answers(typed: Mapping[str, Any], kb: KnowledgeBase, at: Position = NOWHERE) -> Answers:
    """Answers from a whole document that is already in memory; every problem is placed at `at`."""
    complaints = Complaints(lambda place, key: at)
    answers = _read(typed, kb, complaints, None)
    if complaints.problems:
        raise AnswersError(complaints.problems)
    return answers


def example_answers(typed: Mapping[str, Any], kb: KnowledgeBase, at: Position = NOWHERE) -> Answers:
    """Answers of an example beside a rule: only `answers` are given, brand and date are of no account."""
    return parse_answers({"brand": "–", "date": "2000-01-01", "answers": typed}, kb, at)


def _read(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints, path: Path | None) -> Answers:
    for key in typed:
        if key not in KEYS:
            complaints.unknown_key(key, (), KEYS)
    typed = _on_base(typed, kb, complaints)
    return Answers(
        brand=_text(typed, "brand", complaints, required=True) or "",
        date=_date(typed, complaints),
        given=_given(typed, kb, complaints),
        consultant=_text(typed, "consultant", complaints),
        language=_language(typed, kb, complaints),
        knowledge_base=_knowledge_base(typed, kb, complaints),
        notes=_notes(typed, kb, complaints),
        flags=_flags(typed, kb, complaints),
        path=path,
    )


def _on_base(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints) -> Mapping[str, Any]:
    """The document over the case it is based on; its own answers, notes and keys win."""
    name = typed.get("based_on")
    if name is None:
        return typed
    base = kb.cases.get(name) if isinstance(name, str) else None
    if base is None:
        near = suggestion(suggest(name, kb.cases))
        complaints.add("I008", ("based_on",), found=name, suggestion=near)
        return typed
    return over(base.document, typed, {context.key: id for id, context in kb.contexts.items()})


def _text(typed: Mapping[str, Any], key: str, complaints: Complaints, *, required: bool = False) -> str | None:
    value = typed.get(key)
    if key not in typed:
        if required:
            complaints.add("I001", (), key_=key)
        return None
    if isinstance(value, (Mapping, list)):
        complaints.add("I003", (key,), key_=key, expected=kind("text"), found=found(value))
        return None
    words = "" if value is None else str(value).strip()
    if not words and required:
        complaints.add("I022", (key,), key_=key)
    return words or None


def _date(typed: Mapping[str, Any], complaints: Complaints) -> str:
    words = _text(typed, "date", complaints, required=True)
    if words is None:
        return ""
    try:
        # Python 3.11 also takes 20261120, which the report would print as typed.
        if len(words) != len("2026-11-20"):
            raise ValueError(words)
        return datetime.date.fromisoformat(words).isoformat()
    except ValueError:
        complaints.add("I004", ("date",), found=found(words))
        return ""


def _language(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints) -> str | None:
    words = _text(typed, "language", complaints)
    if words is not None and words not in kb.languages:
        complaints.add("I005", ("language",), found=words, possible=", ".join(kb.languages))
    return words


def _knowledge_base(
    typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints
) -> KnowledgeBaseReference | None:
    named = typed.get("knowledge_base")
    if named is None:
        return None
    if not isinstance(named, Mapping):
        place = ("knowledge_base",)
        complaints.add("I003", place, key_="knowledge_base", expected=kind("mapping"), found=found(named))
        return None
    for key in named:
        if key not in ("id", "version"):
            complaints.unknown_key(key, ("knowledge_base",), ("id", "version"))
    id = str(named.get("id", kb.id))
    if id != kb.id:
        complaints.add("I006", ("knowledge_base", "id"), found=id, expected=kb.id)
    version = named.get("version")
    return KnowledgeBaseReference(id, None if version is None else str(version))


def _group(typed: Mapping[str, Any], key: str, complaints: Complaints) -> Mapping[str, Any]:
    group = typed.get(key)
    if group is None:
        return {}
    if not isinstance(group, Mapping):
        complaints.add("I003", (key,), key_=key, expected=kind("mapping"), found=found(group))
        return {}
    return group


def _question(name: str, place: Place, kb: KnowledgeBase, complaints: Complaints, *, key: bool) -> str | None:
    present = name if name in kb.questions else kb.aliases.get(name)
    if present in kb.questions:
        return present
    near = suggestion(suggest(name, kb.questions))
    complaints.add("I010", place, key=key, found=name, suggestion=near)
    return None


def _given(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints) -> dict[str, Answer]:
    given: dict[str, Answer] = {}
    for name, value in _group(typed, "answers", complaints).items():
        place: Place = ("answers", name)
        id = _question(name, place, kb, complaints, key=True)
        if id is None:
            continue
        answer = parse_answer(kb.questions[id], value, place, complaints)
        if answer is not None and answer.state is not AnswerState.NOT_ASKED:
            given[id] = answer
    return given


def _notes(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    for name, value in _group(typed, "notes", complaints).items():
        place: Place = ("notes", name)
        id = _question(name, place, kb, complaints, key=True)
        if not isinstance(value, Mapping):
            complaints.add("I003", place, key_=name, expected=kind("mapping"), found=found(value))
            continue
        for key in value:
            if key not in ("text", "visible_to"):
                complaints.unknown_key(key, place, ("text", "visible_to"))
        words = value.get("text")
        if words is None or isinstance(words, (Mapping, list)) or not str(words).strip():
            complaints.add("I022", (*place, "text"), key_="text")
            continue
        # A note is internal unless someone decided that the client may read it.
        visible = value.get("visible_to", "internal")
        if visible not in ("client", "internal"):
            complaints.add("I020", (*place, "visible_to"), found=found(visible))
        elif id is not None:
            notes[id] = Note(str(words).strip(), cast("Literal['client', 'internal']", visible))
    return notes


def _flags(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints) -> tuple[str, ...]:
    flags = typed.get("flags")
    if flags is None:
        return ()
    if not isinstance(flags, list):
        complaints.add("I003", ("flags",), key_="flags", expected=kind("questions"), found=found(flags))
        return ()
    known = [_question(str(name), ("flags", i), kb, complaints, key=False) for i, name in enumerate(flags)]
    return tuple(dict.fromkeys(id for id in known if id is not None))
