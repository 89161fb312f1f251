"""`advisor review`: edit the report of a brand before it is delivered, in the section `review` of its answers file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from advisor.advice.marks import assessment_mark
from advisor.answers.review import OwnAdvice
from advisor.interview.reply import read_date, read_words
from advisor.knowledge.model import SEVERITIES
from advisor.knowledge.problem import did_you_mean
from advisor.knowledge.sheet.review_faults import MOST_CHOSEN, REWORDED

from .options import kb_option, lang_option
from .reviewing import Reviewing

F = TypeVar("F", bound=Callable[..., Any])
OF_OWN = frozenset({"title", "recommendation", "owner", "due"})
"""What can be decided of the consultant's own advice once it is there."""


class _Review(click.Group):
    """A group of which a file alone, or with options, shows the review."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what follows the file for a command, `show` where none does."""
        if args and not args[0].startswith("-") and (len(args) == 1 or args[1] in ("--lang", "--kb")):
            args = [args[0], "show", *args[1:]]
        return super().parse_args(ctx, args)


@click.group(cls=_Review)
@click.argument("answers_file", metavar="ANSWERS.yaml", type=click.Path(path_type=Path))
@click.pass_context
def group(ctx: click.Context, answers_file: Path) -> None:
    """Edit the report of a brand: what is left out, reworded, added, put first, by whom and by when; approve it.

    Without a command, show the findings and what was decided of them. A finding is named by its id, its number in the
    report or its title. Everything stands under `review` in the answers file and can be mended there by hand; a change
    takes an approval back.
    """
    ctx.obj = answers_file


def _command(name: str) -> Callable[[F], click.Command]:
    """A command of the group, given the report under review in place of file, language and knowledge base."""

    def add(command: F) -> click.Command:
        @click.pass_obj
        def called(answers_file: Path, /, lang: str | None, kb_directory: Path | None, **given: Any) -> None:
            command(Reviewing(answers_file, lang, kb_directory), **given)

        called.__doc__ = command.__doc__
        called.__click_params__ = list(getattr(command, "__click_params__", ()))  # type: ignore[attr-defined]
        return group.command(name)(lang_option(kb_option(called)))

    return add


id_argument = click.argument("id", metavar="FINDING")


@_command("show")
def show(report: Reviewing) -> None:
    """Show the findings, what was decided of each, and whether the report is approved."""
    report.show()


@_command("leave-out")
@id_argument
@click.option("--because", required=True, metavar="WORDS", help="The reason, for the house.")
def leave_out(report: Reviewing, id: str, because: str) -> None:
    """Leave a finding out of the report, with a reason."""
    _decide(report, id, {"left_out": because})


@_command("reword")
@id_argument
@click.option("--title", metavar="WORDS")
@click.option("--observed", metavar="WORDS")
@click.option("--consequence", metavar="WORDS")
@click.option("--recommendation", metavar="WORDS")
@click.option("--nuance", metavar="WORDS")
def reword(report: Reviewing, id: str, **texts: str | None) -> None:
    """Put texts of a finding in words of your own."""
    said = {key: words for key, words in texts.items() if words is not None}
    if not said:
        raise report.refusal("no_words", options=", ".join(f"--{key}" for key in REWORDED))
    _decide(report, id, said)


@_command("owner")
@id_argument
@click.argument("name")
def owner(report: Reviewing, id: str, name: str) -> None:
    """Say who sees to a finding."""
    _decide(report, id, {"owner": name})


@_command("due")
@id_argument
@click.argument("day", metavar="DATE")
def due(report: Reviewing, id: str, day: str) -> None:
    """Say by when a finding is seen to, as YYYY-MM-DD."""
    _decide(report, id, {"due": day})


@_command("note")
@id_argument
@click.argument("words")
def note(report: Reviewing, id: str, words: str) -> None:
    """Add a note of your own to a finding; the client reads it."""
    _decide(report, id, {"note": words})


