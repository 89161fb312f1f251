"""The Assessment: the one immutable value from which everything a person sees about a brand is made.

It serialises to JSON and back without loss (`model_dump_json`, `model_validate_json`), and its JSON Schema is
`Assessment.model_json_schema()`. It holds ids, values and reasons; texts stay in the knowledge base.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

from advisor.answers.answer import AnswerState, Truth, Visibility
from advisor.inference.result import Outcome
from advisor.knowledge.model import Effort, Kind, Severity

FORMAT = 2


class Value(BaseModel):
    """Base of the frozen values below; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class KnowledgeBaseStamp(Value):
    """Which knowledge base was applied; `answered_under` is the version the answers file names, if another."""

    id: str
    version: str
    fingerprint: str
    answered_under: str | None = None


class CitedConclusion(Value):
    """A conclusion a reason rests on."""

    id: str
    value: Truth


class Because(Value):
    """The reasons of a result: rule, conclusions and answers of this step; `all_answers` of the whole proof.

    Question ids are in interview order. `other_ways` counts further rules for the same conclusion.
    `proviso` is the exception or postponement that holds: its clause and index in the rule.
    """

    rule: str | None = None
    answers: tuple[str, ...] = ()
    conclusions: tuple[CitedConclusion, ...] = ()
    all_answers: tuple[str, ...] = ()
    other_ways: int = 0
    proviso: tuple[Literal["unless", "postpone_while"], int] | None = None


class Reserved(Value):
    """What remains to be confirmed: an undetermined exception, postponement or variant of `entry`."""

    entry: str
    clause: Literal["unless", "postpone_while", "variant"]
    index: int
    questions: tuple[str, ...]


class AssessedConclusion(Value):
    """A conclusion: yes (true), no (false) or undetermined.

    `variant` is the index of the words in force, `withheld_by` the findings beside which it is not printed.
    """

    id: str
    value: Truth
    because: Because
    reservations: tuple[Reserved, ...] = ()
    settle: tuple[str, ...] = ()
    variant: int | None = None
    withheld_by: tuple[str, ...] = ()


class ListedInstance(Value):
    """One instance of a context: its id in the answers file, the name people read."""

    id: str
    name: str


class ListedInstances(Value):
    """The instances of one context; `complete` unless there may be more."""

    context: str
    complete: bool
    instances: tuple[ListedInstance, ...] = ()


class AskedPerson(Value):
    """Somebody who was asked: a respondent of the answers file."""

    id: str
    name: str
    role: str | None = None


class Precedence(Value):
    """Why a finding stands earlier than by itself: it comes before `finding`, as its `before` number `index` says."""

    finding: str
    index: int


class AssessedAdvice(Value):
    """An advice with its outcome; of advice about instances of a context, those that came out alike are one.

    `id` is the advice's own; `id@` the first of `instances` where several stand side by side, and of what neither
    fires nor is postponed. `entries` are the ground ids. `position` is the number of a finding: top-level problems,
    opportunities and asks with a severity that fire count from 1, then those postponed for themselves; None of others.
    `line` is its line of the plan, `ahead_of` why it was pulled forward. `subsumed_by` names the parent it is a
    sub-point of. `variant`, `additions` and `steps` are indices of what is in force of its texts, and severity, phase,
    effort and `claims` are those in force. `settle` names the open questions that would settle an undetermined
    outcome, `withheld_by` the findings beside which it is not printed.
    """

    id: str
    entries: tuple[str, ...]
    instances: tuple[str, ...] = ()
    outcome: Outcome
    kind: Kind
    theme: str
    severity: Severity | None = None
    phase: str | None = None
    rank: int | None = None
    effort: Effort | None = None
    claims: tuple[str, ...] = ()
    position: int | None = None
    subsumed_by: str | None = None
    when: Truth
    because: Because
    reservations: tuple[Reserved, ...] = ()
    settle: tuple[str, ...] = ()
    additions: tuple[int, ...] = ()
    variant: int | None = None
    steps: tuple[int, ...] = ()
    line: str | None = None
    ahead_of: Precedence | None = None
    withheld_by: tuple[str, ...] = ()


class RecordedAnswer(Value):
    """An answer as the report prints it.

    `yes`/`no` are option ids of a `choices` answer (`no` only when partly known), `option` of a choice
    or yes_no, `number` of a number, `text` of a text. Of a choice partly known `among` are the options it may still
    be, of a number `at_least` and `at_most` its bounds. `due` is when what was answered falls due, `read_out` that it
    was answered for a whole list, `said_by` who said it, `said_on` the day of the earlier interview it comes from,
    while nobody has confirmed it since. Where several people differ, `accounts` are what each said, and the answer is
    the narrowest that covers them. `because` is the client's reason when not applicable; `irrelevant_by` the questions
    whose answers made it irrelevant.
    """

    question: str
    state: AnswerState
    option: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    partly_known: bool = False
    number: int | None = None
    text: str | None = None
    among: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    due: str | None = None
    read_out: bool = False
    said_by: str | None = None
    said_on: str | None = None
    accounts: tuple[RecordedAnswer, ...] = ()
    because: str | None = None
    irrelevant_by: tuple[str, ...] = ()
    note: str | None = None
    note_visible_to: Visibility | None = None
    flagged: bool = False


