"""`advisor rules format`: every file of a knowledge base in the same layout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from advisor.knowledge import shipped
from advisor.knowledge.formatting import LayoutError, formatted
from advisor.knowledge.problem import InputError
from advisor.knowledge.reading.directory import paths
from advisor.knowledge.replacement import replace

from ..options import SHIPPED, Failure, Refusal, kb_option
from .printing import KbCommand, counted


@click.command("format", cls=KbCommand)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with status 1 if a file would change.")
@kb_option
def command(files: tuple[Path, ...], only_check: bool, kb_directory: Path | None) -> None:
    """Lay out the files of a knowledge base, or only FILEs: indents, spaces, empty lines, ends of lines.

    Comments, quotes, order and what stands on one line stay; what a file says never changes. Prints the files that
    were changed. A file that cannot be read is left alone and named, with status 1.
    """
    directory = kb_directory if kb_directory is not None else shipped("rules") / SHIPPED
    refused = changed = 0
    for path in files or (path for _, path in paths(directory) if path.is_file()):
        try:
            text = path.read_bytes().decode("utf-8")
            new = formatted(text, str(path))
        except (InputError, LayoutError, UnicodeDecodeError) as error:
            refused += 1
            for line in _left_alone(path, error):
                click.echo(line, err=True)
            continue
        except OSError as error:
            raise Failure(f"{path}: cannot be read: {error.strerror}.") from None
        if new == text:
            continue
        changed += 1
        if not only_check:
            _write(path, new)
        click.echo(f"{path}: {'would be laid out anew' if only_check else 'laid out anew'}.")
    if refused or (only_check and changed):
        remedy = "Mend what cannot be read." if refused else "Run advisor rules format."
        raise Refusal(f"{counted(changed, 'file')} to lay out anew, {refused} left alone. {remedy}")


def _left_alone(path: Path, error: Exception) -> Iterator[str]:
    if isinstance(error, InputError):
        yield error.render()
    elif isinstance(error, UnicodeDecodeError):
        yield f"{path}:1:1: E005 The file is not UTF-8 text. Save it with the encoding UTF-8."
    else:
        yield f"{path}:1:1: The file is left as it is: {error}."


def _write(path: Path, text: str) -> None:
    try:
        replace(path, text)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror}.") from None
