"""The session: one answers file while it is being filled in.

It guards the file on disk, the answers read back from it, and what the advice says of them. Whatever it accepts
is on disk when the call returns. Whoever keeps answers elsewhere gives it an `AnswersStore` in place of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from advisor.advice import Assessment
from advisor.advice.assessment import FailedCheck
from advisor.advice.outlook import WorthAsking
from advisor.answers import Answer, Answers, AnswerState, EffectiveAnswers, Note, Truth, effective
from advisor.answers.answer import Respondent
from advisor.answers.listed import fresh_id
from advisor.answers.record import Record
from advisor.answers.store import AnswersStore
from advisor.answers.trouble import RecordError, Trouble
from advisor.inference.grounding import ground
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Context, KnowledgeBase, Question
from advisor.knowledge.problem import InputError

from .list_columns import with_columns


class AdviceUnavailable(Exception):
    """Advice cannot be worked out just now; the message says why. The interview goes on without it."""


@dataclass(frozen=True)
class LiveAdvice:
    """What the interview asks of the rest of the system. Each may raise AdviceUnavailable.

    `why` gives the lines of an explanation: of an entry by id, number or title, in a language, in lines of a width;
    InputError if there is none of that name.
    """

    assess: Callable[[Answers], Assessment]
    worth_asking: Callable[[Answers], WorthAsking]
    why: Callable[[Answers, Assessment, str, str, int], Sequence[str]]


@dataclass(frozen=True)
class Change:
    """What an answer changed besides itself.

    `dropped` are questions with a recorded answer that no longer count, `restored` those that count again;
    `closed` and `opened` count questions without an answer. `contradictions` came with this answer.
    `rewritten` says that the file had vanished and was written anew.
    """

    dropped: tuple[Question, ...] = ()
    restored: tuple[Question, ...] = ()
    closed: int = 0
    opened: int = 0
    contradictions: tuple[FailedCheck, ...] = ()
    rewritten: bool = False


@dataclass(frozen=True)
class GroundAnswers:
    """What was read of a record: `kb` is over the instances it lists, `readable` what rules may read of its answers."""

    answers: Answers
    kb: KnowledgeBase
    readable: EffectiveAnswers


def reading(record: AnswersStore, declared: KnowledgeBase) -> GroundAnswers:
    """What a record says. InputError if it is not sound."""
    answers = record.read(declared)
    kb = with_columns(ground(declared, answers.instances), declared)
    return GroundAnswers(answers, kb, effective(kb, answers))


class Session:
    """Holds a record open and keeps what was read of it in step with the disk.

    `kb` is `declared` over the instances that the file lists. `read` is how a record is read.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        record: AnswersStore,
        live: LiveAdvice,
        read: Callable[[AnswersStore, KnowledgeBase], GroundAnswers] = reading,
    ) -> None:
        self.declared = kb
        self.record = record
        self.live = live
        self.read = read
        self._assessment: Assessment | None = None
        self._worth_asking: WorthAsking | None = None
        self._read()

    def name_of(self, instance: str | None) -> str | None:
        """What people call an instance; None where there is none."""
        listed = (one for each in self.answers.instances.values() for one in each.instances)
        return next((one.name for one in listed if one.id == instance), None)

    def reload(self) -> None:
        """Read the file again, whoever changed it. InputError or RecordError if it cannot be used any more."""
        self.record = Record.open(self.record.path)
        self._read()

    def save_again(self) -> None:
        """Save what could not be saved a moment ago; RecordError if it still cannot."""
        self._save()

    def list_instance(self, context: Context, id: str, name: str) -> None:
        """Add an instance to the list of a context."""
        self.record.listed(context.key, id, name)
        self._save()

    def take_off(self, context: Context, id: str) -> bool:
        """Take an instance off a list again, if nothing has been said about it; returns whether it was taken off."""
        of_it = [one for one in self.kb.questions if instance_of(one) == id]
        if any(one in kept for one in of_it for kept in (self.answers.given, self.answers.notes, self.answers.flags)):
            return False
        self.record.unlisted(context.key, id)
        self._save()
        return True

    def open_list(self, context: Context) -> None:
        """Say that a list may have more than it names."""
        self.record.leave_open(context.key)
        self._save()

    def complete_list(self, context: Context) -> None:
        """Say that a list names all there are."""
        self.record.complete(context.key)
        self._save()

    def answer(self, question: Question, answer: Answer, trace: Note | None = None) -> Change:
        """Record an answer, or that there is none any more; `trace` keeps what it replaces.

        RecordError if it could not be saved.
        """
        before = self.readable
        known = {check.id for check in self.contradictions()}
        if answer.state is AnswerState.NOT_ASKED:
            self.record.forget(question)
        else:
            self.record.answer(question, answer, self._order)
        if trace is not None:
            self.record.notes(question, (*self.answers.notes.get(question.id, ()), trace), self._order)
        rewritten = self._save()
        found = tuple(check for check in self.contradictions() if check.id not in known)
        return _change(self.kb, before, self.readable, found, rewritten)

    def answer_together(self, given: Sequence[tuple[Question, Answer]]) -> Change:
        """Record several answers, such as the rows of a table, or that there is none any more; no contradictions are
        looked for. RecordError if they could not be saved."""
        before = self.readable
        for question, answer in given:
            if answer.state is AnswerState.NOT_ASKED:
                self.record.forget(question)
            else:
                self.record.answer(question, answer, self._order)
        rewritten = self._save()
        return _change(self.kb, before, self.readable, (), rewritten)

    def refresh(self) -> None:
        """Take account of what was changed in the store beside the session. InputError if it is not sound."""
        self._read()

    def respondent(self, name: str) -> Respondent:
        """Add somebody who was asked."""
        one = Respondent(fresh_id(name, {other.id for other in self.answers.respondents}), name)
        self.record.respondent(one)
        self._save()
        return one

    def note(self, question: Question, note: Note) -> None:
        """Add a note to the log of a question."""
        self._write_notes(question, (*self.answers.notes.get(question.id, ()), note))

    def withdraw_note(self, question: Question, withdrawn: Note) -> None:
        """Put what is kept of the last note of a question's log in its place."""
        self._write_notes(question, (*self.answers.notes.get(question.id, ())[:-1], withdrawn))

    def _write_notes(self, question: Question, log: tuple[Note, ...]) -> None:
        self.record.notes(question, log, self._order)
        self._save()

    def flag(self, question: Question) -> bool:
        """Flag a question to come back to, or take the flag down; returns whether it is up now."""
        up = question.id not in self.answers.flags
        self.record.flag(question, up=up)
        self._save()
        return up

    def assessment(self) -> Assessment:
        """What the advice says so far. AdviceUnavailable if it cannot be worked out."""
        if self._assessment is None:
            self._assessment = self.live.assess(self.answers)
        return self._assessment

    def worth_asking(self) -> WorthAsking | None:
        """What can still change the first three and the critical findings; None while it cannot be worked out."""
        if self._worth_asking is None:
            with suppress(AdviceUnavailable):
                self._worth_asking = self.live.worth_asking(self.answers)
        return self._worth_asking

    def contradictions(self) -> tuple[FailedCheck, ...]:
        """Answers that contradict each other; none while advice cannot be worked out."""
        try:
            return self.assessment().checks
        except AdviceUnavailable:
            return ()

    def _save(self) -> bool:
        rewritten = self.record.save()
        try:
            self._read()
        except InputError as error:
            # Only someone else's change between saving and reading can have made it unusable.
            raise RecordError(Trouble.CHANGED, self.record.path) from error
        return rewritten

    def _read(self) -> None:
        self.record.lists = {context.id: context.key for context in self.declared.contexts.values()}
        read = self.read(self.record, self.declared)
        self.answers, self.kb, self.readable = read.answers, read.kb, read.readable
        self._order = tuple(self.kb.questions)
        self._assessment = None
        self._worth_asking = None


def _change(
    kb: KnowledgeBase,
    before: EffectiveAnswers,
    after: EffectiveAnswers,
    contradictions: tuple[FailedCheck, ...],
    rewritten: bool,
) -> Change:
    def left(first: EffectiveAnswers, then: EffectiveAnswers) -> list[Question]:
        return [
            question
            for id, question in kb.questions.items()
            if first[id].relevance is not Truth.FALSE and then[id].relevance is Truth.FALSE
        ]

    def recorded(question: Question) -> bool:
        return after[question.id].answer.state not in (AnswerState.NOT_ASKED, AnswerState.WAITING)

    gone, come = left(before, after), left(after, before)
    return Change(
        dropped=tuple(question for question in gone if recorded(question)),
        restored=tuple(question for question in come if recorded(question)),
        closed=sum(not recorded(question) for question in gone),
        opened=sum(not recorded(question) for question in come),
        contradictions=contradictions,
        rewritten=rewritten,
    )
