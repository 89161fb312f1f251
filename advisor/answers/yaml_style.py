"""How values look in an answers file: lists and mappings on one line, words of people in quotation marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from advisor.knowledge.model import Question

from .answer import Note


def styled(question: Question, typed: Any) -> Any:
    """An answer as it stands in the file."""
    words = question.type == "text"
    if isinstance(typed, Mapping):
        quoting = ("is", "because") if words else ("because",)
        return flow_map({key: _inside(key, value, quoting) for key, value in typed.items()})
    if isinstance(typed, list):
        return flow_sequence(typed)
    return DoubleQuotedScalarString(typed) if words else str(typed)


def _inside(key: str, value: Any, quoting: Sequence[str]) -> Any:
    """A value under a key of an answer; what stands under the keys to be quoted are words of people."""
    if isinstance(value, Mapping):
        return flow_map({name: _inside(name, one, quoting) for name, one in value.items()})
    if isinstance(value, list):
        return flow_sequence([_inside(key, one, quoting) for one in value])
    return DoubleQuotedScalarString(value) if key in quoting else str(value)


def flow_map(values: Mapping[str, Any]) -> CommentedMap:
    """A mapping on one line."""
    mapping = CommentedMap(values)
    mapping.fa.set_flow_style()
    return mapping


def flow_sequence(values: Sequence[Any]) -> CommentedSeq:
    """A list on one line."""
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def plain(value: Any) -> Any:
    """A tree without style, its scalars as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return None if value is None else str(value)


def written_note(note: Note) -> CommentedMap:
    """A note on one line, with what is known of where it comes from."""
    known = quoted({"by": note.by, "on": note.on, "evidence": note.evidence})
    return flow_map({"text": DoubleQuotedScalarString(note.text), "visible_to": note.visible_to, **known})


def quoted(said: Mapping[str, str | None]) -> dict[str, str]:
    """What is known of something, each in quotation marks."""
    return {key: DoubleQuotedScalarString(value) for key, value in said.items() if value is not None}


def commented(value: Any) -> Any:
    """Plain values as a tree to write, its words in quotation marks."""
    if isinstance(value, Mapping):
        return CommentedMap({key: commented(one) for key, one in value.items()})
    if isinstance(value, list):
        return CommentedSeq([commented(one) for one in value])
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value
