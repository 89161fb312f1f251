"""The Assessment: the one immutable value from which everything a person sees about a brand is made.

It serialises to JSON and back without loss (`model_dump_json`, `model_validate_json`), and its JSON Schema is
`Assessment.model_json_schema()`. It holds ids, values and reasons; texts stay in the knowledge base.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from advisor.answers.model import AnswerState, Truth, Visibility
from advisor.inference.result import Outcome
from advisor.knowledge.model import Effort, Kind, Severity

FORMAT = 1


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
    """A conclusion: yes (true), no (false) or undetermined."""

    id: str
    value: Truth
    because: Because
    reservations: tuple[Reserved, ...] = ()
    settle: tuple[str, ...] = ()


class AssessedAdvice(Value):
    """An advice with its outcome.

    `position` counts from 1 within the order of top-level advice that fires, then within postponed;
    None otherwise. `subsumed_by` names the parent it is a sub-point of. `claims` include those of the
    additions that hold. `settle` names the open questions that would settle an undetermined outcome.
    """

    id: str
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


class RecordedAnswer(Value):
    """An answer as the report prints it.

    `yes`/`no` are option ids of a `choices` answer (`no` only when partly known), `option` of a choice
    or yes_no, `number` of a number, `text` of a text. Of a choice partly known `among` are the options it may still
    be, of a number `at_least` and `at_most` its bounds. `due` is when what was answered falls due, `read_out` that it
    was answered for a whole list, `said_by` who said it. `because` is the client's reason when not
    applicable; `irrelevant_by` the questions whose answers made it irrelevant.
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


class ThemeScore(Value):
    """A theme's score, unrounded, 0 to 100 (None when nothing is judged); confidence 0 to 1.

    `shown` is false below the stated confidence. `problems` and `judged` are sums of weights.
    """

    theme: str
    score: float | None
    confidence: float
    shown: bool
    problems: int
    judged: int
    undetermined: int


class PlanStep(Value):
    """A phase of the plan and the advice in it, in order; phase `later` holds what is postponed."""

    phase: str
    advice: tuple[str, ...]


class OpenQuestion(Value):
    """A question still to be answered: what is known of it, and the undetermined advice that reads it."""

    question: str
    state: AnswerState
    partly_known: bool = False
    concerns: tuple[str, ...] = ()


class Assessment(Value):
    """Everything the system says about a brand. Language-free; the report gives it words.

    `advice` lists every advice of the knowledge base in the order of the report: firing top-level advice
    with severity first (severity, phase, rank, id), then other firing, postponed, the rest; children after
    their parent.
    """

    format: int = FORMAT
    brand: str
    date: str
    consultant: str | None = None
    language: str | None = None
    knowledge_base: KnowledgeBaseStamp
    answers: tuple[RecordedAnswer, ...]
    conclusions: tuple[AssessedConclusion, ...]
    advice: tuple[AssessedAdvice, ...]
    checks: tuple[FailedCheck, ...] = ()
    to_clarify: tuple[Clash, ...] = ()
    scores: tuple[ThemeScore, ...] = ()
    plan: tuple[PlanStep, ...] = ()
    first_three: tuple[str, ...] = ()
    to_find_out: tuple[OpenQuestion, ...] = ()

    def advised(self, id: str) -> AssessedAdvice:
        """The advice with this id; KeyError if the knowledge base has none."""
        for advice in self.advice:
            if advice.id == id:
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
