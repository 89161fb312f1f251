"""How full the pages of a laid-out document are, and which chapters should not begin on a page of their own.

A chapter begins a page. Where that would leave the page before it nearly empty, the chapter follows on instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

NEARLY_EMPTY = 0.2
"""Share of a page's height below which a chapter does not force the next page to begin."""


def fullness(page: Any) -> float:
    """How far down a page its content reaches, as a share of the height between its margins."""
    box = page._page_box
    top = box.position_y + box.margin_top
    lowest = max((child.position_y + child.height for child in _inked(box)), default=top)
    return float((lowest - top) / box.height)


def _inked(page_box: Any) -> Iterator[Any]:
    """Lines and pictures of a page, those in its margins left out."""
    waiting = [child for child in page_box.children if type(child).__name__ != "MarginBox"]
    while waiting:
        box = waiting.pop()
        kind = type(box).__name__
        if kind == "LineBox" or kind.endswith("ReplacedBox"):
            yield box
        else:
            waiting.extend(getattr(box, "children", ()))


def following_on(pages: Sequence[Any], chapters: Iterable[str]) -> tuple[str, ...]:
    """The chapters (by anchor) whose page break leaves the page before nearly empty."""
    wanted = set(chapters)
    found = []
    for before, page in pairwise(pages):
        begins = [anchor for anchor in page.anchors if anchor in wanted]
        if begins and fullness(before) < NEARLY_EMPTY:
            found.extend(begins)
    return tuple(found)
