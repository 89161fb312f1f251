"""`advisor rules …`: the workbench of those who write rules. It speaks English."""

from __future__ import annotations

import click

from . import analyse, check, claims, diff, docs, format, graph, new, play, rename, schema, serve_editor, show, test


@click.group("rules")
def group() -> None:
    """Check, test and explore a knowledge base."""


for command in (
    check.command,
    format.command,
    analyse.command,
    test.command,
    claims.command,
    show.command,
    play.command,
    graph.command,
    docs.command,
    diff.command,
    new.group,
    schema.command,
    rename.rename,
    rename.retire,
    serve_editor.command,
):
    group.add_command(command)
