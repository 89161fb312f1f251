"""The font of a house: two weights, reduced to the letters a report needs and written anew."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from advisor.language import Phrase
from advisor.language.typography import line, shortened

from .kit_file import KitFileError, content_of

LARGEST_FONT_FILE = 5_000_000
"""Bytes."""
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2010, 0x2060), 0x20AC, 0x2122, *range(0x2190, 0x2194),
           0x2260, 0x2264, 0x2265, 0x2713)  # fmt: skip
"""What is kept: Latin with its accents, the signs of print, arrows. Any other sign is set in Inter."""
NEEDED = "aeéèàçœAÉ0129.,;:!?’“”«»–"
FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum")
KEPT = frozenset(
    ("GlyphOrder", "head", "hhea", "hmtx", "maxp", "OS/2", "name", "cmap", "post", "glyf", "loca", "CFF ", "GPOS",
     "GSUB", "GDEF")
)  # fmt: skip
"""Tables of a font that make letters."""
NOT_TO_BE_EMBEDDED = 0x0002 | 0x0200
"""Bits of OS/2 fsType: no embedding at all, or of bitmaps only."""
LONGEST_FAMILY = 60


@dataclass(frozen=True)
class HouseFont:
    """Two weights as WOFF2; `family` is what the font calls itself, by which Word finds it where it is installed."""

    family: str
    regular: bytes = field(repr=False)
    bold: bytes = field(repr=False)


def read_font(regular: Path, bold: Path) -> HouseFont:
    """Read the two weights. KitFileError if one is not sound, may not be embedded or lacks letters."""
    family, first = _reduced(regular)
    return HouseFont(family, first, _reduced(bold)[1])


def _reduced(path: Path) -> tuple[str, bytes]:
    """The family's name and the letters kept."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    content = content_of(path, LARGEST_FONT_FILE)
    try:
        font = TTFont(io.BytesIO(content), lazy=False)
        if "fvar" in font:
            raise KitFileError(Phrase("it is variable: give a file for each of the two weights"), path)
        if font["OS/2"].fsType & NOT_TO_BE_EMBEDDED:
            raise KitFileError(Phrase("its maker does not allow it in documents"), path)
        known = font.getBestCmap() or {}
        if missing := "".join(letter for letter in NEEDED if ord(letter) not in known):
            raise KitFileError(Phrase("it lacks {letters}", letters=missing), path)
        names = font["name"]
        family = str(names.getDebugName(16) or names.getDebugName(1) or "")
        for table in set(font.keys()) - KEPT:
            del font[table]
        options = subset.Options(layout_features=list(FEATURES), flavor="woff2", name_IDs=[], hinting=False)
        reduction = subset.Subsetter(options)
        reduction.populate(unicodes=LETTERS)
        reduction.subset(font)
        font.recalcTimestamp = False
        font.flavor = "woff2"
        # Outlines as they are: rearranged for a few percent less, they would be put back for every PDF, in Python.
        font.flavorData = WOFF2FlavorData(transformedTables=())
        written = io.BytesIO()
        font.save(written)
    except KitFileError:
        raise
    except Exception as error:  # fontTools meets broken tables with errors of every kind.
        raise KitFileError(Phrase("it is not a sound font"), path) from error
    return shortened(line(family), LONGEST_FAMILY), written.getvalue()
