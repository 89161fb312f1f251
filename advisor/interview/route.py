"""The route: which question comes next, and how far the interview has come.

The first pass goes section by section; after it, or from the beginning in a short interview, questions come by how much
they can still change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from advisor.advice.outlook import WorthAsking
from advisor.answers import AnswerState, EffectiveAnswer, EffectiveAnswers, Truth, is_asked
from advisor.knowledge.condition import questions_read
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import KnowledgeBase, Pass, Question, Section

from .list_columns import is_in_column

PASSES: tuple[Pass, ...] = ("first", "deepening")


@dataclass(frozen=True)
class Progress:
    """How many of the relevant questions have been dealt with: answered, unknown or not applicable, and confirmed where
    the answer comes from an earlier interview."""

    done: int
    relevant: int

    @property
    def left(self) -> int:
        """Relevant questions still to be asked."""
        return self.relevant - self.done


@dataclass
class Route:
    """The way through the questionnaire in one sitting.

    `passed` are questions put off in this sitting. With `every`, answered questions are visited too, once. `origin`
    is the question last leapt to: the way goes on from there. In the first pass it comes round to what was left out;
    where the order is by usefulness it is taken up again at the end of the section. `of_all` says that it stands for
    all of a list, not for one of it. `table` is the one that was begun: it is gone through to its last row, however
    little the rest of it is worth.
    """

    kb: KnowledgeBase
    by_usefulness: bool = False
    every: bool = False
    passed: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    origin: str | None = None
    of_all: bool = False
    table: str | None = None

    def next(self, readable: EffectiveAnswers, worth: Callable[[], WorthAsking | None]) -> Question | None:
        """The question to ask now, None when none is left. `worth` gives the order by usefulness, once it is needed."""
        question = self._next(readable, worth)
        self.table = None if question is None else question.table
        return question

    def _next(self, readable: EffectiveAnswers, worth: Callable[[], WorthAsking | None]) -> Question | None:
        waiting = self.waiting(readable)
        if self.by_usefulness or self._in_deepening():
            from_here = next((one for one in waiting.values() if self._follows(one)), None)
            if from_here is not None:
                return from_here
            self.origin = None
        if not self.weighs(waiting.values()):
            return next(iter(waiting.values()), None)
        row = _first_row(self.table, waiting)
        if row is None and (useful := worth()) is not None:
            candidate = next((one for one in useful.questions if one in waiting), None)
            row = None if candidate is None else waiting[first_on_the_way(self.kb, candidate, readable, waiting)]
        asked = row or next(iter(waiting.values()), None)
        return None if asked is None else _first_row(asked.table, waiting) or asked

    def waiting(self, readable: EffectiveAnswers) -> dict[str, Question]:
        """What is still to be asked, or to be confirmed, in the order of the interview."""
        return {id: question for id, question in self._in_passes() if self._waits(question, readable)}

    def weighs(self, waiting: Iterable[Question]) -> bool:
        """Whether the order is by usefulness: where that was wished, else once no question of the first pass waits."""
        return self.by_usefulness or not any(one.asked_in == PASSES[0] for one in waiting)

    def _in_deepening(self) -> bool:
        """Whether the last leap led to what is asked after the first pass."""
        origin = self.kb.questions.get(self.origin or "")
        return origin is not None and origin.asked_in != PASSES[0]

    def _follows(self, question: Question) -> bool:
        """Whether a question is the one last leapt to, or comes after it in its section."""
        origin = self.kb.questions.get(self.origin or "")
        if origin is None or origin.section != question.section:
            return False
        ids = list(self.kb.questions)
        return ids.index(question.id) >= ids.index(origin.id)

    def before(self, question: Question, readable: EffectiveAnswers) -> Question | None:
        """The relevant question before one in the order of the questionnaire."""
        earlier = None
        for other in self.kb.questions.values():
            if other.id == question.id:
                return earlier
            if is_relevant(readable[other.id]):
                earlier = other
        return None

    def _in_passes(self) -> Iterator[tuple[str, Question]]:
        """Every question of the first pass, then of the deepening; after a leap each from there, then its rest.

        After a leap to one of a list, in a table that is about all of them, what else is asked of it comes first.
        """
        questions = list(self.kb.questions.items())
        place = next((place for place, (id, _) in enumerate(questions) if id == self.origin), 0)
        questions = [*questions[place:], *questions[:place]]
        origin = self.kb.questions.get(self.origin or "")
        if origin is not None and is_in_column(origin) and not self.of_all:
            here = (origin.section, instance_of(origin.id))
            questions.sort(key=lambda one: (one[1].section, instance_of(one[0])) != here)
        for asked_in in PASSES:
            for id, one in questions:
                if one.asked_in == asked_in:
                    yield id, one

    def _waits(self, question: Question, readable: EffectiveAnswers) -> bool:
        own = readable[question.id]
        if question.id in self.passed or not is_relevant(own):
            return False
        if own.answer.said_on is not None:
            return True
        if self.every and question.id not in self.visited and own.answer.state is not AnswerState.NOT_ASKED:
            return True
        return is_open(own) and is_asked(question, readable)


def _first_row(table: str | None, waiting: Mapping[str, Question]) -> Question | None:
    """The first row of a table that still waits; None where there is no table, or none of it waits."""
    return next((one for one in waiting.values() if table is not None and one.table == table), None)


def first_on_the_way(
    kb: KnowledgeBase, question: str, readable: EffectiveAnswers, waiting: Mapping[str, Question]
) -> str:
    """The question to ask first so that it is known whether another one is relevant; itself if that is known."""
    condition = kb.questions[question].relevant_when
    if condition is None or readable[question].relevance is not Truth.UNDETERMINED:
        return question
    # relevant_when reads earlier questions only, so this comes to an end.
    gate = next((id for id in questions_read(condition) if id in waiting), None)
    return question if gate is None else first_on_the_way(kb, gate, readable, waiting)


def is_relevant(readable: EffectiveAnswer) -> bool:
    """Whether a question is to be asked: unless its condition is certainly false."""
    return readable.relevance is not Truth.FALSE and readable.answer.state is not AnswerState.WAITING


def is_open(readable: EffectiveAnswer) -> bool:
    """Whether a question is relevant and nothing has been recorded for it."""
    return is_relevant(readable) and readable.answer.state is AnswerState.NOT_ASKED


def progress(kb: KnowledgeBase, readable: EffectiveAnswers, section: Section | None = None) -> Progress:
    """How far a section, or the whole interview, has come; what is not asked by itself counts once it is answered."""
    questions = section.questions if section is not None else tuple(kb.questions.values())
    relevant = [
        readable[question.id]
        for question in questions
        if is_relevant(readable[question.id]) and (not is_open(readable[question.id]) or is_asked(question, readable))
    ]
    return Progress(sum(not is_open(one) and one.answer.said_on is None for one in relevant), len(relevant))


def section_of(kb: KnowledgeBase, question: Question) -> Section:
    """The section a question belongs to."""
    return next(section for section in kb.sections if section.id == question.section)
