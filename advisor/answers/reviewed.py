"""The section `review` of an answers file, made a value: the consultant's editing of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.knowledge.sheet.review_faults import REWORDED

from .parsing import line_typed
from .review import OwnAdvice, Review, ReviewedAdvice


def review_typed(typed: Mapping[str, Any] | None) -> Review:
    """The review, which has been found sound."""
    if typed is None:
        return Review()
    advice: Mapping[str, Any] = typed.get("advice") or {}
    return Review(
        begun=True,
        status="approved" if line_typed(typed, "status") == "approved" else "draft",
        by=line_typed(typed, "by"),
        on=line_typed(typed, "on"),
        opening=line_typed(typed, "opening"),
        advice={id: _advice(one) for id, one in advice.items()},
        own=tuple(_own(one) for one in typed.get("own") or ()),
        order=_lines(typed, "order"),
        against=line_typed(typed, "against"),
    )


def _advice(typed: Mapping[str, Any]) -> ReviewedAdvice:
    texts = {key: said for key in REWORDED if (said := line_typed(typed, key)) is not None}
    return ReviewedAdvice(
        texts=texts, **{key: line_typed(typed, key) for key in ("owner", "due", "note", "left_out", "against")}
    )


def _own(typed: Mapping[str, Any]) -> OwnAdvice:
    id, title, recommendation = (line_typed(typed, key) or "" for key in ("id", "title", "recommendation"))
    rest = {key: line_typed(typed, key) for key in ("severity", "phase", "owner", "due")}
    return OwnAdvice(id, title, recommendation, _lines(typed, "steps"), **rest)


def _lines(typed: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(line for one in typed.get(key) or () if (line := str(one).strip()))
