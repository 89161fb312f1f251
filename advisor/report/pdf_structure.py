"""What the PDF renderer leaves out of a tagged PDF, put in: scopes of headers, boxes of figures, words of links."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

POINTS_PER_PIXEL = 0.75


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
    """The PDF with a scope on every table header and figure boxes in points from the page's foot.

    The same bytes in give the same bytes out.
    """
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _mend(document.Root.StructTreeRoot, in_head=False)
        document.save(
            written,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return written.getvalue()


def _mend(root: Any, *, in_head: bool) -> None:
    waiting = [(root, in_head)]
    while waiting:
        element, head = waiting.pop()
        kind = str(element.get("/S", ""))
        if kind == "/TH":
            attributes = element.get("/A", pikepdf.Dictionary(O=pikepdf.Name.Table))
            attributes.Scope = pikepdf.Name.Column if head else pikepdf.Name.Row
            element.A = attributes
        elif kind == "/Figure":
            _box_in_points(element)
        kids = element.get("/K")
        if isinstance(kids, pikepdf.Array):
            inside = head or kind == "/THead"
            waiting.extend((kid, inside) for kid in kids if isinstance(kid, pikepdf.Dictionary))
        elif isinstance(kids, pikepdf.Dictionary):
            waiting.append((kids, head or kind == "/THead"))


def _box_in_points(figure: Any) -> None:
    attributes = figure.get("/A")
    if attributes is None or "/BBox" not in attributes:
        return
    left, top, right, bottom = (float(side) * POINTS_PER_PIXEL for side in attributes.BBox)
    height = float(figure.Pg.MediaBox[3])
    sides = (left, height - bottom, right, height - top)
    attributes.BBox = pikepdf.Array([round(side, 3) for side in sides])
