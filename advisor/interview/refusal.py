"""Refusing what was typed: why it is no answer, as the key of a message with what fills it."""

from __future__ import annotations


class Refused(Exception):
    """A reply that is no answer. `key` names the message that says why, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
