"""Speech: everything the interview says, in one language — its own messages, the knowledge base's texts, answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from jinja2 import TemplateError

from advisor.answers import NOT_ASKED, Answer, Answers, AnswerState, Choices, Note
from advisor.answers.answer import Range, Remaining, Respondent
from advisor.answers.qualified import answer_of
from advisor.knowledge.ground_id import declared_id, ground_id, instance_of
from advisor.knowledge.model import KnowledgeBase, Question, Text
from advisor.knowledge.texts import compiled
from advisor.language import catalogue, spoken
from advisor.language.enumeration import apart
from advisor.language.typography import NARROW, WIDE, curled, spaced_on_screen

from .list_columns import is_in_column
from .messages import TEXTS
from .terminal_text import plain, printable

SHORTEST_SPAN = 3
"""Questions in a row that are named by the first and the last."""
STATES = {
    AnswerState.UNKNOWN: "state.unknown",
    AnswerState.NOT_ASKED: "state.not_asked",
    AnswerState.NOT_APPLICABLE: "state.not_applicable",
    AnswerState.WAITING: "state.waiting",
}


class Speech:
    """Says things in one language. What comes back is plain text for a terminal, one paragraph each.

    `kb` is as it was declared, so that numbers stay whatever is listed. `language` is one of its languages; the
    interview's own words are English where they exist in no such language.
    """

    def __init__(self, kb: KnowledgeBase, language: str) -> None:
        self.language = language
        self.interface = spoken(language)
        self._catalogue = catalogue(language)
        self._titles = {name: one.title for one in kb.contexts.values() for name in (one.id, one.key)}
        self._numbers = {id: number for number, id in enumerate(kb.questions, start=1)}
        self.kb = kb

    def over(self, kb: KnowledgeBase) -> None:
        """Speak of the same knowledge base over other instances."""
        self.kb = kb

    def say(self, key: str, /, **values: object) -> str:
        """A message of the interview."""
        return self._set(self._catalogue.plain(TEXTS[key]).format(**values))

    def count(self, key: str, n: int, /, **values: object) -> str:
        """A message that depends on a number, given to it as `n`."""
        return self._set(TEXTS.count(key, n, self.language).format(n=n, **values))

    def text(self, text: Text | None, answers: Answers | None = None) -> str:
        """A text of the knowledge base, empty if there is none; the brand is `your brand` without answers."""
        if text is None:
            return ""
        source = text[self.language] if self.language in text else text[self.kb.languages[0]]
        if "{" in source:
            source = self._filled(source, answers)
        return self._set(plain(source))

    def above(self, question: Question, answers: Answers) -> str:
        """The question of the table that a question is a row of; empty if it is none, or asks the same by itself."""
        table = self.kb.tables.get(question.table or "")
        return "" if table is None or is_in_column(question) else self.text(table.ask, answers)

    def number(self, question: Question | str) -> str:
        """The number of a question in the whole questionnaire, from 1: the same in every interview.

        That of one instance of a context has its id behind it, as in `7@instagram`.
        """
        id = question if isinstance(question, str) else question.id
        return ground_id(self.bare_number(id), instance_of(id))

    def bare_number(self, question: Question | str) -> str:
        """The number of a question, the same for each of a list."""
        return str(self._numbers[declared_id(question if isinstance(question, str) else question.id)])

    def noted(self, note: Note) -> str:
        """A note with its reader, and in brackets who wrote it, when, and what it can be checked against."""
        known = (note.by, note.on and self.day(note.on), note.evidence)
        source = ", ".join(one for one in known if one)
        text = f"{printable(note.text)} ({printable(source)})" if source else note.text
        return self.say(f"note.{note.visible_to}", note=text)

    def kept_back(self, notes: Sequence[Note]) -> str:
        """How many internal notes there are, by whom and of when, and nothing of what they say."""
        sources = (", ".join(filter(None, (one.by, one.on and self.day(one.on)))) for one in notes)
        known = "; ".join(dict.fromkeys(filter(None, sources)))
        return self.count("note.kept", len(notes), who=f" ({printable(known)})" if known else "")

    def option(self, question: Question, id: str) -> str:
        """The label of an option."""
        return self.text(question.option(id).label)

    def answer(self, question: Question, answer: Answer) -> str:
        """An answer in words."""
        if answer.state is not AnswerState.ANSWERED:
            words = self.say(STATES[answer.state])
            return f"{words} ({plain(answer.because)})" if answer.because else words
        if isinstance(answer.value, Choices):
            return self._choices(question, answer.value, partly=answer.partly_known)
        if isinstance(answer.value, int):
            number = self.decimal(answer.value)
            return f"{number} {self.text(question.unit)}" if question.unit else number
        if isinstance(answer.value, Range):
            bounds = {"least": self.decimal(answer.value.at_least), "most": self.decimal(answer.value.at_most)}
            number = self.say("answer.between", **bounds)
            return f"{number} {self.text(question.unit)}" if question.unit else number
        if isinstance(answer.value, Remaining):
            return self._remaining(question, answer.value)
        if question.type == "text":
            return plain(str(answer.value))
        return self.option(question, str(answer.value))

    def decimal(self, number: int) -> str:
        """A whole number as the language writes it, on one line."""
        return self._catalogue.number(number).replace(NARROW, WIDE)

    def day(self, iso: str) -> str:
        """A day in words, from YYYY-MM-DD."""
        return self._catalogue.date(iso)

    def listing(self, words: Sequence[str], *, style: Literal["standard", "or"] = "standard") -> str:
        """Words joined as the language joins a list; `style` is `standard` (and) or `or`."""
        return self._catalogue.listing(words, style)

    def numbers(self, questions: Sequence[str]) -> str:
        """Questions by number, as in `3, 7 and 12`."""
        place = {id: place for place, id in enumerate(self.kb.questions)}
        asked = sorted((id for id in questions if id in place), key=lambda id: place[id])
        lists = (self.list_title(id) for id in questions if id not in place)
        return self.listing([*(self.number(id) for id in asked), *lists])

    def bare_numbers(self, questions: Sequence[str], *, spans: bool = False) -> str:
        """Questions of one list entry by their bare numbers; with `spans` three or more in a row as `5 to 9`."""
        numbers = [int(self.bare_number(id)) for id in questions]
        runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0])]
        said = []
        for run in runs:
            if spans and len(run) >= SHORTEST_SPAN:
                said.append(self.say("numbers.span", first=run[0], last=run[-1]))
            else:
                said += map(str, run)
        return self.listing(said)

    def no_longer_asked(self, answers: Answers) -> str:
        """The line that names answers whose questions the knowledge base asks no more."""
        names = answers.no_longer_asked
        return self.count("check.no_longer", len(names), file=answers.path, questions=", ".join(names))

    def list_title(self, context: str) -> str:
        """The title of a context, by its id or the key of its list; reasons cite a list as they cite a question."""
        return self.text(self._titles[context])

    def recorded(self, question: Question, answer: Answer, people: Sequence[Respondent] = ()) -> str:
        """An answer with what belongs to it: who said it, each account of a dispute, when it is due."""
        names = {one.id: plain(one.name) for one in people}
        if answer.accounts:
            accounts = (
                self.say(
                    "answer.account",
                    who=names.get(one.by, one.by),
                    said=self.answer(question, answer_of(one.value, question)),
                )
                for one in answer.accounts
            )
            words = self.say("answer.disputed", accounts=self._joined(list(accounts)))
        else:
            words = self.answer(question, answer)
        belonging = []
        if answer.due is not None:
            belonging.append(self.say("answer.due", day=self.day(answer.due)))
        if answer.read_out:
            belonging.append(self.say("answer.read_out"))
        if answer.said_by is not None:
            belonging.append(self.say("answer.said_by", who=names.get(answer.said_by, answer.said_by)))
        if answer.said_on is not None:
            belonging.append(self.say("answer.said_on", day=self.day(answer.said_on)))
        return self._set(f"{words} ({', '.join(belonging)})") if belonging else words

    def _remaining(self, question: Question, value: Remaining) -> str:
        """What a choice may still be, or what it is not where that is the shorter list."""
        ruled_out = [option.id for option in question.options if option.id not in value.options]
        if len(ruled_out) < len(value.options):
            return self.say("answer.not", options=self._joined([self.option(question, id) for id in ruled_out]))
        left = [self.option(question, id) for id in value.options]
        if any("," in label for label in left):
            return self.say("answer.or", options=self._joined(left[:-1]), last=left[-1])
        return self.listing(left, style="or")

    def _choices(self, question: Question, chosen: Choices, *, partly: bool) -> str:
        yes = [self.option(question, option.id) for option in question.options if option.id in chosen.yes]
        if not partly:
            return self._joined(yes) if yes else self.say("answer.none")
        # That an option to be chosen alone is out follows from any other choice, and goes without saying.
        implied = {option.id for option in question.options if option.alone} if chosen.yes else set()
        ruled_out = [option for option in question.options if option.id in chosen.no and option.id not in implied]
        no = [self.option(question, option.id) for option in ruled_out]
        told = [self._joined(yes)] if yes else []
        if no:
            told.append(self.say("answer.not", options=self._joined(no)))
        return self.say("answer.partly", told=" – ".join(told)) if told else self.say("answer.all_open")

    def _joined(self, options: Sequence[str]) -> str:
        # Labels hold commas of their own.
        return self._set(apart(options, self.language))

    def _filled(self, source: str, answers: Answers | None) -> str:
        brand = plain(answers.brand) if answers is not None else self.say("your_brand")

        def said(id: str) -> str:
            return self.answer(self.kb.questions[id], answers.of(id) if answers is not None else NOT_ASKED)

        try:
            return compiled(source).render(brand=brand, answer=said)
        except (TemplateError, TypeError, KeyError, ValueError):
            # The author's slip must not stop the interview; the text as typed is the next best.
            return source

    def _set(self, text: str) -> str:
        return spaced_on_screen(curled(printable(text)), self.interface)
