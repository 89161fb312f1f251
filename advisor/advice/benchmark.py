"""How common findings are among comparable brands, as one immutable value that names none of them.

Like the `Outlook`, of which it is part, it is filled elsewhere, from a portfolio, and an optional input of renderers.
"""

from __future__ import annotations

from .assessment import Value


class Share(Value):
    """How many brands have a finding, among how many in which it was judged."""

    found: int
    among: int


class Benchmark(Value):
    """The share of findings, by declared id, among brands other than the one a report is about.

    `brands` counts them; `by` is the question that they answered as this brand did, None where all brands count. A
    finding that was judged in too few of them has no share.
    """

    brands: int
    by: str | None
    shares: dict[str, Share]
