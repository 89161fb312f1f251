"""The consultant's editing of a report, as an answers file keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.answers import AnswersError, parse_answers
from advisor.answers.review import OwnAdvice, Review, ReviewedAdvice
from advisor.knowledge import load

KB = load(Path(__file__).parent.parent / "knowledge_bases" / "choir")


def parsed(review: Any) -> Review:
    return parse_answers({"brand": "B", "date": "2026-11-20", "review": review}, KB).review


def test_a_file_without_a_review_is_a_draft() -> None:
    assert parsed(None) == Review()
    assert Review().status == "draft"


def test_everything_decided_of_a_report_is_read() -> None:
    review = parsed(
        {
            "status": "approved",
            "by": "C. Dubois",
            "on": "2026-11-25",
            "opening": "Dear choir,",
            "advice": {
                "merge-with-them": {"owner": "The head", "due": "2026-12-15", "note": "soon"},
                "pay-no-soloists@altos": {"left_out": "already under way"},
                "two-sore-points": {"title": "Two things", "recommendation": "Sell nothing."},
            },
            "own": [{"id": "own-1", "title": "Sing more", "recommendation": "Daily.", "steps": ["Begin."]}],
            "order": ["own-1", "merge-with-them"],
        }
    )  # fmt: skip
    assert (review.status, review.by, review.on, review.opening) == (
        "approved",
        "C. Dubois",
        "2026-11-25",
        "Dear choir,",
    )
    assert review.advice["merge-with-them"] == ReviewedAdvice(owner="The head", due="2026-12-15", note="soon")
    assert review.advice["pay-no-soloists@altos"].left_out == "already under way"
    assert review.advice["two-sore-points"].texts == {"title": "Two things", "recommendation": "Sell nothing."}
    assert review.own == (OwnAdvice("own-1", "Sing more", "Daily.", ("Begin.",)),)
    assert review.order == ("own-1", "merge-with-them")


@pytest.mark.parametrize(
    ("review", "code", "says"),
    [
        ({"status": "aproved"}, "I023", "Did you mean `approved`?"),
        ({"openning": "x"}, "I002", "Did you mean `opening`?"),
        ({"advice": {"merge-with-then": {"owner": "x"}}}, "I028", "Did you mean `merge-with-them`?"),
        ({"advice": {"merge-with-them": {"due": "soon"}}}, "I004", "not a date"),
        ({"advice": {"merge-with-them": {"titel": "x"}}}, "I002", "Did you mean `title`?"),
        ({"own": [{"id": "own-1", "title": "x"}]}, "I022", "recommendation"),
        ({"own": [{"id": "a", "title": "x", "recommendation": "x", "severity": "grave"}]}, "I023", "critical"),
        ({"order": ["merge-with-them"] * 4}, "I027", "3 at most"),
        ({"order": ["nothing"]}, "I028", "no advice `nothing`"),
        ("approved", "I003", "a mapping"),
    ],
)
def test_what_cannot_be_used_is_told_once(review: Any, code: str, says: str) -> None:
    with pytest.raises(AnswersError) as caught:
        parsed(review)
    (problem,) = caught.value.problems
    assert (problem.code, says in problem.message) == (code, True), problem.message
    assert problem.said("fr") != problem.said("en")
