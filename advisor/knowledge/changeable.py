"""What a house can change about an answer, as a question of the knowledge base declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .condition import NOWHERE, Condition, Position

Effort = Literal["low", "medium", "high"]
EFFORTS: tuple[Effort, ...] = ("low", "medium", "high")


@dataclass(frozen=True)
class PossibleChange:
    """What a house can make of an answer, and what that takes.

    Of a choice it leads `to` an option, where `present` names some only from one of these. Of choices it chooses
    another option (`add`) or takes one back (`drop`), or does both at once. `says` is the change as advice.
    With a `when` it is one only for a house of which that is known to hold as things stand.
    """

    effort: Effort
    to: str | None = None
    present: tuple[str, ...] = ()
    add: str | None = None
    drop: str | None = None
    says: Mapping[str, str] | None = None
    when: Condition | None = None
    at: Position = field(default=NOWHERE, compare=False, repr=False)

    @property
    def option(self) -> str:
        """The option it is about, whether it leads there, adds or drops it; of two the one it adds."""
        option = self.to or self.add or self.drop
        assert option is not None, "a change without an option is an error at load"
        return option

    @property
    def does(self) -> Literal["to", "add", "drop"]:
        """What it does with that option."""
        return "to" if self.to is not None else "add" if self.add is not None else "drop"
