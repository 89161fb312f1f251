"""How common the findings of a report are among comparable brands, in its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from advisor.advice.benchmark import Benchmark, Share
from advisor.knowledge.ground_id import declared_id

from .finding_view import FindingView
from .voice import Voice


def with_shares(voice: Voice, found: Benchmark | None, findings: Iterable[FindingView]) -> tuple[FindingView, ...]:
    """Findings, each with its share where there is one, its sub-points likewise."""
    return tuple(
        replace(
            one,
            common=_said(voice, found.shares.get(declared_id(one.id)) if found else None),
            sub_points=with_shares(voice, found, one.sub_points),
        )
        for one in findings
    )


def _said(voice: Voice, share: Share | None) -> str:
    if share is None:
        return ""
    if not share.found:
        return voice.gettext("Found at none of %(among)s comparable brands.", among=voice.number(share.among))
    return voice.ngettext(
        "Found at one of %(among)s comparable brands.",
        "Found at %(n)s of %(among)s comparable brands.",
        share.found,
        among=voice.number(share.among),
    )


def counted_among(voice: Voice, found: Benchmark | None) -> tuple[str, ...]:
    """Which brands the shares were counted among; nothing without any share."""
    if found is None or not found.shares:
        return ()
    brands = voice.number(found.brands)
    if found.by is None:
        said = voice.gettext(
            "Comparable brands are %(brands)s others that were assessed by the same rules.", brands=brands
        )
    else:
        said = voice.gettext(
            "Comparable brands are %(brands)s others, assessed by the same rules, that share an answer to “%(asked)s”.",
            brands=brands,
            asked=voice.asked_alone(found.by),
        )
    rest = voice.gettext(
        "A finding counts among those in which it was judged. Nothing is said of fewer than five, and none is named."
    )
    return (f"{said} {rest}",)
