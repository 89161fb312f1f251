"""The base of what inference raises when it cannot vouch for a result."""

from __future__ import annotations


class InferenceError(Exception):
    """The assessment was stopped; nothing of it was kept, and the next one starts afresh."""
