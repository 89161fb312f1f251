"""Reasons in words: the answers and conclusions a result rests on, and what remains to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.advice.assessment import Because, Reserved
from advisor.answers.answer import AnswerState, Truth
from advisor.knowledge.model import Proviso
from advisor.language.typography import shortened

from .finding_view import Concluded, Confirmation, Evidence, FindingView, Said
from .voice import Voice

LONGEST_ANSWER = 200
"""Characters of an answer quoted as evidence; the appendix has it in full."""
LONGEST_NOTE = 160
"""A longer note stands in the appendix only."""

OPEN = (AnswerState.NOT_ASKED, AnswerState.UNKNOWN, AnswerState.WAITING)
"""States of a question to which there is no answer beside which it would be understood."""


class Reasons:
    """Says the reasons of one Assessment."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.assessment = voice.assessment
        self._said: dict[str, Said] = {}

    def said(self, question: str) -> Said:
        """An answer as evidence."""
        if question not in self._said:
            self._said[question] = self._in_words(question)
        return self._said[question]

    def _in_words(self, question: str) -> Said:
        answered = shortened(self.voice.answer(question), LONGEST_ANSWER)
        note = self.note(question)
        known = self.voice.recorded(question)
        is_open = known is not None and known.state in OPEN
        asked = self.voice.to_ask([question]) if is_open else self.voice.asked(question)
        return Said(question, asked, answered, note if note and len(note) <= LONGEST_NOTE else None, is_open)

    def note(self, question: str) -> str | None:
        """The consultant's note on a question, if the client may read it."""
        answer = self.voice.recorded(question)
        if answer is None or answer.note is None or answer.note_visible_to != "client":
            return None
        return self.voice.quote(answer.note)

    def rests_on(self, finding: FindingView, further_back: bool) -> tuple[str, ...]:
        """The questions a finding rests on: its own, or those of the whole proof; none for advice of one's own."""
        if finding.own:
            return ()
        because = self.assessment.advised(finding.id).because
        return because.all_answers if further_back else because.answers

    def evidence(self, because: Because) -> Evidence:
        """The answers and the conclusions of one step; what a conclusion rests on stands where it is told."""
        concluded = tuple(
            Concluded(
                conclusion=cited.id,
                title=self.voice.concluded(self.assessment.concluded(cited.id)),
                holds=cited.value is Truth.TRUE,
            )
            for cited in because.conclusions
        )
        return Evidence(tuple(map(self.said, because.answers)), concluded)

    def proviso(self, entry: str, clause: str, index: int) -> Proviso:
        """The exception or postponement an outcome or a reservation names."""
        kb = self.voice.kb
        holder = kb.advice[entry] if entry in kb.advice else kb.rules[entry]
        provisos = holder.unless if clause == "unless" else kb.advice[entry].postpone_while
        return provisos[index]

    def confirmations(self, reservations: Iterable[Reserved]) -> tuple[Confirmation, ...]:
        """What remains to be confirmed: each effect once, with every question whose answer may bring it about."""
        asked: dict[tuple[str, str], list[str]] = {}
        for reserved in reservations:
            says = ""
            if reserved.clause != "variant":
                says = self.voice.say(self.proviso(reserved.entry, reserved.clause, reserved.index).says)
            asked.setdefault((reserved.clause, says.rstrip(".")), []).extend(reserved.questions)
        return tuple(
            Confirmation(
                self._effect(clause, says, len(questions)),
                tuple(self._to_confirm([one]) for one in questions),
                tuple(map(self._to_confirm, self._screens(questions))),
            )
            for (clause, says), questions in ((of, tuple(dict.fromkeys(every))) for of, every in asked.items())
        )

    def _screens(self, questions: Iterable[str]) -> Iterable[list[str]]:
        """Questions by what asks them: the rows of a table together, and a question with its instances."""
        screens: dict[str, list[str]] = {}
        for question in questions:
            screens.setdefault(self.voice.screen_of(question), []).append(question)
        return screens.values()

    def _to_confirm(self, questions: list[str]) -> Said:
        """What is to be asked, or asked again, on one screen: below the question of its table, where it is of one."""
        return replace(self.said(questions[0]), asked=self.voice.to_ask(questions))

    def _effect(self, clause: str, says: str, questions: int) -> str:
        """What the answers to so many questions would do, given the clause that is open and what it says."""
        if clause == "variant":
            return self.voice.ngettext(
                "How pressing this is hangs on the answer.", "How pressing this is hangs on the answers.", questions
            )
        if clause == "postpone_while":
            return self.voice.gettext("This may have to wait, %(until)s.", until=says)
        if says:
            return self.voice.gettext("This would be set aside: %(exception)s.", exception=says)
        return self.voice.ngettext("The answer may set this aside.", "The answers may set this aside.", questions)
