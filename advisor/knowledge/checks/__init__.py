"""The semantic pass: one function for each check over entries that could be read."""

from .subject import CheckFunction, Subject

ERRORS: tuple[CheckFunction, ...] = ()
WARNINGS: tuple[CheckFunction, ...] = ()

__all__ = ["ERRORS", "WARNINGS", "CheckFunction", "Subject"]
