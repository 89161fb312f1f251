"""Drawings as pixels, for Word, which shows no drawing everywhere."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from advisor.language import Phrase

from .kit_file import KitFileError


def picture_of(svg: str, width: int, fonts: tuple[bytes, ...] = ()) -> bytes:
    """The PNG of a drawing, so many pixels wide. Its texts are set in the given fonts (WOFF2) and no other.

    KitFileError if the drawing is not sound.
    """
    import resvg_py

    with tempfile.TemporaryDirectory() as directory:
        files = [_as_file(font, Path(directory) / f"{place}.ttf") for place, font in enumerate(fonts)]
        try:
            drawn = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=files)
        except ValueError:
            raise KitFileError(Phrase("it is not a sound SVG")) from None
    return bytes(drawn)


def _as_file(font: bytes, path: Path) -> str:
    """A font unpacked where the drawing program finds it."""
    from fontTools.ttLib import TTFont

    unpacked = TTFont(io.BytesIO(font))
    unpacked.flavor = None
    unpacked.save(path)
    return str(path)
