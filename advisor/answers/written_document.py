"""A whole answers file from the values it is to hold, with the comments, order and spelling of an earlier text of it.

What is already said as wanted is not touched; what is new is written as the interview would write it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.sheet.sheet_faults import KEYS, OF_AN_INSTANCE

from .review_record import KEYS as OF_A_REVIEW
from .roundtrip import insert, keep_comments, lost_comments, replace, tree_of, written
from .yaml_style import flow_map, flow_sequence, plain

_BARE = re.compile(r"(?!null$)[a-z0-9][a-z0-9_.-]*")
_ON_ONE_LINE = ("knowledge_base", "flags", "order")


def written_document(document: Mapping[str, Any], kb: KnowledgeBase, basis: str = "") -> str:
    """The text of an answers file that holds `document`; ruamel.yaml.YAMLError if `basis` is not one YAML mapping."""
    layout, tree = tree_of(basis, Path())
    lists = tuple(context.key for context in kb.contexts.values())
    _bring(tree, document, (*KEYS[: KEYS.index("notes")], *lists, *KEYS[KEYS.index("notes") :]))
    text = written(tree, layout)
    lost = lost_comments(basis, text)
    return layout.ending(text, lost) if lost else text


def _bring(tree: CommentedMap, wanted: Mapping[str, Any], order: Sequence[str]) -> None:
    """Make a mapping say what is wanted."""
    for key in [key for key in tree if str(key) not in wanted]:
        keep_comments(tree, key)
        del tree[key]
    for key, value in wanted.items():
        present = tree.get(key)
        if key in tree and plain(present) == plain(value):
            continue
        if isinstance(present, CommentedMap) and isinstance(value, Mapping) and not present.fa.flow_style():
            _bring(present, value, _order_in(key))
        elif isinstance(present, CommentedSeq) and _identified(present) and _identified(value):
            _bring_list(present, value)
        elif key in tree:
            replace(tree, key, _node(key, value))
        else:
            insert(tree, key, _node(key, value), order)


def _bring_list(tree: CommentedSeq, wanted: Sequence[Mapping[str, Any]]) -> None:
    ids = [str(one["id"]) for one in wanted]
    for index in reversed(range(len(tree))):
        if str(tree[index]["id"]) not in ids:
            del tree[index]
    present = {str(one["id"]): one for one in tree}
    for one in wanted:
        if str(one["id"]) not in present:
            tree.append(_node("", one))
        elif plain(present[str(one["id"])]) != plain(one):
            _bring(present[str(one["id"])], one, OF_AN_INSTANCE)


def _order_in(key: str) -> Sequence[str]:
    return OF_A_REVIEW if key == "review" else ()


def _identified(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) and "id" in one for one in value)


def _node(key: str, value: Any) -> Any:
    """A value as it is written under a key."""
    if key == "answers" and isinstance(value, Mapping):
        return CommentedMap({name: _line(one) for name, one in value.items()})
    if key == "notes" and isinstance(value, Mapping):
        return CommentedMap({name: _notes(one) for name, one in value.items()})
    if isinstance(value, Mapping) and key not in _ON_ONE_LINE:
        return CommentedMap({name: _node(name, one) for name, one in value.items()})
    if _identified(value):
        return CommentedSeq([_node("", one) for one in value])
    return _line(value)


def _notes(value: Any) -> Any:
    """The log of one question: a note on one line, or a list of such."""
    return CommentedSeq([_line(one) for one in value]) if isinstance(value, list) and len(value) > 1 else _line(value)


def _line(value: Any) -> Any:
    """A value on one line; what people said in quotation marks."""
    if isinstance(value, Mapping):
        return flow_map({key: _line(one) for key, one in value.items()})
    if isinstance(value, list):
        return flow_sequence([_line(one) for one in value])
    if value is None:
        return None
    return str(value) if _BARE.fullmatch(str(value)) else DoubleQuotedScalarString(str(value))
