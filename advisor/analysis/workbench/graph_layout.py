"""Where the boxes and lines of a layered graph go: Sugiyama's method with bundled lines.

Lines from one box that lead further than the next column share a trunk: a thin place in each column between, so
that no line runs through a box. The order within columns is that of fewest crossings among some barycentre sweeps
(Sugiyama, Tagawa and Toda, 1981). Lengths are in pixels.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .rule_graph import Box, Graph

WIDTHS = {"section": 350, "theme": 350}
WIDTH = 250
TITLE_LINE, LINE, PADDING = 16, 14, 7
GAP, TRUNK = 14, 3
MARGIN, HEAD = 24, 70
"""Space around, and above the columns."""
SWEEPS, RELAXATIONS = 24, 12
TITLE_LETTER, LETTER = 7.4, 6.0
"""Mean width of a letter, in a wide face: bold of 12 pixels, plain of 11."""


@dataclass
class Place:
    """A box, or the passage of a trunk (`box` is None), with its position."""

    id: str
    column: int
    height: float
    box: Box | None = None
    title: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    y: float = 0.0
    before: list[Place] = field(default_factory=list)
    after: list[Place] = field(default_factory=list)

    @property
    def centre(self) -> float:
        """The middle, from the top."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Segment:
    """A piece of a line between neighbouring columns; `source` and `target` are the boxes at its far ends."""

    source: str
    targets: tuple[str, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    arrives: bool


@dataclass(frozen=True)
class GraphLayout:
    """A graph with every place known. `xs` and `widths` are of the columns."""

    width: float
    height: float
    xs: tuple[float, ...]
    widths: tuple[float, ...]
    places: tuple[Place, ...]
    lines: tuple[Segment, ...]


def lay_out(graph: Graph) -> GraphLayout:
    """Place the boxes of a graph; the same graph gives the same places."""
    widths = [max((WIDTHS.get(box.kind, WIDTH) for box in column.boxes), default=WIDTH) for column in graph.columns]
    columns = [
        [_place(box, number, widths[number]) for box in column.boxes] for number, column in enumerate(graph.columns)
    ]
    targets = _join(columns, graph.edges)
    columns = _ordered(columns)
    _spread(columns)
    height = max((column[-1].y + column[-1].height for column in columns if column), default=0.0) + MARGIN
    counts = [sum(len(place.after) for place in column) for column in columns]
    xs, x = [], float(MARGIN)
    for number, width in enumerate(widths):
        xs.append(x)
        x += width + min(240, 90 + 1.6 * counts[number])
    total = xs[-1] + widths[-1] + MARGIN if xs else 2.0 * MARGIN
    places = tuple(place for column in columns for place in column)
    return GraphLayout(total, height, tuple(xs), tuple(map(float, widths)), places, _lines(places, targets, xs, widths))


def _place(box: Box, column: int, width: int) -> Place:
    room = width - 2 * PADDING
    title = tuple(textwrap.wrap(box.title, int(room / TITLE_LETTER))) or ("",)
    lines = tuple(textwrap.shorten(line, int(room / LETTER), placeholder="…") for line in box.lines)
    height = 2 * PADDING + TITLE_LINE * len(title) + LINE * (len(lines) + bool(box.label))
    return Place(box.id, column, height, box, title, lines)


def _join(columns: list[list[Place]], edges: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Link places of neighbouring columns, with trunks between; returns the boxes each place leads to."""
    places = {place.id: place for column in columns for place in column}
    targets: dict[str, set[str]] = {}
    for source, target in edges:
        here, end = places[source], places[target]
        for column in range(here.column + 1, end.column):
            id = f"{source}>{column}"
            if id not in places:
                places[id] = Place(id, column, TRUNK)
                columns[column].append(places[id])
                _link(here, places[id])
            here = places[id]
            targets.setdefault(f"{source}>{column}", set()).add(target)
        _link(here, end)
    return {id: frozenset(found) for id, found in targets.items()}


def _link(here: Place, there: Place) -> None:
    if there not in here.after:
        here.after.append(there)
        there.before.append(here)


def _ordered(columns: list[list[Place]]) -> list[list[Place]]:
    best, fewest = [list(column) for column in columns], _crossings(columns)
    current = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        rightwards = sweep % 2 == 0
        numbers = range(1, len(current)) if rightwards else range(len(current) - 2, -1, -1)
        for number in numbers:
            neighbours = {
                place.id: rank for rank, place in enumerate(current[number - 1 if rightwards else number + 1])
            }
            ranks = {
                place.id: _mean([neighbours[other.id] for other in (place.before if rightwards else place.after)], own)
                for own, place in enumerate(current[number])
            }
            current[number].sort(key=lambda place, ranks=ranks: ranks[place.id])  # type: ignore[misc]
        crossings = _crossings(current)
        if crossings < fewest:
            best, fewest = [list(column) for column in current], crossings
    return best


def _mean(numbers: Sequence[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def _crossings(columns: list[list[Place]]) -> int:
    """How many pairs of lines between neighbouring columns cross."""
    count = 0
    for left, right in itertools.pairwise(columns):
        ranks = {place.id: rank for rank, place in enumerate(right)}
        ends: list[int] = []
        for place in left:
            own = sorted(ranks[other.id] for other in place.after)
            count += sum(earlier > end for end in own for earlier in ends)
            ends.extend(own)
    return count


def _spread(columns: list[list[Place]]) -> None:
    """Draw every place towards what it is linked to, keeping order and gaps."""
    for column in columns:
        y = -sum(map(_room, column)) / 2
        for place in column:
            place.y = y
            y += _room(place)
    for round in range(RELAXATIONS):
        for column in columns if round % 2 == 0 else reversed(columns):
            _settle(
                column,
                {place.id: _mean([p.centre for p in (*place.before, *place.after)], place.centre) for place in column},
            )
    top = min((place.y for column in columns for place in column), default=HEAD)
    for column in columns:
        for place in column:
            place.y += HEAD - top


def _settle(column: list[Place], wanted: Mapping[str, float]) -> None:
    """Put places as near as may be to the centres wanted: blocks of touching places move together."""
    blocks: list[tuple[list[Place], float, float]] = []
    for place in column:
        block, start, size = [place], wanted[place.id] - place.height / 2, _room(place)
        while blocks and blocks[-1][1] + blocks[-1][2] > start:
            upper, upper_start, upper_size = blocks.pop()
            total = len(upper) + len(block)
            start = (upper_start * len(upper) + (start - upper_size) * len(block)) / total
            block, size = [*upper, *block], upper_size + size
        blocks.append((block, start, size))
    for block, start, _ in blocks:
        y = start
        for place in block:
            place.y = y
            y += _room(place)


def _room(place: Place) -> float:
    return place.height + (GAP if place.box else GAP / 2)


def _lines(
    places: tuple[Place, ...], targets: Mapping[str, frozenset[str]], xs: Sequence[float], widths: Sequence[float]
) -> tuple[Segment, ...]:
    leaving = {place.id: _ports(place, place.after) for place in places}
    arriving = {place.id: _ports(place, place.before) for place in places}
    found = []
    for place in places:
        for other in place.after:
            ends = targets.get(other.id, frozenset({other.id}))
            start = (xs[place.column] + widths[place.column], leaving[place.id][other.id])
            end = (xs[other.column], arriving[other.id][place.id])
            source = place.id.partition(">")[0]
            found.append(Segment(source, tuple(sorted(ends)), start, end, other.box is not None))
            if other.box is None:
                across = (xs[other.column] + widths[other.column], other.centre)
                found.append(Segment(source, tuple(sorted(ends)), end, across, False))
    return tuple(found)


def _ports(place: Place, others: list[Place]) -> dict[str, float]:
    """Where lines touch the side of a place: in the order of their far ends, spread over its height."""
    if place.box is None:
        return {other.id: place.centre for other in others}
    ordered = sorted(others, key=lambda other: other.centre)
    step = min(12.0, (place.height - 10) / max(len(ordered), 1))
    first = place.centre - step * (len(ordered) - 1) / 2
    return {other.id: first + step * number for number, other in enumerate(ordered)}
