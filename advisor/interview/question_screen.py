"""How one question looks: where it stands, what it asks, its options, and what is recorded for it."""

from __future__ import annotations

from advisor.answers import AnswerState, Truth
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question, Table
from advisor.language import SOURCE_LANGUAGE

from .command import Command, all_shown, command_in
from .following_up import is_to_confirm, on_screen
from .list_columns import is_in_column
from .relevance_words import in_words
from .route import is_relevant, progress, section_of
from .rows import many_rows, row_label, row_number, rows_shown
from .screen import DONE, FAINT, STRONG, WARNING, Screen
from .session import Session
from .speech import Speech

OPTION_COLUMN = 7


def show_question(question: Question, session: Session, speech: Speech, screen: Screen) -> int:
    """The whole question with progress, options, present answer, note and flag.

    Returns how many lines the screen had printed before the options of its table.
    """
    section = section_of(session.kb, question)
    title = speech.text(section.title, session.answers)
    together = many_rows(question, session)
    instance = None if together and is_in_column(question) else session.name_of(instance_of(question.id))
    here, all_in_all = progress(session.kb, session.readable, section), progress(session.kb, session.readable)
    screen.gap()
    screen.heading(
        title if instance is None else f"{title} · {instance}",
        speech.say(
            "progress", here=here.done, here_of=here.relevant, done=all_in_all.done, relevant=all_in_all.relevant
        ),
    )
    screen.gap()
    table = session.kb.tables.get(question.table or "") if together or not is_in_column(question) else None
    options_at = screen.printed if table is None else show_table(table, question, session, speech, screen)
    if together:
        show_row(question, session, speech, screen)
        return options_at
    indent = _show_asked(question, session, speech, screen)
    if question.relevant_when is not None and session.readable[question.id].relevance is Truth.UNDETERMINED:
        condition = in_words(question.relevant_when, speech)
        screen.say(speech.say("why.relevant", condition=condition), indent=indent, style=FAINT)
    _show_answering(question, session, speech, screen)
    return options_at


def show_table(table: Table, question: Question, session: Session, speech: Speech, screen: Screen) -> int:
    """What a table asks, its rows with their answers, its options once, and how to answer several at once.

    The options come last: on a low screen they are what must not scroll away. Returns how many lines the screen had
    printed before them.
    """
    screen.say(speech.text(table.ask, session.answers), style=STRONG)
    if table.help:
        screen.say(speech.text(table.help, session.answers), indent=2, style=FAINT)
    rows = rows_shown(table, session)
    if len(rows) < 2:
        return screen.printed
    screen.gap()
    width = max(len(row_number(row, speech)) for row in rows)
    for row in rows:
        number, asked = row_number(row, speech).rjust(width), row_label(row, session, speech)
        answer = session.answers.of(row.id)
        if answer.state is AnswerState.NOT_ASKED:
            screen.entry(number, asked, column=width + 5, indent=3)
        else:
            said = speech.recorded(row, answer, session.answers.respondents)
            screen.answered(number, asked, said, column=width + 5, indent=3)
    screen.gap()
    options_at = screen.printed
    show_options(question, speech, screen)
    screen.gap()
    first, second = (row_number(row, speech) for row in rows[:2])
    how = speech.say("how.table", row=first, next=second, last=len(question.options))
    others = None if table.all_others is None else speech.option(question, table.all_others)
    left = "" if others is None else f" {speech.say('how.others', label=others)}"
    several = f"{how_to_answer(question, speech)} " if question.type == "choices" else ""
    screen.say(f"{several}{how}{left}", indent=2, style=FAINT)
    if on_screen(question, session):
        screen.say(speech.say("how.confirm_rows"), indent=2, style=FAINT)
    screen.gap()
    return options_at