@_command("add")
@click.argument("title")
@click.option("--recommendation", required=True, metavar="WORDS", help="What to do.")
@click.option("--step", "steps", multiple=True, metavar="WORDS", help="A step; may be given several times.")
@click.option("--severity", type=click.Choice(SEVERITIES))
@click.option("--phase", metavar="PHASE", help="A phase of the knowledge base.")
@click.option("--owner", metavar="NAME")
@click.option("--due", metavar="DATE")
def add(report: Reviewing, title: str, steps: tuple[str, ...], phase: str | None, **given: str | None) -> None:
    """Add advice of your own."""
    if phase is not None and phase not in report.kb.phases:
        suggestion = did_you_mean(phase, report.kb.phases, report.speech.interface)
        raise report.refusal("phase", words=phase, suggestion=suggestion, possible=", ".join(report.kb.phases))
    with report.editing() as review:
        said = _read(report, {"title": title, **{key: words for key, words in given.items() if words is not None}})
        own = OwnAdvice(id=review.fresh_id(), steps=tuple(map(read_words, steps)), phase=phase, **said)
        review.add(own)
    report.tell("edited.added", id=own.id, title=own.title)


@_command("first")
@click.argument("ids", metavar="FINDING...", nargs=-1)
def first(report: Reviewing, ids: tuple[str, ...]) -> None:
    """Choose what comes first, three findings at most; without any, the rules choose again."""
    if len(ids) > MOST_CHOSEN:
        raise report.refusal("first")
    chosen = list(dict.fromkeys(report.id_of(id) for id in ids))
    with report.editing() as review:
        review.first(chosen)
    report.tell("edited.first" if chosen else "edited.first_none", titles=report.titles(chosen))


@_command("opening")
@click.argument("words")
def opening(report: Reviewing, words: str) -> None:
    """Begin the report with words of your own; an empty line parts paragraphs, empty words take them away."""
    with report.editing() as review:
        paragraphs = [read_words(part) for part in words.split("\n\n") if part.strip()]
        review.opening("\n\n".join(paragraphs))
    report.tell("edited.opening" if paragraphs else "edited.opening_none", words=" ".join(paragraphs))


@_command("take-back")
@id_argument
def take_back(report: Reviewing, id: str) -> None:
    """Take back whatever was decided of a finding, or advice of your own."""
    named = report.id_of(id)
    with report.editing() as review:
        if not review.take_back(named):
            raise report.refusal("nothing", title=report.title(named))
    report.tell("edited.taken_back", title=report.title(named))


@_command("approve")
@click.option("--by", metavar="NAME", help="Who approves (default: the consultant of the file).")
@click.option("--on", metavar="DATE", help="When, as YYYY-MM-DD (default: today).")
def approve(report: Reviewing, by: str | None, on: str | None) -> None:
    """Approve the report as it stands. Answers, rules or a review that change afterwards make it a draft again."""
    name = by or report.given.consultant
    if not name:
        raise report.refusal("nobody")
    again = report.to_decide_again()
    if again:
        raise report.refusal("again", titles=report.titles(again))
    with report.editing() as review:
        day = read_date(on, report.speech.interface) if on else date.today().isoformat()
        review.approve(by=read_words(name), on=day, against=assessment_mark(report.assessment))
    report.tell("edited.approved", by=name, on=report.speech.day(day))


def _decide(report: Reviewing, words: str, said: Mapping[str, str]) -> None:
    """Write down what was decided of a finding, and say it."""
    id = report.id_of(words)
    if id in report.own and not OF_OWN.issuperset(said):
        raise report.refusal("own", id=id)
    with report.editing() as review:
        read = _read(report, said)
        if id in report.own:
            review.own(id, read)
        else:
            review.decide(id, {**read, **report.mark(id)})
    if "left_out" in read:
        report.tell("edited.left_out", title=report.title(id), because=read["left_out"])
    else:
        told = [report.speech.day(one) if key == "due" else one for key, one in read.items()]
        report.tell("edited.decided", title=report.title(id), said="; ".join(told))
    if id not in report.own and not report.meant(id):
        report.tell("edited.not_there")


def _read(report: Reviewing, said: Mapping[str, str]) -> dict[str, str]:
    """What was typed, dates as YYYY-MM-DD. Refused where it is no date or no words."""
    interface = report.speech.interface
    return {key: read_date(words, interface) if key == "due" else read_words(words) for key, words in said.items()}
