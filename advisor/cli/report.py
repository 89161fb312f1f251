"""`advisor report`: the report of one brand, in the formats asked for."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from advisor.analysis.outlook import outlook
from advisor.report import FORMATS, Format, write_report

from .assess import assessed
from .documents import brand_kit, kit_option, tell, templates_option, writing
from .options import (
    answers,
    answers_argument,
    kb_option,
    knowledge_base,
    lang_option,
    language,
)


def formats(context: click.Context, parameter: click.Parameter, value: str) -> tuple[Format, ...]:
    """The formats of a comma-separated list; wrong usage if one is unknown."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(FORMATS)}.")
    return cast("tuple[Format, ...]", names)


@click.command("report")
@answers_argument
@click.option(
    "-o",
    "--output",
    "directory",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory to write to (default: beside the answers).",
)
@click.option(
    "--format",
    "wanted",
    default="html,pdf",
    show_default=True,
    metavar="FORMATS",
    callback=formats,
    help="html, pdf, docx, md, json, separated by commas.",
)
@kit_option
@templates_option
@lang_option
@kb_option
def command(
    answers_file: Path,
    directory: Path | None,
    wanted: tuple[Format, ...],
    kit_directory: Path | None,
    templates: Path | None,
    lang: str | None,
    kb_directory: Path | None,
) -> None:
    """Write the report of a brand as STEM.LANG.EXT, and print where each file is."""
    kb = knowledge_base(kb_directory)
    given = answers(answers_file, kb, lang)
    spoken = language(lang, given, kb)
    kit = None if kit_directory is None else brand_kit(kit_directory, spoken)
    target = directory if directory is not None else answers_file.parent
    with writing(target, spoken):
        written = write_report(
            kb,
            assessed(kb, given),
            language=spoken,
            formats=wanted,
            directory=target,
            stem=answers_file.stem,
            outlook=outlook(kb, given),
            brand_kit=kit,
            templates=templates,
        )
    tell(written, spoken)
