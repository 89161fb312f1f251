"""Dependence between entries as a graph: an order in which each comes after what it depends on, and the circles."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping


def in_order_of_dependence(depends_on: Mapping[str, Collection[str]]) -> tuple[list[str], list[str]]:
    """Nodes after all they depend on, and the rest: nodes on a circle or depending on one.

    Nodes that are only depended on count as present. The order is that of the mapping where it is free.
    """
    waiting: dict[str, set[str]] = {}
    dependents: dict[str, list[str]] = {}
    for node, others in depends_on.items():
        waiting[node] = set(others)
        for other in waiting[node]:
            dependents.setdefault(other, []).append(node)
    for other in dependents:
        waiting.setdefault(other, set())
    ready = deque(node for node, others in waiting.items() if not others)
    ordered: list[str] = []
    while ready:
        node = ready.popleft()
        ordered.append(node)
        for dependent in dependents.get(node, ()):
            waiting[dependent].discard(node)
            if not waiting[dependent]:
                ready.append(dependent)
    return ordered, [node for node, others in waiting.items() if others]


def circles(depends_on: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """A shortest circle through every node that is on one, its first node repeated at the end.

    Nodes of a circle already given are not begun with again.
    """
    rest = dict.fromkeys(in_order_of_dependence(depends_on)[1])
    within = {node: [other for other in depends_on.get(node, ()) if other in rest] for node in rest}
    given: set[str] = set()
    for node in within:
        if node not in given:
            circle = _circle_through(node, within)
            if circle:
                given.update(circle)
                yield circle


def _circle_through(start: str, depends_on: Mapping[str, Iterable[str]]) -> list[str] | None:
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
