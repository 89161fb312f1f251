"""A logo in SVG made safe: what can run, fetch or grow is refused; of the rest only what draws is written anew.

The refusal names the one thing that is in the way. Metadata and the notes that drawing programs leave are dropped.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from advisor.language import Phrase

from .kit_file import KitFileError

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MOST_ELEMENTS = 5000
DEEPEST = 60
LONGEST_SIDE = 100_000.0
"""Of the box a logo draws in, in its own units."""
ElementTree.register_namespace("", SVG)


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


DRAWS = _names(
    "svg g defs title desc path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath "
    "mask symbol use style"
)
"""Elements that are kept."""
HARMFUL = {
    "script": Phrase("it holds a script"),
    "foreignObject": Phrase("it holds a page of its own (foreignObject)"),
    "image": Phrase("it holds a picture within the picture"),
    "feImage": Phrase("it holds a picture within the picture"),
    "text": Phrase("it holds text, which depends on fonts: convert it to paths"),
    "a": Phrase("it holds a link"),
    **dict.fromkeys(("animate", "animateMotion", "animateTransform", "set"), Phrase("it moves")),
    **dict.fromkeys(("iframe", "embed", "object", "audio", "video"), Phrase("it holds something that is no drawing")),
}
ATTRIBUTES = _names(
    "id class style d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points viewBox transform fill fill-opacity "
    "fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset "
    "stroke-opacity opacity clip-path clip-rule mask maskUnits maskContentUnits clipPathUnits gradientUnits "
    "gradientTransform spreadMethod offset stop-color stop-opacity color display visibility preserveAspectRatio href"
)
"""Attributes that are kept."""
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_CODED = re.compile(r"[\\@<]|expression|javascript:", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in|pc)?\s*")


def safe_svg(content: bytes) -> tuple[bytes, tuple[float, float]]:
    """The drawing written anew, and its width and height in its own units. KitFileError if it is not safe and sound."""
    root = _parsed(content)
    if root.tag != f"{{{SVG}}}svg":
        raise KitFileError(Phrase("it is not a sound SVG"))
    _check_uses(root)
    width, height = _size(root)
    written = _rewritten(root)
    written.set("width", f"{width:g}")
    written.set("height", f"{height:g}")
    packed = io.BytesIO()
    ElementTree.ElementTree(written).write(packed, encoding="utf-8")
    return packed.getvalue(), (width, height)


def _parsed(content: bytes) -> ElementTree.Element:
    """The tree of a document without entities of its own, neither too large nor too deep."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    count = depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MOST_ELEMENTS or depth > DEEPEST:
            raise KitFileError(Phrase("it has more than {most} parts, or parts nested too deep", most=MOST_ELEMENTS))
        builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_qualified(name))

    def entity(*_: object) -> int:
        raise KitFileError(Phrase("it declares entities"))

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parser.EntityDeclHandler = parser.ExternalEntityRefHandler = entity
    parser.SkippedEntityHandler = entity
    try:
        parser.Parse(content, True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError):
        raise KitFileError(Phrase("it is not a sound SVG")) from None


def _qualified(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local


def _local(tag: str) -> tuple[str, str]:
    """The namespace and the name of an element or attribute."""
    space, closed, local = tag.rpartition("}")
    return (space[1:], local) if closed else ("", local)


def _rewritten(element: ElementTree.Element) -> ElementTree.Element:
    """An element with what draws in it; KitFileError at what could do more."""
    _, name = _local(element.tag)
    kept = ElementTree.Element(element.tag, dict(_attributes(element)))
    if name in ("style", "title", "desc"):
        kept.text = "".join(element.itertext())
    if name == "style":
        _check_style(kept.text or "")
    for child in element:
        space, below = _local(child.tag)
        # In any namespace: an XHTML script runs as well as one of SVG.
        if below in HARMFUL:
            raise KitFileError(HARMFUL[below])
        if space == SVG and below in DRAWS:
            kept.append(_rewritten(child))
        else:
            _rewritten(child)
    return kept


def _attributes(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for tag, value in element.attrib.items():
        space, name = _local(tag)
        if name.lower().startswith("on"):
            raise KitFileError(Phrase("it reacts to events ({name})", name=name))
        if name in ("href", "src") and not value.strip().startswith("#"):
            raise KitFileError(Phrase("it refers to something outside itself"))
        if space not in ("", XLINK) or name not in ATTRIBUTES:
            continue
        _check_style(value)
        yield name, value


def _check_style(value: str) -> None:
    if _OUTSIDE.search(value):
        raise KitFileError(Phrase("it refers to something outside itself"))
    if _CODED.search(value):
        raise KitFileError(Phrase("its styles hold more than colours and shapes"))


def _check_uses(root: ElementTree.Element) -> None:
    """KitFileError where what is used again uses something itself: such a drawing could grow without bound."""
    targets = {
        value.strip().lstrip("#")
        for element in root.iter(f"{{{SVG}}}use")
        for tag, value in element.attrib.items()
        if _local(tag)[1] == "href"
    }
    for element in root.iter():
        if element.get("id") in targets and any(True for _ in element.iter(f"{{{SVG}}}use")):
            raise KitFileError(Phrase("it repeats parts that repeat others"))


def _size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height, of the view box where there is one."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sides = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    try:
        found = [float(box[2]), float(box[3])] if len(box) == 4 else [float(side[1]) for side in sides if side]
    except ValueError:
        found = []
    if len(found) != 2 or not all(0 < side <= LONGEST_SIDE for side in found):
        raise KitFileError(Phrase("it does not say how large it is: it needs a viewBox"))
    return found[0], found[1]
