"""Report files read back: what each format says to its reader, and what it is built of besides words."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pikepdf
from markdown_it import MarkdownIt

from advisor.advice import Assessment
from advisor.knowledge.model import KnowledgeBase
from advisor.report import FORMATS, Delivery, write_report

from .tagged_pdf import TaggedPdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPOKEN = (f"{W}t", f"{W}br")
_SPACES_AND_HYPHENS = re.compile(r"[\s‐-]+")
_UNREAD = ("style", "script", "template")


def squeezed(text: str) -> str:
    """A text without spaces and hyphens, which layout may add, move and take away."""
    return _SPACES_AND_HYPHENS.sub("", text)


def references_in(text: str) -> list[str]:
    """The ids of the advice a text names at its end, in their order, without numbers."""
    _, _, listed = text.rpartition("Références" if "Références" in text else "References")
    return re.findall(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:@[a-z0-9-]+)?", re.sub(r"-\s+", "-", listed))


def words_of(format: str, content: bytes) -> str:
    """What a report says, in reading order."""
    return "\n".join(passages_of(format, content))


def passages_of(format: str, content: bytes) -> list[str]:
    """What a report says, passage by passage: text nodes, paragraphs, cells, JSON strings."""
    if format == "html":
        return [text for text, _ in html_passages(content)]
    if format == "pdf":
        document = TaggedPdf(content)
        return [str(document.document.docinfo["/Title"]), document.root.text]
    if format == "docx":
        return [
            "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in paragraph.iter() if one.tag in SPOKEN)
            for part in docx_texts(content)
            for paragraph in part.iter(f"{W}p")
        ]
    if format == "md":
        return [inline_words(token.children or []) for token in markdown(content) if token.type == "inline"]
    return list(_strings(json.loads(content)))


def html_passages(content: bytes) -> list[tuple[str, str]]:
    """The text nodes of an HTML document and the language of each."""
    root = html5lib.parse(content.decode("utf-8"), namespaceHTMLElements=False)
    return list(_nodes(root, ""))


def _nodes(element: Any, language: str) -> Iterator[tuple[str, str]]:
    language = element.get("lang", language)
    if isinstance(element.tag, str) and element.tag not in _UNREAD:
        if element.text and element.text.strip():
            yield element.text, language
        for child in element:
            yield from _nodes(child, language)
            if child.tail and child.tail.strip():
                yield child.tail, language


def html_elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every element of an HTML document as a browser reads it, with its attributes; comments under their own name."""
    root = html5lib.parse(content.decode("utf-8"), namespaceHTMLElements=False)
    return [(one.tag if isinstance(one.tag, str) else "comment", dict(one.attrib)) for one in root.iter()]


def docx_parts(content: bytes) -> dict[str, bytes]:
    """The parts of a Word package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def docx_texts(content: bytes) -> list[Any]:
    """The roots of the parts people read: the body, then heads and feet."""
    parts = docx_parts(content)
    names = ["word/document.xml", *sorted(name for name in parts if re.match(r"word/(header|footer)\d", name))]
    return [ElementTree.fromstring(parts[name]) for name in names]


def markdown(content: bytes) -> list[Any]:
    """The tokens of a Markdown document, read with tables and struck-through text as wikis and trackers do."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(content.decode("utf-8"))


def inline_words(tokens: list[Any]) -> str:
    """The words of a run of inline Markdown."""
    return "".join("\n" if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)


def markdown_kinds(content: bytes) -> list[str]:
    """The kinds of all tokens of a Markdown document, inline ones included, plain text left out."""
    return [
        one.type
        for token in markdown(content)
        for one in (token, *(token.children or ()))
        if one.type not in ("text", "text_special")
    ]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def everything_in(format: str, content: bytes) -> str:
    """All that a file holds, metadata included, unpacked but not interpreted."""
    if format == "docx":
        return "\n".join(part.decode("utf-8", "replace") for part in docx_parts(content).values())
    if format == "pdf":
        with pikepdf.open(io.BytesIO(content)) as document:
            whole = [repr(document.docinfo)]
            for one in document.objects:
                if isinstance(one, pikepdf.Stream):
                    whole.append(one.read_bytes().decode("utf-8", "replace"))
                whole.append(repr(one) if isinstance(one, pikepdf.String) else "")
        return "\n".join([*whole, words_of("pdf", content)])
    return content.decode("utf-8")


def written(kb: KnowledgeBase, assessment: Assessment, directory: Path, **options: Any) -> dict[str, bytes]:
    """A report in the formats asked for, all unless said otherwise, as it comes to lie on the disk."""
    outlook, review = options.pop("outlook", None), options.pop("review", None)
    delivery = Delivery(
        **{"directory": directory, "stem": "report", "language": "fr", "formats": FORMATS, "edition": "full", **options}
    )
    made = write_report(kb, assessment, delivery, outlook=outlook, review=review)
    assert made.unavailable == ()
    return {path.suffix[1:]: path.read_bytes() for path in made.paths}
