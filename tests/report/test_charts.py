"""Charts show the values they are given, and say them to those who do not see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.report.brand_kit import DEFAULT_PALETTE
from advisor.report.catalogue import catalogue
from advisor.report.charts import WIDTH, matrix, score_bars
from advisor.report.finding_view import Label
from advisor.report.view import MatrixPoint, Score

SVG = "{http://www.w3.org/2000/svg}"
SEVERITIES = [Label(id, id.title()) for id in ("critical", "major", "moderate", "minor")]
EFFORTS = [Label(id, id.title()) for id in ("low", "medium", "high")]
THEMES = st.builds(Label, st.just("t"), st.text(min_size=1, max_size=60).filter(str.isprintable))
SCORES = st.builds(
    Score,
    THEMES,
    st.none() | st.integers(min_value=0, max_value=100),
    st.integers(min_value=0, max_value=100),
    st.sampled_from(["not judged", "too much unknown", "72 out of 100"]),
)
POINTS = st.builds(
    MatrixPoint,
    st.integers(min_value=1, max_value=99),
    st.just("id"),
    st.just("title"),
    st.sampled_from([severity.id for severity in SEVERITIES]),
    st.sampled_from([effort.id for effort in EFFORTS]),
)


def drawn(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    return root


def extent(root: ElementTree.Element) -> tuple[float, float]:
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return width, height


def test_bars_are_as_long_as_the_scores() -> None:
    scores = [
        Score(Label("a", "Service"), 72, 85, "72 out of 100"),
        Score(Label("b", "Trust"), None, 30, "too much unknown"),
    ]
    root = drawn(score_bars(scores, catalogue("en"), DEFAULT_PALETTE))
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.attrib["fill"] == DEFAULT_PALETTE.primary]
    assert [float(bar.attrib["width"]) for bar in bars] == [pytest.approx(0.72 * WIDTH)]
    lines = [rect for rect in root.iter(f"{SVG}rect") if rect.attrib["height"] == "2"]
    assert [float(line.attrib["width"]) for line in lines] == [pytest.approx(0.85 * WIDTH), pytest.approx(0.3 * WIDTH)]
    title = root.findtext(f"{SVG}title") or ""
    assert "Service: 72 out of 100, confidence 85%" in title
    assert "Trust: too much unknown, confidence 30%" in title


@given(st.lists(SCORES, min_size=1, max_size=12), st.sampled_from(["fr", "en"]))
def test_any_scores_make_a_sound_picture_within_its_frame(scores: list[Score], language: str) -> None:
    root = drawn(score_bars(scores, catalogue(language), DEFAULT_PALETTE))
    width, height = extent(root)
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        assert x >= 0
        assert x + w <= width + 0.01
        assert y + h <= height
    assert sum(1 for text in root.iter(f"{SVG}text")) >= 2 * len(scores)


@given(st.lists(POINTS, min_size=1, max_size=60))
def test_any_points_make_a_sound_matrix_within_its_frame(points: list[MatrixPoint]) -> None:
    root = drawn(matrix(points, catalogue("en"), SEVERITIES, EFFORTS, DEFAULT_PALETTE))
    width, height = extent(root)
    dots = list(root.iter(f"{SVG}circle"))
    for dot in dots:
        x, y, radius = (float(dot.attrib[key]) for key in ("cx", "cy", "r"))
        assert radius <= x <= width - radius
        assert radius <= y <= height - radius
    places = [(dot.attrib["cx"], dot.attrib["cy"]) for dot in dots]
    assert len(places) == len(set(places)), "no two dots on one another"
    written = [text.text or "" for text in root.iter(f"{SVG}text")]
    hidden = sum(int(words[1:]) for words in written if re.fullmatch(r"\+\d+", words))
    assert len(dots) + hidden == len(points)
    for point in points:
        assert str(point.number) in (root.findtext(f"{SVG}title") or "")


def test_matrix_puts_the_grave_on_top_and_the_easy_first() -> None:
    points = [MatrixPoint(1, "a", "A", "critical", "low"), MatrixPoint(2, "b", "B", "minor", "high")]
    root = drawn(matrix(points, catalogue("fr"), SEVERITIES, EFFORTS, DEFAULT_PALETTE))
    (first, second) = root.iter(f"{SVG}circle")
    assert float(first.attrib["cx"]) < float(second.attrib["cx"])
    assert float(first.attrib["cy"]) < float(second.attrib["cy"])


def test_nothing_to_draw_draws_nothing() -> None:
    assert score_bars([], catalogue("fr"), DEFAULT_PALETTE) == ""
    assert matrix([], catalogue("fr"), SEVERITIES, EFFORTS, DEFAULT_PALETTE) == ""


def test_names_are_escaped() -> None:
    score = Score(Label("a", "<b>&"), 10, 10, "10 out of 100")
    svg = score_bars([score], catalogue("en"), DEFAULT_PALETTE)
    assert "<b>" not in svg
    assert "&lt;b&gt;&amp;" in svg
