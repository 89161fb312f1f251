"""A name says one thing: no file and no class of the program shares its name with another."""

from __future__ import annotations

import ast
from collections import Counter

from .conftest import CHECKOUT

SOURCES = sorted((CHECKOUT / "advisor").rglob("*.py"))
SHARED_BY_TWO = {"model.py"}
"""Still to be told apart; nothing may be added."""


def test_files_and_classes_have_names_of_their_own() -> None:
    names = Counter(path.name for path in SOURCES if not path.name.startswith("__"))
    for path in SOURCES:
        found = ast.walk(ast.parse(path.read_text("utf-8")))
        names.update(node.name for node in found if isinstance(node, ast.ClassDef))
    assert {name for name, times in names.items() if times > 1} - SHARED_BY_TWO == set()
    assert all(names[name] <= 2 for name in SHARED_BY_TWO)
