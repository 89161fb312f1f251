"""The dialogue: questions, answers and commands, one line at a time, until the person stops or nothing is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from advisor.answers import NOT_ASKED, Answer, AnswerState, Truth
from advisor.answers.trouble import RecordError
from advisor.knowledge.model import Context, Question

from .change_screen import show_change
from .command import Command, command_in
from .destinations import Destinations
from .ending import Ending, ending_of
from .following_up import confirmed, on_screen
from .listing_dialogue import ListingDialogue
from .note_dialogue import NoteDialogue
from .overviews import Overviews
from .prompting import Ended, Stop, ask
from .question_screen import (
    how_to_answer,
    show_again,
    show_help,
    show_irrelevant,
    show_options,
    show_question,
    show_row,
)
from .refusal import Refused
from .reply import read_words
from .review_screen import show_matches, show_problems
from .route import Route, is_open, is_relevant, progress
from .rows import many_rows, open_rows, replies_to_rows, rest_of_table
from .saving import recover
from .screen import DONE, FAINT, WARNING, Screen
from .session import Change, Session
from .speech import Speech
from .standing import first_settled
from .voices import Voices
from .welcome import show_welcome


@dataclass
class Dialogue:
    """One sitting over one answers file.

    `by_hand` says that a person sits at a terminal: then a file changed by someone else is read again and the
    question repeated, where lines from a pipe would go on to answer the wrong questions. `table` is the one that stands
    on the screen and whose options were shown after `options_at` lines, `writer` and the ISO date
    `today` what notes bear.
    """

    session: Session
    speech: Speech
    screen: Screen
    route: Route
    by_hand: bool
    trail: list[str] = field(default_factory=list)
    refused: bool = False
    told_settled: bool = False
    table: str | None = None
    options_at: int = 0
    writer: str | None = None
    today: str | None = None

    def __post_init__(self) -> None:
        """Begin with what the file lists already."""
        self.destinations = Destinations(self.session)
        self.voices = Voices(self.session, self.speech, self.screen, writer=self.writer, today=self.today)
        self.lists = ListingDialogue(self.session, self.speech, self.screen, self.destinations, self.voices)
        self.notes = NoteDialogue(self.session, self.speech, self.screen, self.voices)
        self.overviews = Overviews(self.session, self.speech, self.screen, self.voices)
        self._over()

    def _over(self) -> None:
        """Go on over the instances that are listed now."""
        self.speech.over(self.session.kb)
        self.route.kb = self.session.kb

    def run(self) -> Ending:
        """Ask until the person stops, the input ends or nothing is left to ask.

        Raises RecordError when an answer could not be saved, InputError when the file has become unusable.
        """
        show_welcome(self.session, self.speech, self.screen)
        upcoming: Question | None = None
        try:
            while True:
                question = upcoming or self._next()
                due = None if upcoming else self.lists.due(question, self.route.origin)
                if due is not None:
                    upcoming = self._ask_for(due)
                    continue
                upcoming = self._close() if question is None else self._at(question)
        except Stop as stop:
            return self._ending(stop.ended)
        except KeyboardInterrupt:
            # Between two prompts: what was being saved is on disk or was never acknowledged.
            return self._ending(Ended.INTERRUPT)

    def _ending(self, ended: Ended) -> Ending:
        return ending_of(self.session, ended, refused=self.refused or self.notes.refused)

    def _next(self) -> Question | None:
        question = self.route.next(self.session.readable, self.session.worth_asking)
        weighed = question is not None and self.route.weighs((question,))
        if weighed and not self.told_settled and first_settled(self.session):
            self.told_settled = True
            self.screen.gap()
            spared = progress(self.session.kb, self.session.readable).left
            self.screen.say(self.speech.count("settled", spared), style=DONE)
        return question

    def _close(self) -> Question | None:
        """Nothing is left to ask: show what needs another look, and wait for a last word."""
        with self.overviews.paged():
            self.screen.gap()
            self.screen.heading(self.speech.say("closing.title"))
            show_problems(self.session, self.speech, self.screen)
            self.screen.gap()
            came = progress(self.session.kb, self.session.readable)
            self.screen.say(self.speech.say("closing", done=came.done, relevant=came.relevant))
        return self._choose(last=True)

    def _at(self, question: Question) -> Question | None:
        """Show a question and take lines until one moves on; returns where to, None for wherever comes next."""
        if self.session.readable[question.id].relevance is Truth.FALSE:
            with self.overviews.paged():
                self.screen.gap()
                show_irrelevant(question, self.session, self.speech, self.screen)
            return self._choose(last=False)
        if not self.trail or self.trail[-1] != question.id:
            self.trail.append(question.id)
        self._show(question)
        while True:
            try:
                moved, where = self._line(question)
            except Refused as refused:
                self._refuse(refused, question)
                continue
            except RecordError as error:
                saved = recover(error, self.by_hand, self.session, self.speech, self.screen)
                return None if saved and not is_open(self.session.readable[question.id]) else question
            self.refused = False
            if moved:
                return where

    def _show(self, question: Question) -> None:
        """Show a question, or one row alone where its table stands on the screen already."""
        if question.table is not None and question.table == self.table:
            self.screen.gap()
            if self.screen.scrolled(self.options_at):
                self.options_at = self.screen.printed
                show_options(question, self.speech, self.screen)
                self.screen.gap()
            show_row(question, self.session, self.speech, self.screen)
        else:
            self.options_at = show_question(question, self.session, self.speech, self.screen)
        self.table = question.table

    def _line(self, question: Question) -> tuple[bool, Question | None]:
        """Take one line. Returns whether it moves on, and where to if not wherever comes next."""
        typed = ask(self.voices.prompt(), lines=True)
        self.screen.printed += 1
        if "\n" in typed:
            self._pasted(question, typed)
            return False, None
        command = command_in(typed, self.speech.interface, bare=question.type == "text")
        if command is not None:
            return self._obey(command[0], command[1], question)
        if (not typed and self._confirm(question)) or self._in_table(question, typed):
            return True, None
        if not typed:
            if self.session.answers.of(question.id).state is AnswerState.NOT_ASKED:
                raise Refused("refused.nothing")
            self.screen.say(self.speech.say("kept"), indent=2, style=DONE)
            self._leave(question)
            return True, None
        self._record(question, self.voices.together(question, self.voices.read(question, typed)))
        return True, None

    def _confirm(self, question: Question) -> bool:
        """Confirm what stands on the screen from an earlier interview; False where nothing does."""
        rows = on_screen(question, self.session)
        for row in rows:
            self.session.answer(row, confirmed(self.session.answers.of(row.id), self.voices.speaker))
            self._leave(row)
        if rows:
            self.screen.say(self.speech.count("confirmed", len(rows)), indent=2, style=DONE)
        return bool(rows)

    def _in_table(self, question: Question, typed: str) -> bool:
        """Take what was typed for several rows of a table, or Enter for leaving the rest of it open."""
        others = rest_of_table(question, typed, self.session, self.speech)
        replies = replies_to_rows(question, typed, self.session, self.speech)
        read = list(others) if others else [(row, self.voices.read(row, reply)) for row, reply in replies]
        self._record_rows([(row, self.voices.together(row, answer)) for row, answer in read])
        left = open_rows(question, self.session) if not typed else ()
        if question in left and many_rows(question, self.session):
            self.route.passed.update(row.id for row in left)
            self.screen.say(self.speech.count("table.left", len(left)), indent=2, style=FAINT)
            return True
        return others is not None or bool(read)

    def _obey(self, command: Command, words: str, question: Question) -> tuple[bool, Question | None]:
        if command is Command.QUIT:
            raise Stop(Ended.QUIT)
        if command is Command.BACK:
            return self._back(question)
        if command is Command.GO:
            return True, self._leap(words, question)
        if command is Command.FIND:
            return True, self._find(words, question) or question
        if command in (Command.REVIEW, Command.TODO):
            self.overviews.obey(command, words)
            return True, self._choose(last=False, here=question) or question
        if command is Command.SKIP:
            self.route.passed.add(question.id)
            self.screen.say(self.speech.say("skipped"), indent=2, style=FAINT)
            return True, None
        if command is Command.UNKNOWN:
            self._record(question, self.voices.together(question, Answer(AnswerState.UNKNOWN)))
            return True, None
        if command in (Command.DISPUTED, Command.SETTLE, Command.DUE):
            self._record(question, self.voices.qualified(command, words, question))
            return True, None
        if command is Command.NOT_APPLICABLE:
            return self._not_applicable(question, words), None
        if command is Command.CLEAR:
            self._clear(question)
        elif command is Command.NOTE:
            self.notes.note(question, words)
        elif command is Command.FLAG:
            up = self.session.flag(question)
            self.screen.say(self.speech.say("flag.up" if up else "flag.down"), indent=2, style=DONE)
        elif command is Command.HELP and not words:
            show_help(question, self.session, self.speech, self.screen)
        else:
            self.overviews.obey(command, words, question)
            self.overviews.read_on()
        if command not in (Command.FLAG, Command.SAID_BY):
            self._remind(question)
        return False, None

    def _record(self, question: Question, answer: Answer) -> None:
        """Record an answer and tell what came of it."""
        change = self._recorded(question, answer)
        answers = self.session.answers
        said = self.speech.recorded(question, answers.of(question.id), answers.respondents)
        self.screen.say(self.speech.say("recorded", answer=said), indent=2, style=DONE)
        self._after(question, answer, change)

    def _record_rows(self, read: Sequence[tuple[Question, Answer]]) -> None:
        """Record answers to rows of a table, and tell what came of them: those that are alike in one line."""
        for _, alike in groupby(read, key=lambda one: one[1]):
            rows = [(row, answer, self._recorded(row, answer)) for row, answer in alike]
            answers, last = self.session.answers, rows[-1][0]
            said = self.speech.recorded(last, answers.of(last.id), answers.respondents)
            numbers = self.speech.listing([self.speech.number(row) for row, _, _ in rows])
            self.screen.say(self.speech.say("recorded.row", answer=said, number=numbers), indent=2, style=DONE)
            for one in rows:
                self._after(*one)

    def _recorded(self, question: Question, answer: Answer) -> Change:
        return self.session.answer(question, answer, self.voices.trace(question, answer))

    def _after(self, question: Question, answer: Answer, change: Change) -> None:
        """Tell what a recorded answer changed, and ask for the day of what was decided."""
        dated = self.voices.due(question, answer)
        if dated is not None:
            self._record(question, dated)
        self._leave(question)
        show_change(change, self.session, self.speech, self.screen)

    def _clear(self, question: Question) -> None:
        """Take the answer back; the question is open again."""
        if self.session.answers.of(question.id).state is AnswerState.NOT_ASKED:
            raise Refused("refused.nothing")
        change = self.session.answer(question, NOT_ASKED, self.voices.trace(question, NOT_ASKED))
        self.screen.say(self.speech.say("cleared"), indent=2, style=DONE)
        show_change(change, self.session, self.speech, self.screen)

    def _leave(self, question: Question) -> None:
        self.route.visited.add(question.id)
        self.route.passed.discard(question.id)

    def _back(self, question: Question) -> tuple[bool, Question | None]:
        if self.trail and self.trail[-1] == question.id:
            self.trail.pop()
        while self.trail:
            previous = self.session.kb.questions[self.trail.pop()]
            if previous.id != question.id and is_relevant(self.session.readable[previous.id]):
                return True, previous
        before = self.route.before(question, self.session.readable)
        if before is None:
            self.trail.append(question.id)
            raise Refused("refused.first")
        return True, before

    def _leap(self, words: str, here: Question | None = None) -> Question | None:
        """Go to what a number, an id or a name leads to, and on from there; None after a list, asked for at once."""
        named = self.destinations.named(words, here)
        if isinstance(named, Context):
            return self._ask_for(named) or self._from(self.destinations.first_in(named), of_all=True)
        return self._from(named)

    def _from(self, named: Question | None, *, of_all: bool = False) -> Question | None:
        """Go on from a question, if there is one; it may stand for all of a list."""
        if named is not None:
            self.route.origin, self.route.of_all = named.id, of_all
        return named

    def _ask_for(self, context: Context) -> Question | None:
        """Ask for a list; the question somebody went to instead of naming one, None otherwise."""
        try:
            away = self.lists.ask_for(context)
        except RecordError as error:
            recover(error, self.by_hand, self.session, self.speech, self.screen)
            return self._ask_for(context)
        finally:
            self._over()
        if away is None or away[0] is Command.BACK:
            return self._last_seen() if away else None
        return self._leap(away[1]) if away[0] is Command.GO else self._find(away[1], None)

    def _find(self, words: str, here: Question | None) -> Question | None:
        """Go to the only place where words occur, or to one of several; None for none of them."""
        if not words:
            raise Refused("refused.find_what")
        found = self.destinations.found(words, here)
        if not found:
            key = self.destinations.unlisted(words)
            raise Refused("refused.find", typed=words) if key is None else Refused("refused.find_in_list", listed=key)
        if len(found) == 1:
            return self._from(found[0].question)
        with self.overviews.paged():
            show_matches(found, self.session, self.speech, self.screen)
        return self._choose(last=False, here=here)

    def _choose(self, *, last: bool, here: Question | None = None) -> Question | None:
        """After a review: a number goes to that question, Enter to the next page, then on, or out at the end."""
        self.overviews.hint("choose.last" if last else "choose")
        while True:
            try:
                typed = ask(self.speech.say("prompt.choose"))
                command = command_in(typed, self.speech.interface)
                self.refused = False
                if not typed and self.overviews.turn():
                    self.overviews.hint("choose.last" if last else "choose")
                    continue
                if not typed or (command is not None and command[0] is Command.BACK):
                    if last and not typed:
                        raise Stop(Ended.QUIT)
                    return self._last_seen() if last else None
                if command is None:
                    return self._leap(typed, here)
                if command[0] is Command.GO:
                    return self._leap(command[1], here)
                if command[0] is Command.FIND:
                    return self._find(command[1], here)
                self.overviews.obey(*command)
                if self.overviews.left:
                    self.overviews.hint("choose")
            except Refused as refused:
                self._refuse(refused, None)

    def _last_seen(self) -> Question | None:
        relevant = [id for id in self.trail if is_relevant(self.session.readable[id])]
        return self.session.kb.questions[relevant[-1]] if relevant else None

    def _not_applicable(self, question: Question, words: str) -> bool:
        reason = words or self.notes.words("na.reason")
        if not reason:
            self._remind(question)
            return False
        self._record(question, Answer(AnswerState.NOT_APPLICABLE, because=read_words(reason)))
        return True

    def _pasted(self, question: Question, lines: str) -> None:
        """Take several lines pasted together as one note: what a client wrote must not answer questions unread."""
        first = command_in(lines, self.speech.interface)
        words = first[1] if first is not None and first[0] is Command.NOTE else lines
        self.screen.say(self.speech.say("pasted"), indent=2, style=FAINT)
        self.notes.note(question, " ".join(words.split()))
        self._remind(question)

    def _remind(self, question: Question) -> None:
        """After a digression: which question is still waiting."""
        self.table = None
        show_again(question, self.session, self.speech, self.screen)

    def _refuse(self, refused: Refused, question: Question | None) -> None:
        self.refused = True
        self.screen.say(self.speech.say(refused.key, **refused.values), indent=2, style=WARNING)
        if question is not None and not refused.key.startswith(("refused.first", "refused.question")):
            self.screen.say(how_to_answer(question, self.speech), indent=2, style=FAINT)
