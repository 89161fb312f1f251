"""Every message of the interface, gathered from code and templates as a catalogue has to have it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

PROJECT = Path(__file__).parents[2]
CODE = PROJECT / "advisor"
SINGLE = {"N_", "C_", "Phrase", "gettext"}
"""Calls whose text is a message."""
SPEAKING = ("report/**.html", "workspace/**.html", "workspace/**.txt")
"""Templates with messages of their own."""
REPORT_ONLY = {"say", "_head"}
"""The same in reports, which say a great deal."""


class Message(NamedTuple):
    """A message as a catalogue identifies it; `many` is empty for one without plural."""

    context: str
    one: str
    many: str = ""


@lru_cache(maxsize=2)
def messages(package: str = "") -> frozenset[Message]:
    """Every message of the program, or of one package; templates speak as reports do."""
    found = {message for path in sorted((CODE / package).rglob("*.py")) for message in _in_code(path)}
    templates = extract_from_dir(
        str(PROJECT / "templates"),
        method_map=[(where, "jinja2") for where in SPEAKING],
        options_map={where: {"extensions": "jinja2.ext.i18n", "trimmed": "true"} for where in SPEAKING},
        keywords=DEFAULT_KEYWORDS,
    )
    for _, _, text, _, _ in templates:
        found.add(Message("", *((text,) if isinstance(text, str) else text)))
    return frozenset(found)


def _in_code(path: Path) -> Iterator[Message]:
    yield from _in_node(ast.parse(path.read_text("utf-8")), REPORT_ONLY if path.parent.name == "report" else set())


def _in_node(node: ast.AST, also: set[str]) -> Iterator[Message]:
    if isinstance(node, ast.Call) and node.args:
        name, first = _name(node), node.args[0]
        if name == "Messages" and isinstance(first, ast.Dict):
            yield from _in_table(first)
            return
        if name == "ngettext" and (one := _text(first)) and (other := _text(node.args[1])):
            yield Message(*one, other[1])
        elif name in SINGLE | also and (text := _text(node if name == "C_" else first)):
            yield Message(*text)
        if name in SINGLE:
            assert not isinstance(first, ast.JoinedStr), f"a message cannot be an f-string: {ast.unparse(node)}"
    for below in ast.iter_child_nodes(node):
        yield from _in_node(below, also)


def _in_table(table: ast.Dict) -> Iterator[Message]:
    texts = {ast.unparse(key).strip("'"): value for key, value in zip(table.keys, table.values, strict=True) if key}
    for key, value in texts.items():
        text = _text(value)
        assert text is not None, f"not a message: {ast.unparse(value)}"
        if key.endswith(".one"):
            other = _text(texts[f"{key.removesuffix('.one')}.other"])
            assert other is not None, key
            yield Message(*text, other[1])
        elif not key.endswith(".other"):
            yield Message(*text)


def _text(node: ast.AST) -> tuple[str, str] | None:
    """Context and text of what stands for a message; None for what is no literal."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "", node.value
    if isinstance(node, ast.Call) and _name(node) == "C_":
        context, text = (one.value for one in node.args if isinstance(one, ast.Constant))
        return str(context), str(text)
    return None


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
