"""The forms of `knowledge-base.yaml`: what the whole is called, and what everything else refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.language.enumeration import joined

from ..codes import SWITCHABLE
from ..document import Document
from ..model import SEVERITIES, Context, Held, PhaseOfWork, PlanLine, SwitchedOff, Text, Theme, Word
from ..problem import did_you_mean, quoted
from ..reading.conditions import ConditionReader
from ..reading.entry import KEBAB, SNAKE, Entry, Findings
from .form import Form, Key, Values
from .kinds import Entries, Id, Ids, Line, Reference, References, SomeDeclared, SomeOf, Whole, Words, YesNo
from .parts import Parts
from .shapes import LINE, Schema, described, keys, listing

LANGUAGE = re.compile(r"[a-z]{2}")
MOST_INSTANCES = 12
MANY = 3
"""In so many texts a language is no slip of one of them."""
IN_TEXTS = ("brand", "answer")
"""Names that texts print anyway, which no word and no list of a context can be called."""


THEME: Form[Theme] = Form(
    "theme",
    Theme,
    (
        Key("id", Id(KEBAB), "Permanent id, in kebab-case.", required=True),
        Key("title", Words(), "The chapter of the report.", required=True),
    ),
)


def _verify_context(entry: Entry, values: Values, reader: ConditionReader) -> None:
    key = values.get("key")
    if key in IN_TEXTS:
        entry.error("E046", f"{quoted(key)} has a meaning of its own in texts. Choose another.", entry.position("list"))
        entry.lost = True


CONTEXT: Form[Context] = Form(
    "context",
    Context,
    (
        Key(
            "id",
            Id(SNAKE, in_conditions=True),
            "What one instance is called in conditions, in snake_case.",
            required=True,
        ),
        Key("list", Id(SNAKE), "What answers files call the list of instances.", required=True, field="key"),
        Key("title", Words(), "One instance, as a heading.", required=True),
        Key("ask", Words(), "How the interview asks for the list.", required=True),
        Key("help", Words(), "How to find out what belongs on it."),
        Key("at_most", Whole(1, MOST_INSTANCES), "How many instances can be listed; 12 unless said otherwise."),
    ),
    _verify_context,
)

PHASE: Form[PhaseOfWork] = Form(
    "phase",
    PhaseOfWork,
    (
        Key("id", Id(KEBAB), "Permanent id, in kebab-case.", required=True),
        Key("title", Words(), "The phase as a heading.", required=True),
        Key("meaning", Words(), "What belongs there.", required=True),
        Key("pending", YesNo(), "yes: it is about decisions; page one answers them with the titles of its findings."),
    ),
)

HELD: Form[Held] = Form(
    "description of findings",
    lambda at, **given: Held(**given),
    (
        Key("severity", SomeOf(SEVERITIES), "Findings of these severities."),
        Key("phase", SomeDeclared("phases"), "Findings of these phases."),
    ),
)


@dataclass(frozen=True)
class Holds:
    """A list of descriptions, any of which holds a finding; an empty one holds them all."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> tuple[Held, ...] | None:
        value = entry.get(key.name, required=True)
        if value is None:
            return None
        if not isinstance(value, list) or not value:
            entry.error("E023", '"holds" is a list such as [{severity: critical}].', entry.position(key.name))
            entry.lost = True
            return None
        found = []
        for index, one in enumerate(value):
            if isinstance(one, dict):
                found.append(HELD.read(entry.part(key.name, index, what=HELD.what), reader))
            else:
                message = "A description is a group of keys, such as {severity: critical}."
                entry.error("E023", message, entry.position(key.name, index))
        return tuple(one for one in found if one is not None)

    def schema(self, parts: Parts) -> Schema:
        return listing(HELD.schema(parts), at_least=1)


LINE_OF_PLAN: Form[PlanLine] = Form(
    "line of the plan",
    PlanLine,
    (
        Key("id", Id(KEBAB), "Permanent id, in kebab-case.", required=True),
        Key("title", Words(), "When: the line as a heading.", required=True),
        Key(
            "holds", Holds(), "The findings that stand in it: the first line that fits holds a finding.", required=True
        ),
    ),
)

