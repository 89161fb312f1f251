"""The HTML pages as HTML: parsed strictly, with content models, references, headings and tables as they should be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
import tinycss2
from html5lib.html5parser import ParseError

from .rendered import comparison, report

PAGES: dict[str, Callable[[], str]] = {
    "troubled-fr": lambda: report("demo", "fr").html,
    "healthy-en": lambda: report("healthy", "en").html,
    "nearly-everything-wrong-fr": lambda: report("nearly-everything-wrong", "fr").html,
    "many-unknowns-en": lambda: report("many-unknowns", "en").html,
    "contradictory-fr": lambda: report("contradictory-answers", "fr").html,
    "comparison-fr": lambda: comparison("nearly-everything-wrong", "demo", "fr"),
    "comparison-en": lambda: comparison("demo", "healthy", "en"),
}

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PHRASING = {
    "a",
    "br",
    "button",
    "cite",
    "em",
    "img",
    "label",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    f"{SVG}svg",
}
PHRASING_ONLY = {"p", *HEADINGS, "a", "cite", "em", "small", "span", "strong", "sub", "sup", "time"}
CHILDREN = {
    "html": {"head", "body"},
    "head": {"meta", "title", "style"},
    "ul": {"li"},
    "ol": {"li"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "dl": {"div", "dt", "dd"},
    "select": {"option"},
    "summary": {"a", "br", "cite", "em", "span", "strong", "h3"},
}
"""Elements that may only hold certain others."""
FLOW = {
    *("article", "details", "div", "dl", "figure", "footer", "header", "main", "nav", "ol", "p", "section"),
    *("table", "ul", *HEADINGS),
}
PARTS = {"li", "thead", "tbody", "tr", "th", "td", "dt", "dd", "summary", "option"}
KNOWN = {"html", "head", "meta", "title", "style", "body"} | PARTS | PHRASING | FLOW

GLOBAL = {"id", "class", "lang", "dir", "tabindex", "role", "style"}
ATTRIBUTES = {
    "meta": {"charset", "name", "content", "http-equiv"},
    "style": {"media"},
    "a": {"href"},
    "img": {"src", "alt"},
    "time": {"datetime"},
    "th": {"scope"},
    "label": {"for"},
    "option": {"value"},
}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls")


def faults(html: str) -> list[str]:
    """What is wrong with a page."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        root = parser.parse(html)
    except ParseError as error:
        return [f"does not parse: {error}"]
    checks = (_elements, _attributes, _references, _headings, _tables, _head, _styles)
    return [fault for check in checks for fault in check(root)]


def _html(root: Element) -> Iterator[Element]:
    """The elements of HTML, without those inside drawings."""
    return (element for element in root.iter() if isinstance(element.tag, str) and not element.tag.startswith(SVG))


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _elements(root: Element) -> Iterator[str]:
    if [e.tag for e in root.iter("main")] != ["main"]:
        yield "not one main"
    for element in _html(root):
        tag = str(element.tag)
        if tag not in KNOWN:
            yield f"unexpected element {tag}"
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if tag in PHRASING_ONLY and child.tag not in PHRASING:
                yield f"{child.tag} inside {tag}"
            if child.tag not in CHILDREN.get(tag, {child.tag}):
                yield f"{child.tag} directly inside {tag}"
        if tag == "a" and any(inner is not element for inner in element.iter("a")):
            yield "a link inside a link"
        if tag in ("a", "li", "p", "th", "title", "figure", *HEADINGS) and not _said(element):
            yield f"empty {tag}"


def _attributes(root: Element) -> Iterator[str]:
    for element in root.iter():
        tag = str(element.tag)
        for name, value in element.attrib.items():
            if name.lower().startswith("on"):
                yield f"{tag} with the event handler {name}"
            elif tag.startswith(SVG):
                if "href" in name:
                    yield f"a reference in a drawing: {value}"
            elif name not in GLOBAL | ATTRIBUTES.get(tag, set()) and not name.startswith(("data-", "aria-")):
                yield f"{tag} with the attribute {name}"
        if tag == "img" and "alt" not in element.attrib:
            yield "img without alt"
        if tag == "a" and not element.get("href", "").startswith("#"):
            yield f"a link that leaves the page: {element.get('href')}"


