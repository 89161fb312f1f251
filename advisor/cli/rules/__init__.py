"""`advisor rules …`: the workbench of those who write rules. It speaks English."""

from __future__ import annotations

import click

from ..lazy import LazyGroup

COMMANDS = {
    "analyse": ("advisor.cli.rules.analyse", "command"),
    "check": ("advisor.cli.rules.check", "command"),
    "claims": ("advisor.cli.rules.claims", "command"),
    "diff": ("advisor.cli.rules.diff", "command"),
    "docs": ("advisor.cli.rules.docs", "command"),
    "format": ("advisor.cli.rules.format", "command"),
    "graph": ("advisor.cli.rules.graph", "command"),
    "new": ("advisor.cli.rules.new", "group"),
    "play": ("advisor.cli.rules.play", "command"),
    "rename": ("advisor.cli.rules.rename", "rename"),
    "retire": ("advisor.cli.rules.rename", "retire"),
    "schema": ("advisor.cli.rules.schema", "command"),
    "serve-editor": ("advisor.cli.rules.serve_editor", "command"),
    "show": ("advisor.cli.rules.show", "command"),
    "test": ("advisor.cli.rules.test", "command"),
}


@click.group("rules", cls=LazyGroup, lazily=COMMANDS)
def group() -> None:
    """Check, test and explore a knowledge base."""
