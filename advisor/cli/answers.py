"""`advisor answers`: check answers files, and bring several of one brand together."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.answers import AnswerState, is_asked
from advisor.answers.relevance import effective
from advisor.inference.grounding import ground
from advisor.interview import Screen, Speech
from advisor.interview.route import is_open, is_relevant, progress

from . import assess
from .merging import merge_command
from .options import answers, answers_argument, kb_option, knowledge_base, lang_option, language


@click.group("answers")
def group() -> None:
    """Check answers files, and bring several of one brand together."""


@group.command("check")
@answers_argument
@lang_option
@kb_option
def check(answers_file: Path, lang: str | None, kb_directory: Path | None) -> None:
    """Say whether a file can be used, what it leaves open and what does not go together."""
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang, tell=False)
    speech = Speech(kb, language(lang, given, kb))
    declared, kb = kb, ground(kb, given.instances)
    speech.over(kb)
    screen = Screen()
    readable = effective(kb, given)
    came = progress(kb, readable)
    screen.say(speech.say("check.sound", file=answers_file, done=came.done, relevant=came.relevant))
    reference = given.knowledge_base
    if reference is not None and reference.version not in (None, kb.version):
        screen.say(speech.say("welcome.version", then=reference.version, now=kb.version))
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
    if given.no_longer_asked:
        screen.say(speech.no_longer_asked(given))
    unread = [id for id in given.given if not is_relevant(readable[id])]
    missing = [id for id, one in readable.items() if is_open(one) and is_asked(kb.questions[id], readable)]
    disputed = [id for id, answer in given.given.items() if answer.accounts]
    earlier = [id for id, one in readable.items() if is_relevant(one) and given.of(id).said_on is not None]
    named = (
        ("check.irrelevant", unread),
        ("check.missing", missing),
        ("check.disputed", disputed),
        ("check.to_confirm", earlier),
    )
    for key, questions in named:
        if questions:
            screen.say(speech.count(key, len(questions), questions=", ".join(questions)))
    for failed in assess.assessed(declared, given).checks:
        said = speech.text(kb.checks[failed.id].says, given)
        screen.say(speech.say("check.contradiction", questions=", ".join(failed.ask_again), said=said))


group.add_command(merge_command)
