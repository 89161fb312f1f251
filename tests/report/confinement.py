"""A watch over what the interpreter opens, connects to and starts while a report is made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Finding its libraries starts processes; that is done before anyone listens.
import weasyprint.text.fonts  # noqa: F401

_OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "ftplib.", "smtplib.")
_FILES = ("open", "os.listdir", "os.scandir", "shutil.", "urllib.Request")

_watching: list[str] | None = None


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    # A hook cannot be taken off again; it stays, deaf.
    if _watching is None:
        return
    if event.startswith(_OUTSIDE):
        _watching.append(f"{event} {arguments}")
    elif event.startswith(_FILES) and arguments:
        _watching.append(f"{event} {arguments[0]}")


sys.addaudithook(_heard)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The list to which every file opened, connection made and process started is added meanwhile."""
    global _watching
    heard: list[str] = []
    _watching = heard
    try:
        yield heard
    finally:
        _watching = None


def reaching_out(heard: list[str], bait: str) -> list[str]:
    """Of what was heard: connections, processes, fetches of anything but embedded data, and the bait opened."""
    return [
        one
        for one in heard
        if one.startswith(_OUTSIDE) or bait in one or (one.startswith("urllib.Request") and " data:" not in one)
    ]