def _references(root: Element) -> Iterator[str]:
    ids = Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    yield from (f"id {id} {times} times" for id, times in ids.items() if times > 1)
    yield from (f"id {id!r} is not a name" for id in ids if not re.fullmatch(r"[\w.-]+", id))
    for element in root.iter():
        targets = [element.get("href", "#")[1:], element.get("data-ref", "#")[1:]]
        for name in REFERENCES:
            targets.extend(element.get(name, "").split())
        yield from (f"{element.tag} points to {id}, which is nowhere" for id in targets if id and id not in ids)


def _headings(root: Element) -> Iterator[str]:
    levels = [int(str(element.tag)[1]) for element in root.iter() if element.tag in HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings of level 1: {levels.count(1)}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} after one of level {before}"


def _tables(root: Element) -> Iterator[str]:
    for table in root.iter("table"):
        rows = [[str(cell.tag) for cell in row] for row in table.iter("tr")]
        if len({len(row) for row in rows}) != 1:
            yield f"a table whose rows have {sorted({len(row) for row in rows})} cells"
        if set(rows[0]) != {"th"} or table.find("thead") is None:
            yield "a table without a row of headers"
        for row in table.findall("tbody/tr"):
            if [cell.get("scope") for cell in row.iter("th")] != ["row"]:
                yield "a row without one header"
        for cell in table.iter("th"):
            if cell.get("scope") not in ("col", "row"):
                yield f"a header with scope {cell.get('scope')}"
        if not table.get("aria-labelledby") and table.find("caption") is None:
            yield "a table without a name"


def _head(root: Element) -> Iterator[str]:
    named = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    if not root.get("lang"):
        yield "no language"
    yield from (f"no {name}" for name in ("viewport", "author", "description") if not named.get(name))
    first = next(root.iter("meta"))
    if (first.get("charset") or "").lower() != "utf-8":
        yield "the encoding is not said first"


def _styles(root: Element) -> Iterator[str]:
    for style in root.iter("style"):
        yield from _css_faults(tinycss2.parse_stylesheet(style.text or "", skip_comments=True, skip_whitespace=True))


def _css_faults(rules: list[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "error":
            yield f"stylesheet, line {rule.source_line}: {rule.message}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            yield from _css_faults(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            declared = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from (f"stylesheet, line {one.source_line}: {one.message}" for one in declared if one.type == "error")


@pytest.mark.parametrize("page", list(PAGES))
def test_the_page_is_valid(page: str) -> None:
    assert faults(PAGES[page]()) == []


PLANTED = {
    "does not parse": ("</h2>", "</h3>"),
    "div inside span": ("<main", "<div><span><div>x</div></span></div><main"),
    "p directly inside ul": ("<main", "<ul><p>x</p></ul><main"),
    "unexpected element script": ("<main", "<script>x</script><main"),
    "unexpected element iframe": ("<main", "<iframe></iframe><main"),
    "empty h2": ("<main", "<h2></h2><main"),
    "with the event handler onclick": ("<main", '<main onclick="x()"'),
    "with the attribute align": ("<main", '<main align="left"'),
    "a link that leaves the page": ('href="#contents"', 'href="https://elsewhere.invalid/"'),
    "img without alt": ("<main", '<img src="x"><main'),
    "id contents 2 times": ("<main", '<main id="contents"'),
    "points to nothing, which is nowhere": ('href="#contents"', 'href="#nothing"'),
    "a heading of level 4 after one of level 1": ("<main", "<h4>x</h4><main"),
    "headings of level 1: 2": ("<main", "<h1>x</h1><main"),
    "a header with scope None": ('<th scope="col">', "<th>"),
    "a table whose rows have": ("<tbody>\n<tr>", "<tbody>\n<tr><td>x</td>"),
    "a row without one header": ('<th scope="row">', '<th scope="col">'),
    "no language": ('<html lang="en"', "<html"),
    "stylesheet, line": ("{margin:0;", "{margin 0;"),
}


@pytest.mark.parametrize("fault", list(PLANTED))
def test_a_fault_would_be_found(fault: str) -> None:
    page = report("healthy", "en").html
    sound, broken = PLANTED[fault]
    assert sound in page
    assert any(fault in found for found in faults(page.replace(sound, broken, 1)))


def test_a_report_of_many_findings_is_light_enough_to_mail() -> None:
    shown = report("nearly-everything-wrong", "fr")
    assert len(shown.view.numbered()) >= 25
    assert len(shown.html.encode()) < 400_000
