"""A tagged PDF read back as a screen reader would: structure elements in reading order, with their text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"'}
"""Operators of a content stream that put something on the page."""

_PAIRS = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_SECTION = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)


def plain(text: str) -> str:
    """A text as extraction gives it: one ordinary space for every run of spaces, no-break ones too."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Mark:
    """A piece of marked content: page from 1, its id on the page, its text."""

    page: int
    id: int
    text: str


@dataclass(frozen=True)
class Element:
    """A structure element: its tag, the pikepdf object, its parents' tags from the root, what it holds in order."""

    tag: str
    node: Any
    parents: tuple[str, ...]
    children: tuple[Element | Mark, ...] = field(repr=False)

    @property
    def heading(self) -> int:
        """Its level if it is a heading, else 0."""
        return int(self.tag[1]) if re.fullmatch("H[1-6]", self.tag) else 0

    def walk(self) -> Iterator[Element]:
        """Itself and the elements below, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def marks(self) -> Iterator[Mark]:
        """The marked content below it, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.marks()
            else:
                yield child

    @property
    def text(self) -> str:
        """What it reads as."""
        return plain(" ".join(mark.text for mark in self.marks()))

    @property
    def annotations(self) -> list[Any]:
        """The annotations it holds itself."""
        return [kid.Obj for kid in _kids(self.node) if _type(kid) == "/OBJR"]


class TaggedPdf:
    """A PDF with its structure tree and the marked content of its pages."""

    def __init__(self, content: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(content))
        self.pages = list(self.document.pages)
        self.unmarked: list[tuple[int, str]] = []
        """Painting outside marked content: page and operator."""
        self._number = {page.obj.objgen: number for number, page in enumerate(self.pages, 1)}
        self._fonts: dict[Any, dict[str, str]] = {}
        self.painted = {number: self._painted(number, page) for number, page in enumerate(self.pages, 1)}
        """Texts of each page's marked content by id."""

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every structure element, in reading order."""
        return tuple(self.root.walk())

    @cached_property
    def root(self) -> Element:
        """The document element."""
        (document,) = _kids(self.document.Root.StructTreeRoot)
        return self._element(document, (), None)

    def tagged(self, tag: str) -> list[Element]:
        """The elements of a tag."""
        return [element for element in self.elements if element.tag == tag]

    def headings(self) -> list[Element]:
        """The headings."""
        return [element for element in self.elements if element.heading]

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """The outline: level from 1, title, page from 1."""
        destinations = dict(pikepdf.NameTree(self.document.Root.Names.Dests).items())
        found: list[tuple[int, str, int]] = []

        def read(items: Any, level: int) -> None:
            for item in items:
                target = item.destination
                where = target if isinstance(target, pikepdf.Array) else destinations[str(target)]
                found.append((level, plain(item.title), self._number[where[0].objgen]))
                read(item.children, level + 1)

        with self.document.open_outline() as outline:
            read(outline.root, 1)
        return found

    def _element(self, node: Any, parents: tuple[str, ...], page: Any) -> Element:
        page = node.get("/Pg", page)
        tag = str(node.S)[1:]
        children: list[Element | Mark] = []
        for kid in _kids(node):
            if isinstance(kid, int):
                number = self._number[page.objgen]
                children.append(Mark(number, kid, self.painted[number][kid]))
            elif _type(kid) == "/MCR":
                number = self._number[kid.get("/Pg", page).objgen]
                children.append(Mark(number, int(kid.MCID), self.painted[number][int(kid.MCID)]))
            elif _type(kid) != "/OBJR":
                children.append(self._element(kid, (*parents, tag), page))
        return Element(tag, node, parents, tuple(children))

    def _painted(self, number: int, page: Any) -> dict[int, str]:
        texts: dict[int, str] = {}
        open_marks: list[int | None] = []
        glyphs: dict[str, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("BMC", "BDC"):
                properties = operands[1] if len(operands) > 1 else None
                mark = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                open_marks.append(None if mark is None else int(mark))
                if mark is not None:
                    texts.setdefault(int(mark), "")
            elif name == "EMC":
                open_marks.pop()
            elif name == "Tf":
                glyphs = self._glyphs(page.Resources.Font[str(operands[0])])
            if name in PAINTING:
                if not open_marks:
                    self.unmarked.append((number, name))
                current = next((mark for mark in reversed(open_marks) if mark is not None), None)
                if current is not None and name in ("Tj", "TJ"):
                    texts[current] += _shown(operands[0], glyphs)
        return texts

    def _glyphs(self, font: Any) -> dict[str, str]:
        """Texts by glyph id, in hexadecimal, as the font's ToUnicode map has them."""
        if font.objgen not in self._fonts:
            table = font.ToUnicode.read_bytes().decode("ascii")
            self._fonts[font.objgen] = {
                glyph.lower(): bytes.fromhex(text).decode("utf-16-be")
                for section in _SECTION.findall(table)
                for glyph, text in _PAIRS.findall(section)
            }
        return self._fonts[font.objgen]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _type(kid: Any) -> str:
    return "" if isinstance(kid, int) else str(kid.get("/Type", ""))


def _shown(operand: Any, glyphs: dict[str, str]) -> str:
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = "".join(bytes(part).hex() for part in parts if isinstance(part, pikepdf.String))
    return "".join(glyphs[codes[at : at + 4]] for at in range(0, len(codes), 4))
