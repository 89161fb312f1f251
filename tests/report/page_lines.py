"""The lines of a PDF's pages where they stand, as poppler reads them, and how much of each page is left empty."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .tagged_pdf import TaggedPdf, plain

MARGINS = (20 / 25.4 * 72, 842 - 18 / 25.4 * 72)
"""Where a sheet's text begins and ends, in points from its top."""
EMPTIEST = 0.4
"""The share of a page that may be left empty below its last line."""
ANEW = {
    "full": ("Sommaire", "Contents", "Annexe", "Appendix"),
    "brief": ("1 Où vous en êtes", "1 Where you stand"),
}
"""Headings that begin a page in each edition: what stands before is the last page of a part."""


@dataclass(frozen=True)
class Line:
    """A line of a page: its upper and lower edge in points from the top, its text."""

    top: float
    bottom: float
    text: str

    @property
    def in_body(self) -> bool:
        """Whether it stands between the margins."""
        return MARGINS[0] < self.bottom and self.top < MARGINS[1]


def page_lines(file: Path) -> list[list[Line]]:
    """The lines of each page of a PDF, margins included."""
    command = ("pdftotext", "-bbox-layout", str(file), "-")
    boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        [
            Line(
                float(line.attrib["yMin"]),
                float(line.attrib["yMax"]),
                plain(" ".join(word.text or "" for word in line.iter("word"))),
            )
            for line in page.iter("line")
        ]
        for page in ElementTree.fromstring(re.sub(' xmlns="[^"]+"', "", boxes, count=1)).iter("page")
    ]


def nearly_empty(pages: Sequence[Sequence[Line]], tagged: TaggedPdf, anew: Collection[str]) -> dict[int, float]:
    """The pages that are left emptier than they may be, with the share: the last of a part, before `anew`, may be."""
    begins = {next(one.marks()).page for one in tagged.headings() if one.text in anew}
    height = MARGINS[1] - MARGINS[0]
    empty = {
        number: round((MARGINS[1] - max((line.bottom for line in page if line.in_body), default=0)) / height, 2)
        for number, page in enumerate(pages, start=1)
        if number + 1 not in begins and number < len(pages)
    }
    return {number: share for number, share in empty.items() if share > EMPTIEST}
