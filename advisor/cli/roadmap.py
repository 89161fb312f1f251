"""`advisor roadmap`: the few changes that take most weight off a brand, and the way to nothing critical."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from advisor.analysis.explanation.journey import MOST_CHANGES, way_out
from advisor.analysis.explanation.way_words import told
from advisor.knowledge.model import EFFORTS, Effort

from .assess import assessed
from .explanations import failing, json_option
from .options import answers, answers_argument, kb_option, knowledge_base, lang_option, language

LARGEST = 20


@click.command("roadmap")
@answers_argument
@click.option(
    "--changes",
    metavar="N",
    type=click.IntRange(1, LARGEST),
    default=MOST_CHANGES,
    show_default=True,
    help="How many changes at most.",
)
@click.option(
    "--effort",
    type=click.Choice(EFFORTS),
    default=EFFORTS[-1],
    show_default=True,
    help="Only changes that take no more effort than this.",
)
@json_option
@lang_option
@kb_option
def command(
    answers_file: Path, changes: int, effort: str, as_json: bool, lang: str | None, kb_directory: Path | None
) -> None:
    """Show which few changes clear most, what each of them clears, and what it takes until nothing critical is left.

    What can be changed, to what and with how much effort is declared in the questionnaire. The file stays as it is.
    """
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    assessment = assessed(kb, given)
    with failing():
        found = way_out(kb, given, assessment, most=changes, effort=cast(Effort, effort))
    click.echo(found.model_dump_json(indent=2) if as_json else "\n".join(told(kb, assessment, found, spoken)))
