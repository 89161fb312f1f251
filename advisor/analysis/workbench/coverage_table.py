"""Coverage as a table: an entry in a row, what can be tried of it in columns, each as tried/of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .coverage import EVENTS, Coverage, Kind

KINDS: tuple[Kind, ...] = ("question", "conclusion", "rule", "advice", "check", "word")
HEADINGS = ("conditions", "holds", "not", "exceptions", "postponed", "variants", "additions", "steps", "options")
"""Of the conditions, then of each of EVENTS."""
NONE = "–"


def table_lines(covered: Coverage, *, whole: bool = False) -> Iterator[str]:
    """The rows of a table with its headings above and the sum of each kind below; nothing where there is no entry.

    Entries tried in full are left out unless the `whole` is asked for. The only one of its kind is its sum.
    """
    owners = {(part.kind, part.owner): None for part in covered.parts}
    owners |= {(event.kind, event.owner): None for event in covered.events}
    rows: list[tuple[str, str, list[str]]] = []
    for kind in KINDS:
        of_kind = [(kind, owner) for found, owner in owners if found == kind]
        for _, owner in of_kind:
            counts = _counts(covered, kind, owner)
            if whole or any(tried < of for tried, of in counts):
                rows.append((kind, owner, _cells(counts)))
    for kind in KINDS:
        number = sum(found == kind for found, _ in owners)
        if number > 1 or (number and kind not in (shown for shown, _, _ in rows)):
            rows.append((kind, f"all {number}", _cells(_counts(covered, kind, None))))
    if not rows:
        return
    widths = [max(len(row[0]) for row in rows), max(len(row[1]) for row in rows)]
    columns = [max(map(len, column)) for column in zip(HEADINGS, *(cells for _, _, cells in rows), strict=True)]

    def spread(cells: Sequence[str]) -> str:
        return "".join(f"  {cell:>{width}}" for cell, width in zip(cells, columns, strict=True))

    yield " " * (widths[0] + widths[1] + 1) + spread(HEADINGS)
    for noun, owner, cells in rows:
        yield f"{noun:<{widths[0]}} {owner:<{widths[1]}}" + spread(cells)


def _counts(covered: Coverage, kind: Kind, owner: str | None) -> list[tuple[int, int]]:
    """How much was tried of how much, of each column: of one entry, or of all of a kind."""
    parts = [part for part in covered.parts if part.kind == kind and owner in (None, part.owner)]
    counts = [(sum(part.was_true + part.was_false for part in parts), 2 * len(parts))]
    events = [event for event in covered.events if event.kind == kind and owner in (None, event.owner)]
    for column in EVENTS:
        those = [event.seen for event in events if event.event == column]
        counts.append((sum(those), len(those)))
    return counts


def _cells(counts: Sequence[tuple[int, int]]) -> list[str]:
    return [f"{tried}/{of}" if of else NONE for tried, of in counts]
