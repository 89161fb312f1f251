"""The logo of a house: a PNG decoded and written anew, or an SVG made safe, with its picture for Word."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from advisor.language import Phrase

from .kit_file import KitFileError, content_of
from .svg_logo import safe_svg
from .svg_picture import picture_of

LARGEST_LOGO_FILE = 2_000_000
"""Bytes."""
LARGEST_LOGO_SIDE = 4000
"""Pixels; a logo is reduced to `LOGO_SIDE` on its longer side."""
LOGO_SIDE = 800


@dataclass(frozen=True)
class Logo:
    """A logo as pixels, and as a drawing where it is one. `size` is that of the pixels, width and height."""

    png: bytes = field(repr=False)
    size: tuple[int, int]
    svg: bytes | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """The logo itself as the address of a picture: the drawing where it is one."""
        kind, content = ("png", self.png) if self.svg is None else ("svg+xml", self.svg)
        return f"data:image/{kind};base64," + base64.b64encode(content).decode("ascii")


def read_logo(path: Path) -> Logo:
    """Read a logo, an SVG by the end of its name, else a PNG. KitFileError if it is not sound or not safe."""
    content = content_of(path, LARGEST_LOGO_FILE)
    if path.suffix.lower() != ".svg":
        return _redrawn(content)
    svg, (width, height) = safe_svg(content)
    longer = LOGO_SIDE / max(width, height)
    return Logo(*_pixels(picture_of(svg.decode("utf-8"), max(1, round(width * longer)))), svg)


def _redrawn(content: bytes) -> Logo:
    """The pixels of a PNG written anew, at most `LOGO_SIDE` on the longer side."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
                # Pillow may have been told by others to make do with half a picture; this goes by its checksums.
                image.verify()
            return Logo(*_pixels(content))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise KitFileError(Phrase("it has too many pixels")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        raise KitFileError(Phrase("it is not a sound PNG")) from None


def _pixels(content: bytes) -> tuple[bytes, tuple[int, int]]:
    with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        if max(image.size) > LARGEST_LOGO_SIDE:
            raise KitFileError(Phrase("it measures more than {longest} pixels on a side", longest=LARGEST_LOGO_SIDE))
        pixels = image.convert("RGBA")
    pixels.thumbnail((LOGO_SIDE, LOGO_SIDE))
    written = io.BytesIO()
    pixels.save(written, format="PNG")
    return written.getvalue(), pixels.size