SWITCH: Form[SwitchedOff] = Form(
    "switched-off warning",
    SwitchedOff,
    (
        Key("code", Line(), "The code of a warning, or of a finding of the analysis.", required=True),
        Key("at", Line(), "The id of the entry it is about.", required=True, field="where"),
        Key("reason", Line(), "Why it is meant that way.", required=True),
    ),
    lambda entry, values, reader: _verify_switch(entry, values),
)


def _verify_switch(entry: Entry, values: Values) -> None:
    code = values.get("code")
    if code is not None and code not in SWITCHABLE:
        what = "is an error and cannot be switched off" if code.startswith("E") else "is not the code of a warning"
        entry.error("E085", f"{quoted(code)} {what}.{did_you_mean(code, SWITCHABLE)}", entry.position("code"))
        entry.lost = True


@dataclass(frozen=True)
class WordChoices:
    """The choices of every word that texts may print, by its name."""

    def read(self, entry: Entry, key: Key, reader: ConditionReader) -> dict[str, tuple[Word, ...]] | None:
        value = entry.get(key.name)
        if value is None:
            return None
        if not isinstance(value, dict):
            entry.error("E023", f"{quoted(key.name)} is a group of words with their choices.", entry.position(key.name))
            return None
        group = entry.part(key.name, what="the list of words")
        return {name: choices for name in group.keys if (choices := self._word(group, name, reader))}

    def _word(self, group: Entry, name: str, reader: ConditionReader) -> tuple[Word, ...]:
        if not SNAKE.fullmatch(name) or name in IN_TEXTS:
            group.error("E026", f"{quoted(name)} cannot be the name of a word here.", group.key_position(name))
            return ()
        entries = group.entries(name, "choice of the word", required=True)
        choices = [self._choice(group, one, index, reader) for index, one in enumerate(entries)]
        written = group.keys[name]
        if entries and len(entries) == len(written) and "when" in entries[-1].keys:
            message = "The last choice of a word has no `when`: it is what is said where nothing else fits."
            group.error("E058", message, entries[-1].key_position("when"))
        for one in entries[:-1]:
            if "when" not in one.keys and one.keys.keys() <= {*group.findings.languages}:
                message = "Only the last choice of a word can be without `when`; what follows would never be said."
                group.error("E058", message, one.at)
        return tuple(choice for choice in choices if choice is not None)

    def _choice(self, group: Entry, one: Entry, index: int, reader: ConditionReader) -> Word | None:
        when = reader.of(one, "when")
        findings = group.findings
        findings.met.update(key for key in one.keys if key != "when")
        languages = findings.languages or tuple(key for key in one.keys if key != "when")
        before = len(findings.problems)
        forms = {language: line for language in languages if (line := one.line(language, required=True)) is not None}
        one.close()
        findings.problems[before:] = [told.resting_on([findings.declared]) for told in findings.problems[before:]]
        return None if one.lost or len(forms) < len(languages) else Word(forms, when, one.at)

    def schema(self, parts: Parts) -> Schema:
        forms = dict.fromkeys(parts.kb.languages, LINE)
        choice = keys({"when": described(parts.condition, "Where this choice is said."), **forms}, parts.kb.languages)
        return {"type": "object", "additionalProperties": listing(choice, at_least=1)}


