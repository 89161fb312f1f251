"""One entry of a knowledge base file, read key by key; whatever does not fit becomes a problem at its place.

A getter returns None (or nothing) where the value is missing or unusable, so that reading goes on and one
run reports everything. An entry that cannot be built without such a value is `lost`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from ..condition import Position
from ..document import Document, Steps
from ..model import Text
from ..problem import Ground, Problem, did_you_mean, listed, quoted, suggest
from .translations import HALF_QUOTED, half_quoted, misread

Word = TypeVar("Word", bound=str)

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SOURCE = re.compile(r"[A-Za-z][A-Za-z0-9]*")
CLAIM = re.compile(r"[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9]+")
SHAPES: Mapping[re.Pattern[str], str] = {
    SNAKE: "small letters, digits and underscores, beginning with a letter, such as team_size",
    KEBAB: "small letters, digits and hyphens, such as stop-removing-criticism",
    SOURCE: "letters and digits, such as S2",
    CLAIM: "the source, a hyphen and a number, such as S2-04",
}
LONGEST_ID = 80
MOST_PROBLEMS = 1000


class EnoughError(Exception):
    """So many problems have been found that reading stops."""


@dataclass
class Findings:
    """The problems found so far, and the languages every text must have (empty while they are not known).

    `declared` is where the languages are named, `met` in how many texts each was met.
    """

    languages: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    declared: Ground = ("", ())
    met: Counter[str] = field(default_factory=Counter)

    def error(
        self, document: Document, code: str, message: str, at: Position, rests_on: tuple[Ground, ...] = ()
    ) -> None:
        """Note an error at a position of a document. Raises EnoughError when nobody would read on."""
        self.problems.append(document.problem(code, message, at).resting_on(rests_on))
        self.said.add(message)
        if len(self.said) >= MOST_PROBLEMS:
            raise EnoughError


def kind_of(value: object) -> str:
    """What someone typed, in words for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    return quoted(value)


