"""`advisor report`: the report of one brand, in the formats asked for."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.analysis.prospect import outlook
from advisor.report import FORMATS, write_report

from .assess import assessed
from .documents import Requested, document_options, tell, writing
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
@document_options(FORMATS, default="html,pdf", help="html, pdf, docx, md, json, separated by commas.", beside="answers")
@lang_option
@kb_option
def command(answers_file: Path, requested: Requested, lang: str | None, kb_directory: Path | None) -> None:
    """Write the report of a brand as STEM.LANG.EXT, and print where each file is."""
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    delivery = requested.delivery(answers_file, answers_file.stem, spoken)
    with writing(delivery.directory, spoken):
        written = write_report(kb, assessed(kb, given), delivery, outlook=outlook(kb, given))
    tell(written, spoken)
