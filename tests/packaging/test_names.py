"""A name says one thing, and a module is no longer than it has to be."""

from __future__ import annotations

import ast
from collections import Counter

from .conftest import CHECKOUT

SOURCES = sorted(path for path in (CHECKOUT / "advisor").rglob("*.py") if path.parent.name != "migrations")
"""Every module; Django gives migrations their names."""
OF_DJANGO = "Meta"
"""What Django wants the options of a table to be called, within its class."""
MOST_LINES = 400
"""What one reads at a sitting; a longer module is divided along a noun."""


def test_files_and_classes_have_names_of_their_own() -> None:
    names = Counter(path.name for path in SOURCES if not path.name.startswith("__"))
    for path in SOURCES:
        found = ast.walk(ast.parse(path.read_text("utf-8")))
        names.update(node.name for node in found if isinstance(node, ast.ClassDef) and node.name != OF_DJANGO)
    assert {name for name, times in names.items() if times > 1} == set()


def test_no_module_is_longer_than_one_reads_at_a_sitting() -> None:
    lengths = {path.relative_to(CHECKOUT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}
