"""`advisor rules rename` and `advisor rules retire`: one id in every file, without losing what people wrote with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from advisor.editor.index import Index
from advisor.editor.name import Name
from advisor.editor.renaming import RenameError, named, renamed
from advisor.editor.retiring import RetireError, retired
from advisor.editor.rewriting import Rewriting
from advisor.editor.text_edit import TextEdit, by_file
from advisor.editor.written_list import UneditableError
from advisor.knowledge import shipped
from advisor.knowledge.problem import InputError, did_you_mean, quoted

from ..options import SHIPPED, Failure, Refusal, kb_option, listed
from .printing import KbCommand, counted

NOTHING_WRITTEN = "Nothing was written."


@click.command("rename", cls=KbCommand)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--kind", metavar="KIND", help="What OLD is, such as conclusion, where several things are called so.")
@kb_option
def rename(old: str, new: str, kind: str | None, kb_directory: Path | None) -> None:
    """Give something another id, in every file: conditions, examples, cases, texts, claims, warnings switched off.

    OLD is an id, QUESTION/OPTION or ENTRY/EXAMPLE. Questions, options, conclusions, rules and advice keep the former id
    under `aliases`, so that answers files and reviews of the past go on working. Comments and layout stay.
    """

    def changes(index: Index) -> tuple[TextEdit, ...]:
        edits = renamed(index, _meant(index, old, kind), new)
        if not edits:
            raise RenameError(f"It is called {quoted(new)} already.")
        return edits

    _change(kb_directory, changes, f"{old} is now called {new}")


@click.command("retire", cls=KbCommand)
@click.argument("id", metavar="ID")
@click.option("--for", "replacement", metavar="ID", help="What takes its place, wherever it is named.")
@kb_option
def retire(id: str, replacement: str | None, kb_directory: Path | None) -> None:
    """Take a rule or an advice out of use: it is deprecated, and stays readable with its examples and former names.

    Whatever names it (subsumes, conflicts_with, before, what cases expect) names the replacement from then on; without
    one it names nothing.
    """
    ending = f"; {replacement} takes its place" if replacement else ""
    _change(kb_directory, lambda index: retired(index, id, replacement), f"{id} is deprecated{ending}")


def _meant(index: Index, old: str, kind: str | None) -> Name:
    """What is called so. RenameError if nothing is, or several things are."""
    found = [name for name in named(index, old) if kind in (None, index.defined[name].noun)]
    if len(found) == 1:
        return found[0]
    if not found:
        known = [f"{name.of}/{name.id}" if name.of else name.id for name in index.defined]
        raise RenameError(f"{f'No {kind}' if kind else 'Nothing'} is called {quoted(old)}.{did_you_mean(old, known)}")
    meant = [index.defined[name] for name in found]
    places = " and ".join(f"the {one.noun} at {one.at}" for one in meant)
    kinds = " or ".join(f"--kind {one.noun}" for one in meant)
    raise RenameError(f"{quoted(old)} is {places}. Say which: {kinds}.")


def _change(directory: Path | None, changes: Callable[[Index], tuple[TextEdit, ...]], said: str) -> None:
    """Try the changes, write the files, and say which."""
    base = directory if directory is not None else shipped("rules") / SHIPPED
    try:
        rewriting = Rewriting(base)
        edits = changes(rewriting.index)
        rewriting.take(edits)
    except (RenameError, RetireError, UneditableError) as error:
        raise Refusal(f"{error} {NOTHING_WRITTEN}") from None
    except InputError as error:
        raise Refusal(f"{listed(error, 'en')}\n{NOTHING_WRITTEN}") from None
    try:
        schemas = rewriting.write()
    except OSError as error:
        raise Failure(f"{error.filename}: cannot be written: {error.strerror}.") from None
    for file, some in by_file(edits).items():
        click.echo(f"{file}: {counted(len(some), 'place')}")
    if schemas:
        click.echo(f"{base / 'schema'}: {counted(schemas, 'schema')} renewed")
    click.echo(f"{said}. Run advisor rules test: what cases expect may have to follow.")
