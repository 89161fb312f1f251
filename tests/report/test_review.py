"""The consultant's review, applied: what it leaves out, rewords, adds, puts first, and what only the house sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.advice import assess
from advisor.advice.marks import assessment_mark, texts_mark
from advisor.answers import parse_answers
from advisor.knowledge.model import PROBLEM_KINDS, SEVERITIES, KnowledgeBase
from advisor.report import ReportView, compose, render_html

from .documents import squeezed, words_of, written

REVIEW: dict[str, Any] = {
    "status": "draft",
    "opening": "Two frank mornings.\n\nThank you for both.",
    "advice": {
        "stop-promising-dates": {"owner": "Inès", "due": "2026-12-15", "note": "She asked for it herself."},
        "hire-a-mechanic": {"left_out": "already being hired"},
    },
    "own": [
        {"id": "own-1", "title": "Visit the club", "recommendation": "Go and listen.", "steps": ["Write to them."],
         "severity": "minor", "owner": "The owner"},
    ],
}  # fmt: skip


APPROVED = "Approved by A. Martin on 21 November 2026."


def reviewed(kb: KnowledgeBase, overloaded: dict[str, Any], review: dict[str, Any] | None) -> ReportView:
    answers = parse_answers({**overloaded, **({"review": review} if review is not None else {})}, kb)
    return compose(kb, assess(kb, answers), language="en", review=answers.review)


def test_what_is_left_out_is_not_printed_and_the_rest_is_numbered_without_it(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    before, view = reviewed(small, overloaded, None), reviewed(small, overloaded, REVIEW)
    assert "hire-a-mechanic" in before.advice_ids()
    assert "hire-a-mechanic" not in view.advice_ids()
    assert [one.number for one in view.ranked] == list(range(1, len(view.ranked) + 1))
    assert [one.id for phase in view.plan if not phase.waiting for one in phase.actions] == [
        one.id for one in view.ranked
    ]


def test_the_profile_does_not_count_what_is_left_out(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    whole = reviewed(small, overloaded, None)
    for finding in whole.ranked:
        if not finding.severity or finding.kind.id not in PROBLEM_KINDS:
            continue
        less = reviewed(small, overloaded, {"advice": {finding.id: {"left_out": "Known already."}}})
        before, after = (
            {row.theme.id: sum(n for what, n in row.segments if what in SEVERITIES) for row in view.profile}
            for view in (whole, less)
        )
        gone = [point for point in finding.walk() if point.severity]
        assert sum(before.values()) - sum(after.values()) == len(gone)
        assert all(row.state.id != "in_order" for row in less.profile if row.theme.id == finding.theme.id)


def test_owner_date_and_note_stand_with_the_finding_in_every_format(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    answers = parse_answers({**overloaded, "review": REVIEW}, small)
    for edition in ("brief", "full"):
        files = written(
            small, assess(small, answers), tmp_path / edition,
            language="en", edition=edition, review=answers.review, formats=("html", "pdf", "docx", "md"),
        )  # fmt: skip
        for format, content in files.items():
            said = squeezed(words_of(format, content))
            for text in (
                "Inès",
                "by 15 December 2026",
                "She asked for it herself.",
                "Visit the club",
                "Write to them.",
            ):
                assert squeezed(text) in said, (format, edition, text)
            assert squeezed("Two frank mornings.") in said, (format, edition)
            assert squeezed("already being hired") not in said, (format, edition)


def test_the_house_alone_sees_what_was_left_out_and_why(
    small: KnowledgeBase, overloaded: dict[str, Any], tmp_path: Path
) -> None:
    answers = parse_answers({**overloaded, "review": REVIEW}, small)
    files = written(
        small, assess(small, answers), tmp_path,
        language="en", internal=True, review=answers.review, formats=("html", "pdf", "docx", "md"),
    )  # fmt: skip
    for format, content in files.items():
        said = squeezed(words_of(format, content))
        assert squeezed("For the house alone") in said, format
        assert squeezed("already being hired") in said, format


def test_own_words_take_the_place_of_the_knowledge_bases(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    own = {"title": "Promise less", "recommendation": "Say “about a week”."}
    view = reviewed(small, overloaded, {"advice": {"stop-promising-dates": own}})
    first = view.ranked[0]
    assert (first.title, first.recommendation) == ("Promise less", ("Say “about a week”.",))
    assert "Promise less" in view.summary.headline or view.summary.first[0].title == "Promise less"


def test_the_chosen_come_first_and_the_message_follows_them(small: KnowledgeBase, overloaded: dict[str, Any]) -> None:
    view = reviewed(small, overloaded, {**REVIEW, "order": ["own-1"]})
    assert view.ranked[0].id == "own-1"
    assert view.summary.first[0].id == "own-1"
    assert view.summary.headline.startswith("Visit the club.")


@pytest.mark.parametrize(
    ("review", "draft", "approved"),
    [
        (None, "", ""),
        ({"status": "draft"}, "Draft", ""),
        (
            {"status": "approved", "by": "A. Martin", "on": "2026-11-21"},
            "",
            "Approved by A. Martin on 21 November 2026.",
        ),
        ({"status": "approved", "by": "A. Martin", "against": "0123456789abcdef"}, "Draft", ""),
    ],
    ids=["none", "draft", "approved", "stale"],
)
def test_a_report_is_a_draft_until_it_is_approved_as_it_is(
    small: KnowledgeBase, overloaded: dict[str, Any], review: dict[str, Any] | None, draft: str, approved: str
) -> None:
    view = reviewed(small, overloaded, review)
    assert (view.editing.draft, view.editing.approved) == (draft, approved)
    assert f'data-mark="{draft}"' in render_html(view, layout="brief")


def test_words_written_against_other_texts_are_printed_and_to_be_looked_at_again(
    small: KnowledgeBase, overloaded: dict[str, Any]
) -> None:
    assessed = assess(small, parse_answers(overloaded, small))
    mark = texts_mark(small, assessed.advised("stop-promising-dates"))
    same = {"advice": {"stop-promising-dates": {"title": "Promise less", "against": mark}}}
    other = {"advice": {"stop-promising-dates": {"title": "Promise less", "against": mark[::-1]}}}
    assert reviewed(small, overloaded, same).editing.to_look_at == ()
    view = reviewed(small, overloaded, other)
    assert view.ranked[0].title == "Promise less"
    assert len(view.editing.to_look_at) == 1
    answers = parse_answers({**overloaded, "review": {"status": "approved"}}, small)
    current = assessment_mark(compose_mark(small, answers))
    approved = {"status": "approved", "by": "A. Martin", "against": current}
    assert reviewed(small, overloaded, approved).editing.draft == ""


def compose_mark(kb: KnowledgeBase, answers: Any) -> Any:
    """The Assessment an approval is given to."""
    return assess(kb, answers)
