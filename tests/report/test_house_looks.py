"""The looks of a house: a logo drawn in SVG, its font, its footer on the sheets, blocks of its own; none does harm."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from advisor.advice import assess
from advisor.answers import read_answers
from advisor.knowledge import InputError, load
from advisor.report import BrandKit, ReportView, compose, read_brand_kit, render_html, render_pdf
from advisor.report.docx import render_docx

from .conftest import SMALL
from .documents import docx_parts, html_elements
from .tagged_pdf import TaggedPdf

KITS = Path(__file__).resolve().parents[2] / "docs" / "kits"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'
)


EMPTIED = ("diagnosis", "strengths", "appendix", "plan")


def kit_with(directory: Path, drawing: str | bytes, more: str = "") -> Path:
    directory.mkdir(exist_ok=True)
    (directory / "brand-kit.yaml").write_text(f"name: Studio Nord\nlogo: logo.svg\n{more}", "utf-8")
    (directory / "logo.svg").write_bytes(drawing if isinstance(drawing, bytes) else drawing.encode("utf-8"))
    return directory


def view(kit: BrandKit | None, language: str = "fr") -> ReportView:
    kb = load(SMALL)
    answers = read_answers(SMALL / "cases" / "overloaded.yaml", kb)
    return compose(kb, assess(kb, answers), language=language, brand_kit=kit)


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (DRAWING.format("<script>alert(1)</script>"), "a script"),
        (DRAWING.format("<g><x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script></g>"), "a script"),
        (DRAWING.format("<rect width='4' height='4' onclick='alert(1)'/>"), "events"),
        (DRAWING.format("<foreignObject><p/></foreignObject>"), "foreignObject"),
        (DRAWING.format("<image href='http://127.0.0.1:9/a.png'/>"), "picture within"),
        (DRAWING.format("<use xlink:href='file:///etc/passwd#a'/>"), "outside itself"),
        (DRAWING.format("<rect fill='url(http://127.0.0.1:9/a)'/>"), "outside itself"),
        (DRAWING.format("<style>rect{fill:url( 'http://127.0.0.1:9/' )}</style>"), "outside itself"),
        (DRAWING.format("<style>@import '//127.0.0.1:9/'</style>"), "more than colours"),
        (DRAWING.format("<rect style='fill:\\75rl(http://127.0.0.1:9/)'/>"), "more than colours"),
        (DRAWING.format("<a href='#b'><rect/></a>"), "a link"),
        (DRAWING.format("<rect><animate attributeName='x'/></rect>"), "it moves"),
        (DRAWING.format("<text>Nord</text>"), "paths"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + DRAWING.format("<title>&a;</title>"), "entities"),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + DRAWING.format("&a;"), "entities"),
        (DRAWING.format("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g><use href='#a'/>"), "repeat"),
        (DRAWING.format("<g>" * 100 + "</g>" * 100), "nested"),
        (DRAWING.format("<g/>" * 6000), "5000 parts"),
        (DRAWING.replace("viewBox", "box").format(""), "viewBox"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><g>", "not a sound SVG"),
        ("<html/>", "not a sound SVG"),
        (b"\x89PNG\r\n\x1a\n", "not a sound SVG"),
    ],
)
def test_a_drawing_that_could_do_more_than_draw_is_refused_with_one_clear_line(
    drawing: str | bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        read_brand_kit(kit_with(tmp_path / "kit", drawing))
    (problem,) = refused.value.problems
    assert problem.code == "K007"
    assert words in problem.message
    assert problem.said("fr") != problem.message


def test_only_what_draws_of_a_logo_reaches_a_report(tmp_path: Path) -> None:
    spiked = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><!-- secret -->'
        + DRAWING.format(
            "<metadata>secret</metadata><sodipodi:view xmlns:sodipodi='http://x.example' note='secret'/>"
            "<style>.a{fill:#0b3d66}</style><rect class='a' width='40' height='20' data-note='secret'/>"
        )
    )
    kit = read_brand_kit(kit_with(tmp_path / "kit", spiked))
    assert kit.logo is not None
    assert kit.logo.svg is not None
    assert b"secret" not in kit.logo.svg
    assert b"DOCTYPE" not in kit.logo.svg
    (picture,) = [attributes for tag, attributes in html_elements(render_html(view(kit)).encode()) if tag == "img"]
    assert picture["src"].startswith("data:image/svg+xml;base64,")
    assert picture["alt"] == "Studio Nord"
    # In Word it stands as pixels, of the same shape and colour.
    parts = docx_parts(render_docx(view(kit)))
    pictures = [Image.open(io.BytesIO(part)) for name, part in parts.items() if name.startswith("word/media/")]
    (drawn,) = [image for image in pictures if image.size == (800, 400)]
    assert drawn.convert("RGB").getpixel((400, 200)) == (0x0B, 0x3D, 0x66)


@pytest.mark.parametrize(
    ("font", "words"),
    [
        ("font: serif.ttf", "`regular` and `bold`"),
        ("font: {regular: none.ttf, bold: none.ttf}", "no such file"),
        ("font: {regular: ../a.ttf, bold: ../a.ttf}", "outside"),
        ("font: {regular: logo.svg, bold: logo.svg}", "not a sound font"),
    ],
)
def test_a_font_that_cannot_be_used_is_refused(font: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_brand_kit(kit_with(tmp_path / "kit", DRAWING.format("<rect/>"), font))
    (problem,) = refused.value.problems
    assert words in problem.message


def test_the_long_kit_sets_sheets_in_its_font_with_its_foot_and_its_words_on_page_one(tmp_path: Path) -> None:
    kit = read_brand_kit(KITS / "long")
    html = render_html(view(kit), templates=KITS / "long" / "templates", layout="brief")
    sheets = render_pdf(html, language="fr", templates=KITS / "long" / "templates")
    document = TaggedPdf(sheets).document
    fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("House" in name or "Inter" in name for name in fonts)
    assert any("House" in name for name in fonts)
    (file := tmp_path / "report.pdf").write_bytes(sheets)
    read = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    pages = [" ".join(page.split()) for page in read.split("\f") if page.strip()]
    assert "lettre de mission" in pages[0]
    assert all("Document confidentiel" in page for page in pages)


def test_what_a_template_leaves_out_is_named_nowhere(tmp_path: Path) -> None:
    own = tmp_path / "own" / "report"
    own.mkdir(parents=True)
    emptied = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in EMPTIED)
    (own / "report.html").write_text('{% extends "shipped/report/report.html" %}' + emptied, "utf-8")
    whole = view(None)
    html = render_html(whole, templates=own.parent)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\sid="([^"]+)"', html))
    contents = html.split('<ol class="toc">')[1].split("</nav>")[0]
    assert '<a href="#findings"><span class="section-number">1</span>' in contents
    gone = [section.title for section in whole.sections if section.id in EMPTIED]
    assert len(gone) >= 3
    assert [title for title in gone if title in contents] == []
    assert re.search(r'data-ref="#(?:diagnosis|appendix)"', html) is None
