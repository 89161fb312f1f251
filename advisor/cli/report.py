"""`advisor report`: the report of one brand, in the formats asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click

from advisor.advice import WordingError
from advisor.analysis.outlook import outlook
from advisor.knowledge.problem import InputError
from advisor.report import FORMATS, BrandKit, Format, ReportError, Written, read_brand_kit, write_report

from .assess import assessed
from .options import (
    Failure,
    Refusal,
    answers,
    answers_argument,
    kb_option,
    knowledge_base,
    lang_option,
    language,
    listed,
)

DISK = {
    "en": "The report cannot be written to {directory}: {reason}. What was there is untouched.",
    "fr": "Le rapport ne peut pas être écrit dans {directory} : {reason}. Ce qui s'y trouvait est intact.",
}


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
@click.option(
    "--brand-kit",
    "kit_directory",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Name, logo, colours, footer and contact of your own house.",
)
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Templates and stylesheets that replace those of the same name.",
)
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


@contextmanager
def writing(target: Path, spoken: str) -> Iterator[None]:
    """Turn what can go wrong while a document is made or written into a clear end of the command."""
    try:
        yield
    except ReportError as error:
        raise Refusal(error.said(spoken)) from None
    except WordingError as error:
        raise Refusal(str(error)) from None
    except OSError as error:
        said = DISK["fr" if spoken == "fr" else "en"]
        raise Failure(said.format(directory=target, reason=error.strerror or error)) from None


def brand_kit(directory: Path, spoken: str) -> BrandKit:
    """Read a brand kit; Refusal with everything that is wrong with it."""
    try:
        return read_brand_kit(directory)
    except InputError as error:
        raise Refusal(listed(error, spoken)) from None


def tell(written: Written, spoken: str, *, err: bool = False) -> None:
    """Print the files; end with status 3 and what to install if a format could not be made."""
    for path in written.paths:
        click.echo(path, err=err)
    if written.unavailable:
        raise Failure("\n".join(error.said(spoken) for error in written.unavailable))
