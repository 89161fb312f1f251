"""The answers file: what a consultant keeps of one brand, read as a whole.

A case under cases/ is an answers file with `expect`, and perhaps `based_on`; it is read the same way. What is wrong
with either is told by `advisor.knowledge.sheet`; what is sound becomes `Answers` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.knowledge.condition import NOWHERE, Position
from advisor.knowledge.document import Document, read_document, scan_text
from advisor.knowledge.ground_id import ground_id
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError, Problem, problem_of
from advisor.knowledge.sheet.fault import Fault
from advisor.knowledge.sheet.sheet_faults import HERE, faults_of, faults_of_example, listed_in, together

from .answer import Answer, Answers, AnswerState, InstanceList, KnowledgeBaseReference, Note, Respondent
from .listed import list_typed
from .parsing import line_typed
from .qualified import answer_typed
from .reviewed import review_typed
from .written_notes import notes_typed


class AnswersError(InputError):
    """The answers cannot be used; `problems` says why, in French and English."""


def read_answers(path: Path, kb: KnowledgeBase) -> Answers:
    """Read an answers file, or a case, against a knowledge base.

    Raises InputError (AnswersError where the YAML itself is sound) with everything that is wrong.
    """
    document = read_document(path)
    _refuse_document(document, kb)
    return _answers(document.value, kb, path)


def sound_document(name: str, text: str, kb: KnowledgeBase) -> Mapping[str, Any]:
    """What an answers file of this text holds, called `name` in positions. InputError with everything that is wrong."""
    document, problems = scan_text(name, text)
    if document is None or problems:
        raise InputError(problems)
    _refuse_document(document, kb)
    return document.value


def _refuse_document(document: Document, kb: KnowledgeBase) -> None:
    def problem(fault: Fault) -> Problem:
        at = document.key_position(fault.path) if fault.key else document.position(fault.path)
        return _problem(fault, at, document.line(at))

    _refuse(map(problem, faults_of(document.value, kb)))


def parse_answers(typed: Mapping[str, Any], kb: KnowledgeBase, at: Position = NOWHERE) -> Answers:
    """Answers from a whole document that is already in memory; every problem is placed at `at`."""
    _refuse(_problem(fault, at) for fault in faults_of(typed, kb))
    return _answers(typed, kb)


def example_answers(
    typed: Mapping[str, Any], kb: KnowledgeBase, at: Position = NOWHERE, level: str | None = None
) -> Answers:
    """Answers of an example beside a rule: only `answers` are given, brand and date are of no account.

    `level` is the context of an entry about one instance: its answers are then those of the instance `HERE`, which
    stands before whatever else the example lists.
    """
    _refuse(_problem(fault, at) for fault in faults_of_example(typed, kb, level))
    lists = {context.key: context.id for context in kb.contexts.values()}
    document: dict[str, Any] = {"brand": "–", "date": "2000-01-01"}
    document |= {key: value for key, value in typed.items() if key in lists}
    own = {name: value for name, value in typed.items() if name not in lists}
    if level is not None:
        key = kb.contexts[level].key
        of_here = {name: value for name, value in own.items() if _level(kb, name) == level}
        own = {name: value for name, value in own.items() if name not in of_here}
        document[key] = _beside({"id": HERE, "answers": of_here}, document.get(key))
    return _answers({**document, "answers": own}, kb)


def _beside(here: Mapping[str, Any], typed: Any) -> Any:
    """A list of instances as typed with one more, before the others."""
    listed = [here, *listed_in(typed)[0]]
    return {**typed, "list": listed} if isinstance(typed, Mapping) else listed


def _problem(fault: Fault, at: Position, source: str = "") -> Problem:
    return problem_of(fault.code, fault.said(), at, source)


def _refuse(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise AnswersError(found)


def _level(kb: KnowledgeBase, name: str) -> str | None:
    question = kb.question_called(name)
    return question.for_each if question is not None else None


def _answers(typed: Mapping[str, Any], kb: KnowledgeBase, path: Path | None = None) -> Answers:
    typed = together(typed, kb)
    said = _Said(kb)
    said.read(typed)
    instances = {}
    for context in kb.contexts.values():
        listed, each = list_typed(typed.get(context.key))
        if listed != InstanceList():
            instances[context.id] = listed
        for instance, one in zip(listed.instances, each, strict=True):
            said.read(one, instance.id)
    return Answers(
        brand=line_typed(typed, "brand") or "",
        date=line_typed(typed, "date") or "",
        given=said.given,
        consultant=line_typed(typed, "consultant"),
        language=line_typed(typed, "language"),
        knowledge_base=_knowledge_base(typed.get("knowledge_base"), kb),
        instances=instances,
        notes=said.notes,
        flags=tuple(dict.fromkeys(said.flags)),
        respondents=tuple(_respondent(one) for one in typed.get("respondents") or ()),
        review=review_typed(typed.get("review")),
        no_longer_asked=tuple(dict.fromkeys(said.no_longer_asked)),
        path=path,
    )


def _knowledge_base(typed: Mapping[str, Any] | None, kb: KnowledgeBase) -> KnowledgeBaseReference | None:
    if typed is None:
        return None
    version = typed.get("version")
    return KnowledgeBaseReference(str(typed.get("id", kb.id)), None if version is None else str(version))


def _respondent(typed: Mapping[str, Any]) -> Respondent:
    id, role = str(typed["id"]), typed.get("role")
    return Respondent(id, str(typed.get("name") or id), None if role is None else str(role))


class _Said:
    """Gathers the answers, notes and flags of the brand and of every instance, under ground ids."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.given: dict[str, Answer] = {}
        self.notes: dict[str, tuple[Note, ...]] = {}
        self.flags: list[str] = []
        self.no_longer_asked: list[str] = []

    def read(self, typed: Mapping[str, Any], instance: str | None = None) -> None:
        """Read what was typed of the brand, or of one instance."""
        for id, value in self._named(typed.get("answers") or {}):
            answer = answer_typed(self.kb.questions[id], value)
            if answer.state is not AnswerState.NOT_ASKED:
                self.given[ground_id(id, instance)] = answer
        for id, value in self._named(typed.get("notes") or {}):
            ground = ground_id(id, instance)
            self.notes[ground] = (*self.notes.get(ground, ()), *notes_typed(value))
        self.flags += [
            ground_id(id, instance) for id, _ in self._named(dict.fromkeys(map(str, typed.get("flags") or ())))
        ]

    def _named(self, group: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What was typed of each question that is still asked, under its present id."""
        for name, value in group.items():
            question = self.kb.question_called(name)
            if question is not None:
                yield question.id, value
            else:
                self.no_longer_asked.append(name)
