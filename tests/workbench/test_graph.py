"""`rules graph` draws every dependence rightwards, boxes apart from each other and lines apart from boxes."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ElementTree

import pytest

from advisor.analysis.workbench.graph_drawing import dot, svg
from advisor.analysis.workbench.graph_layout import GAP, lay_out
from advisor.analysis.workbench.links import Link, Links, ids_of
from advisor.analysis.workbench.rule_graph import Graph, graph_around, whole_graph
from advisor.inference.strata import strata
from advisor.knowledge.model import KnowledgeBase

from .conftest import Bench

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def whole(brands_kb: KnowledgeBase) -> Graph:
    return whole_graph(brands_kb, "en")


def test_columns_are_sections_then_strata_then_themes(whole: Graph, brands_kb: KnowledgeBase) -> None:
    first, *middle, last = whole.columns
    assert [box.id for box in first.boxes] == [f"section/{section.id}" for section in brands_kb.sections]
    assert [[box.label for box in column.boxes] for column in middle] == [
        list(stratum) for stratum in strata(brands_kb)
    ]
    assert [box.id for box in last.boxes] == [f"theme/{id}" for id in brands_kb.themes]
    members = {member for column in whole.columns for box in column.boxes for member in box.members}
    assert {Link("question", id) for id in brands_kb.questions} <= members
    assert {Link("advice", id) for id in brands_kb.advice} <= members


def test_every_dependence_is_a_line_and_every_line_a_dependence(whole: Graph, brands_kb: KnowledgeBase) -> None:
    home = {member: box.id for column in whole.columns for box in column.boxes for member in box.members}
    links = Links(brands_kb)
    wanted = set()
    for reader, read in links.reads.items():
        for link in read if reader in home else ():
            for source in links.reads[link] if link.kind == "rule" else (link,):
                if home[source] != home[reader] and reader.kind != "question":
                    wanted.add((home[source], home[reader]))
    assert set(whole.edges) == wanted


def test_nothing_overlaps(whole: Graph) -> None:
    layout = lay_out(whole)
    for column in range(len(whole.columns)):
        places = sorted((place for place in layout.places if place.column == column), key=lambda place: place.y)
        for upper, lower in itertools.pairwise(places):
            assert upper.y + upper.height + GAP / 2 <= lower.y + 0.001
    for line in layout.lines:
        assert line.start[0] < line.end[0]
    assert all(place.y >= 0 for place in layout.places)
    assert max(place.y + place.height for place in layout.places) <= layout.height


def test_it_can_be_read_on_a_screen(whole: Graph) -> None:
    layout = lay_out(whole)
    assert layout.width < 4000
    assert layout.height < 4500
    assert all(len(line) <= 60 for place in layout.places for line in (*place.lines, *place.title))


def test_the_drawing_is_well_formed_named_and_the_same_every_time(whole: Graph) -> None:
    text = svg(whole, "en")
    root = ElementTree.fromstring(text)
    assert root.find(f"{SVG}title") is not None
    assert root.get("role") == "img"
    assert "Trust is in place" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", ""), "nothing from elsewhere"
    assert text == svg(whole, "en")


def test_a_graph_around_an_advice_shows_what_is_behind_it_and_no_more(brands_kb: KnowledgeBase) -> None:
    entry = Link("advice", "stop-removing-criticism")
    graph = graph_around(brands_kb, entry, "fr")
    shown = {member for column in graph.columns for box in column.boxes for member in box.members}
    behind = set(Links(brands_kb).all_behind(entry))
    assert shown == {entry} | {link for link in behind if link.kind != "rule"}
    assert [box.id for column in graph.columns for box in column.boxes if box.focus] == [
        "advice/stop-removing-criticism"
    ]


def test_a_graph_around_anything_can_be_drawn(brands_kb: KnowledgeBase) -> None:
    for kind in ("rule", "check", "conclusion", "question"):
        for id in ids_of(brands_kb, kind)[::7]:
            graph = graph_around(brands_kb, Link(kind, id), "en")
            focus = [box.label for column in graph.columns for box in column.boxes if box.focus]
            assert focus == [id]
            ElementTree.fromstring(svg(graph, "en"))


def test_dot_names_every_box_and_line(whole: Graph) -> None:
    text = dot(whole)
    assert text.count(" -> ") == len(whole.edges)
    assert text.count("rank=same") == len(whole.columns)
    assert text.startswith("digraph rules {")
    assert text.rstrip().endswith("}")


def test_the_command_writes_what_the_ending_says(small: Bench) -> None:
    for ending, start in (("svg", "<svg"), ("dot", "digraph")):
        path = small.directory.parent / f"graph.{ending}"
        assert str(path) in small.run("graph", "-o", str(path))
        assert path.read_text("utf-8").startswith(start)
    small.run("graph", "-o", "graph.png", status=2)
    small.run("graph", "nothing-like-it", "-o", str(small.directory / "x.svg"), status=1)
    assert "is a claim" in small.run("graph", "B1-01", "-o", str(small.directory / "x.svg"), status=1)
    small.run("graph", "-o", str(small.directory / "no" / "x.svg"), status=3)