class FailedCheck(Value):
    """A contradiction that was found; `ask_again` are the questions to go back to."""

    id: str
    ask_again: tuple[str, ...]
    because: Because


class Clash(Value):
    """Two conclusions that exclude each other and both hold, or two conflicting advice that both fire."""

    kind: Literal["conclusions", "advice"]
    first: str
    second: str


class ThemeState(str, Enum):
    """The state of a theme in a word: its gravest finding, else whether enough is known to call it in order."""

    AT_RISK = "at_risk"
    TO_PUT_RIGHT = "to_put_right"
    TO_IMPROVE = "to_improve"
    IN_ORDER = "in_order"
    NOT_JUDGED = "not_judged"


class ThemeProfile(Value):
    """A theme: its points in order, to put right by severity, and not known, with its state in a word.

    `judged` and `undetermined` are the weights behind the state.
    """

    theme: str
    state: ThemeState
    in_order: int
    to_put_right: dict[Severity, int]
    not_known: int
    judged: int
    undetermined: int

    @property
    def points(self) -> int:
        """How many points count: none where all the theme asks about is out of scope or set aside."""
        return self.in_order + sum(self.to_put_right.values()) + self.not_known


class PlanStep(Value):
    """A line of the plan and the findings in it, in order; the line None holds what is postponed."""

    line: str | None
    advice: tuple[str, ...]


class OpenQuestion(Value):
    """A question still to be answered: what is known of it, and the undetermined advice that reads it.

    `to_ask` is false of what the interview does not ask by itself, as its `ask_when` is not known to hold, and on which
    no reservation of advice that fires hangs: such a question can be answered, and is not missing.
    """

    question: str
    state: AnswerState
    partly_known: bool = False
    to_ask: bool = True
    concerns: tuple[str, ...] = ()


class Assessment(Value):
    """Everything the system says about a brand. Language-free; the report gives it words.

    `advice` lists every advice in the order of the report: numbered findings, other firing, postponed, the rest;
    children after their parent. `respondents` were asked, `contexts` are the instances judged by themselves; `words` is
    the choice of each word. `known` is the share of what a first pass can settle, 0 to 1; below six tenths the report
    is `provisional`. `headline` is the conclusion it may begin with.
    """

    format: int = FORMAT
    brand: str
    date: str
    consultant: str | None = None
    language: str | None = None
    knowledge_base: KnowledgeBaseStamp
    respondents: tuple[AskedPerson, ...] = ()
    contexts: tuple[ListedInstances, ...] = ()
    words: dict[str, int] = {}
    answers: tuple[RecordedAnswer, ...]
    conclusions: tuple[AssessedConclusion, ...]
    advice: tuple[AssessedAdvice, ...]
    checks: tuple[FailedCheck, ...] = ()
    to_clarify: tuple[Clash, ...] = ()
    profile: tuple[ThemeProfile, ...] = ()
    known: float = 0.0
    headline: str | None = None
    provisional: bool = False
    plan: tuple[PlanStep, ...] = ()
    first_three: tuple[str, ...] = ()
    to_find_out: tuple[OpenQuestion, ...] = ()

    @field_validator("format")
    @classmethod
    def _is_of_this_format(cls, number: int) -> int:
        """Another format means other things by the same keys."""
        if number != FORMAT:
            raise ValueError(
                f"this Assessment is of format {number}, and {FORMAT} is read here: assess the answers file again"
            )
        return number

    def still_to_ask(self) -> tuple[OpenQuestion, ...]:
        """The open questions that are missing: reports and screens count and name these."""
        return tuple(one for one in self.to_find_out if one.to_ask)

    def advised(self, id: str) -> AssessedAdvice:
        """The advice with this id, or the one that holds this ground entry; KeyError if there is none."""
        for advice in self.advice:
            if advice.id == id:
                return advice
        for advice in self.advice:
            if id in advice.entries:
                return advice
        raise KeyError(id)

    def concluded(self, id: str) -> AssessedConclusion:
        """The conclusion with this id; KeyError if the knowledge base has none."""
        for conclusion in self.conclusions:
            if conclusion.id == id:
                return conclusion
        raise KeyError(id)

    def answered(self, question: str) -> RecordedAnswer:
        """The recorded answer to a question; KeyError if the knowledge base has no such question."""
        for answer in self.answers:
            if answer.question == question:
                return answer
        raise KeyError(question)
