"""The knowledge base as frozen, typed values: what every later stage reads.

Built by `advisor.knowledge.load` from the YAML files of one directory and never changed afterwards.
Texts map a language code to a sentence. `at` is the entry's position in its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .changeable import EFFORTS as EFFORTS
from .changeable import Effort as Effort
from .changeable import PossibleChange as PossibleChange
from .condition import NOWHERE, Condition, Position
from .expectation import CaseFile, Example
from .provenance import Claim, Source

Text = Mapping[str, str]
QuestionType = Literal["choice", "choices", "yes_no", "number", "text"]
Kind = Literal["mistake", "myth", "gap", "risk", "opportunity", "strength", "ask"]
Severity = Literal["critical", "major", "moderate", "minor"]
Status = Literal["draft", "stable", "deprecated"]
Pass = Literal["first", "deepening"]
Polarity = Literal["yes", "no", "neutral"]

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "moderate", "minor")
PROBLEM_KINDS: tuple[Kind, ...] = ("mistake", "myth", "gap", "risk")


@dataclass(frozen=True)
class Option:
    """One possible answer to a `choice` or `choices` question; `alone` excludes the others.

    `pending` says that something is still to be decided. What lies `aside` is meant only where it is named: where an
    answer says which options it is not, it is none of those left.
    """

    id: str
    label: Text
    alone: bool = False
    pending: bool = False
    aside: bool = False
    aliases: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Question:
    """Something asked in the interview.

    `options` is empty except for choice and choices, and holds yes and no (with labels) for yes_no.
    `min`, `max` (integers, inclusive) and `unit` belong to numbers. A row of a table is a question of its own,
    a choice among the table's options whose `ask` is the row's label; `table` names the table. `for_each` is the
    context whose instances have an answer each. `ask_when` and `asked_in` decide what the interview asks by itself,
    never what an answer means. `changeable` lists what a house can change about the answer, none where it is a fact
    it can only take note of; rows have that of their table unless they say otherwise.
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
    ask_when: Condition | None = None
    asked_in: Pass = "first"
    table: str | None = None
    for_each: str | None = None
    aliases: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    changeable: tuple[PossibleChange, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)

    def option(self, id: str) -> Option:
        """The option with this id; KeyError if there is none."""
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)


