"""How the workbench prints: `--format text|json`, and JSON as everyone reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def format_option(command: F) -> F:
    """Add `--format`; the command receives `form`, text or json."""
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        command
    )


def print_json(values: object) -> None:
    """Print JSON values, letters as they are."""
    click.echo(json.dumps(values, ensure_ascii=False, indent=2))
