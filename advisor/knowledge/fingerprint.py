"""The fingerprint of a knowledge base: the same for the same advice, whatever the files look like."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .model import KnowledgeBase

_WITHOUT_EFFECT = frozenset(
    ("at", "examples", "cases", "switched_off", "inactive", "fingerprint", "directory", "shown_by", "not_used")
)
"""What no assessment depends on: positions, examples and cases, authors' remarks, what does not run."""


def fingerprint(kb: KnowledgeBase) -> str:
    """SHA-256 (hex) over everything that can make a difference to an assessment or its wording, in order."""
    content = json.dumps(_plain(kb), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        fields = {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in _WITHOUT_EFFECT
        }
        return {"": type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return [[key, _plain(one)] for key, one in value.items()]
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value
