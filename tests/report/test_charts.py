"""The matrix shows the values it is given, and says them to those who do not see it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from advisor.language.catalogue import catalogue
from advisor.report.brand_kit import DEFAULT_PALETTE
from advisor.report.charts import matrix
from advisor.report.finding_view import Label
from advisor.report.view import MatrixPoint

SVG = "{http://www.w3.org/2000/svg}"
SEVERITIES = [Label(id, id.title()) for id in ("critical", "major", "moderate", "minor")]
EFFORTS = [Label(id, id.title()) for id in ("low", "medium", "high")]
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
    assert matrix([], catalogue("fr"), SEVERITIES, EFFORTS, DEFAULT_PALETTE) == ""