FRAME_KEYS: tuple[Key, ...] = (
    Key("id", Id(KEBAB), "The id of the knowledge base.", required=True),
    Key("version", Line(), "Raised with every release.", required=True),
    Key("languages", Ids(LANGUAGE), "First the default.", required=True),
    Key("title", Words(), "The knowledge base as a heading.", required=True),
    Key("sections", Ids(KEBAB), "The chapters of the interview, in order.", required=True),
    Key("themes", Entries(THEME, least=1), "The chapters of the report.", required=True),
    Key("contexts", Entries(CONTEXT), "What a brand has several of, such as its spaces."),
    Key("phases", Entries(PHASE, least=1), "The phases of the work, in order.", required=True),
    Key("plan", Entries(LINE_OF_PLAN, least=1), "The lines of the plan, in order.", required=True),
    Key("words", WordChoices(), "Words that texts print, chosen by answers."),
    Key("retired", Ids(SNAKE), "Former questions that are asked no more: answers to them are read over."),
    Key("summary", References("conclusions"), "Conclusions in the order in which the report speaks of them."),
    Key(
        "matter",
        Reference("questions"),
        "The question whose note for the client says what is on the table.",
    ),
    Key("switched_off", Entries(SWITCH), "Warnings that are meant, with the reason."),
)


@dataclass(frozen=True)
class Frame:
    """What the main file says; what is missing is empty after it has been noted."""

    id: str = ""
    version: str = ""
    title: Text | None = None
    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    contexts: tuple[Context, ...] = ()
    phases: tuple[PhaseOfWork, ...] = ()
    plan: tuple[PlanLine, ...] = ()
    words: dict[str, tuple[Word, ...]] | None = None
    retired: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    matter: str | None = None
    switched_off: tuple[SwitchedOff, ...] = ()


def languages(document: Document, findings: Findings) -> tuple[str, ...]:
    """The languages of the knowledge base, first the default; empty if they cannot be told.

    That they are missing is told when the file is read.
    """
    frame = Entry(document, (), findings, "the knowledge base")
    if frame.keys.get("languages") is None:
        return ()
    before = len(findings.problems)
    codes = frame.ids("languages")
    for index, code in enumerate(codes):
        if not LANGUAGE.fullmatch(code):
            message = f'"{code[:20]}" is not a language: use two letters such as fr or en.'
            frame.error("E026", message, frame.position("languages", index))
    if not codes and frame.keys["languages"] == []:
        frame.error("E025", "Name at least one language.", frame.position("languages"))
    return codes if len(findings.problems) == before else ()


def languages_at_odds(document: Document, findings: Findings) -> None:
    """Note where `languages` names one that no text is in, or lacks one that most texts are in."""
    met, declared = findings.met, findings.languages
    most = max(met.values(), default=0)
    if not declared or most < MANY:
        return
    foreign = [language for language in met if language not in declared and met[language] * 2 > most]
    unused = [index for index, language in enumerate(declared) if language not in met]
    for index in unused:
        meant = f" Did you mean {quoted(foreign.pop())}?" if foreign else ""
        remedy = meant or " Translate them, or take the language out until they are."
        message = f"{quoted(declared[index])} is among the languages, and no text is in it.{remedy}"
        findings.error(document, "E027", message, document.position(("languages", index)))
    if foreign and not unused:
        also = joined("and", map(quoted, foreign))
        message = f"The texts are in {also} as well. Name it here: [{', '.join((*declared, *foreign))}]."
        findings.error(document, "E028", message, document.position(("languages",)))


def read_frame(document: Document, reader: ConditionReader) -> Frame:
    """Read the main file but for its languages, which must be known before any text is read."""
    frame = Entry(document, (), reader.findings, "the knowledge base")
    frame.get("languages", required=True)
    read = {key.name: key.kind.read(frame, key, reader) for key in FRAME_KEYS if key.name != "languages"}
    frame.close()
    known = {name: value for name, value in read.items() if value is not None}
    result = Frame(languages=reader.findings.languages, **known)
    plan = frame.keys.get("plan")
    last = result.plan[-1].holds if isinstance(plan, list) and len(plan) == len(result.plan) > 0 else ()
    if any(held.severity or held.phase for held in last):
        message = "The last line of the plan holds whatever no other holds: write holds: [{}]."
        frame.error("E058", message, frame.position("plan", len(frame.keys["plan"]) - 1, "holds"))
    return result


def frame_schema(parts: Parts) -> Schema:
    """What the main file may hold."""
    properties = {key.name: described(key.kind.schema(parts), key.says) for key in FRAME_KEYS}
    return keys(properties, [key.name for key in FRAME_KEYS if key.required])
