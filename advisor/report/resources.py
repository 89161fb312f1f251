"""Where the shipped templates, stylesheets, fonts and message catalogues are."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from advisor.knowledge import shipped

FONT_WEIGHTS = (400, 600, 700)


@lru_cache(maxsize=1)
def shipped_templates() -> Path:
    """The `templates` directory of this installation."""
    return shipped("templates")


@lru_cache(maxsize=4)
def font(weight: int) -> str:
    """The bundled Inter subset of a weight, as the base64 text of its WOFF2 file."""
    return base64.b64encode((shipped_templates() / "fonts" / f"inter-{weight}.woff2").read_bytes()).decode("ascii")
