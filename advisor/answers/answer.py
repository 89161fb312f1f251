"""What a brand answered, as frozen values: the answers file once read and checked.

`Answers` is what the file says; `EffectiveAnswers` is what rules may read of it, after relevance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal, NamedTuple

from .review import Review

Visibility = Literal["client", "internal"]


class Truth(str, Enum):
    """Kleene's three values."""

    TRUE = "true"
    FALSE = "false"
    UNDETERMINED = "undetermined"

    __hash__ = str.__hash__  # that of an enumeration is Python code, and answers are looked up by the thousand


TRUE, FALSE, UNDETERMINED = Truth
"""Their own names, for where thousands are asked for of one brand: up to Python 3.11 `Truth.TRUE` is found through
Python code of its metaclass, which takes some fifteen times as long."""


class AnswerState(str, Enum):
    """The states of an answer. Waiting: its relevance is undetermined, so it is neither asked nor listed as open."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    WAITING = "waiting"

    __hash__ = str.__hash__


@dataclass(frozen=True)
class Choices:
    """The answer to a `choices` question, option by option and closed over `alone` options.

    `yes` are chosen, `no` are known not to be; options in neither are open (a partly known answer).
    A fully known answer has every option in one of the two.
    """

    yes: frozenset[str]
    no: frozenset[str]


@dataclass(frozen=True)
class Remaining:
    """A partly known answer to a `choice` or yes_no question: the options it may still be, two or more, in order."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Range:
    """A partly known number: both bounds are whole numbers, inclusive, the first below the second."""

    at_least: int
    at_most: int


Value = str | int | Choices | Remaining | Range
"""Option id (choice, yes_no), whole number (number), Choices (choices), or the words (text).

`Remaining` and `Range` are what is known of a choice and of a number that are partly known.
"""


@dataclass(frozen=True)
class Account:
    """What one respondent (`by`, an id) said where several differ."""

    value: Value
    by: str


@dataclass(frozen=True)
class Answer:
    """One answer as recorded: its state, its value when answered, the reason when not applicable.

    `accounts` are there when it is disputed; `value` is then the narrowest one that covers them. `due` is an ISO
    date. `read_out` says that it was given for a whole list ("all others: no"). `said_by` names a respondent.
    `said_on` is the ISO date of the earlier interview it was said in, while nobody has confirmed it since.
    """

    state: AnswerState
    value: Value | None = None
    because: str | None = None
    partly_known: bool = False
    accounts: tuple[Account, ...] = ()
    due: str | None = None
    read_out: bool = False
    said_by: str | None = None
    said_on: str | None = None


NOT_ASKED = Answer(AnswerState.NOT_ASKED)
WAITING = Answer(AnswerState.WAITING)


@dataclass(frozen=True)
class Note:
    """One entry of the log of notes on a question. Internal notes appear in no report.

    `by` is who wrote it, `on` an ISO date, `evidence` what it can be checked against.
    """

    text: str
    visible_to: Visibility
    by: str | None = None
    on: str | None = None
    evidence: str | None = None


@dataclass(frozen=True)
class Instance:
    """One instance of a context, such as a space: its permanent id in the file and the name people read."""

    id: str
    name: str


@dataclass(frozen=True)
class InstanceList:
    """The instances listed of one context; `complete` unless more may exist."""

    instances: tuple[Instance, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class Respondent:
    """Somebody who was asked."""

    id: str
    name: str
    role: str | None = None


@dataclass(frozen=True)
class KnowledgeBaseReference:
    """The knowledge base the answers were given under."""

    id: str
    version: str | None = None


@dataclass(frozen=True)
class Answers:
    """An answers file. `date` is ISO (YYYY-MM-DD). `given` holds every recorded answer, irrelevant ones included.

    `given` is keyed by ground ids, and so are notes and flags; `instances` lists those of each context, by its id.
    `no_longer_asked` are questions named under answers, notes or flags that the knowledge base asks no more.
    """

    brand: str
    date: str
    given: Mapping[str, Answer]
    consultant: str | None = None
    language: str | None = None
    knowledge_base: KnowledgeBaseReference | None = None
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    review: Review = field(default_factory=Review)
    no_longer_asked: tuple[str, ...] = ()
    instances: Mapping[str, InstanceList] = field(default_factory=dict)
    path: Path | None = None

    def of(self, question: str) -> Answer:
        """The recorded answer, NOT_ASKED if there is none."""
        return self.given.get(question, NOT_ASKED)


class EffectiveAnswer(NamedTuple):
    """What rules may read of one question.

    `cites` are the questions to name as reason for it: the question itself, and for one made not
    applicable by its `relevant_when` the questions that condition read.
    `relevance` is the value of `relevant_when` (TRUE when there is none). `due_in` is how many days after the
    date of the file what was answered falls due (negative before it), None without a date.
    """

    answer: Answer
    relevance: Truth
    cites: tuple[str, ...]
    due_in: int | None = None


EffectiveAnswers = Mapping[str, EffectiveAnswer]
"""Every question of the knowledge base, in interview order, as rules see it."""
