"""Voices: who says what in a sitting, what becomes of an answer that somebody gave before, and when it is due.

An answer typed for one person beside that of another narrows it or makes a dispute of both, as when files are merged.
What is replaced all the same leaves an internal note: nothing said is overwritten without a trace.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from advisor.answers import Answer, AnswerState, Note
from advisor.answers.answer import Account, Respondent, Visibility
from advisor.answers.joining import accounts_of, agreed, in_dispute, same
from advisor.answers.qualified import disputed
from advisor.knowledge.model import Question

from .command import Command, command_in
from .prompting import Ended, Stop, ask
from .refusal import Refused
from .reply import read_date, read_reply, read_words
from .screen import DONE, FAINT, WARNING, Screen
from .session import Session
from .speech import Speech

DECIDED = "decided"
"""The option of tables of plans for what will happen, and so has a date."""
NOBODY = "-"
_WITH_DAY = re.compile(r"(.*\S)\s+(\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})")


@dataclass
class Voices:
    """Puts answers down to people in one sitting.

    `speaker` is who is being asked, None where nobody was named; `writer` is who asks, None for the consultant of the
    file; `today` is the ISO date that notes bear.
    """

    session: Session
    speech: Speech
    screen: Screen
    speaker: Respondent | None = None
    writer: str | None = None
    today: str | None = None

    def said_by(self, words: str) -> None:
        """Name who is being asked from now on; a dash for nobody in particular, nothing to be told who it is."""
        if words:
            self.speaker = None if words == NOBODY else self._respondent(words)
        if self.speaker is None:
            self.screen.say(self.speech.say("said.nobody"), indent=2, style=DONE if words else FAINT)
        else:
            self.screen.say(self.speech.say("said.by", who=self.speaker.name), indent=2, style=DONE)

    def prompt(self) -> str:
        """The prompt, with the name of whoever is being asked."""
        if self.speaker is None:
            return self.speech.say("prompt")
        return self.speech.say("prompt.of", who=self.speaker.name)

    def read(self, question: Question, typed: str) -> Answer:
        """The answer a reply gives, with the day it is due if one stands behind it. Refused if it is none."""
        dated = _WITH_DAY.fullmatch(typed) if question.type == "choice" else None
        if dated is None:
            return read_reply(question, typed, self.speech.language)
        answer = read_reply(question, dated.group(1), self.speech.language)
        return replace(answer, due=read_date(dated.group(2), self.speech.interface))

    def together(self, question: Question, answer: Answer) -> Answer:
        """The answer to record where it is put down to whoever is being asked, beside what others said."""
        if self.speaker is None:
            return answer
        answer = replace(answer, said_by=self.speaker.id)
        present = self.session.answers.of(question.id)
        if present.said_on is not None:
            return answer
        others = [one for one in accounts_of(present, present.said_by or "") if one.by not in ("", self.speaker.id)]
        if not others:
            return answer
        theirs = replace(disputed(question, others), due=present.due)
        both = agreed(question, theirs, answer)
        return both or in_dispute(question, theirs, answer, ("", self.speaker.id)) or answer

    def qualified(self, command: Command, words: str, question: Question) -> Answer:
        """What a command with words answers: with what several people said, settled between them, or with a day.

        Refused if the words are not that.
        """
        if command is Command.DISPUTED:
            return self.dispute(question, words)
        if command is Command.DUE:
            return self.dated(question, words)
        if not words:
            raise Refused("refused.settle")
        return self.read(question, words)

    def dispute(self, question: Question, words: str) -> Answer:
        """What several people said: `Anna: 1; Bruno: 3`. Refused if it is not that."""
        said = [account.partition(":") for account in words.split(";")]
        if len(said) < 2 or not all(name.strip() and reply.strip() for name, _, reply in said):
            raise Refused("refused.disputed")
        read = [(name, self.read(question, reply.strip()).value) for name, _, reply in said]
        people = [(self._respondent(read_words(name)), value) for name, value in read]
        return disputed(question, [Account(value, one.id) for one, value in people if value is not None])

    def trace(self, question: Question, now: Answer) -> Note | None:
        """The note that keeps the present answer where another takes its place; None where nothing is lost."""
        before = self.session.answers.of(question.id)
        if not _loses(question, before, now):
            return None
        said = self.speech.recorded(question, before, self.session.answers.respondents)
        return self.note(self.speech.say("trace", answer=said), "internal")

    def note(self, text: str, visible_to: Visibility, evidence: str | None = None) -> Note:
        """A note with who wrote it, when, and what it can be checked against."""
        by = self.writer or self.session.answers.consultant
        return Note(read_words(text), visible_to, by, self.today, evidence and read_words(evidence))

    def due(self, question: Question, answer: Answer) -> Answer | None:
        """Ask in one line when something decided is due; None where that is known, skipped or of no account."""
        if answer.value != DECIDED or answer.due is not None:
            return None
        while True:
            try:
                typed = ask(self.speech.say("due.ask"))
                command = command_in(typed, self.speech.interface, bare=True)
                if command is not None and command[0] is Command.QUIT:
                    raise Stop(Ended.QUIT)
                if not typed or command is not None:
                    return None
                return replace(answer, due=read_date(typed, self.speech.interface))
            except Refused as refused:
                self.screen.say(self.speech.say(refused.key, **refused.values), indent=2, style=WARNING)

    def dated(self, question: Question, words: str) -> Answer:
        """The present answer with another day; a dash takes the day away. Refused without an answer or a day."""
        present = self.session.answers.of(question.id)
        if present.state is not AnswerState.ANSWERED:
            raise Refused("refused.nothing")
        return replace(present, due=None if words == NOBODY else read_date(words, self.speech.interface), said_on=None)

    def _respondent(self, name: str) -> Respondent:
        """Somebody who was asked, by id or name; recorded if they were not known."""
        words = read_words(name)
        sought = words.casefold()
        known = (one for one in self.session.answers.respondents if sought in (one.id, one.name.casefold()))
        return next(known, None) or self.session.respondent(words)


def _loses(question: Question, before: Answer, now: Answer) -> bool:
    """Whether something that was said is no longer there."""
    if before.state is AnswerState.NOT_ASKED or (before.state is AnswerState.UNKNOWN and not before.because):
        return False
    if same(before, now):
        return before.due not in (None, now.due)
    if now.accounts and {(one.value, one.by) for one in accounts_of(before, before.said_by or "")} <= {
        (one.value, one.by) for one in now.accounts
    }:
        return False
    both = agreed(question, before, now)
    return both is None or not same(both, now)
