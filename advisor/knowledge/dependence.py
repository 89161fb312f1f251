"""Dependence between entries as a graph: an order in which each comes after what it depends on, and the cycles."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter


def in_order_of_dependence(depends_on: Mapping[str, Collection[str]]) -> list[str]:
    """Nodes after all they depend on; those on a cycle or depending on one are left out.

    Nodes that are only depended on count as present. The order is that of the mapping where it is free.
    """
    sorter = TopologicalSorter(depends_on)
    with suppress(CycleError):  # What lies on no cycle is ready all the same.
        sorter.prepare()
    ordered: list[str] = []
    while ready := sorter.get_ready():
        ordered.extend(ready)
        sorter.done(*ready)
    return ordered


def cycles(depends_on: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """A shortest cycle through every node that is on one, its first node repeated at the end.

    Nodes of a cycle already given are not begun with again.
    """
    settled = set(in_order_of_dependence(depends_on))
    within = {
        node: [other for other in others if other not in settled]
        for node, others in depends_on.items()
        if node not in settled
    }
    given: set[str] = set()
    for node in within:
        if node not in given:
            cycle = _cycle_through(node, within)
            if cycle:
                given.update(cycle)
                yield cycle


def _cycle_through(start: str, depends_on: Mapping[str, Collection[str]]) -> list[str] | None:
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for following in depends_on.get(node, ()):
            if following == start:
                way = []
                while node != start:
                    way.append(node)
                    node = came_from[node]
                return [start, *reversed(way), start]
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    return None
