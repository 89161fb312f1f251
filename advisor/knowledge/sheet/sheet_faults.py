"""A whole answer sheet, held against a knowledge base: its head, its answers, its lists of instances, who was asked.

spaces: [{id: …}, …]                  all there are
spaces: {list: [{id: …}], more: yes}  those named so far
spaces: unknown                       not known, which says as much as nothing
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from advisor.language import offered

from ..document import Steps
from ..inheritance import over
from ..model import Context, KnowledgeBase, Question
from ..problem import suggest
from .answer_faults import note_faults, speakers
from .fault import Fault, Faults
from .fault_messages import found, suggestion
from .review_faults import note_review_faults

KEYS = (
    "brand", "date", "consultant", "language", "knowledge_base", "answers", "notes", "flags", "respondents", "review",
    "based_on", "brief", "expect",
)  # fmt: skip
OF_AN_INSTANCE = ("id", "name", "answers", "notes", "flags")
OF_A_NOTE = ("text", "visible_to", "by", "on", "evidence")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HERE = "this"
"""The instance that an example of an entry about one instance is about."""


def faults_of(typed: Mapping[str, Any], kb: KnowledgeBase) -> tuple[Fault, ...]:
    """What is wrong with an answers file or a case: with it, or else with what it is together with its base."""
    name = typed.get("based_on")
    if name is None:
        return _faults(typed, kb, whole=True)
    base = kb.cases.get(name) if isinstance(name, str) else None
    own = _faults(typed, kb, whole=False)
    if base is None:
        near = suggestion(suggest(name, kb.cases))
        return (*own, Fault("I008", ("based_on",), False, {"found": name, "suggestion": near}))
    if own:
        return own
    both = _faults(together(typed, kb), kb, whole=True)
    return () if both and _faults(base.document, kb, whole=True) else both


def together(typed: Mapping[str, Any], kb: KnowledgeBase) -> Mapping[str, Any]:
    """A sheet over the case it is based on, if it is on one; its own answers, notes and keys win."""
    base = kb.cases.get(str(typed.get("based_on")))
    if base is None:
        return typed
    return over(base.document, typed, {context.key: id for id, context in kb.contexts.items()})


def faults_of_example(typed: Mapping[str, Any], kb: KnowledgeBase, level: str | None = None) -> tuple[Fault, ...]:
    """What is wrong with the answers of an example; `level` is the context of an entry about one instance.

    Its answers are then those of the instance `HERE`; others stand in the list of the context.
    """
    sheet = _Sheet(kb, Faults())
    here = _Where(context=kb.contexts.get(level or ""))
    for name, value in typed.items():
        if name in sheet.lists:
            context = sheet.lists[name]
            sheet.list_of(context, value, (HERE,) if context.id == level else ())
        else:
            question = kb.question_called(name)
            of_the_brand = question is not None and question.for_each is None
            sheet.answer(name, value, (name,), _Where() if of_the_brand else here)
    return tuple(sheet.faults.found)


def listed_in(typed: Any) -> tuple[list[Any], Steps]:
    """The entries of a list of instances, and the way to them from its key."""
    if isinstance(typed, Mapping):
        return typed.get("list", []), ("list",)
    return ([] if typed in (None, "unknown") else typed), ()


def notes_in(typed: Any) -> list[Any]:
    """The notes on a question: one, or a list of them."""
    return typed if isinstance(typed, list) else [typed]


def _faults(typed: Mapping[str, Any], kb: KnowledgeBase, *, whole: bool) -> tuple[Fault, ...]:
    faults = Faults()
    _Sheet(kb, faults).sheet(typed, whole=whole)
    return tuple(faults.found)


class _Where(NamedTuple):
    """Whose answers they are: those of the brand, or of one instance of a context."""

    path: Steps = ()
    context: Context | None = None


class _Sheet:
    """Goes through one sheet."""

    def __init__(self, kb: KnowledgeBase, faults: Faults) -> None:
        self.kb = kb
        self.faults = faults
        self.lists = {context.key: context for context in kb.contexts.values()}
        self._names: dict[tuple[Steps, str], str] = {}
        self._speakers: list[tuple[str, Steps]] = []

    def sheet(self, typed: Mapping[str, Any], *, whole: bool) -> None:
        """The sheet from top to bottom. What is not `whole` may lack what its base says."""
        strange = self.faults.unknown_keys(typed, (*KEYS, *self.lists), ())
        self.head(typed, required=whole, strange=strange)
        self.said(typed, _Where())
        for key, context in self.lists.items():
            self.list_of(context, typed.get(key))
        respondents = self.respondents(typed.get("respondents"))
        for name, path in self._speakers if whole else ():
            if name not in respondents:
                self.faults.add("I025", path, found=name, suggestion=suggestion(suggest(name, respondents)))
        note_review_faults(typed.get("review"), self.kb, self.faults)

    def head(self, typed: Mapping[str, Any], *, required: bool, strange: bool) -> None:
        """The keys on top. Where one is unknown, it may be the one that is missing."""
        self.text(typed, "brand", required=required and not (strange and "brand" not in typed))
        date = self.text(typed, "date", required=required and not (strange and "date" not in typed))
        self.faults.date(date, ("date",))
        self.text(typed, "consultant")
        language = self.text(typed, "language")
        if language is not None and language not in (possible := offered(self.kb.languages)):
            self.faults.add("I005", ("language",), found=language, possible=", ".join(possible))
        self.knowledge_base(typed.get("knowledge_base"))

    def text(self, typed: Mapping[str, Any], key: str, *, required: bool = False) -> str | None:
        value = typed.get(key)
        if isinstance(value, (Mapping, list)):
            self.faults.expected(key, "text", (key,), value)
            return None
        words = "" if value is None else str(value).strip()
        if not words and key in typed and required:
            self.faults.add("I022", (key,), key_=key)
        elif key not in typed and required:
            self.faults.add("I001", (), key_=key)
        return words or None

    def knowledge_base(self, named: Any) -> None:
        path = ("knowledge_base",)
        if named is None:
            return
        if not isinstance(named, Mapping):
            self.faults.expected("knowledge_base", "mapping", path, named)
            return
        self.faults.unknown_keys(named, ("id", "version"), path)
        if str(named.get("id", self.kb.id)) != self.kb.id:
            self.faults.add("I006", (*path, "id"), found=str(named["id"]), expected=self.kb.id)

    def said(self, typed: Mapping[str, Any], where: _Where) -> None:
        """Answers, notes and flags of the brand or of one instance."""
        for name, value in self.group(typed, "answers", where).items():
            self.answer(name, value, (*where.path, "answers", name), where)
        for name, value in self.group(typed, "notes", where).items():
            path = (*where.path, "notes", name)
            self.question(name, path, where)
            for index, note in enumerate(notes_in(value)):
                self.note(note, (*path, index) if isinstance(value, list) else path)
        flags = typed.get("flags")
        if flags is not None and not isinstance(flags, list):
            self.faults.expected("flags", "questions", (*where.path, "flags"), flags)
            return
        for index, name in enumerate(flags or ()):
            self.question(str(name), (*where.path, "flags", index), where, key=False)

    def group(self, typed: Mapping[str, Any], key: str, where: _Where) -> Mapping[str, Any]:
        group = typed.get(key)
        if group is not None and not isinstance(group, Mapping):
            self.faults.expected(key, "mapping", (*where.path, key), group)
            return {}
        return group or {}

    def answer(self, name: str, typed: Any, path: Steps, where: _Where) -> None:
        question = self.question(name, path, where)
        if question is None:
            return
        earlier = self._names.setdefault((where.path, question.id), name)
        if earlier != name:
            self.faults.add("I031", path, key=True, first=earlier, second=name)
            return
        before = len(self.faults.found)
        note_faults(question, typed, path, self.faults)
        if len(self.faults.found) == before:
            self._speakers += [(speaker, path) for speaker in speakers(typed)]

    def question(self, name: str, path: Steps, where: _Where, *, key: bool = True) -> Question | None:
        """The question of this name, if it may be answered here."""
        question = self.kb.question_called(name)
        if question is None:
            if name not in self.kb.retired:
                near = suggestion(suggest(name, self.kb.questions))
                self.faults.add("I010", path, key=key, found=name, suggestion=near)
            return None
        if question.for_each == (where.context.id if where.context else None):
            return question
        level = self.kb.contexts.get(question.for_each) if question.for_each else where.context
        code = "I029" if question.for_each else "I030"
        self.faults.add(code, path, key=key, question=name, key_=level.key if level else "")
        return None

    def note(self, typed: Any, path: Steps) -> None:
        if not isinstance(typed, Mapping):
            self.faults.expected(str(path[-1]), "mapping", path, typed)
            return
        self.faults.unknown_keys(typed, OF_A_NOTE, path)
        words, visible, on = typed.get("text"), typed.get("visible_to", "internal"), typed.get("on")
        if words is None or isinstance(words, (Mapping, list)) or not str(words).strip():
            self.faults.add("I022", (*path, "text"), key_="text")
        if visible not in ("client", "internal"):
            self.faults.add("I020", (*path, "visible_to"), found=found(visible))
        self.faults.date(on, (*path, "on"))

    def list_of(self, context: Context, typed: Any, taken: tuple[str, ...] = ()) -> None:
        """The list of one context, beside instances that are there already."""
        key = context.key
        if isinstance(typed, Mapping):
            self.faults.unknown_keys(typed, ("list", "more"), (key,))
            more = typed.get("more", "no")
            if more not in ("yes", "no"):
                self.faults.expected("more", "yes_or_no", (key, "more"), more)
        listed, steps = listed_in(typed)
        path = (key, *steps)
        if not isinstance(listed, list):
            self.faults.expected(key, "list", path, listed)
            return
        if len(listed) + len(taken) > context.at_most:
            self.faults.add("I027", path, key_=key, most=context.at_most, count=len(listed) + len(taken))
        for index, one in self.identified(listed, path, key, OF_AN_INSTANCE, taken).items():
            self.said(one, _Where((*path, index), context))

    def identified(
        self, listed: list[Any], path: Steps, key: str, keys: tuple[str, ...], taken: tuple[str, ...] = ()
    ) -> dict[int, Mapping[str, Any]]:
        """The entries of a list that have an id of their own, by their place in it."""
        sound: dict[int, Mapping[str, Any]] = {}
        seen = set(taken)
        for index, one in enumerate(listed):
            place = (*path, index)
            if not isinstance(one, Mapping):
                self.faults.expected(key, "mapping", place, one)
                continue
            strange = self.faults.unknown_keys(one, keys, place)
            id = str(one.get("id") or "")
            if strange and "id" not in one:
                continue  # It is probably that.
            if not ID.fullmatch(id):
                self.faults.add("I026", (*place, "id") if "id" in one else place, found=found(one.get("id")))
            elif id in seen:
                self.faults.add("I017", (*place, "id"), option=id, question=key)
            else:
                seen.add(id)
                sound[index] = one
        return sound

    def respondents(self, listed: Any) -> list[str]:
        """The ids of those who were asked."""
        if listed is not None and not isinstance(listed, list):
            self.faults.expected("respondents", "list", ("respondents",), listed)
            return []
        sound = self.identified(listed or [], ("respondents",), "respondents", ("id", "name", "role"))
        return [str(one["id"]) for one in sound.values()]
