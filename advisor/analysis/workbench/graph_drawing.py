"""A laid-out graph as SVG, and a graph as DOT for those who lay it out with Graphviz."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from .graph_layout import LINE, PADDING, TITLE_LINE, GraphLayout, Place, Segment, lay_out
from .rule_graph import Column, Graph

FILLS = {
    "section": ("#eef4fb", "#0b5cad"),
    "question": ("#eef4fb", "#0b5cad"),
    "rule": ("#f4f6f8", "#46515f"),
    "conclusion": ("#fdf3e6", "#93470a"),
    "theme": ("#edf6f0", "#1d6438"),
    "advice": ("#edf6f0", "#1d6438"),
    "check": ("#fbeeee", "#9b1c1c"),
}
"""Background and border by kind of box."""
STYLE = (
    "text{font-family:Inter,'Helvetica Neue',Arial,sans-serif;fill:#16202c}"
    ".head{font-size:13px;font-weight:600;fill:#46515f}.title{font-size:17px;font-weight:700}"
    ".name{font-size:12px;font-weight:600}.line{font-size:11px}"
    ".id{font-size:10.5px;fill:#46515f;font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace}"
    ".from path{fill:none;stroke-width:1.1;stroke-opacity:.5}"
    ".from:hover path{stroke-width:2.4;stroke-opacity:1}"
)


def svg(graph: Graph, language: str) -> str:
    """The graph as a self-contained SVG document; the same graph gives the same text."""
    return "\n".join(_svg(graph, lay_out(graph), language)) + "\n"


def _svg(graph: Graph, layout: GraphLayout, language: str) -> Iterator[str]:
    width, height = round(max(layout.width, 420)), round(layout.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" lang={quoteattr(language)} aria-labelledby="title about">'
    )
    yield f'<title id="title">{escape(graph.title)}</title>'
    yield f'<desc id="about">{escape("; ".join(_told(column) for column in graph.columns))}</desc>'
    yield f"<style>{STYLE}</style>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield f'<text class="title" x="24" y="30">{escape(graph.title)}</text>'
    for number, column in enumerate(graph.columns):
        yield f'<text class="head" x="{layout.xs[number]:.0f}" y="56">{escape(column.title)}</text>'
    kinds = {place.id: place.box.kind for place in layout.places if place.box}
    for source in dict.fromkeys(line.source for line in layout.lines):
        stroke = FILLS[kinds[source]][1]
        lines = [line for line in layout.lines if line.source == source]
        drawn = "".join(_path(line) for line in lines)
        yield f'<g class="from" stroke="{stroke}">{drawn}</g>'
    for place in layout.places:
        if place.box is not None:
            yield from _box(place, layout.xs[place.column], layout.widths[place.column])
    yield "</svg>"


def _told(column: Column) -> str:
    return f"{column.title}: {', '.join(box.title for box in column.boxes)}"


def _path(line: Segment) -> str:
    (x, y), (to_x, to_y) = line.start, line.end
    middle = (x + to_x) / 2
    curve = f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
    arrow = (
        f"M{to_x - 5:.1f} {to_y - 3:.1f}L{to_x:.1f} {to_y:.1f}L{to_x - 5:.1f} {to_y + 3:.1f}" if line.arrives else ""
    )
    return f'<path d="{curve}{arrow}"/>'


def _box(place: Place, x: float, width: float) -> Iterator[str]:
    box = place.box
    assert box is not None
    fill, border = FILLS[box.kind]
    thick = 2.5 if box.focus else 1
    yield (
        f'<rect x="{x:.1f}" y="{place.y:.1f}" width="{width:.0f}" height="{place.height:.0f}" rx="4" '
        f'fill="{fill}" stroke="{border}" stroke-width="{thick}"/>'
    )
    y = place.y + PADDING + 12
    for words in place.title:
        yield f'<text class="name" x="{x + PADDING:.1f}" y="{y:.1f}">{escape(words)}</text>'
        y += TITLE_LINE
    if box.label:
        yield f'<text class="id" x="{x + PADDING:.1f}" y="{y - 1:.1f}">{escape(box.label)}</text>'
        y += LINE
    for words in place.lines:
        yield f'<text class="line" x="{x + PADDING:.1f}" y="{y - 1:.1f}">{escape(words)}</text>'
        y += LINE


def dot(graph: Graph) -> str:
    """The graph in Graphviz's language, a rank for each column."""
    lines = ["digraph rules {", f"  label={_string(graph.title)}; labelloc=t; rankdir=LR; ranksep=1.2;"]
    lines.append('  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11];')
    for column in graph.columns:
        lines.append(f"  subgraph {{ rank=same; // {column.title}")
        for box in column.boxes:
            words = [box.title, *([box.label] if box.label else []), *box.lines]
            fill, border = FILLS[box.kind]
            label = _string("\n".join(words)).replace("\n", "\\l")
            lines.append(f'    {_string(box.id)} [label={label}, fillcolor="{fill}", color="{border}"];')
        lines.append("  }")
    lines += [f"  {_string(source)} -> {_string(target)};" for source, target in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _string(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
