"""Charts show the values they are given, and say them to those who do not see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.report.brand_kit import DEFAULT_PALETTE
from advisor.report.catalogue import catalogue
from advisor.report.charts import GAP, SEGMENT_COLOURS, WIDTH, matrix, profile_bars
from advisor.report.finding_view import Label
from advisor.report.view import MatrixPoint, ThemeRow

SVG = "{http://www.w3.org/2000/svg}"
SEVERITIES = [Label(id, id.title()) for id in ("critical", "major", "moderate", "minor")]
EFFORTS = [Label(id, id.title()) for id in ("low", "medium", "high")]
THEMES = st.builds(Label, st.just("t"), st.text(min_size=1, max_size=60).filter(str.isprintable))
PROFILES = st.builds(
    ThemeRow,
    THEMES,
    st.just(Label("in_order", "In order")),
    st.lists(
        st.tuples(st.sampled_from(sorted(SEGMENT_COLOURS)), st.integers(min_value=1, max_value=20)),
        min_size=1,
        unique_by=lambda segment: segment[0],
    ).map(tuple),
    st.just("–"),
    st.just("3 in order"),
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


def test_bars_count_points_and_are_as_long_as_there_are_many() -> None:
    themes = [
        ThemeRow(Label("a", "Service"), Label("at_risk", "At risk"), (("critical", 1), ("in_order", 3)), "", "1, 3"),
        ThemeRow(Label("b", "Trust"), Label("not_judged", "Not judged"), (("not_known", 2),), "–", "2 not known"),
    ]
    root = drawn(profile_bars(themes, catalogue("en")))
    bars = [(rect.attrib["fill"], float(rect.attrib["width"])) for rect in root.iter(f"{SVG}rect")]
    colours = [SEGMENT_COLOURS[what] for what in ("critical", "in_order", "not_known")]
    shares = [1 / 4, 3 / 4, 2 / 4]
    assert [fill for fill, _ in bars] == colours
    assert [width for _, width in bars] == [pytest.approx(share * WIDTH - GAP) for share in shares]
    title = root.findtext(f"{SVG}title") or ""
    assert "Service: At risk (1, 3)" in title
    assert "Trust: Not judged (2 not known)" in title


@given(st.lists(PROFILES, min_size=1, max_size=12), st.sampled_from(["fr", "en"]))
def test_any_profile_makes_a_sound_picture_within_its_frame(themes: list[ThemeRow], language: str) -> None:
    root = drawn(profile_bars(themes, catalogue(language)))
    width, height = extent(root)
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.attrib[key]) for key in ("x", "y", "width", "height"))
        assert x >= 0
        assert w > 0
        assert x + w <= width + 0.01
        assert y + h <= height
    assert sum(1 for text in root.iter(f"{SVG}text")) >= 2 * len(themes)


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
    assert profile_bars([], catalogue("fr")) == ""
    assert matrix([], catalogue("fr"), SEVERITIES, EFFORTS, DEFAULT_PALETTE) == ""


def test_names_are_escaped() -> None:
    theme = ThemeRow(Label("a", "<b>&"), Label("in_order", "In order"), (("in_order", 1),), "–", "1 in order")
    svg = profile_bars([theme], catalogue("en"))
    assert "<b>" not in svg
    assert "&lt;b&gt;&amp;" in svg