@dataclass(frozen=True)
class Table:
    """Rows that share their options, asked on one screen; each row is a question with an id of its own.

    `all_others` is the option that "all others" stands for, None where a table offers no such thing.
    """

    id: str
    section: str
    ask: Text
    options: tuple[Option, ...]
    rows: tuple[str, ...]
    help: Text | None = None
    all_others: str | None = None
    changeable: tuple[PossibleChange, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Context:
    """Something a brand has several of, such as its spaces; each instance has answers and conclusions of its own.

    `key` is what answers files call the list. Named after EMYCIN's contexts (van Melle, 1979).
    """

    id: str
    key: str
    title: Text
    ask: Text
    help: Text | None = None
    at_most: int = 12
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Section:
    """One chapter of the interview, its questions in order of asking; asked for each instance of a context, if one."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    for_each: str | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Step:
    """One concrete step; with a condition, only where it holds."""

    text: Text
    when: Condition | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Before:
    """Another advice that this one comes before where both fire, with the reason a report gives for it."""

    advice: str
    because: Text
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Proviso:
    """One entry of `unless` or `postpone_while`: a condition and, for postponements, what to wait for."""

    when: Condition
    says: Text | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class ConclusionRule:
    """A rule that derives one or several conclusions."""

    id: str
    when: Condition
    conclude: tuple[str, ...]
    unless: tuple[Proviso, ...] = ()
    for_each: str | None = None
    claims: tuple[str, ...] = ()
    status: Status = "stable"
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class ConclusionVariant:
    """Words that replace those of a conclusion where a condition holds. Absent ones are None."""

    when: Condition
    title: Text | None = None
    meaning: Text | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Conclusion:
    """A proposition that rules derive: yes, no or undetermined.

    `good` says whether it is good news that it is yes. `headline` is the sentence a report may begin with. While a
    problem of a severity in `withheld_while` fires or is postponed, it is not printed.
    """

    id: str
    title: Text
    meaning: Text
    good: Polarity = "neutral"
    headline: Text | None = None
    variants: tuple[ConclusionVariant, ...] = ()
    withheld_while: tuple[Severity, ...] = ()
    for_each: str | None = None
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
    steps: tuple[Step, ...] = ()
    nuance: Text | None = None
    claims: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Variant:
    """What replaces the base text of an advice where a condition holds; what is None or empty stays as it was.

    `claims` are added to those of the advice.
    """

    when: Condition
    title: Text | None = None
    observed: Text | None = None
    consequence: Text | None = None
    recommendation: Text | None = None
    steps: tuple[Step, ...] = ()
    nuance: Text | None = None
    severity: Severity | None = None
    phase: str | None = None
    rank: int | None = None
    effort: Effort | None = None
    claims: tuple[str, ...] = ()
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Advice:
    """One piece of advice: the condition under which it holds and everything the report says of it.

    Severity is None for opportunity, strength and (but for its variants) ask; phase and effort for strength and ask.
    The first of `variants` whose condition holds replaces what it names. Of a strength, `withheld_while` lists the
    severities of problems beside which it is not printed.
    """

    id: str
    kind: Kind
    theme: str
    when: Condition
    title: Text
    observed: Text
    consequence: Text | None = None
    recommendation: Text | None = None
    steps: tuple[Step, ...] = ()
    nuance: Text | None = None
    severity: Severity | None = None
    phase: str | None = None
    rank: int | None = None
    effort: Effort | None = None
    unless: tuple[Proviso, ...] = ()
    postpone_while: tuple[Proviso, ...] = ()
    subsumes: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    before: tuple[Before, ...] = ()
    variants: tuple[Variant, ...] = ()
    add: tuple[Addition, ...] = ()
    for_each: str | None = None
    withheld_while: tuple[Severity, ...] = ()
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
    for_each: str | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Theme:
    """A heading under which the report gathers advice."""

    id: str
    title: Text
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class PhaseOfWork:
    """One phase of the work on a brand, in the order of the knowledge base; `pending` where it is about decisions."""

    id: str
    title: Text
    meaning: Text
    pending: bool = False
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Held:
    """One description of findings that a line of the plan holds: those that fit all that is named."""

    severity: tuple[Severity, ...] = ()
    phase: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanLine:
    """One line of the plan; a finding stands in the first line that holds it."""

    id: str
    title: Text
    holds: tuple[Held, ...]
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Word:
    """One choice of a word that texts print; used where its condition holds. The last of a word has none."""

    forms: Text
    when: Condition | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class SwitchedOff:
    """A warning code the authors silence at one entry, with their reason."""

    code: str
    where: str
    reason: str
    at: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything the rules directory says. Mappings keep the order of the files.

    `rules` and `advice` hold what runs: stable entries, and drafts if they were asked for when loading;
    `inactive` holds the others by id. `aliases` maps former ids of questions, conclusions, rules and advice
    to present ones; `retired` are ids of questions that are asked no more. `summary` names the conclusions that
    the report shows and its summary puts first; a note on the question `matter` says what is on the table.
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
    contexts: Mapping[str, Context] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    phases: Mapping[str, PhaseOfWork] = field(default_factory=dict)
    plan: tuple[PlanLine, ...] = ()
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    matter: str | None = None
    switched_off: tuple[SwitchedOff, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)
    inactive: Mapping[str, Advice | ConclusionRule] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    directory: str = ""

    def question_called(self, name: str) -> Question | None:
        """The question of this present or former name."""
        return self.questions.get(name) or self.questions.get(self.aliases.get(name, ""))

    def rules_for(self, conclusion: str) -> tuple[ConclusionRule, ...]:
        """The running rules that derive a conclusion, in order."""
        return tuple(rule for rule in self.rules.values() if conclusion in rule.conclude)