class Entry:
    """A mapping in a document with the keys that have been asked of it."""

    def __init__(self, document: Document, steps: Steps, findings: Findings, what: str) -> None:
        self.document = document
        self.steps = steps
        self.findings = findings
        self.what = what
        self.lost = False
        self.asked: dict[str, None] = {}
        self.missing: dict[str, Problem] = {}
        self.unfinished: dict[str, Problem] = {}
        value = document.at(steps)
        self.keys: Mapping[str, Any] = value if isinstance(value, dict) else {}

    @property
    def at(self) -> Position:
        """Where the entry begins."""
        return self.document.position(self.steps)

    def position(self, *steps: str | int) -> Position:
        """Where a value inside the entry begins."""
        return self.document.position((*self.steps, *steps))

    def key_position(self, *steps: str | int) -> Position:
        """Where the key of a value inside the entry stands."""
        return self.document.key_position((*self.steps, *steps))

    def error(self, code: str, message: str, at: Position, rests_on: tuple[Ground, ...] = ()) -> None:
        """Note an error of this entry; it only follows where what it rests on is at fault."""
        self.findings.error(self.document, code, message, at, rests_on)

    def has(self, key: str) -> bool:
        """Whether the key is there; counts as asking for it."""
        self.asked[key] = None
        return key in self.keys

    def get(self, key: str, *, required: bool = False) -> Any:
        """The raw value of a key. A required one that is missing or empty is a problem and loses the entry."""
        present = self.has(key)
        value = self.keys.get(key)
        if value is None and (present or required):
            self.lost = self.lost or required
            if present:
                message = f"{quoted(key)} has no value. Give it one or remove the key."
                self.error("E025", message, self.key_position(key))
                self.unfinished[key] = self.findings.problems[-1]
            else:
                at = self.document.key_position(self.steps) if self.steps else self.at
                self.lacks([key], "E022", f"{self.what[0].upper()}{self.what[1:]} needs the key {quoted(key)}.", at)
        return value

    def lacks(self, keys: Iterable[str], code: str, message: str, at: Position) -> None:
        """Complain that one or all of some keys are not there; taken back on closing if one is, and only misspelt."""
        self.error(code, message, at)
        self.missing.update(dict.fromkeys(keys, self.findings.problems[-1]))

    def _wrong(self, key: str, expected: str, *, required: bool, steps: Steps = ()) -> None:
        self.lost = self.lost or required
        value = self.document.at((*self.steps, key, *steps))
        at = self.position(key, *steps)
        self.error("E023", f"{quoted(key)} must be {expected}, not {kind_of(value)}.", at)

    def line(self, key: str, *, required: bool = False) -> str | None:
        """Words on one line, the same in every language; a number is taken as typed."""
        value = self.get(key, required=required)
        if value is None:
            return None
        if not isinstance(value, (str, int)):
            self._wrong(key, "a text", required=required)
            return None
        if not str(value).strip():
            self.lost = self.lost or required
            self.error("E025", f"{quoted(key)} is empty.", self.position(key))
            return None
        if half_quoted(value):
            self.lost = self.lost or required
            self.error("E036", HALF_QUOTED, self.position(key))
            return None
        return str(value).strip()

    def id(self, shape: re.Pattern[str], key: str = "id") -> str | None:
        """An id of the given shape."""
        value = self.line(key, required=True)
        if value is not None and not self._shaped(value, shape, self.position(key)):
            self.lost = True
            return None
        return value

    def _shaped(self, value: str, shape: re.Pattern[str], at: Position) -> bool:
        if shape.fullmatch(value) and len(value) <= LONGEST_ID:
            return True
        self.error("E026", f"{quoted(value)} cannot be an id here: use {SHAPES[shape]}.", at)
        return False

    def ids(self, key: str, shape: re.Pattern[str] | None = None) -> tuple[str, ...]:
        """A list of ids, each once; those that do not fit are left out."""
        return tuple(value for _, value in self.placed_ids(key, shape))

    def placed_ids(self, key: str, shape: re.Pattern[str] | None = None) -> tuple[tuple[int, str], ...]:
        """A list of ids, each once, with their places in the list."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong(key, "a list such as [first, second]", required=False)
            return ()
        found: dict[str, int] = {}
        for index, one in enumerate(value):
            at = self.position(key, index)
            if not isinstance(one, (str, int)) or not str(one).strip():
                self._wrong(key, "a list of ids", required=False, steps=(index,))
            elif str(one) in found:
                self.error("E030", f"{quoted(one)} stands twice in this list. Keep it once.", at)
            elif shape is None or self._shaped(str(one), shape, at):
                found[str(one)] = index
        return tuple((index, one) for one, index in found.items())

    def word(
        self, key: str, words: Sequence[Word], *, required: bool = False, declared: tuple[Ground, ...] = ()
    ) -> Word | None:
        """One of the given words; `declared` is where they are, if not by the format."""
        value = self.get(key, required=required)
        if value is None:
            return None
        if isinstance(value, (dict, list)):
            self._wrong(key, f"one of {listed(words)}", required=required)
            return None
        if value not in words:
            self.lost = self.lost or required
            message = f"{quoted(key)} must be {listed(words)}, not {quoted(value)}.{did_you_mean(value, words)}"
            self.error("E024", message, self.position(key), declared)
            return None
        return cast(Word, value)

    def words(self, key: str, words: Sequence[str], declared: tuple[Ground, ...] = ()) -> tuple[str, ...]:
        """A list of the given words, each once; one word by itself is a list of one."""
        value = self.get(key)
        if value is not None and not isinstance(value, (list, dict)):
            one = self.word(key, words, declared=declared)
            return () if one is None else (one,)
        found = []
        for index, one in self.placed_ids(key):
            if one in words:
                found.append(one)
            else:
                message = f"{quoted(key)} must be {listed(words)}, not {quoted(one)}.{did_you_mean(one, words)}"
                self.error("E024", message, self.position(key, index), declared)
        if value == []:
            self.error("E025", f"The list under {quoted(key)} is empty.", self.position(key))
        return tuple(found)

    def yes(self, key: str) -> bool:
        """Yes or no; no when the key is absent."""
        return self.word(key, ("yes", "no")) == "yes"

    def whole(self, key: str, *, required: bool = False, least: int = -(10**9), most: int = 10**9) -> int | None:
        """A whole number within bounds."""
        value = self.get(key, required=required)
        if value is None:
            return None
        if not isinstance(value, int):
            self._wrong(key, "a whole number without quotes", required=required)
            return None
        if not least <= value <= most:
            self.lost = self.lost or required
            self.error("E029", f"{quoted(key)} must be from {least:,} to {most:,}, not {value}.", self.position(key))
            return None
        return value

    def text(self, key: str, *, required: bool = False) -> Text | None:
        """A text in every language of the knowledge base."""
        value = self.get(key, required=required)
        if value is None:
            return None
        text = self._text(key, ())
        self.lost = self.lost or (required and text is None)
        return text

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of texts, each in every language."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self._wrong(key, "a list of texts", required=False)
            return ()
        read = [self._text(key, (index,)) for index in range(len(value))]
        return tuple(text for text in read if text is not None)

    def text_at(self, key: str, *steps: str | int) -> Text | None:
        """A text in every language that stands below a key."""
        return self._text(key, steps)

    def part(self, *steps: str | int, what: str) -> Entry:
        """A group of keys inside this entry, as an entry of its own."""
        return Entry(self.document, (*self.steps, *steps), self.findings, what)

    def _text(self, key: str, steps: Steps) -> Text | None:
        value = self.document.at((*self.steps, key, *steps))
        languages = self.findings.languages
        if not isinstance(value, dict):
            pattern = ", ".join(f'{language}: "…"' for language in languages or ("en",))
            self._wrong(key, f"a text in every language, {{{pattern}}}", required=False, steps=steps)
            return None
        self.findings.met.update(language for language in value if value[language] is not None)
        amiss = misread(key, value, languages) if languages else []
        for one in amiss:
            place = (key, *steps) if one.language is None else (key, *steps, one.language)
            at = self.position(*place) if one.value else self.key_position(*place)
            self.error(one.code, one.message, at, (self.findings.declared,))
            if one.language is None and not steps:
                self.unfinished[key] = self.findings.problems[-1]
        text: dict[str, str] = {}
        for language, words in value.items():
            if languages and language not in languages:
                continue
            if not isinstance(words, (str, int)):
                expected = "words; put a text with commas, colons or a dash in quotes"
                self._wrong(key, expected, required=False, steps=(*steps, language))
            elif not str(words).strip():
                self.error("E025", f"The text for {language} is empty.", self.position(key, *steps, language))
            else:
                text[language] = str(words)
        complete = text and all(language in text for language in languages)
        return {language: text[language] for language in languages or text} if complete else None

    def entries(self, key: str, what: str, *, required: bool = False) -> list[Entry]:
        """A list of entries, each a group of keys."""
        value = self.get(key, required=required)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, f"a list: each {what} begins with a dash", required=required)
            return []
        found = []
        for index, one in enumerate(value):
            if isinstance(one, dict) and one:
                found.append(Entry(self.document, (*self.steps, key, index), self.findings, what))
            else:
                self._wrong(key, f"a list of groups of keys, one group for each {what}", required=False, steps=(index,))
        if not value and required:
            self.error("E025", f"{quoted(key)} is empty.", self.position(key))
        return found

    def _found_after_all(self, key: str | None) -> None:
        """Take back that a key is missing, where it is there and only misspelt."""
        missing = self.missing.get(key) if key is not None else None
        if missing is not None:
            self.findings.problems.remove(missing)
            self.missing = {key: problem for key, problem in self.missing.items() if problem != missing}

    def _too_far_out(self, key: str) -> str | None:
        """The key before this one, where it is unfinished without it: this one was meant to stand under that."""
        written = list(self.keys)
        before = written[written.index(key) - 1] if written.index(key) else ""
        problem = self.unfinished.pop(before, None)
        if problem is None or problem not in self.findings.problems:
            return None
        self.findings.problems.remove(problem)
        return before

    def close(self, refused: Collection[str] = ()) -> None:
        """Complain of every key nobody asked for; those `refused` were complained of and are not offered either."""
        known = [key for key in self.asked if key not in refused]
        unknown = [key for key in self.keys if key not in self.asked]
        for key in unknown:
            self._found_after_all(suggest(key, known))
        for key in unknown:
            above = self._too_far_out(key)
            hint = did_you_mean(key, known)
            if above is not None:
                hint = f" Indent it further: it belongs under {quoted(above)}."
            elif not hint and len(unknown) == len(set(self.missing.values())) == 1:
                lacking = next(iter(self.missing))
                self._found_after_all(lacking)
                hint = f" Perhaps {quoted(lacking)} is meant, which is missing. Known keys: {', '.join(known)}."
            hint = hint or f" Known keys: {', '.join(known)}."
            what = f"{self.what[0].upper()}{self.what[1:]}"
            self.error("E021", f"{what} has no key {quoted(key)}.{hint}", self.key_position(key))
            if above is not None:
                return  # What follows stands no better.
