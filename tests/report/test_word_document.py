"""What a Word document has beyond words: links to findings, colours of severities, page one by itself, whole lists."""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import pairwise

import docx
import pytest
from docx.document import Document

from advisor.report.docx import render_docx
from advisor.report.docx_body import GRAVE
from advisor.report.docx_styles import ACTION, TAGS

from .test_editions import view_of


@lru_cache(maxsize=2)
def document(edition: str) -> Document:
    return docx.Document(io.BytesIO(render_docx(view_of("froidor", "fr"), edition)))  # type: ignore[arg-type]


@pytest.mark.parametrize("edition", ["brief", "full"])
def test_what_names_a_finding_leads_to_its_heading(edition: str) -> None:
    view, body = view_of("froidor", "fr"), document(edition).element.body
    headed = {
        str(name): str(heading.xpath("string(.)"))
        for heading in body.xpath(".//w:p[w:bookmarkStart]")
        for name in heading.xpath("./w:bookmarkStart/@w:name")
    }
    links = [
        (link.xpath("string(.)"), headed[link.xpath("string(./@w:anchor)")]) for link in body.xpath("//w:hyperlink")
    ]
    assert [(said, title) for said, title in links if said not in title and title not in said] == []
    assert {one.title for one in view.summary.first} <= {said for said, _ in links}
    in_tables = [link.xpath("string(.)") for link in body.xpath("//w:tbl//w:hyperlink")]
    for one in (action for phase in view.plan for action in phase.actions):
        assert one.title in in_tables
    for row in (row for each in view.maps for row in each.rows):
        assert {f"{one.number} · {one.title}" for one in row.findings} <= set(in_tables)


def test_severities_have_their_colour_and_stand_in_words() -> None:
    view, body = view_of("froidor", "fr"), document("brief").element.body
    coloured = [
        (run.xpath("string(.)"), run.xpath("string(./w:rPr/w:color/@w:val)")) for run in body.xpath("//w:tbl//w:r")
    ]
    for one in (action for phase in view.plan if not phase.waiting for action in phase.actions):
        assert one.severity is not None
        if one.severity.id in GRAVE:
            assert (one.severity.word, GRAVE[one.severity.id]) in coloured


def test_page_one_ends_with_the_page_and_no_point_is_marked_twice() -> None:
    paragraphs = document("brief").paragraphs
    breaks = [place for place, one in enumerate(paragraphs) if one._p.xpath("./w:pPr/w:pageBreakBefore")]
    assert paragraphs[breaks[0]].text.startswith("1 ")
    bulleted = [one.text for one in paragraphs if one.style is not None and one.style.name == "List Bullet"]
    assert bulleted
    assert [text for text in bulleted if text[:2] in ("1.", "2.", "3.")] == []


@pytest.mark.parametrize("edition", ["brief", "full"])
def test_no_page_can_end_with_a_heading_and_one_line_of_its_finding(edition: str) -> None:
    paragraphs = document(edition).paragraphs
    tagged = [place for place, one in enumerate(paragraphs) if one.style is not None and one.style.name == TAGS]
    assert len(tagged) > 5
    leading = [
        place
        for place, (one, after) in enumerate(pairwise(paragraphs))
        if one.style is not None and one.style.name == ACTION and after.style and after.style.name == "List Number"
    ]
    assert len(leading) > 5
    for place in (*(place + 1 for place in tagged), *leading):
        below = paragraphs[place]
        assert below.style is not None
        assert below.paragraph_format.keep_with_next or below.style.paragraph_format.keep_with_next, below.text
