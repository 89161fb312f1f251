"""Writing over a file of the knowledge base: whole or not at all, its permissions kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def line_ending(path: Path) -> str:
    """How the lines of a file end: `\\r\\n` or `\\n`."""
    with path.open(encoding="utf-8", newline="") as former:
        return "\r\n" if former.readline().endswith("\r\n") else "\n"


def replace(path: Path, text: str, *, ending: str = "\n") -> None:
    """Put a text in the place of a file's content. OSError where that is not possible; the file is then as it was."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline=ending)
    shutil.copymode(path, beside)
    os.replace(beside, path)
