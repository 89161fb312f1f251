"""Check your answers: everything recorded, section by section, what needs another look on top."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from advisor.answers import AnswerState, is_asked
from advisor.answers.answer import Answers, InstanceList
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question

from .destinations import Match, section_named
from .following_up import to_confirm
from .list_columns import is_in_column
from .question_screen import show_notes
from .refusal import Refused
from .route import is_open, is_relevant, progress
from .screen import FAINT, STRONG, WARNING, Screen
from .session import Session
from .speech import Speech
from .terminal_text import folded

NUMBER_COLUMN = 7
ANSWER_COLUMN = 9
MOST_ON_A_PAGE = 20
"""Answers that the review shows at once; of more it shows the sections first."""
EVERYTHING = ("all", "tout")
MOST_IN_FULL = 12
"""Answers listed in full after a change; a gate question can concern half the questionnaire."""


@dataclass(frozen=True)
class Contradiction:
    """Answers that do not go together: the check, and the questions to ask again."""

    check: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ReviewScreen:
    """What needs another look, by reason, each in the order of the questionnaire. Relevant questions only."""

    contradictory: tuple[Contradiction, ...]
    flagged: tuple[Question, ...]
    unknown: tuple[Question, ...]
    not_applicable: tuple[Question, ...]
    disputed: tuple[Question, ...]
    partly_known: tuple[Question, ...]
    not_asked: tuple[Question, ...]


def review(session: Session) -> ReviewScreen:
    """Sort the answers of a session by what is the matter with them."""
    questions = session.kb.questions
    relevant = [question for question in questions.values() if is_relevant(session.readable[question.id])]

    def in_state(state: AnswerState) -> tuple[Question, ...]:
        return tuple(question for question in relevant if session.answers.of(question.id).state is state)

    return ReviewScreen(
        contradictory=tuple(
            Contradiction(check.id, tuple(questions[id] for id in check.ask_again))
            for check in session.contradictions()
        ),
        flagged=tuple(question for question in questions.values() if question.id in session.answers.flags),
        unknown=in_state(AnswerState.UNKNOWN),
        not_applicable=in_state(AnswerState.NOT_APPLICABLE),
        disputed=tuple(question for question in relevant if session.answers.of(question.id).accounts),
        partly_known=tuple(
            question
            for question in relevant
            if session.answers.of(question.id).partly_known and not session.answers.of(question.id).accounts
        ),
        not_asked=tuple(one for one in in_state(AnswerState.NOT_ASKED) if is_asked(one, session.readable)),
    )


def show_review(words: str, session: Session, speech: Speech, screen: Screen) -> None:
    """The review: what needs another look, and the sections; all answers where they fit on a page, or of one section.

    `words` are the number or name of a section, or `all`. Refused for anything else.
    """
    sections = session.kb.sections
    everything = folded(words) in EVERYTHING
    chosen = section_named(words, sections) if words and not everything else None
    if words and chosen is None and not everything:
        raise Refused("refused.section", typed=words, last=len(sections))
    screen.gap()
    screen.heading(speech.say("review.title"))
    if chosen is None:
        show_problems(session, speech, screen)
    recorded = sum(answer.state is not AnswerState.NOT_ASKED for answer in session.answers.given.values())
    in_full = everything or (not words and recorded <= MOST_ON_A_PAGE)
    for place, section in enumerate(sections, start=1):
        if chosen is not None and section is not chosen:
            continue
        came = progress(session.kb, session.readable, section)
        title = speech.text(section.title, session.answers)
        shown = section.questions if in_full or chosen is not None else ()
        recorded_here = [one for one in shown if not is_open(session.readable[one.id])]
        if recorded_here or place == 1 or chosen is not None:
            screen.gap()
        screen.say(
            speech.say("review.section", number=place, title=title, done=came.done, relevant=came.relevant),
            style=STRONG,
        )
        table = None
        for question in recorded_here:
            if question.table not in (None, table) and not is_in_column(question):
                head = speech.text(session.kb.tables[question.table or ""].ask, session.answers)
                screen.say(textwrap.shorten(head, screen.width - NUMBER_COLUMN, placeholder="…"), indent=4, style=FAINT)
            table = question.table
            _show_line(question, session, speech, screen)
    if not in_full and chosen is None:
        screen.gap()
        screen.say(speech.say("review.how"), style=FAINT)
    screen.gap()


def show_todo(session: Session, speech: Speech, screen: Screen) -> None:
    """What remains: answers that need another look, lists that may have more, and open questions by section."""
    screen.gap()
    screen.heading(speech.say("todo.title"))
    show_problems(session, speech, screen, not_asked=False)
    for context in session.declared.contexts.values():
        if not session.answers.instances.get(context.id, InstanceList()).complete:
            screen.gap()
            screen.say(speech.say("todo.list", title=speech.text(context.title), key=context.key), style=WARNING)
    readable = session.readable
    carried = to_confirm(session)
    if carried:
        screen.gap()
        screen.say(speech.count("todo.to_confirm", len(carried)), style=STRONG)
        _show_by_section(carried, session, speech, screen, indent=2, spans=True)
    left = [one for one in session.kb.questions.values() if is_open(readable[one.id]) and is_asked(one, readable)]
    screen.gap()
    screen.say(speech.count("todo.open", len(left)), style=STRONG)
    _show_by_section(left, session, speech, screen, indent=2, spans=True)
    screen.gap()


def show_problems(session: Session, speech: Speech, screen: Screen, *, not_asked: bool = True) -> None:
    """The answers that need another look, nothing if none do; with `not_asked` the numbers of open questions too."""
    found = review(session)
    if found.contradictory:
        screen.gap()
        screen.say(speech.say("review.contradictory"), style=WARNING)
        for contradiction in found.contradictory:
            said = speech.text(session.kb.checks[contradiction.check].says, session.answers)
            screen.say(said, indent=2)
            for question in contradiction.questions:
                _show_line(question, session, speech, screen)
    for key, questions in (
        ("review.flagged", found.flagged),
        ("review.unknown", found.unknown),
        ("review.not_applicable", found.not_applicable),
        ("review.disputed", found.disputed),
        ("review.partly_known", found.partly_known),
    ):
        if questions:
            screen.gap()
            screen.say(speech.count(key, len(questions)), style=WARNING)
            for question in questions:
                _show_line(question, session, speech, screen)
    if found.not_asked and not_asked:
        screen.gap()
        numbers = speech.numbers([question.id for question in found.not_asked])
        key = "review.not_asked" if len(found.not_asked) <= MOST_IN_FULL else "review.many_not_asked"
        screen.say(speech.count(key, len(found.not_asked), numbers=numbers), style=WARNING)


def show_answers(questions: Sequence[Question], session: Session, speech: Speech, screen: Screen) -> None:
    """Questions with their answers; those that would not fit on a screen as numbers, section by section."""
    if len(questions) <= MOST_IN_FULL:
        for question in questions:
            asked = question_line(question, speech, session.answers, screen.width - ANSWER_COLUMN)
            screen.entry(f"{speech.number(question):>3}", asked, column=ANSWER_COLUMN, indent=4)
            screen.say(speech.answer(question, session.answers.of(question.id)), indent=ANSWER_COLUMN, style=FAINT)
        return
    _show_by_section(questions, session, speech, screen, indent=5)


def _show_by_section(
    questions: Sequence[Question], session: Session, speech: Speech, screen: Screen, *, indent: int, spans: bool = False
) -> None:
    """The numbers of questions, a line for each section that has some, or for each of a list; `spans` as `5 to 9`."""
    ids = {question.id for question in questions}
    for section in session.kb.sections:
        inside = [question.id for question in section.questions if question.id in ids]
        for instance, of_it in groupby(inside, key=instance_of):
            title = speech.text(section.title)
            if instance is not None:
                title = f"{title} · {session.name_of(instance)} (@{instance})"
            numbers = speech.bare_numbers(list(of_it), spans=spans)
            screen.say(speech.say("section_numbers", section=title, numbers=numbers), indent=indent)


def show_matches(matches: Sequence[Match], session: Session, speech: Speech, screen: Screen) -> None:
    """Where words were found: questions by number, with the option that holds them."""
    screen.gap()
    screen.say(speech.count("find.title", len(matches)), style=STRONG)
    for match in matches:
        asked = question_line(match.question, speech, session.answers, screen.width - ANSWER_COLUMN)
        screen.entry(f"{speech.number(match.question):>3}", asked, column=ANSWER_COLUMN, indent=4)
        if match.option is not None:
            label = speech.option(match.question, match.option)
            screen.say(label, indent=ANSWER_COLUMN, first="- ", style=FAINT)


def question_line(question: Question, speech: Speech, answers: Answers, width: int) -> str:
    """The question cut to one line of at most `width` columns."""
    asked = speech.text(question.ask, answers)
    return asked if len(asked) <= width else textwrap.shorten(asked, width, placeholder="…")


def _show_line(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """One question with its answer, beside it where there is room, and what else is recorded."""
    readable = session.readable[question.id]
    answer = session.answers.of(question.id)
    asked = question_line(question, speech, session.answers, screen.width - NUMBER_COLUMN - 1)
    number = f"{speech.number(question):>3}"
    if not is_relevant(readable):
        if answer.state is not AnswerState.NOT_ASKED:
            kept = speech.say("review.irrelevant", answer=speech.answer(question, answer))
            screen.answered(number, asked, kept, column=NUMBER_COLUMN, style=FAINT)
        return
    marks = [speech.recorded(question, answer, session.answers.respondents)]
    if question.id in session.answers.flags:
        marks.append(speech.say("review.flag"))
    screen.answered(number, asked, " ".join(marks), column=NUMBER_COLUMN)
    show_notes(question, session, speech, screen, indent=NUMBER_COLUMN, style=FAINT)
