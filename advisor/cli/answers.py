"""`advisor answers`: check answers files, and bring two of them together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advisor.answers import Answer, Answers, AnswerState, Note
from advisor.answers.merge import (
    Difference,
    FlagDifference,
    HeadDifference,
    Kept,
    NoteDifference,
    merge,
)
from advisor.answers.record import Record
from advisor.answers.relevance import effective
from advisor.inference.grounding import ground
from advisor.interview import Screen, Speech
from advisor.interview.route import is_open, is_relevant, progress
from advisor.interview.terminal_text import plain
from advisor.knowledge.model import Question

from . import assess
from .interview import speaking_of
from .options import Refusal, answers, answers_argument, kb_option, knowledge_base, lang_option, language


@click.group("answers")
def group() -> None:
    """Check answers files, and bring two of them together."""


@group.command("check")
@answers_argument
@lang_option
@kb_option
def check(answers_file: Path, lang: str | None, kb_directory: Path | None) -> None:
    """Say whether a file can be used, what it leaves open and what does not go together."""
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    declared, kb = kb, ground(kb, given.instances)
    speech = Speech(kb, language(lang, given, kb))
    screen = Screen()
    readable = effective(kb, given)
    came = progress(kb, readable)
    screen.say(speech.say("check.sound", file=answers_file, done=came.done, relevant=came.relevant))
    named = given.knowledge_base
    if named is not None and named.version not in (None, kb.version):
        screen.say(speech.say("welcome.version", then=named.version, now=kb.version))
    relevant = [given.of(id) for id, one in readable.items() if is_relevant(one)]
    count = {state: sum(answer.state is state for answer in relevant) for state in AnswerState}
    screen.say(
        speech.say(
            "check.states",
            answered=count[AnswerState.ANSWERED],
            unknown=count[AnswerState.UNKNOWN],
            not_applicable=count[AnswerState.NOT_APPLICABLE],
            partly=sum(answer.partly_known for answer in relevant),
            flagged=len(given.flags),
        )
    )
    unread = [id for id in given.given if not is_relevant(readable[id])]
    missing = [id for id, one in readable.items() if is_open(one)]
    for key, questions in (("check.irrelevant", unread), ("check.missing", missing)):
        if questions:
            screen.say(speech.count(key, len(questions), questions=", ".join(questions)))
    for failed in assess.assessed(declared, given).checks:
        said = speech.text(kb.checks[failed.id].says, given)
        screen.say(speech.say("check.contradiction", questions=", ".join(failed.ask_again), said=said))


@group.command("merge")
@click.argument("first", metavar="A.yaml", type=click.Path(path_type=Path))
@click.argument("second", metavar="B.yaml", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, metavar="C.yaml", type=click.Path(path_type=Path))
@lang_option
@kb_option
def merge_command(first: Path, second: Path, output: Path, lang: str | None, kb_directory: Path | None) -> None:
    """Bring the answers of two interviewees together in a new file, and list every difference.

    Where they contradict each other the first file is kept, the question is flagged, and what the second one
    says goes into an internal note.
    """
    kb = knowledge_base(kb_directory)
    ours, theirs = answers(first, kb, lang), answers(second, kb, lang)
    speech = Speech(kb, language(lang, ours, kb))
    if output.exists() or output.is_symlink():
        raise Refusal(speech.say("file.exists", file=output))
    with speaking_of(output, speech):
        records = Record.open(first), Record.open(second)
        here, there = (record.keys() for record in records)
        lists = [context.key for context in kb.contexts.values()]
        apart = [key for key in lists if key in there and here.get(key) != there[key]]
        if set(theirs.respondents) - set(ours.respondents):
            apart.append("respondents")
        if apart:
            keys = speech.listing(apart)
            raise Refusal(speech.say("merge.apart", first=first, second=second, keys=keys))
        into = records[0].copied_to(output)

        def other_answer(question: Question, answer: Answer) -> str:
            said = speech.say("merge.other_answer", file=second.name, answer=speech.answer(question, answer))
            return plain(said)

        heading = plain(speech.say("merge.comment", file=second.name))
        differences = merge(kb, (records[0], ours), (records[1], theirs), into, other_answer, heading)
        comments = records[1].comments_beyond(records[0])
        into.save()
    _list(differences, len(comments), (first, ours), (second, theirs), speech)
    click.echo(speech.say("merge.written", file=output))


def _list(
    differences: tuple[Difference, ...],
    comments: int,
    first: tuple[Path, Answers],
    second: tuple[Path, Answers],
    speech: Speech,
) -> None:
    screen = Screen()
    if not differences:
        screen.say(speech.say("merge.same"))
    else:
        screen.say(speech.count("merge.differences", len(differences)))
    for difference in differences:
        heading, ours, theirs, kept = _told(difference, speech, first[1])
        screen.gap()
        screen.say(heading, indent=2)
        screen.say(speech.say("merge.says", file=first[0], said=ours), indent=4)
        screen.say(speech.say("merge.says", file=second[0], said=theirs), indent=4)
        screen.say(kept, indent=4, first="-> ")
    if comments:
        screen.gap()
        screen.say(speech.count("merge.comments", comments, file=second[0]))
    screen.gap()


def _told(difference: Difference, speech: Speech, ours: Answers) -> tuple[str, str, str, str]:
    """A difference as heading, what the first says, what the second says, and what becomes of it."""
    if isinstance(difference, HeadDifference):
        kept = {
            Kept.FIRST: "merge.head_first",
            Kept.SECOND: "merge.added",
            Kept.LEFT_OUT: "merge.left_out",
        }[difference.kept]
        heading = speech.say("merge.head", key=difference.key)
        return heading, _head(difference.first, speech), _head(difference.second, speech), speech.say(kept)
    if isinstance(difference, FlagDifference):
        heading = speech.say("merge.flag_on", number=speech.number(difference.question))
        return heading, speech.say("merge.nothing"), speech.say("merge.flag"), speech.say("merge.added")
    kept = {Kept.FIRST: "merge.kept_first", Kept.SECOND: "merge.added", Kept.BOTH: "merge.joined"}[difference.kept]
    number = speech.number(difference.question)
    if isinstance(difference, NoteDifference):
        heading = speech.say("merge.note_on", number=number)
        return heading, _notes(difference.first, speech), _notes(difference.second, speech), speech.say(kept)
    heading = speech.say("merge.question", number=number, ask=speech.text(difference.question.ask, ours))
    first, second = (speech.answer(difference.question, one) for one in (difference.first, difference.second))
    return heading, first, second, speech.say(kept)


def _head(value: Any, speech: Speech) -> str:
    if value is None or value == "":
        return speech.say("merge.nothing")
    if isinstance(value, dict):
        return ", ".join(f"{key} {_head(one, speech)}" for key, one in value.items())
    return str(value)


def _notes(log: tuple[Note, ...], speech: Speech) -> str:
    if not log:
        return speech.say("merge.nothing")
    return " / ".join(speech.say(f"note.{note.visible_to}", note=note.text) for note in log)
