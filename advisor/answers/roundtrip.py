"""YAML read and written again with its comments, order and spelling.

ruamel.yaml does the work. Scalars stay text, so that `007` or `1:30` come out as typed; comments are held on to
where ruamel.yaml would drop them together with a value that is replaced.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark, MarkedYAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tokens import CommentToken

_NULL = re.compile(r"(?:~|null|Null|NULL|)$")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*$", re.MULTILINE)
_DASH = re.compile(r"^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)-[ \t]", re.MULTILINE)
_NESTED = re.compile(r"^[^\s#][^\n]*:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*( +)[^\s#-]", re.MULTILINE)
_LONG_LINE = 1 << 20
_BEHIND = 2
"""Where ruamel.yaml keeps the comment behind a value, and all lines of comment up to the next key."""


class _TextOnly(VersionedResolver):
    """Resolves nothing but null: whatever a scalar looks like, it stays the text it is."""

    @property
    def versioned_resolver(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        """Patterns of implicit tags by first character."""
        return {first: [("tag:yaml.org,2002:null", _NULL)] for first in ("", "~", "n", "N")}


@dataclass(frozen=True)
class Layout:
    """How a file is laid out: indents in columns, `\\n` or `\\r\\n`, with or without a byte order mark."""

    mapping: int = 2
    dash: int = 0
    newline: str = "\n"
    mark: bool = False

    def encoded(self, text: str) -> bytes:
        """The text as bytes of the file."""
        ended = text.replace("\n", self.newline)
        return ended.encode("utf-8-sig" if self.mark else "utf-8")

    @staticmethod
    def ending(text: str, comments: Sequence[str]) -> str:
        """The text with comment lines behind it."""
        gap = "" if not text or text.endswith("\n") else "\n"
        return text + gap + "".join(f"{comment}\n" for comment in comments)


def tree_of(text: str, path: Path) -> tuple[Layout, CommentedMap]:
    """The layout of a file and its content as a tree that remembers comments.

    Raises ruamel.yaml.YAMLError for text that is not one YAML mapping.
    """
    mark = text.startswith("\ufeff")
    plain = text.removeprefix("\ufeff")
    newline = "\r\n" if "\r\n" in plain else "\n"
    plain = plain.replace("\r\n", "\n")
    dash, nested = _DASH.search(plain), _NESTED.search(plain)
    layout = Layout(
        mapping=len(nested.group(1)) if nested else 2,
        dash=max(0, len(dash.group(2)) - len(dash.group(1))) if dash else 0,
        newline=newline,
        mark=mark,
    )
    tree = _yaml(layout).load(plain)
    if tree is None:
        tree = CommentedMap()
    if not isinstance(tree, CommentedMap):
        raise MarkedYAMLError(problem=f"{path} does not hold a mapping")
    return layout, tree


def written(tree: CommentedMap, layout: Layout) -> str:
    """A tree as text, comments in place."""
    stream = io.StringIO()
    _yaml(layout).dump(tree, stream)
    return stream.getvalue()


def _yaml(layout: Layout) -> YAML:
    # Neither a reader nor a writer can be used twice once it has met an error.
    reader = YAML()
    reader.Resolver = _TextOnly
    reader.preserve_quotes = True
    reader.width = _LONG_LINE
    reader.indent(mapping=layout.mapping, sequence=layout.dash + 2, offset=layout.dash)
    return reader


def comments_of(text: str) -> tuple[str, ...]:
    """Every comment of a YAML text, from its `#` to the end of the line."""
    plain = text.replace("\r\n", "\n")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    scalars = (token for token in yaml.scan(plain, Loader=loader) if isinstance(token, yaml.ScalarToken))
    spans = [(token.start_mark.index, token.end_mark.index) for token in scalars]
    return tuple(found.group().rstrip() for found in _COMMENT.finditer(plain) if not _within(found.start(), spans))


def _within(index: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= index < end for start, end in spans)


def lost_comments(before: str, after: str) -> tuple[str, ...]:
    """The comments of one text that another does not have, in order."""
    left = Counter(comments_of(after))
    lost = []
    for comment in comments_of(before):
        if left[comment]:
            left[comment] -= 1
        else:
            lost.append(comment)
    return tuple(lost)


def replace(mapping: CommentedMap, key: str, value: Any) -> None:
    """Set a key; comments inside the value it had move behind the new one."""
    comments = "".join(_comments_within(mapping.get(key)))
    mapping[key] = value
    if comments:
        _put_behind(mapping, key, _behind(mapping, key) + comments)


def keep_comments(mapping: CommentedMap, key: str) -> None:
    """Before a key is deleted: hand the comments behind it to the key before."""
    keys = list(mapping)
    place = keys.index(key)
    comments = _behind(mapping, key) + "".join(_comments_within(mapping[key]))
    if place and comments:
        before = keys[place - 1]
        _put_behind(mapping, before, (_behind(mapping, before) or "\n") + _own_lines(comments))


def insert(mapping: CommentedMap, key: str, value: Any, order: Sequence[str]) -> None:
    """Put a new key where `order` wants it: before the first key that comes after it in that order.

    Comment lines between the neighbours stay with the neighbour they precede.
    """
    rank = {name: place for place, name in enumerate(order)}
    keys = list(mapping)
    own = rank.get(key, len(rank))
    place = next((i for i, name in enumerate(keys) if rank.get(str(name), -1) > own), len(keys))
    mapping.insert(place, key, value)
    if place:
        before = keys[place - 1]
        same_line, _, following = _behind(mapping, before).partition("\n")
        if following:
            _put_behind(mapping, before, same_line + "\n" if same_line else "")
            _put_behind(mapping, key, "\n" + following)


def _behind(mapping: CommentedMap, key: str) -> str:
    tokens = mapping.ca.items.get(key)
    token = tokens[_BEHIND] if tokens and len(tokens) > _BEHIND else None
    return str(token.value) if token is not None else ""


def _put_behind(mapping: CommentedMap, key: str, comments: str) -> None:
    tokens = mapping.ca.items.setdefault(key, [None, None, None, None])
    tokens[_BEHIND] = CommentToken(comments, CommentMark(0), None) if comments else None


def _own_lines(comments: str) -> str:
    """Comments that stood behind values, each on a line of its own."""
    return comments if comments.startswith("\n") else "  " + comments


def _comments_within(node: Any) -> Iterator[str]:
    """Comments that hang on parts of a block-style value, in order."""
    if not isinstance(node, (CommentedMap, CommentedSeq)) or node.fa.flow_style():
        return
    keys: list[Any] = list(node) if isinstance(node, CommentedMap) else list(range(len(node)))
    for key in keys:
        for slot in node.ca.items.get(key) or ():
            for token in slot if isinstance(slot, list) else (slot,):
                if token is not None:
                    yield str(token.value)
        yield from _comments_within(node[key])
