"""The PDF: sound, tagged, readable aloud, the same every time, and laid out without faults of the printer's trade."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from advisor.knowledge import shipped
from advisor.language.typography import typeset
from advisor.report import EDITIONS
from advisor.report.finding_view import FindingView
from advisor.report.resources import FONT_WEIGHTS

from .page_lines import ANEW, MARGINS, Line, nearly_empty, page_lines
from .rendered import KNOWLEDGE_BASE, Laid, comparison, laid_out, report
from .tagged_pdf import Element, Mark, TaggedPdf, plain

REPORTS = (
    ("demo", "fr", "full"),
    ("demo", "fr", "brief"),
    ("healthy", "en", "full"),
    ("healthy", "en", "brief"),
    ("nearly-everything-wrong", "fr", "full"),
)
COMPARED = ("demo", "healthy", "en")


@dataclass(frozen=True)
class Sheets:
    """A PDF on disk, and what it was made from."""

    name: str
    language: str
    edition: str
    html: str
    laid: Laid
    file: Path

    @cached_property
    def tagged(self) -> TaggedPdf:
        return TaggedPdf(self.laid.content)

    @cached_property
    def lines(self) -> list[list[Line]]:
        """The lines of each page, margins included."""
        return page_lines(self.file)

    @cached_property
    def brand(self) -> str:
        found = re.search('class="(?:cover|masthead)-brand">([^<]+)<', self.html)
        assert found
        return plain(found.group(1))


def read(text: str) -> str:
    """A text as extraction gives it where a line may end after a hyphen."""
    return plain(text).replace("- ", "-")


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module", params=[*REPORTS, COMPARED], ids="-".join)
def sheets(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    """The PDFs of three reports and of a comparison."""
    *cases, edition = request.param
    if edition in EDITIONS:
        language = cases.pop()
        html = getattr(report(*cases, language), edition)
    else:
        language, html = edition, comparison(*cases, edition)
    laid = laid_out(html, language)
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    file.write_bytes(laid.content)
    return Sheets("-".join(cases), language, edition, html, laid, file)


@pytest.fixture
def findings(sheets: Sheets) -> list[FindingView]:
    """The findings of the report the sheets show; none on a comparison."""
    if sheets.edition not in EDITIONS:
        return []
    return list(report(sheets.name, sheets.language).view.findings())


# --- Sound ---------------------------------------------------------------------------------------------


def test_qpdf_finds_nothing_wrong(sheets: Sheets) -> None:
    checked = subprocess.run(["qpdf", "--check", str(sheets.file)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr


def test_the_renderer_has_nothing_to_complain_of(sheets: Sheets) -> None:
    assert sheets.laid.complaints == ()


def test_a_complaint_would_be_heard() -> None:
    complained = laid_out('<html lang="en"><title>x</title><style>p{colour:red}</style><p>x', "en").complaints
    assert any("colour" in complaint for complaint in complained)


def test_fonts_are_those_of_the_report_and_embedded(sheets: Sheets) -> None:
    rows = output("pdffonts", str(sheets.file)).splitlines()[2:]
    assert rows
    for row in rows:
        name, embedded, subset, to_unicode = row.split()[0], *row.split()[-5:-2]
        assert re.fullmatch(r"[A-Z]{6}\+Inter(-[A-Za-z-]+)?", name), f"{name} stepped in"
        assert (embedded, subset, to_unicode) == ("yes", "yes", "yes"), row


def test_a_second_rendering_gives_the_same_bytes() -> None:
    again = """
