"""What the PDF renderer gets wrong in a tagged PDF, mended: headers without scope, links without words, and more."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

POINTS_PER_PIXEL = 0.75
Mark = tuple[tuple[int, int], int]
"""A piece of marked content: the object of its page, its number on the page."""

_MARK = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")
_FURNITURE = b"/Artifact <</Type /Pagination>> BDC"


def put_links_into_words(document: Any, _: Any) -> None:
    """Describe each link of a laid-out document by its words, where the renderer has the name of its anchor.

    Called by the renderer when everything is on the pages and nothing is written.
    """
    for page in document.pages:
        for _type, _target, _rectangle, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation is not None:
                words = box.element.get("aria-label") or "".join(box.element.itertext())
                annotation["Contents"].string = " ".join(words.split())


def mended(pdf: bytes) -> bytes:
    """The PDF with a scope on every table header, figure boxes in points from the page's foot, links tagged once,
    and running heads told apart from what is read.

    The same bytes in give the same bytes out.
    """
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        read = _mend(document.Root.StructTreeRoot)
        _set_apart(document, read)
        document.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return written.getvalue()


def _mend(root: Any) -> set[Mark]:
    """Mend the structure elements; the marked content that they hold."""
    read: set[Mark] = set()
    waiting = [(root, False)]
    while waiting:
        element, head = waiting.pop()
        kind = str(element.get("/S", ""))
        if kind == "/TH":
            attributes = element.get("/A", pikepdf.Dictionary(O=pikepdf.Name.Table))
            attributes.Scope = pikepdf.Name.Column if head else pikepdf.Name.Row
            element.A = attributes
        elif kind == "/Figure":
            _box_in_points(element)
        elif kind == "/Span":
            _untag_link(element)
        kids = element.get("/K", ())
        for kid in [kids] if isinstance(kids, pikepdf.Dictionary) else kids:
            if isinstance(kid, pikepdf.Dictionary):
                waiting.append((kid, head or kind == "/THead"))
            else:
                read.add((element.Pg.objgen, int(kid)))
    return read


def _untag_link(span: Any) -> None:
    """Take away a link that only repeats that of the link around: the renderer makes one of every span in it."""
    kids = list(span.get("/K", ()))
    links = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
    if links:
        span.K = pikepdf.Array([kid for kid in kids if kid not in links])
    for link in links:
        link.Pg.Annots = pikepdf.Array([one for one in link.Pg.Annots if one.objgen != link.Obj.objgen])


def _set_apart(document: pikepdf.Pdf, read: set[Mark]) -> None:
    """Mark what no structure element holds, which is running heads and page numbers, as furniture of the page."""
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for page in document.pages:
        owners = parents[int(page.StructParents)]
        page.contents_coalesce()
        content = page.Contents.read_bytes()
        for found in reversed(list(_MARK.finditer(content))):
            number = int(found[1])
            if (page.obj.objgen, number) not in read:
                content = content[: found.start()] + _FURNITURE + content[found.end() :]
                owners[number] = None
        page.Contents.write(content)


def _box_in_points(figure: Any) -> None:
    attributes = figure.get("/A")
    if attributes is None or "/BBox" not in attributes:
        return
    left, top, right, bottom = (float(side) * POINTS_PER_PIXEL for side in attributes.BBox)
    height = float(figure.Pg.MediaBox[3])
    sides = (left, height - bottom, right, height - top)
    attributes.BBox = pikepdf.Array([round(side, 3) for side in sides])
