"""The knowledge base as frozen, typed values: what every later stage reads.

Built by `advisor.knowledge.load` from the YAML files of one directory and never changed afterwards.
Texts map a language code to a sentence. `at` is the entry's position in its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .condition import NOWHERE, Condition, Position

Text = Mapping[str, str]
QuestionType = Literal["choice", "choices", "yes_no", "number", "text"]
Kind = Literal["mistake", "myth", "gap", "risk", "opportunity", "strength", "ask"]
Severity = Literal["critical", "major", "moderate", "minor"]
Phase = Literal["stop", "repair", "serve", "organise", "grow"]
Effort = Literal["low", "medium", "high"]
Status = Literal["draft", "stable", "deprecated"]
Weight = Literal["high", "medium", "low"]

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "moderate", "minor")
PHASES: tuple[Phase, ...] = ("stop", "repair", "serve", "organise", "grow")
EFFORTS: tuple[Effort, ...] = ("low", "medium", "high")
PROBLEM_KINDS: tuple[Kind, ...] = ("mistake", "myth", "gap", "risk")


@dataclass(frozen=True)
class Option:
    """One possible answer to a `choice` or `choices` question; `alone` excludes the others."""

    id: str
    label: Text
    alone: bool = False
    aliases: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Question:
    """Something asked in the interview.

    `options` is empty except for choice and choices, and holds yes and no (with labels) for yes_no.
    `min`, `max` (integers, inclusive) and `unit` belong to numbers.
    """

    id: str
    section: str
    type: QuestionType
    ask: Text
    help: Text | None = None
    because: Text | None = None
    options: tuple[Option, ...] = ()
    min: int | None = None
    max: int | None = None
    unit: Text | None = None
    relevant_when: Condition | None = None
    aliases: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)

    def option(self, id: str) -> Option:
        """The option with this id; KeyError if there is none."""
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)


@dataclass(frozen=True)
class Section:
    """One chapter of the interview, its questions in order of asking."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Proviso:
    """One entry of `unless` or `postpone_while`: a condition and, for postponements, what to wait for."""

    when: Condition
    says: Text | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Example:
    """An example beside a rule: answers and what must come of it.

    `expects` is an outcome for advice (`fires`, `postponed`, `excepted`, `does_not_apply`,
    `out_of_scope`, `undetermined`, or `not_fires` for any but fires) and yes, no or undetermined for
    conclusion rules. `answers` is as typed in the file: advisor.answers reads it.
    """

    name: str
    expects: str
    answers: Mapping[str, Any]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class ConclusionRule:
    """A rule that derives one or several conclusions."""

    id: str
    when: Condition
    conclude: tuple[str, ...]
    unless: tuple[Proviso, ...] = ()
    claims: tuple[str, ...] = ()
    status: Status = "stable"
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Conclusion:
    """A proposition that rules derive: yes, no or undetermined."""

    id: str
    title: Text
    meaning: Text
    shown: bool = False
    excludes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Addition:
    """Text and claims added to an advice when a condition holds. Absent texts are None."""

    when: Condition
    observed: Text | None = None
    consequence: Text | None = None
    recommendation: Text | None = None
    steps: tuple[Text, ...] = ()
    nuance: Text | None = None
    claims: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Advice:
    """One piece of advice: the condition under which it holds and everything the report says of it.

    Severity is None for opportunity, strength and ask; phase and effort for strength and ask.
    """

    id: str
    kind: Kind
    theme: str
    when: Condition
    title: Text
    observed: Text
    consequence: Text | None = None
    recommendation: Text | None = None
    steps: tuple[Text, ...] = ()
    nuance: Text | None = None
    severity: Severity | None = None
    phase: Phase | None = None
    rank: int | None = None
    effort: Effort | None = None
    unless: tuple[Proviso, ...] = ()
    postpone_while: tuple[Proviso, ...] = ()
    subsumes: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    add: tuple[Addition, ...] = ()
    claims: tuple[str, ...] = ()
    status: Status = "stable"
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Check:
    """A contradiction between answers, with the questions to ask again."""

    id: str
    when: Condition
    says: Text
    ask_again: tuple[str, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Source:
    """An article the knowledge comes from. Where and when it appeared may be unknown."""

    id: str
    author: str
    title: str
    publication: str | None
    language: str
    year: int | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)

    @property
    def appeared(self) -> str:
        """Where and when, as far as known: “FrenchWeb, 2011”."""
        return ", ".join(str(known) for known in (self.publication, self.year) if known)


@dataclass(frozen=True)
class Claim:
    """One statement of a source: where it stands (`locator`), how it reads in our words, what shows it at work."""

    id: str
    source: str
    locator: Text
    weight: Weight
    says: Text
    shown_by: tuple[str, ...] = ()
    not_used: str | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Theme:
    """A heading under which the report gathers advice."""

    id: str
    title: Text
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class SwitchedOff:
    """A warning code the authors silence at one entry, with their reason."""

    code: str
    where: str
    reason: str
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class CaseFile:
    """A whole example brand under cases/: the path, the answers as typed, and what is expected.

    `answers` holds the answers file's keys without `expect` and with `based_on` already resolved.
    `expect` maps fires, not_fires, undetermined, postponed, excepted, does_not_apply, out_of_scope and
    first to tuples of advice ids, and conclusions to {id: "yes" | "no" | "undetermined"}.
    """

    id: str
    document: Mapping[str, Any]
    expect: Mapping[str, Any]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything the rules directory says. Mappings keep the order of the files.

    `rules` and `advice` hold what runs: stable entries, and drafts if they were asked for when loading;
    `inactive` holds the others by id. `aliases` maps former ids of questions, conclusions, rules and advice
    to present ones. `summary` names the conclusions that the report shows and its summary puts first.
    `fingerprint` is the SHA-256 (hex) of the parsed content, not of comments or file layout.
    """

    id: str
    version: str
    fingerprint: str
    languages: tuple[str, ...]
    title: Text
    sections: tuple[Section, ...]
    themes: Mapping[str, Theme]
    conclusions: Mapping[str, Conclusion]
    rules: Mapping[str, ConclusionRule]
    advice: Mapping[str, Advice]
    checks: Mapping[str, Check]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    cases: Mapping[str, CaseFile]
    summary: tuple[str, ...] = ()
    switched_off: tuple[SwitchedOff, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)
    inactive: Mapping[str, Advice | ConclusionRule] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    directory: str = ""

    def rules_for(self, conclusion: str) -> tuple[ConclusionRule, ...]:
        """The running rules that derive a conclusion, in order."""
        return tuple(rule for rule in self.rules.values() if conclusion in rule.conclude)
