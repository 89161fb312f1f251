"""`advisor rules schema`: JSON Schemas made from the questionnaire, for the editors of rule authors."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.knowledge.schema import modelines, schema_files

from ..options import Failure, Refusal, kb_option, knowledge_base
from .printing import KbCommand, counted


@click.command("schema", cls=KbCommand)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to write (default: schema/ in the knowledge base).",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; end with status 1 if a schema is out of date."
)
@click.option("--modelines", "wire", is_flag=True, help="Put the line that names its schema on top of each file.")
@click.option("--lang", metavar="LANG", help="Language of the questions shown on hover (default: en if there is one).")
@kb_option
def command(output: Path | None, only_check: bool, wire: bool, lang: str | None, kb_directory: Path | None) -> None:
    """Write a JSON Schema for each kind of file, so that editors complete ids and show questions on hover.

    Run it again after a change to the questionnaire, or when an id was added that others refer to.
    """
    kb = knowledge_base(kb_directory, drafts=True)
    if lang is not None and lang not in kb.languages:
        raise click.BadParameter(f"{lang!r} is not one of {', '.join(kb.languages)}.", param_hint="'--lang'")
    directory = output if output is not None else Path(kb.directory) / "schema"
    files = {directory / name: text for name, text in schema_files(kb, lang or "en").items()}
    stale = [path for path, text in files.items() if _read(path) != text]
    unwired = modelines(kb, directory) if wire else {}
    if only_check:
        _report_stale(stale + list(unwired))
        return
    _write({**{path: files[path] for path in stale}, **unwired})
    click.echo(f"{len(files)} schemas in {directory}, {len(stale)} of them new or changed.")
    if wire:
        click.echo(f"{len(unwired)} files now name their schema.")


def _report_stale(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"{path}:1:1: out of date; run advisor rules schema.")
    if paths:
        raise Refusal(f"{counted(len(paths), 'file')} out of date.")


def _write(files: dict[Path, str]) -> None:
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise Failure(f"{path}: cannot be written: {error.strerror}.") from None


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
