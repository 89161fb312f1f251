"""`advisor rules …`: the workbench of those who write rules. It speaks English."""

from __future__ import annotations

import click

from . import check, claims, schema, show, test


@click.group("rules")
def group() -> None:
    """Check, test and explore a knowledge base."""


for command in (
    check.command,
    test.command,
    claims.command,
    show.command,
    schema.command,
):
    group.add_command(command)
