"""The consultant's editing of a report, as its section `review` of the answers file has it.

It changes words, owners, dates and what is printed, never what was concluded. Each entry may keep a hash of the texts
it was written against, so that a later knowledge base does not silently put old words to new advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ReviewStatus = Literal["draft", "approved"]


@dataclass(frozen=True)
class ReviewedAdvice:
    """What was decided of one finding. `left_out` is the reason it is not printed; `texts` are words of one's own.

    `against` is the hash of the texts it was written against.
    """

    owner: str | None = None
    due: str | None = None
    note: str | None = None
    left_out: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    against: str | None = None


@dataclass(frozen=True)
class OwnAdvice:
    """Advice of the consultant's own, printed beside that of the knowledge base."""

    id: str
    title: str
    recommendation: str
    steps: tuple[str, ...] = ()
    severity: str | None = None
    phase: str | None = None
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True)
class Review:
    """Everything decided about one report. `by` and `on` say who approved it and when (ISO date).

    `begun` is false where the file has no review: such a report is neither a draft nor approved.
    """

    begun: bool = False
    status: ReviewStatus = "draft"
    by: str | None = None
    on: str | None = None
    opening: str | None = None
    advice: Mapping[str, ReviewedAdvice] = field(default_factory=dict)
    own: tuple[OwnAdvice, ...] = ()
    order: tuple[str, ...] = ()
    against: str | None = None
