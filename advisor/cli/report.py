"""`advisor report`: the report of one brand, in the formats asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from advisor.analysis.explanation.journey import way_out
from advisor.analysis.prospect import outlook
from advisor.report import EDITIONS, FORMATS, PLAN_FORMATS, Edition, write_report

from .assess import assessed
from .documents import Requested, document_options, tell, writing
from .explanations import failing
from .options import (
    answers,
    answers_argument,
    kb_option,
    knowledge_base,
    lang_option,
    language,
)


@click.command("report")
@answers_argument
@document_options(
    (*FORMATS, *PLAN_FORMATS),
    default="html,pdf",
    help="html, pdf, docx, md, json; of the plan alone xlsx, ics. Several are separated by commas.",
    beside="answers",
)
@click.option(
    "--edition",
    type=click.Choice(EDITIONS),
    default="brief",
    show_default=True,
    help="Of pdf, docx and md: what to act on, or everything it rests on as well.",
)
@click.option("--internal", is_flag=True, help="The house's own copy: full, with what was left out and why.")
@lang_option
@kb_option
def command(
    answers_file: Path,
    requested: Requested,
    edition: Edition,
    internal: bool,
    lang: str | None,
    kb_directory: Path | None,
) -> None:
    """Write the report of a brand, and print where each file is.

    Files are named STEM.LANG.EXT; those of the full edition STEM.full.LANG.EXT.
    """
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    delivery = replace(
        requested.delivery(answers_file, answers_file.stem, spoken),
        edition="full" if internal else edition,
        internal=internal,
    )
    with writing(delivery.directory, spoken):
        assessment = assessed(kb, given)
        with failing():
            ahead = outlook(kb, given).model_copy(update={"way_out": way_out(kb, given, assessment)})
        written = write_report(kb, assessment, delivery, outlook=ahead, review=given.review)
    tell(written, spoken)
