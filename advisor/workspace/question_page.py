"""One step of an interview as a page: its questions with what is recorded, and what was filled in wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.answers import AnswerState
from advisor.interview import Speech
from advisor.interview.form_fields import FormQuestion, form_question
from advisor.interview.list_columns import is_in_column
from advisor.interview.route import is_relevant, progress
from advisor.interview.rows import row_label
from advisor.interview.voices import DECIDED
from advisor.knowledge.model import Question

from .form_reply import Unread, fields_of
from .round_session import Sitting
from .steps import PageStep, asked_in


@dataclass(frozen=True)
class AskedQuestion:
    """One question of a page. `recorded` is the present answer in words, `seen` the last entry of the log about it.

    `dated` says that a day belongs to what is decided; `ruled_out` why it is not asked at present.
    """

    form: FormQuestion
    because: str
    recorded: str
    seen: int
    notes: tuple[str, ...]
    flagged: bool
    dated: bool
    ruled_out: str


@dataclass(frozen=True)
class QuestionPage:
    """One page. `fields` is what its fields hold, `faults` what is wrong with them, by field."""

    step: PageStep
    section: str
    instance: str
    ask: str
    help: str
    because: str
    others: str
    asked: tuple[AskedQuestion, ...]
    fields: Mapping[str, Sequence[str]]
    faults: tuple[Unread, ...]
    done: int
    relevant: int

    @property
    def is_table(self) -> bool:
        """Whether it is a table: several rows under one question."""
        return bool(self.ask)

    @property
    def title(self) -> str:
        """What the page asks."""
        return self.ask or self.asked[0].form.ask

    def ticked(self, field: str, value: str) -> bool:
        """Whether an option is chosen."""
        return value in self.fields.get(field, ())

    def typed(self, field: str) -> str:
        """What stands in a field."""
        return next(iter(self.fields.get(field, ())), "")

    def fault(self, name: str) -> str:
        """What is wrong with a field; empty if nothing is."""
        return next((one.why for one in self.faults if one.field == name), "")

    def at_fault(self, question: str) -> str:
        """What is wrong with a question, whichever of its fields."""
        belonging = (f"{question}-", question)
        return next((one.why for one in self.faults if one.field == question or one.field.startswith(belonging)), "")


def question_page(
    held: Sitting,
    step: PageStep,
    speech: Speech,
    filled: Mapping[str, Sequence[str]] | None = None,
    faults: Sequence[Unread] = (),
) -> QuestionPage:
    """The page of a step that is not a list; `filled` is what somebody filled in, else it shows what is recorded."""
    session = held.session
    shown = asked_in(step, session) or step.questions
    table = session.kb.tables.get(step.questions[0].table or "")
    recorded: dict[str, Sequence[str]] = {}
    for one in shown:
        recorded |= fields_of(one, session.answers.of(one.id))
    came = progress(session.kb, session.readable)
    others = speech.option(shown[0], table.all_others) if table is not None and table.all_others is not None else ""
    return QuestionPage(
        step=step,
        section=speech.text(step.section.title, session.answers),
        instance=session.name_of(step.instance) or "",
        ask=speech.text(table.ask, session.answers) if table is not None else "",
        help=speech.text(table.help, session.answers) if table is not None else "",
        because=speech.text(shown[0].because, session.answers) if step.is_column else "",
        others=others,
        asked=tuple(_asked(one, held, speech) for one in shown),
        fields=recorded if filled is None else filled,
        faults=tuple(faults),
        done=came.done,
        relevant=came.relevant,
    )


def _asked(question: Question, held: Sitting, speech: Speech) -> AskedQuestion:
    session = held.session
    answers = session.answers
    answer = answers.of(question.id)
    form = form_question(question, speech)
    told = not is_in_column(question)  # of a column the page tells it once, above its rows
    return AskedQuestion(
        form=replace(
            form, ask=row_label(question, session, speech), help=speech.text(question.help, answers) if told else ""
        ),
        because=speech.text(question.because, answers) if told else "",
        recorded=""
        if answer.state is AnswerState.NOT_ASKED
        else speech.recorded(question, answer, answers.respondents),
        seen=held.last_said(question),
        notes=tuple(speech.noted(note) for note in answers.notes.get(question.id, ())),
        flagged=question.id in answers.flags,
        dated=any(option.id == DECIDED for option in question.options),
        ruled_out="" if is_relevant(session.readable[question.id]) else form.only_if,
    )
