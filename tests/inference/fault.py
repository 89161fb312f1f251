"""A fault that can be planted in the inference: a function or method that stands in for an honest one meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

Honest = Callable[..., Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the names where something else stands while it is: their owners, and what makes it.

    `make` is given the honest function or method and returns the faulty one.
    """

    what: str
    make: Callable[[Honest], Any]
    name: str
    owners: tuple[object, ...]

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Plant the fault; what was there is back in its place afterwards."""
        with ExitStack() as stack:
            for owner in self.owners:
                stack.enter_context(mock.patch.object(owner, self.name, self.make(getattr(owner, self.name))))
            yield
