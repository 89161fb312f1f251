"""`advisor rules docs`: the knowledge base as a reference for the browser."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.analysis.workbench.reference import reference

from ..options import Failure, kb_option, knowledge_base, lang_option, language
from .printing import KbCommand


@click.command("docs", cls=KbCommand)
@click.option(
    "-o", "--output", metavar="DIR", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where to."
)
@lang_option
@kb_option
def command(output: Path, lang: str | None, kb_directory: Path | None) -> None:
    """Write a reference in HTML: questions, conclusions, rules, advice, checks, sources, and their links.

    Open index.html in a browser; nothing needs a server or a network.
    """
    kb = knowledge_base(kb_directory, drafts=True)
    files = reference(kb, language(lang, None, kb))
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (output / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror}.") from None
    click.echo(f"{output / 'index.html'}: {len(files)} files.")
