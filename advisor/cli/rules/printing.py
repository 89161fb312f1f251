"""How the workbench prints: `--format`, JSON as everyone reads it, and a directory given where `--kb` is meant."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from .exchange import FoundRecord, junit, sarif

F = TypeVar("F", bound=Callable[..., Any])


class KbCommand(click.Command):
    """A command on a knowledge base. Its directory, given without `--kb`, is refused with the remedy."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as usual; what is left over is wrong usage."""
        rest = super().parse_args(ctx, args)
        if rest:
            refuse_directories(ctx, rest)
            words = ", ".join(map(repr, rest))
            raise click.UsageError(f"{words}: this command takes no such argument.", ctx)
        return rest


def refuse_directories(context: click.Context, words: Iterable[str]) -> None:
    """Wrong usage if one of the words is a directory: the knowledge base is named by `--kb`."""
    for word in words:
        if Path(word).is_dir():
            raise click.UsageError(f"{word} is a directory. Name the knowledge base with --kb {word}", context)


def format_option(command: F) -> F:
    """Add `--format`; the command receives `form`, text or json."""
    return _format_option("text", "json")(command)


def record_option(command: F) -> F:
    """Add `--format` with the forms that other programs read; the command receives `form`."""
    return _format_option("text", "json", "sarif", "junit")(command)


def _format_option(*forms: str) -> Callable[[F], F]:
    return click.option("--format", "form", type=click.Choice(forms), default="text", show_default=True)


def print_found(
    form: str, text: Iterable[str], document: Callable[[], object], record: Callable[[], FoundRecord]
) -> None:
    """Print what a command found in the form asked for: lines of text, a JSON document, or its record."""
    if form == "text":
        for line in text:
            click.echo(line)
    elif form == "json":
        print_json(document())
    else:
        click.echo({"sarif": sarif, "junit": junit}[form](record()))


def print_json(values: object) -> None:
    """Print JSON values, letters as they are."""
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def counted(number: int, noun: str) -> str:
    """So many of something, in English."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
