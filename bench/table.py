"""Figures as a table that reads well in a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Sequence


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> None:
    """Print a table under its title: the first column to the left, figures to the right."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    print(f"\n## {title}\n")
    for number, line in enumerate(lines):
        cells = [
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print(f"| {' | '.join(cells)} |")
        if not number:
            print(
                "|"
                + "|".join(
                    "-" * (width + 2 if not column else width + 1) + (":" if column else "")
                    for column, width in enumerate(widths)
                )
                + "|"
            )
    if note:
        print(f"\n{note}")


def ms(value: float) -> str:
    """Milliseconds with three significant figures."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(value: float, base: float) -> str:
    """How many times the base."""
    return f"{value / base:.2f} ×"
