"""`advisor rules serve-editor`: the checker inside the editor."""

from __future__ import annotations

import sys

import click

from ..options import Failure

SHORTEST_TURN = 0.001
"""Seconds after which the study of everything lets an answer go first."""


@click.command("serve-editor")
def command() -> None:
    """Serve an editor with problems, completion and renaming (Language Server Protocol, standard input and output).

    Editors start it themselves: docs/editors.md says how. It serves every knowledge base whose files are opened.
    """
    try:
        from advisor.editor.features import make_server
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        remedy = 'Install what editors need: pip install "community-advisor[editor]".'
        raise Failure(f"The language server needs {missing.name}, which is not installed. {remedy}") from None
    sys.setswitchinterval(SHORTEST_TURN)
    make_server().start_io()
