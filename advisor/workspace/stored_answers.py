"""The answers of a round while they are edited: a document in memory, and every change to it by place.

A place is the way to it from the top: keys, and in a list the id of an entry, as in `spaces/list/page/answers/mood`.
Every list of instances is kept as `{list: […], more: yes or no}`, so that each thing said has one place; without `list`
until it has an entry.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advisor.answers import Answer, Answers, Note, parse_answers
from advisor.answers.answer import Respondent
from advisor.answers.typed import typed_answer
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import KnowledgeBase, Question
from advisor.knowledge.sheet.sheet_faults import listed_in, together

Place = tuple[str, ...]
LISTS = ("list", "respondents", "own")
"""Keys whose value is a list of entries with ids."""
OF_A_CASE = ("based_on", "expect", "brief")
"""Keys that tests of a knowledge base need, and no brand."""


@dataclass(frozen=True)
class Changed:
    """What stood at a place, and what stands there now; None is nothing."""

    place: Place
    before: Any
    after: Any

    @property
    def path(self) -> str:
        """The place in one word."""
        return "/".join(self.place)


def settled(typed: Mapping[str, Any], kb: KnowledgeBase) -> dict[str, Any]:
    """The document of an answers file that was found sound, every list of instances in its one form."""
    document: dict[str, Any] = copy.deepcopy(dict(together(typed, kb)))
    for key in OF_A_CASE:
        document.pop(key, None)
    for context in kb.contexts.values():
        if context.key in document:
            listed, _ = listed_in(document[context.key])
            value = document[context.key]
            complete = isinstance(value, list) or (isinstance(value, Mapping) and value.get("more") != "yes")
            document[context.key] = {"list": listed, "more": "no" if complete else "yes"}
    return document


def standing(document: Any, place: Place) -> Any:
    """What stands at a place; None if nothing does."""
    for step in place:
        document = _below(document, step)
    return document


def put(document: dict[str, Any], place: Place, value: Any) -> Changed:
    """Set what stands at a place, None to take it away; what leads there is made where it is missing."""
    before = copy.deepcopy(standing(document, place))
    within: Any = document
    for step in place[:-1]:
        inner = _below(within, step)
        if inner is None:
            inner = [] if step in LISTS else {}
            _set(within, step, inner)
        within = inner
    _set(within, place[-1], copy.deepcopy(value))
    return Changed(place, before, value)


def _below(within: Any, step: str) -> Any:
    if isinstance(within, list):
        return next((one for one in within if isinstance(one, Mapping) and str(one.get("id")) == step), None)
    return within.get(step) if isinstance(within, Mapping) else None


def _set(within: Any, step: str, value: Any) -> None:
    if isinstance(within, list):
        index = next((index for index, one in enumerate(within) if str(one.get("id")) == step), len(within))
        within[index : index + 1] = [] if value is None else [value]
    elif value is None:
        within.pop(step, None)
    else:
        within[step] = value


@dataclass
class StoredAnswers:
    """What an interview writes to (`AnswersStore`), over a document. `changes` are those that are not kept yet."""

    document: dict[str, Any]
    path: Path = Path()
    lists: Mapping[str, str] = field(default_factory=dict)
    changes: list[Changed] = field(default_factory=list)

    def read(self, kb: KnowledgeBase) -> Answers:
        """What the document says. InputError if the knowledge base no longer takes it."""
        return parse_answers(self.document, kb)

    def save(self) -> bool:
        """Nothing: whoever edits keeps the changes together, when all is done."""
        return False

    def put(self, place: Place, value: Any) -> None:
        """Set what stands at a place; nothing is noted where that is the same as before."""
        if standing(self.document, place) != value:
            self.changes.append(put(self.document, place, value))

    def place_of(self, question: Question, group: str = "answers") -> Place:
        """Where the answer to a question stands, or what stands under another group; its name may be a former one."""
        within = self._of(question)
        names = standing(self.document, (*within, group)) or {}
        key = next((name for name in (declared_id(question.id), *question.aliases) if name in names), None)
        return (*within, group, key or declared_id(question.id))

    def answer(self, question: Question, answer: Answer, order: Sequence[str]) -> None:
        """Record an answer in place of the present one."""
        self.put(self.place_of(question), typed_answer(question, answer))

    def forget(self, question: Question) -> None:
        """Take the answer to a question away."""
        self.put(self.place_of(question), None)

    def notes(self, question: Question, log: Sequence[Note], order: Sequence[str]) -> None:
        """Write the log of notes on a question; an empty one takes it away."""
        self.put(self.place_of(question, "notes"), [_noted(note) for note in log] or None)

    def flag(self, question: Question, *, up: bool) -> None:
        """Flag a question to come back to, or take the flag down."""
        place = (*self._of(question), "flags")
        names = (declared_id(question.id), *question.aliases)
        flags = [name for name in standing(self.document, place) or () if name not in names]
        self.put(place, [*flags, names[0]] if up else flags or None)

    def listed(self, key: str, id: str, name: str) -> None:
        """Add an instance to the list under a key, which may have more until it is called complete."""
        if standing(self.document, (key,)) is None:
            self.leave_open(key)
        self.put((key, "list", id), {"id": id, "name": name})

    def unlisted(self, key: str, id: str) -> None:
        """Take an instance off the list under a key, with all that stands with it."""
        self.put((key, "list", id), None)

    def complete(self, key: str) -> None:
        """Say that the list under a key has no more instances than it names."""
        self.put((key, "more"), "no")

    def leave_open(self, key: str) -> None:
        """Say that the list under a key may have more instances than it names."""
        self.put((key, "more"), "yes")

    def respondent(self, one: Respondent) -> None:
        """Add somebody who was asked, or put what is known of them in place of what stands under their id."""
        known = {"id": one.id, "name": one.name, "role": one.role}
        self.put(("respondents", one.id), {key: value for key, value in known.items() if value is not None})

    def drop(self, key: str) -> None:
        """Take away what stands under a key at the top, if anything does."""
        self.put((key,), None)

    def _of(self, question: Question) -> Place:
        instance = instance_of(question.id)
        if instance is None or question.for_each is None:
            return ()
        return (self.lists[question.for_each], "list", instance)


def _noted(note: Note) -> dict[str, str]:
    known = {"by": note.by, "on": note.on, "evidence": note.evidence}
    said = {key: value for key, value in known.items() if value is not None}
    return {"text": note.text, "visible_to": note.visible_to, **said}
