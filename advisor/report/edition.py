"""The editions of a report: one to read and act on, one to look up why."""

from __future__ import annotations

from typing import Literal, get_args

Edition = Literal["brief", "full"]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
