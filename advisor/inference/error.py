"""What inference raises when it cannot vouch for a result."""

from __future__ import annotations


class InferenceError(Exception):
    """The assessment was stopped; nothing of it was kept, and the next one starts afresh."""


class EngineFault(InferenceError):
    """The rule engine did not do what it was told; the run was stopped and nothing of it kept."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"the rule engine failed: {what}. The assessment was stopped and nothing of it was kept; the next one "
            f"starts afresh. If it happens again with the same answers, please report it with the answers file"
        )


class UnknownEngine(InferenceError):
    """The rule engine that was asked for does not exist, or is not installed."""
