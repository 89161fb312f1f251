"""Every name that a file of a knowledge base defines or mentions, with its place.

The forms by which files are read tell where names stand, so a key that is added to one is followed here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.knowledge.condition import Position
from advisor.knowledge.document import Document, Steps
from advisor.knowledge.forms.cases import ABOUT_THE_CASE, ADVICE_LISTS, case_id
from advisor.knowledge.forms.example_forms import Examples
from advisor.knowledge.forms.form import Form, Key
from advisor.knowledge.forms.frame import FRAME_KEYS, HELD, SWITCH, Holds, WordChoices
from advisor.knowledge.forms.kinds import (
    Conditions,
    Declared,
    Entries,
    Id,
    Later,
    OwnOption,
    OwnOptions,
    Provisos,
    Reference,
    References,
    SomeDeclared,
)
from advisor.knowledge.forms.kinds import Steps as StepList
from advisor.knowledge.forms.question_forms import QUESTION, SECTION_KEYS, TABLE
from advisor.knowledge.forms.sources import ShownBy
from advisor.knowledge.ground_id import declared_id
from advisor.knowledge.loading import LISTS
from advisor.knowledge.reading.conditions import COMBINATORS, COUNT, OVER, QUANTIFIERS
from advisor.knowledge.reading.entry import KEBAB, SNAKE
from advisor.knowledge.reading.names import SINGULAR, Namespace
from advisor.knowledge.texts import FILTERS

from .name import NOUNS, Group, Name, Occurrence

_CALLED = re.compile(r"\b(?:answer|(?P<list>[a-z0-9_]+)_with)\(\s*\\?[\"'](?P<id>[a-z0-9_]+)\\?[\"']")
_PRINTED = re.compile(r"\{\{-?\s*(?P<id>[a-z][a-z0-9_]*)\b(?!\s*\()")
_NO_OPTION = ("answered", "due_within")
_OF_PARTS = ("yes", "no", "not", "is")
"""What a partly known answer says of options."""


def occurrences(kind: str, document: Document) -> tuple[Occurrence, ...]:
    """The names in a file of a kind (`frame`, `questionnaire`, `conclusions`, …), in the order they are met."""
    walk = _Walk(document)
    walk.file(kind)
    walk.texts()
    return tuple(walk.found)


def former(document: Document, found: Iterable[Occurrence]) -> Iterator[tuple[Name, str]]:
    """Former names among what was found in a file, each with the present id of the same thing."""
    for one in found:
        value: Any = document.at(one.steps) if one.noun and one.noun != "case" else None
        aliases = value.get("aliases") if isinstance(value, dict) else None
        for alias in aliases if isinstance(aliases, list) else ():
            yield Name(one.name.group, str(alias), one.name.of), one.name.id


class _Walk:
    """One pass over a document, along the forms of its kind."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Occurrence] = []

    def file(self, kind: str) -> None:
        if kind == "frame":
            for key in FRAME_KEYS:
                if key.name == "sections":
                    self.each((key.name,), "sections")
                else:
                    self.key(key, (), "")
        elif kind == "questionnaire":
            self.value(("section",), "sections", noun="section", entry=())
            for key in SECTION_KEYS[1:]:
                self.key(key, (), "")
            for index, one in self.listed(("questions",)):
                self.form(TABLE if isinstance(one, dict) and "rows" in one else QUESTION, ("questions", index), "")
        elif kind == "cases":
            self.case()
        for name, form in LISTS.get(kind, ()):
            for index, _ in self.listed((name,)):
                self.form(form, (name, index), "")

    # --- What stands in the document ---------------------------------------------------------------------

    def at(self, steps: Steps) -> Any:
        """The value at these steps, None where there is none."""
        try:
            return self.document.at(steps)
        except (KeyError, IndexError, TypeError):
            return None

    def listed(self, steps: Steps) -> Iterator[tuple[int, Any]]:
        value = self.at(steps)
        return iter(enumerate(value)) if isinstance(value, list) else iter(())

    def keys(self, steps: Steps) -> tuple[str, ...]:
        value = self.at(steps)
        return tuple(value) if isinstance(value, dict) else ()

    # --- What is noted -------------------------------------------------------------------------------------

    def note(self, name: Name, at: Position, noun: str = "", steps: Steps = ()) -> None:
        """A name at a place, unless the file shows something else there (a text over several lines, an escape)."""
        line = self.document.line(at)
        column = at.column + (line[at.column - 1 : at.column] in ("'", '"'))
        if line.startswith(name.id, column - 1):
            self.found.append(Occurrence(name, Position(at.file, at.line, column), noun, steps))

    def value(self, steps: Steps, group: Group, *, of: str = "", noun: str = "", entry: Steps | None = None) -> None:
        """The name that is the value at these steps."""
        value = self.at(steps)
        if isinstance(value, (str, int)):
            place = steps if entry is None else entry
            self.note(Name(group, str(value).strip(), of), self.document.position(steps), noun, place)

    def named_key(self, steps: Steps, group: Group, *, noun: str = "") -> None:
        """The name that is the key of these steps."""
        self.note(Name(group, str(steps[-1])), self.document.key_position(steps), noun, steps)

    def each(self, steps: Steps, group: Group, *, of: str = "") -> None:
        """The names in a list, or the one that stands in its place."""
        if isinstance(self.at(steps), list):
            for index, _ in self.listed(steps):
                self.value((*steps, index), group, of=of)
        else:
            self.value(steps, group, of=of)

    def part(self, steps: Steps, group: Group, id: str, offset: int, *, of: str = "") -> None:
        """A name within a word, so many characters from its beginning."""
        at = self.document.position(steps)
        quote = self.document.line(at)[at.column - 1 : at.column] in ("'", '"')
        self.note(Name(group, id, of), Position(at.file, at.line, at.column + quote + offset), steps=steps)

    # --- Entries -------------------------------------------------------------------------------------------

    def form(self, form: Form[Any], steps: Steps, owner: str) -> None:
        """An entry; `owner` is the question or table that options within it belong to."""
        noun = form.what if form.what in NOUNS else ""
        own = self.at((*steps, "id"))
        if noun and own is not None:
            of = owner if noun == "option" else ""
            self.value((*steps, "id"), NOUNS[noun], of=of, noun=noun, entry=steps)
        if form is SWITCH:
            self.switch((*steps, "at"))
        if noun == "context":
            self.value((*steps, "list"), "printed", noun="list of a context", entry=steps)
        inner = str(own) if noun in ("question", "table", "row", "rule", "advice") and own is not None else owner
        for key in form.keys:
            self.key(key, steps, inner)

    def key(self, key: Key, entry: Steps, owner: str) -> None:
        """What a key of an entry names."""
        steps = (*entry, key.name)
        kind: Any = key.kind.kind if isinstance(key.kind, Later) else key.kind
        if key.name not in self.keys(entry) or isinstance(kind, Id):
            return
        if isinstance(kind, (Reference, References, Declared, SomeDeclared)):
            self.each(steps, _group(kind.namespace))
        elif isinstance(kind, (OwnOption, OwnOptions)):
            self.each(steps, "options", of=owner)
        elif isinstance(kind, Conditions):
            self.condition(steps)
        elif isinstance(kind, (Provisos, StepList)):
            for index, one in self.listed(steps):
                bare = isinstance(kind, Provisos) and isinstance(one, dict) and not {"when", "says"} & one.keys()
                self.condition((*steps, index) if bare else (*steps, index, "when"))
        elif isinstance(kind, Entries):
            for index, _ in self.listed(steps):
                self.form(kind.form, (*steps, index), owner)
        elif isinstance(kind, Examples):
            for index, _ in self.listed(steps):
                one = (*steps, index)
                self.value((*one, "name"), "examples", of=owner, noun="example", entry=one)
                self.answers((*one, "answers"))
        elif isinstance(kind, ShownBy):
            self.shown_by(steps)
        elif isinstance(kind, Holds):
            for index, _ in self.listed(steps):
                self.form(HELD, (*steps, index), owner)
        elif isinstance(kind, WordChoices):
            for word in self.keys(steps):
                self.named_key((*steps, word), "printed", noun="word")
                for index, _ in self.listed((*steps, word)):
                    self.condition((*steps, word, index, "when"))

    def shown_by(self, steps: Steps) -> None:
        for index, _ in self.listed(steps):
            shown = str(self.at((*steps, index)))
            entry, slash, example = shown.partition("/")
            self.part((*steps, index), "entries" if slash else "cases", entry, 0)
            if slash:
                self.part((*steps, index), "examples", example, len(entry) + 1, of=entry)

    def switch(self, steps: Steps) -> None:
        """What a warning is about: an id, or two of them with a slash between."""
        first, slash, second = str(self.at(steps)).partition("/")
        if SNAKE.fullmatch(first):
            self.part(steps, "facts", first, 0)
            self.part(steps, "contexts", first, 0)
            self.part(steps, "printed", first, 0)
        if KEBAB.fullmatch(first):
            self.part(steps, "entries", first, 0)
            self.part(steps, "themes", first, 0)
        self.part(steps, "claims", first, 0)
        if slash:
            self.part(steps, "entries", second, len(first) + 1)
            self.part(steps, "options", second, len(first) + 1, of=first)
            self.part(steps, "facts", second, len(first) + 1)

    # --- Conditions and answers ----------------------------------------------------------------------------

    def condition(self, steps: Steps) -> None:
        for key in self.keys(steps):
            here = (*steps, key)
            if key in COMBINATORS:
                self.condition(here)
                for index, _ in self.listed(here):
                    self.condition((*here, index))
            elif key in QUANTIFIERS or key == COUNT:
                self.over(here)
            else:
                self.named_key(here, "facts")
                self.test(here, key)

    def over(self, steps: Steps) -> None:
        """The instances of a context, or conditions that are counted."""
        for key in self.keys(steps):
            here = (*steps, key)
            if key == "conditions":
                for index, _ in self.listed(here):
                    self.condition((*here, index))
            elif isinstance(self.at(here), dict):
                self.named_key(here, "contexts")
                for part in OVER:
                    self.condition((*here, part))

    def test(self, steps: Steps, question: str) -> None:
        if isinstance(self.at(steps), dict):
            for operator in self.keys(steps):
                if operator not in _NO_OPTION:
                    self.each((*steps, operator), "options", of=question)
        else:
            self.each(steps, "options", of=question)

    def answers(self, steps: Steps) -> None:
        """Answers by question, and the lists of instances beside them."""
        for key in self.keys(steps):
            here = (*steps, key)
            if self.instances(here):
                self.named_key(here, "printed")
            else:
                self.named_key(here, "facts")
                self.answer(here, key)

    def instances(self, steps: Steps) -> bool:
        """Whether this is a list of instances; the answers of each are followed."""
        value = self.at(steps)
        below = (*steps, "list") if isinstance(value, dict) and "list" in value else steps
        found = [index for index, one in self.listed(below) if isinstance(one, dict)]
        for index in found:
            self.answers((*below, index, "answers"))
        return bool(found) or below != steps

    def answer(self, steps: Steps, question: str) -> None:
        if not isinstance(self.at(steps), dict):
            self.each(steps, "options", of=question)
            return
        for part in _OF_PARTS:
            if isinstance(self.at((*steps, part)), dict):
                self.answer((*steps, part), question)
            else:
                self.each((*steps, part), "options", of=question)
        for index, _ in self.listed((*steps, "accounts")):
            self.answer((*steps, "accounts", index, "is"), question)

    def case(self) -> None:
        id = case_id(self.document)
        self.found.append(Occurrence(Name("cases", id), Position(self.document.file, 1, 1), "case"))
        self.value(("based_on",), "cases")
        self.answers(("answers",))
        for key in self.keys(()):
            if key not in ABOUT_THE_CASE and isinstance(self.at((key,)), (list, dict)) and self.instances((key,)):
                self.named_key((key,), "printed")
        for question in self.keys(("notes",)):
            self.named_key(("notes", question), "facts")
        self.each(("flags",), "facts")
        for key in ADVICE_LISTS:
            for index, one in self.listed(("expect", key)):
                self.part(("expect", key, index), "entries", declared_id(str(one)), 0)
        for id in self.keys(("expect", "conclusions")):
            at = self.document.key_position(("expect", "conclusions", id))
            self.note(Name("facts", declared_id(id)), at, steps=("expect", "conclusions", id))

    def texts(self) -> None:
        """What texts print, wherever a text stands."""
        for number, line in enumerate(self.document.lines, start=1):
            if "{{" not in line:
                continue
            for found in _CALLED.finditer(line):
                at = Position(self.document.file, number, found.start("id") + 1)
                self.found.append(Occurrence(Name("facts", found["id"]), at))
            for found in _PRINTED.finditer(line):
                if found["id"] != "brand" and found["id"] not in FILTERS:
                    at = Position(self.document.file, number, found.start("id") + 1)
                    self.found.append(Occurrence(Name("printed", found["id"]), at))


def _group(namespace: Namespace) -> Group:
    if namespace == "words":
        return "printed"
    noun = SINGULAR[namespace]
    return NOUNS[noun]
