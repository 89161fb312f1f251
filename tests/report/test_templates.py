"""A consultancy's own templates and stylesheets replace the shipped ones, one by one or block by block."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner

from advisor.advice import assess
from advisor.answers import parse_answers
from advisor.cli import main
from advisor.knowledge.model import KnowledgeBase
from advisor.report import ReportError, ReportView, compose, render_html, render_pdf

from .conftest import SMALL

BLOCKS = (
    "head",
    "styles",
    "cover",
    "summary",
    "contents",
    "diagnosis",
    "findings",
    "plan",
    "strengths",
    "find_out",
    "limits",
    "appendix",
    "footer",
)


@pytest.fixture
def view(small: KnowledgeBase, overloaded: dict[str, Any]) -> ReportView:
    return compose(small, assess(small, parse_answers(overloaded, small)), language="en")


def own(directory: Path, name: str, text: str) -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return directory


def test_one_part_can_be_replaced_and_the_rest_stays(view: ReportView, tmp_path: Path) -> None:
    html = render_html(
        view, templates=own(tmp_path, "report/parts/masthead.html", "<header><h1>{{ report.brand }}!</h1></header>")
    )
    assert "<header><h1>Vélos Ferrand!</h1></header>" in html
    assert 'class="masthead"' not in html
    assert html.split("</header>")[1] == render_html(view).split("</header>")[1]


def test_a_stylesheet_can_be_replaced(view: ReportView, tmp_path: Path) -> None:
    html = render_html(view, templates=own(tmp_path, "report/styles/screen.css", "body{background:#fffaf0}"))
    assert "body{background:#fffaf0}" in html
    assert "scroll-behavior" not in html


@pytest.mark.parametrize("block", BLOCKS)
def test_every_documented_block_can_be_redefined(block: str, view: ReportView, tmp_path: Path) -> None:
    text = '{% extends "shipped/report/report.html" %}{% block BLOCK %}<!-- ours -->{% endblock %}'.replace(
        "BLOCK", block
    )
    html = render_html(view, templates=own(tmp_path, "report/report.html", text))
    assert html.count("<!-- ours -->") == 1
    assert html != render_html(view)


def test_a_block_can_add_to_the_shipped_one(view: ReportView, tmp_path: Path) -> None:
    text = '{% extends "shipped/report/report.html" %}{% block footer %}{{ super() }}<p>Ours</p>{% endblock %}'
    html = render_html(view, templates=own(tmp_path, "report/report.html", text))
    assert "Made with Community Advisor" in html.split("<p>Ours</p>")[0]


def test_own_templates_escape_what_they_print(small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path) -> None:
    assessed = assess(small, parse_answers({**overloaded, "brand": "<b>Ferrand</b>"}, small))
    view = compose(small, assessed, language="en")
    html = render_html(
        view, templates=own(tmp_path, "report/parts/masthead.html", "<header>{{ report.brand }}</header>")
    )
    assert "<header>&lt;b&gt;Ferrand&lt;/b&gt;</header>" in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ report.brnd }}", "brnd"),
        ("\n{% if %}", "masthead.html:2"),
        ('{% include "report/nothing.html" %}', "nothing.html"),
        ("{{ report.__class__.__mro__ }}", "__class__"),
        ("<p>\n\n{{ 1 // 0 }}", "masthead.html:3"),
        ("{{ report.brand + 1 }}", "masthead.html:1"),
        ("{{ none | length }}", "masthead.html:1"),
        ("{{ report.brand | nofilter }}", "nofilter"),
        ('{% include "report/parts/masthead.html" %}', "without end"),
        ('{% include "../../../../../../../etc/hostname" %}', "there is no template"),
    ],
    ids=["undefined", "syntax", "missing", "private", "zero", "kinds", "none", "filter", "endless", "outside"],
)
def test_a_faulty_template_is_one_clear_error(text: str, words: str, view: ReportView, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        render_html(view, templates=own(tmp_path, "report/parts/masthead.html", text))
    assert words in str(caught.value)
    assert caught.value.said("fr") != caught.value.said("en")
    assert "\n" not in str(caught.value)


def test_a_template_that_is_not_text_is_one_clear_error(view: ReportView, tmp_path: Path) -> None:
    directory = own(tmp_path, "report/parts/masthead.html", "")
    (directory / "report" / "parts" / "masthead.html").write_bytes("<p>déjà</p>".encode("latin-1"))
    with pytest.raises(ReportError, match="not UTF-8"):
        render_html(view, templates=directory)


def test_the_stylesheet_of_the_sheets_can_be_replaced(tmp_path: Path) -> None:
    directory = own(tmp_path, "report/styles/pages.css", "@page{size:100mm 50mm;margin:5mm}")
    content = render_pdf("<html lang=en><title>x</title><h1>x</h1>", language="en", templates=directory)
    with pikepdf.open(io.BytesIO(content)) as document:
        _, _, width, height = map(float, document.pages[0].MediaBox)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (100, 50)


def test_a_faulty_stylesheet_of_the_sheets_is_one_clear_error(tmp_path: Path) -> None:
    directory = own(tmp_path, "report/styles/pages.css", "@page{\nsize:{{ paper }}}")
    with pytest.raises(ReportError, match=r"pages\.css:2: .*paper"):
        render_pdf("<html lang=en><title>x</title>", language="en", templates=directory)


def test_a_faulty_template_ends_the_command_with_one_line_and_no_file(tmp_path: Path) -> None:
    directory = own(tmp_path / "own", "report/parts/masthead.html", "<p>\n{{ report.brnd }}")
    answers = SMALL / "cases" / "overloaded.yaml"
    line = ["report", str(answers), "--kb", str(SMALL), "-o", str(tmp_path / "out"), "--format", "html,json"]
    ended = CliRunner().invoke(main, [*line, "--templates", str(directory)])
    assert ended.exit_code == 1
    assert "masthead.html:2" in ended.output
    assert "Traceback" not in ended.output
    assert not (tmp_path / "out").exists()


def test_the_command_takes_own_templates(tmp_path: Path) -> None:
    directory = own(tmp_path / "own", "report/parts/masthead.html", "Ours")
    answers = SMALL / "cases" / "overloaded.yaml"
    line = ["report", str(answers), "--kb", str(SMALL), "-o", str(tmp_path / "out"), "--format", "html"]
    ended = CliRunner().invoke(main, [*line, "--templates", str(directory)])
    assert ended.exit_code == 0
    assert "\nOurs" in (tmp_path / "out" / "overloaded.fr.html").read_text("utf-8")


def test_own_templates_are_read_anew_for_each_directory(view: ReportView, tmp_path: Path) -> None:
    first = render_html(view, templates=own(tmp_path / "a", "report/parts/masthead.html", "<header>one</header>"))
    second = render_html(view, templates=own(tmp_path / "b", "report/parts/masthead.html", "<header>two</header>"))
    assert "<header>one</header>" in first
    assert "<header>two</header>" in second