def show_row(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """One row of a table whose options stand above."""
    if is_in_column(question):
        screen.say(row_label(question, session, speech), first=f"{speech.number(question)}. ", hanging=4, style=STRONG)
    else:
        _show_asked(question, session, speech, screen)
    show_recorded(question, session, speech, screen)


def _show_asked(question: Question, session: Session, speech: Speech, screen: Screen) -> int:
    """What is asked behind its number, and the help below; returns where these texts begin.

    A number with the name of one of a list is too long to begin them all behind it.
    """
    number = f"{speech.number(question)}. "
    indent = len(number) if len(number) <= OPTION_COLUMN else len(speech.bare_number(question)) + 2
    screen.say(speech.text(question.ask, session.answers), first=number, hanging=indent, style=STRONG)
    if question.help:
        screen.say(speech.text(question.help, session.answers), indent=indent, style=FAINT)
    return indent


def show_again(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """The question without its surroundings, after something else has been shown."""
    screen.gap()
    number = f"{speech.number(question)}. "
    screen.say(speech.text(question.ask, session.answers), first=number, hanging=4, style=STRONG)
    _show_answering(question, session, speech, screen)


def _show_answering(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    if question.options:
        screen.gap()
        show_options(question, speech, screen)
    screen.gap()
    show_recorded(question, session, speech, screen)
    screen.say(f"{how_to_answer(question, speech)} {speech.say('how.help')}", indent=2, style=FAINT)


def show_options(question: Question, speech: Speech, screen: Screen) -> None:
    """The numbered options."""
    for number, option in enumerate(question.options, start=1):
        label = speech.option(question, option.id)
        words = speech.say("option.alone", label=label) if option.alone else label
        screen.entry(f"{number:>2}", words, column=OPTION_COLUMN, indent=3)


def show_recorded(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """The present answer, notes and flag, if there are any."""
    answer = session.answers.of(question.id)
    if answer.state is not AnswerState.NOT_ASKED:
        recorded = speech.recorded(question, answer, session.answers.respondents)
        key = "present_answer.then" if is_to_confirm(question, session) else "present_answer"
        screen.say(speech.say(key, answer=recorded), indent=2, style=DONE)
    show_notes(question, session, speech, screen, indent=2)
    if question.id in session.answers.flags:
        screen.say(speech.say("flagged"), indent=2, style=WARNING)


def show_notes(
    question: Question, session: Session, speech: Speech, screen: Screen, *, indent: int, style: str = ""
) -> None:
    """The notes on a question; of internal ones only that they are there: a client may be looking on."""
    notes = session.answers.notes.get(question.id, ())
    for note in notes:
        if note.visible_to == "client":
            screen.say(speech.noted(note), indent=indent, style=style)
    if internal := [note for note in notes if note.visible_to == "internal"]:
        screen.say(speech.kept_back(internal), indent=indent, style=style)


def how_to_answer(question: Question, speech: Speech) -> str:
    """What may be typed as an answer to this question."""
    values: dict[str, object] = {"last": len(question.options)}
    if question.type == "number":
        unit = speech.text(question.unit)
        values = {"low": _decimal(speech, question.min), "high": _decimal(speech, question.max), "unit": unit}
        return speech.say("how.number_unit" if unit else "how.number", **values)
    if question.type == "choice" and len(question.options) == 2:
        return speech.say("how.choice_of_two")
    return speech.say(f"how.{question.type}", **values)


def show_help(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """Help on the question, on how to answer it, and on the commands."""
    screen.gap()
    screen.heading(speech.say("help.title"))
    if question.help:
        screen.gap()
        screen.say(speech.text(question.help, session.answers), indent=2)
    screen.gap()
    screen.say(speech.say("help.answering"), style=STRONG)
    for line in _ways_to_answer(question, speech):
        screen.say(line, indent=2)
    screen.gap()
    screen.say(speech.say("help.commands"), style=STRONG)
    screen.say(" · ".join(all_shown(command, speech.interface) for command in Command), indent=2)
    screen.say(speech.say("help.one_command"), indent=2, style=FAINT)


def show_commands(words: str, speech: Speech, screen: Screen) -> None:
    """What the command does that is named, or every one."""
    named = command_in(words, speech.interface, bare=True)
    for command in Command if named is None else (named[0],):
        screen.entry(all_shown(command, speech.interface), speech.say(f"command.{command.value}"), column=20)
    if named is None and speech.interface != SOURCE_LANGUAGE:
        screen.say(speech.say("help.english_words"), indent=2, style=FAINT)


def _ways_to_answer(question: Question, speech: Speech) -> list[str]:
    ways = [how_to_answer(question, speech)]
    if question.type == "choices":
        ways += map(speech.say, ("help.choices_all_but", "help.choices_partly", "help.choices_ruled_out"))
        alone = [number for number, option in enumerate(question.options, start=1) if option.alone]
        ways.append(speech.say("help.choices_alone", number=alone[0]) if alone else speech.say("help.choices_none"))
    if question.type == "choice" and len(question.options) > 2:
        ways.append(speech.say("help.choice_ruled_out"))
    if question.type == "number":
        ways.append(speech.say("help.number_range"))
    if question.type == "text":
        ways.append(speech.say("help.text_command"))
    return ways


def show_irrelevant(question: Question, session: Session, speech: Speech, screen: Screen) -> None:
    """Why a question is not asked; nothing if it is."""
    readable = session.readable[question.id]
    if is_relevant(readable) or question.relevant_when is None:
        return
    number = speech.number(question)
    screen.say(speech.say("irrelevant", number=number, condition=in_words(question.relevant_when, speech)), indent=2)
    for id in readable.cites:
        if id not in session.kb.questions:  # a list that may not be complete
            continue
        cited = session.kb.questions[id]
        answer = speech.answer(cited, session.answers.of(id))
        screen.say(speech.say("irrelevant.because", number=speech.number(id), answer=answer), indent=4)


def _decimal(speech: Speech, number: int | None) -> str:
    return "" if number is None else speech.decimal(number)
