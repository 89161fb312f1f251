"""`--watch`: a command of the workbench looks again at every change of the files, until the author stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..options import Refusal

F = TypeVar("F", bound=Callable[..., Any])

WATCHED = (".yaml", ".yml")


def watch_option(command: F) -> F:
    """Add `--watch`; the command receives `watching`."""
    return click.option("--watch", "watching", is_flag=True, help="Look again at every change, until Ctrl-C.")(command)


def watch(directory: Path, look: Callable[[], None]) -> None:
    """Look, and look again whenever a YAML file of the directory was changed, made or removed, until Ctrl-C.

    What `look` refuses is shown, and the watch goes on. On a terminal every look begins on an empty screen.
    """
    if not directory.is_dir():
        raise Refusal(f"There is no directory {directory}.")
    from watchfiles import watch as changes  # Only here, so that no other command waits for it.

    # The first round comes without a change, when the watch has begun: what is saved during a look is not missed.
    rounds = changes(
        directory,
        watch_filter=lambda _, path: path.endswith(WATCHED),
        rust_timeout=100,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    looked = False
    try:
        for changed in rounds:
            if changed or not looked:
                looked = True
                _once(directory, look)
    except KeyboardInterrupt:
        return


def _once(directory: Path, look: Callable[[], None]) -> None:
    click.clear()
    try:
        look()
    except click.ClickException as refusal:
        refusal.show()
    click.echo(f"Waiting for changes in {directory}; Ctrl-C ends.", err=True)
