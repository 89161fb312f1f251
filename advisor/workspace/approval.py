"""The approval of a round's report: asked for, sent back, given; what changes afterwards makes it a draft again.

Who may give it are partners and administrators. An approval counts here that was given here: one that came with an
answers file is kept in that file, and printed documents bear *Draft* until somebody of the house has approved them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from advisor.advice import Assessment
from advisor.advice.marks import assessment_mark
from advisor.answers.review import Review

from .access import roles_of
from .delivery_models import ApprovalStep
from .models import Person, Round
from .round_advice import answers_of
from .round_session import editing

ApprovalState = Literal["draft", "asked", "sent_back", "approved", "changed"]
APPROVERS = frozenset({"partner", "administrator"})


@dataclass(frozen=True)
class Approval:
    """Where the approval of a report stands, and the step that brought it there; `changed` since it was given."""

    state: ApprovalState
    step: ApprovalStep | None = None


def may_approve(person: Person) -> bool:
    """Whether somebody may approve reports."""
    return bool(roles_of(person) & APPROVERS)


def approval_of(round: Round, assessment: Assessment) -> Approval:
    """Where the approval of a round stands."""
    last = round.approval.order_by("pk").last()
    if last is None:
        return Approval("draft")
    if last.kind != "approved":
        return Approval(last.kind, last)
    good = last.edition == round.edition and last.against == assessment_mark(assessment)
    return Approval("approved" if good else "changed", last)


def printed_review(round: Round, assessment: Assessment) -> Review:
    """The review of a round as its documents have it: a draft unless the house has approved it."""
    review = answers_of(round).review
    approved = approval_of(round, assessment).state == "approved"
    return replace(review, begun=True, status=review.status if approved else "draft")


def ask_for_approval(round: Round, person: Person, words: str) -> None:
    """Ask for the approval of a report as it stands."""
    _kept(round, person, "asked", words)


def send_back(round: Round, person: Person, words: str) -> None:
    """Send a report back, with what is to be done."""
    _kept(round, person, "sent_back", words)


def approve(round: Round, person: Person, assessment: Assessment) -> None:
    """Approve a report as it stands, as `advisor review FILE approve` writes it down."""
    mark = assessment_mark(assessment)
    signed = {"status": "approved", "by": person.called, "on": date.today().isoformat(), "against": mark}
    with transaction.atomic():
        with editing(round, person) as held:
            for key, words in signed.items():
                held.put(("review", key), words)
        _kept(held.round, person, "approved", "", against=mark)


def _kept(round: Round, person: Person, kind: str, words: str, against: str = "") -> None:
    ApprovalStep.objects.create(
        round=round, kind=kind, words=words, edition=round.edition, against=against,
        author=person, author_name=person.called, at=timezone.now(),
    )  # fmt: skip