import hashlib
from tests.report.rendered import laid_out, report
html = report("healthy", "en").full
print(hashlib.sha256(html.encode()).hexdigest(), hashlib.sha256(laid_out(html, "en").content).hexdigest())
"""
    here = report("healthy", "en").full.encode()
    made = (here, laid_out(here.decode(), "en").content)
    seeded = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONPATH": "."}
    ran = subprocess.run(
        [sys.executable, "-c", again],
        capture_output=True,
        text=True,
        check=True,
        env=seeded,
        cwd=Path(__file__).parents[2],
    )
    assert ran.stdout.split() == [hashlib.sha256(one).hexdigest() for one in made]


# --- Tagged --------------------------------------------------------------------------------------------


def test_it_says_what_it_is(sheets: Sheets) -> None:
    document = sheets.tagged.document
    with document.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert plain(xmp["dc:title"]) == plain(str(document.docinfo.Title))
    assert sheets.brand in plain(str(document.docinfo.Title))
    assert document.Root.Lang == sheets.language
    assert document.Root.MarkInfo.Marked is True
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    assert all(page.Tabs == "/S" for page in sheets.tagged.pages if "/Annots" in page)


def test_everything_on_a_page_is_marked_and_everything_marked_is_in_the_tree(sheets: Sheets) -> None:
    assert sheets.tagged.unmarked == []
    painted = {(page, id) for page, texts in sheets.tagged.painted.items() for id, text in texts.items() if text}
    in_tree = [(mark.page, mark.id) for mark in sheets.tagged.root.marks()]
    assert len(in_tree) == len(set(in_tree))
    assert painted <= set(in_tree)


def test_headings_begin_with_the_title_and_skip_no_level(sheets: Sheets) -> None:
    levels = [heading.heading for heading in sheets.tagged.headings()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []
    assert all(heading.text for heading in sheets.tagged.headings())


def test_headings_are_bookmarked(sheets: Sheets) -> None:
    expected = [
        (heading.heading - 1, heading.text, next(heading.marks()).page)
        for heading in sheets.tagged.headings()
        if 2 <= heading.heading <= 4
    ]
    assert len(expected) > 5
    assert sheets.tagged.bookmarks() == expected


def test_figures_have_an_alternative_and_their_place(sheets: Sheets, findings: list[FindingView]) -> None:
    figures = sheets.tagged.tagged("Figure")
    view = report(sheets.name, sheets.language).view if findings else None
    drawn = view is not None and sheets.edition == "full" and len(view.matrix) > 2
    assert len(figures) == drawn
    for figure in figures:
        assert re.search(r"\d", str(figure.node.Alt)), "the alternative says no value"
        left, bottom, right, top = map(float, figure.node.A.BBox)
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842


def test_table_headers_have_a_scope_and_rows_the_same_cells(sheets: Sheets) -> None:
    tables = sheets.tagged.tagged("Table")
    assert tables
    for table in tables:
        rows = [[cell for cell in row.children if isinstance(cell, Element)] for row in table.walk() if row.tag == "TR"]
        assert len({len(row) for row in rows}) == 1
        assert {cell.tag for cell in rows[0]} == {"TH"}
        assert {str(cell.node.A.Scope) for cell in rows[0]} == {"/Column"}
        for row in rows[1:]:
            assert [str(cell.node.A.Scope) for cell in row if cell.tag == "TH"] == ["/Row"]


def test_lists_hold_items_and_items_bodies(sheets: Sheets) -> None:
    for element in sheets.tagged.elements:
        if element.tag == "L":
            assert {child.tag for child in element.children if isinstance(child, Element)} <= {"LI", "Caption"}
        elif element.tag in ("LI", "TR", "TH", "TD"):
            assert element.parents[-1] in {"LI": ["L"], "TR": ["THead", "TBody"]}.get(element.tag, ["TR"])


def test_links_say_where_they_lead_and_lead_there(sheets: Sheets) -> None:
    anchors = pikepdf.NameTree(sheets.tagged.document.Root.Names.Dests)
    links = sheets.tagged.tagged("Link")
    described = []
    for link in links:
        (annotation,) = link.annotations
        words = plain(str(annotation.Contents))
        assert link.text in words, f"{link.text!r} is described as {words!r}"
        assert str(annotation.Dest) in anchors
        described.append(annotation.objgen)
    annotations = [annotation for page in sheets.tagged.pages for annotation in page.get("/Annots", [])]
    assert {str(annotation.Subtype) for annotation in annotations} <= {"/Link"}
    assert sorted(annotation.objgen for annotation in annotations) == sorted(described)


# --- Readable ------------------------------------------------------------------------------------------


def articles(sheets: Sheets) -> list[tuple[str, str]]:
    """The articles by title, with what each says; what goes on overleaf is an article without a title."""
    found: list[tuple[str, str]] = []
    for element in sheets.tagged.elements:
        if element.tag == "Art":
            within = [one for one in element.walk() if one is not element and one.tag == "Art"]
            nested = {id(part) for one in within for part in one.walk()}
            title = next((part.text for part in element.walk() if part.heading and id(part) not in nested), "")
            found.append((title, element.text) if title else (found[-1][0], f"{found.pop()[1]} {element.text}"))
    return found


def test_findings_read_in_the_order_of_the_report(sheets: Sheets, findings: list[FindingView]) -> None:
    parts = {point.id for finding in findings for point in finding.sub_points if sheets.edition == "brief"}
    expected = [plain(f"{one.number or ''} {one.title}") for one in findings if one.id not in parts]
    assert [title for title, _ in articles(sheets) if title in expected] == expected


def test_a_finding_reads_as_it_was_written(sheets: Sheets, findings: list[FindingView]) -> None:
    told = {title: read(text) for title, text in articles(sheets)}
    parts = {point.id for finding in findings for point in finding.sub_points}
    for finding in findings:
        if sheets.edition == "brief" and finding.id in parts:
            continue
        title = plain(f"{finding.number or ''} {finding.title}")
        said = (*finding.observed, *finding.consequence, *finding.recommendation, *finding.steps, *finding.nuance)
        if sheets.edition == "brief":
            said = (*finding.observed, *finding.recommendation)
        where = told[title].index(read(title))
        for text in said:
            where = told[title].index(read(text), where)


def test_extracted_text_contains_every_finding(sheets: Sheets, findings: list[FindingView]) -> None:
    text = read(output("pdftotext", "-raw", str(sheets.file), "-"))
    for finding in findings:
        assert read(finding.title) in text
        if sheets.edition == "full":
            assert all(read(paragraph) in text for paragraph in finding.recommendation)
    assert sheets.brand in text


def test_no_line_ends_within_a_word(tmp_path: Path) -> None:
    head, body = report("demo", "fr").full.split("<body", 1)
    asked = [f"{'Question ' * 7}{'n' * length} ?" for length in range(1, 70)]
    answer = '<strong>réponse partielle</strong> <span class="note">Remarque faite</span>'
    said = "".join(
        '<div class="fine"><p class="label">Parce que</p>\n<ul class="said">\n'
        f'<li><a href="#summary">{one}</a> {answer}</li>'
        f'\n<li><a href="#summary">Autre question ?</a> {answer}</li>\n</ul></div>'
        for one in asked
    )
    page = head + "<body" + re.sub(r"<main.*</main>", f'<main id="summary">{said}</main>', body, flags=re.DOTALL)
    file = tmp_path / "said.pdf"
    file.write_bytes(laid_out(page, "fr").content)
    words = output("pdftotext", "-raw", str(file), "-").split()
    for word in ("réponse", "partielle", "Remarque", "faite"):
        assert words.count(word) == 2 * len(asked), word


def test_pages_after_the_cover_have_running_heads_and_numbers(sheets: Sheets) -> None:
    chapters = [(next(one.marks()).page, one.text) for one in sheets.tagged.headings() if one.heading == 2]
    imprint = re.search('data-imprint="([^"]+)"', sheets.html)
    assert imprint
    total = len(sheets.lines)
    running = ""
    for number, lines in enumerate(sheets.lines, 1):
        head = [line.text for line in lines if line.bottom < MARGINS[0]]
        foot = [line.text for line in lines if line.top > MARGINS[1]]
        begun = [title for page, title in chapters if page == number]
        if number > 1:
            assert sorted(head) == sorted([sheets.brand, begun[0] if begun else running])
        elif sheets.edition not in EDITIONS:
            assert (head, foot) == ([], [])
            continue
        assert sorted(foot) == sorted([plain(imprint.group(1)), f"{number}/{total}"])
        running = begun[-1] if begun else running


def test_the_contents_give_the_right_pages(sheets: Sheets, findings: list[FindingView]) -> None:
    entries = [element.text for element in sheets.tagged.elements if element.tag == "P" and "LBody" in element.parents]
    bookmarks = sheets.tagged.bookmarks()
    expected = [f"{title} {page}" for level, title, page in bookmarks if level == 1 and re.match(r"\d+ ", title)]
    expected += [
        f"{title} {page}"
        for _, title, page in bookmarks
        if any(title == plain(f"{finding.number} {finding.title}") for finding in findings)
    ]
    if sheets.edition == "brief":
        assert "contents" not in sheets.html.split("<main")[1].split("<section")[0]
        return
    assert len(expected) >= (5 if findings else 0)
    assert [entry for entry in expected if entry not in entries] == []


# --- Laid out ------------------------------------------------------------------------------------------


def test_no_page_is_nearly_empty(sheets: Sheets) -> None:
    """No page is more than two fifths empty but the last of a part: page one, and what stands before the appendix."""
    after_the_cover = [heading.text for heading in sheets.tagged.headings() if heading.heading == 2][:1]
    assert nearly_empty(sheets.lines, sheets.tagged, ANEW.get(sheets.edition, after_the_cover)) == {}


def following(element: Element, marks: list[Mark]) -> Mark | None:
    """What is read after an element; None at the end."""
    last = list(element.marks())[-1]
    at = marks.index(last)
    return next((mark for mark in marks[at + 1 :] if mark.text.strip()), None)


def test_no_heading_stands_at_the_foot_of_a_page(sheets: Sheets) -> None:
    marks = list(sheets.tagged.root.marks())
    stranded = [
        (heading.text, next(heading.marks()).page)
        for heading in sheets.tagged.headings()
        if heading.heading > 1
        and ((after := following(heading, marks)) is None or after.page != list(heading.marks())[-1].page)
    ]
    assert stranded == []


def test_what_to_do_about_a_finding_is_not_cut_in_two(sheets: Sheets, findings: list[FindingView]) -> None:
    """A card may go on overleaf with its evidence; its title stands with what was seen and what to do."""
    titles = {plain(f"{finding.number} {finding.title}"): finding for finding in findings if finding.number}
    cut = []
    for article in sheets.tagged.elements:
        title = next((part for part in article.walk() if part.heading), None) if article.tag == "Art" else None
        if title is not None and (finding := titles.get(title.text)):
            wanted = [read(text) for text in (*finding.observed, *finding.recommendation)]
            pages = {mark.page for part in article.walk() if read(part.text) in wanted for mark in part.marks()}
            if {mark.page for mark in title.marks()} | pages != {mark.page for mark in title.marks()}:
                cut.append(title.text)
    assert cut == []


# --- Fonts ---------------------------------------------------------------------------------------------


def _characters() -> dict[str, set[str]]:
    """Every character that templates, messages, texts of the knowledge base and reports may print, by where it is."""
    templates = shipped("templates")
    sources = [
        *templates.rglob("*.html"),
        *templates.rglob("*.css"),
        *templates.rglob("*.po"),
        *KNOWLEDGE_BASE.rglob("*.yaml"),
    ]
    found = {str(path.name): path.read_text(encoding="utf-8") for path in sources}
    found.update(
        {f"{path.name}, set": "".join(typeset(found[path.name], one) for one in ("fr", "en")) for path in sources}
    )
    found.update({"-".join(one): report(*one[:2]).html for one in REPORTS})
    return {
        name: {character for character in text if character.isprintable() or character in "\u00a0\u202f"}
        for name, text in found.items()
    }


@pytest.mark.parametrize("weight", FONT_WEIGHTS)
def test_the_fonts_have_every_character_the_report_prints(weight: int) -> None:
    with TTFont(shipped("templates") / "fonts" / f"inter-{weight}.woff2") as font:
        known: Any = set(map(chr, font.getBestCmap()))
    characters = _characters()
    assert {"é", "’", "\u202f", "…", "–"} <= set().union(*characters.values())
    missing = {name: "".join(sorted(used - known)) for name, used in characters.items() if used - known}
    assert missing == {}
