"""The answers file: what a consultant keeps of one brand, read and checked as a whole.

A case under cases/ is an answers file with `expect`, and perhaps `based_on`; it is read the same way.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.knowledge.condition import NOWHERE, Position
from advisor.knowledge.document import read_document
from advisor.knowledge.ground_id import ground_id
from advisor.knowledge.inheritance import over
from advisor.knowledge.model import Context, KnowledgeBase
from advisor.knowledge.problem import InputError, suggest

from .listed import ID as INSTANCE_ID
from .listed import read_list
from .messages import found, kind, suggestion
from .model import Answer, Answers, AnswerState, InstanceList, KnowledgeBaseReference, Note, Respondent
from .parsing import Complaints
from .parsing import Path as Place
from .qualified import parse_answer
from .reviewed import read_review
from .written_notes import read_notes

KEYS = (
    "brand", "date", "consultant", "language", "knowledge_base", "answers", "notes", "flags", "respondents", "review",
    "based_on", "brief", "expect",
)  # fmt: skip
HERE = "this"
"""The instance that an example of an entry about one instance is about."""


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


def example_answers(
    typed: Mapping[str, Any], kb: KnowledgeBase, at: Position = NOWHERE, level: str | None = None
) -> Answers:
    """Answers of an example beside a rule: only `answers` are given, brand and date are of no account.

    `level` is the context of an entry about one instance: its answers are then those of the instance `HERE`, which
    stands before whatever else the example lists.
    """
    lists = {context.key: context.id for context in kb.contexts.values()}
    document: dict[str, Any] = {"brand": "–", "date": "2000-01-01"}
    document |= {key: value for key, value in typed.items() if key in lists}
    own = {name: value for name, value in typed.items() if name not in lists and _level(kb, name) == level}
    if level is not None:
        key = kb.contexts[level].key
        document[key] = [{"id": HERE, "answers": own}, *document.get(key, ())]
        own = {name: value for name, value in typed.items() if name not in lists and name not in own}
    else:
        own = {name: value for name, value in typed.items() if name not in lists}
    return parse_answers({**document, "answers": own}, kb, at)


def _level(kb: KnowledgeBase, name: str) -> str | None:
    question = kb.questions.get(kb.aliases.get(name, name))
    return question.for_each if question is not None else None


def _read(typed: Mapping[str, Any], kb: KnowledgeBase, complaints: Complaints, path: Path | None) -> Answers:
    lists = {context.key: context for context in kb.contexts.values()}
    for key in typed:
        if key not in KEYS and key not in lists:
            complaints.unknown_key(key, (), (*KEYS, *lists))
    typed = _on_base(typed, kb, complaints)
    said = _Said(kb, complaints)
    said.read(typed, _Where())
    instances = {}
    for key, context in lists.items():
        instances[context.id], listed = read_list(context, typed.get(key), complaints)
        for one in listed:
            said.read(one.typed, _Where(one.path, context, one.instance.id))
    respondents = _respondents(typed, complaints)
    said.verify_speakers(respondents)
    return Answers(
        brand=_text(typed, "brand", complaints, required=True) or "",
        date=_date(typed, complaints),
        given=said.given,
        consultant=_text(typed, "consultant", complaints),
        language=_language(typed, kb, complaints),
        knowledge_base=_knowledge_base(typed, kb, complaints),
        instances={id: listed for id, listed in instances.items() if listed != InstanceList()},
        notes=said.notes,
        flags=tuple(dict.fromkeys(said.flags)),
        respondents=respondents,
        review=read_review(typed.get("review"), kb, complaints),
        no_longer_asked=tuple(dict.fromkeys(said.no_longer_asked)),
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


@dataclass(frozen=True)
class _Where:
    """Whose answers are read: those of the brand, or of one instance of a context."""

    path: Place = ()
    context: Context | None = None
    instance: str | None = None


class _Said:
    """Gathers the answers, notes and flags of the brand and of every instance, under ground ids."""

    def __init__(self, kb: KnowledgeBase, complaints: Complaints) -> None:
        self.kb = kb
        self.complaints = complaints
        self.given: dict[str, Answer] = {}
        self.notes: dict[str, tuple[Note, ...]] = {}
        self.flags: list[str] = []
        self.no_longer_asked: list[str] = []
        self._named: dict[str, str] = {}
        self._places: dict[str, Place] = {}

    def read(self, typed: Mapping[str, Any], where: _Where) -> None:
        """Read what was typed of the brand or of one instance."""
        for name, value in self._group(typed, "answers", where).items():
            place = (*where.path, "answers", name)
            id = self._question(name, place, where, key=True)
            if id is None or self._named_twice(id, name, place, where):
                continue
            answer = parse_answer(self.kb.questions[id], value, place, self.complaints)
            if answer is not None and answer.state is not AnswerState.NOT_ASKED:
                self.given[ground_id(id, where.instance)] = answer
                self._places[ground_id(id, where.instance)] = place
        for name, value in self._group(typed, "notes", where).items():
            place = (*where.path, "notes", name)
            id = self._question(name, place, where, key=True)
            notes = read_notes(value, place, self.complaints)
            if id is not None and notes:
                ground = ground_id(id, where.instance)
                self.notes[ground] = (*self.notes.get(ground, ()), *notes)
        flags = typed.get("flags")
        if flags is not None and not isinstance(flags, list):
            place = (*where.path, "flags")
            self.complaints.add("I003", place, key_="flags", expected=kind("questions"), found=found(flags))
            return
        for index, name in enumerate(flags or ()):
            id = self._question(str(name), (*where.path, "flags", index), where, key=False)
            if id is not None:
                self.flags.append(ground_id(id, where.instance))

    def _group(self, typed: Mapping[str, Any], key: str, where: _Where) -> Mapping[str, Any]:
        group = typed.get(key)
        if group is None:
            return {}
        if not isinstance(group, Mapping):
            place = (*where.path, key)
            self.complaints.add("I003", place, key_=key, expected=kind("mapping"), found=found(group))
            return {}
        return group

    def _question(self, name: str, place: Place, where: _Where, *, key: bool) -> str | None:
        """The present id of a question that may be answered here."""
        present = name if name in self.kb.questions else self.kb.aliases.get(name)
        question = self.kb.questions.get(present) if present is not None else None
        if question is None:
            if name in self.kb.retired:
                self.no_longer_asked.append(name)
            else:
                near = suggestion(suggest(name, self.kb.questions))
                self.complaints.add("I010", place, key=key, found=name, suggestion=near)
            return None
        here = where.context.id if where.context else None
        if question.for_each != here:
            level = self.kb.contexts[question.for_each] if question.for_each else where.context
            code = "I029" if question.for_each else "I030"
            self.complaints.add(code, place, key=key, question=name, key_=level.key if level else "")
            return None
        return question.id

    def verify_speakers(self, respondents: Sequence[Respondent]) -> None:
        """Complain of whoever is named as having said something and is not among the respondents."""
        known = [one.id for one in respondents]
        for ground, answer in self.given.items():
            speakers = [answer.said_by] if answer.said_by else []
            for name in (*speakers, *(account.by for account in answer.accounts)):
                if name not in known:
                    near = suggestion(suggest(name, known))
                    self.complaints.add("I025", self._places[ground], found=name, suggestion=near)

    def _named_twice(self, id: str, name: str, place: Place, where: _Where) -> bool:
        """Whether the question stands here already, under its present or a former id; that is an error."""
        ground = ground_id(id, where.instance)
        earlier = self._named.setdefault(ground, name)
        if earlier == name:
            return False
        self.complaints.add("I031", place, key=True, first=earlier, second=name)
        return True


def _respondents(typed: Mapping[str, Any], complaints: Complaints) -> tuple[Respondent, ...]:
    listed = typed.get("respondents")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        complaints.add("I003", ("respondents",), key_="respondents", expected=kind("list"), found=found(listed))
        return ()
    known: dict[str, Respondent] = {}
    for index, one in enumerate(listed):
        place = ("respondents", index)
        if not isinstance(one, Mapping):
            complaints.add("I003", place, key_="respondents", expected=kind("mapping"), found=found(one))
            continue
        for key in one:
            if key not in ("id", "name", "role"):
                complaints.unknown_key(key, place, ("id", "name", "role"))
        id = str(one.get("id") or "")
        if not INSTANCE_ID.fullmatch(id):
            complaints.add("I026", (*place, "id") if "id" in one else place, found=found(one.get("id")))
        elif id in known:
            complaints.add("I017", (*place, "id"), option=id, question="respondents")
        else:
            role = one.get("role")
            known[id] = Respondent(id, str(one.get("name") or id), None if role is None else str(role))
    return tuple(known.values())
