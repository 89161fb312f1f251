"""Contrast between two colours as WCAG 2.2 measures it."""

from __future__ import annotations

import re

AA = 4.5
"""Least ratio for text of ordinary size."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether a text is a colour as `#rrggbb`."""
    return _COLOUR.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours `#rrggbb`, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(ground: str, colour: str) -> str:
    """A colour made lighter, as far as needed, until text in it can be read on a dark ground."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    for step in range(21):
        lighter = "#" + "".join(f"{round(one + (255 - one) * step / 20):02x}" for one in channels)
        if ratio(lighter, ground) >= AA:
            return lighter
    return "#ffffff"
