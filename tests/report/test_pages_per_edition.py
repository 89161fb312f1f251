"""How many pages each edition has: of every example that is a whole brand, in one language each."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.answers.review import Review, ReviewedAdvice
from advisor.knowledge import shipped
from advisor.report import ReportView, render_html, render_pdf

from .page_lines import ANEW, Line, nearly_empty, page_lines
from .tagged_pdf import TaggedPdf
from .test_editions import view_of

MANY = 30
BRIEF_OF_MANY, BRIEF_OF_NONE, FULL_OF_MANY, FULL_OF_NONE = 10, 5, 30, 16
HEALTHY = ("healthy", "pettigrew-lowe", "les-ruchers-du-sidobre", "westmark-blood-service")
LARGEST = "nearly-everything-wrong"
BRANDS = sorted(
    file.stem
    for file in (shipped("rules") / "community-management" / "cases").glob("*.yaml")
    if not file.stem.startswith("x")
)
"""The examples that are whole brands; those whose names begin with x are the two sides of a dispute each."""


def language_of(case: str) -> str:
    """The language a brand is read in: as its name has an even or an odd number of letters, whatever comes or goes."""
    return ("fr", "en")[len(case) % 2]


def most(findings: int, edition: str) -> int:
    """The pages an edition may have: so many without findings, so many for thirty, in proportion between.

    What was promised ends with thirty. Beyond, as the largest example is with nearly twice as many, each finding may
    have the part of a page that each of thirty has.
    """
    none, many = {"brief": (BRIEF_OF_NONE, BRIEF_OF_MANY), "full": (FULL_OF_NONE, FULL_OF_MANY)}[edition]
    if findings > MANY:
        return -(-findings * many // MANY)
    return none + -(-findings * (many - none) // MANY)


def findings_of(view: ReportView) -> int:
    """The findings that have a card: those with a number, and those that wait."""
    return len(view.ranked) + len(view.postponed)


def written(view: ReportView, edition: str, file: Path) -> list[list[Line]]:
    """The pages of an edition, once it stands in a file."""
    page = render_html(view, layout=edition)  # type: ignore[arg-type]
    file.write_bytes(render_pdf(page, language=view.language))
    return page_lines(file)


@pytest.mark.parametrize("case", BRANDS)
def test_the_brief_edition_of_every_brand_is_short_and_its_page_one_is_one_page(case: str, tmp_path: Path) -> None:
    view = view_of(case, language := language_of(case))
    lines = written(view, "brief", tmp_path / "report.pdf")
    print(f"{case}.{language}: {findings_of(view)} findings, brief edition of {len(lines)} pages")
    assert len(lines) <= most(findings_of(view), "brief")
    assert case not in HEALTHY or len(lines) <= BRIEF_OF_NONE
    assert any(line.text in ANEW["brief"] for line in lines[1])
    assert findings_of(view) <= findings_of(view_of(LARGEST, language))


@pytest.mark.parametrize("case", BRANDS)
def test_the_full_edition_of_every_brand_is_not_long_and_fills_its_pages(case: str, tmp_path: Path) -> None:
    view = view_of(case, language := language_of(case))
    lines = written(view, "full", file := tmp_path / "report.pdf")
    print(f"{case}.{language}: {findings_of(view)} findings, full edition of {len(lines)} pages")
    assert len(lines) <= most(findings_of(view), "full")
    assert nearly_empty(lines, TaggedPdf(file.read_bytes()), ANEW["full"]) == {}


def test_thirty_findings_are_ten_pages_in_brief_and_thirty_in_full(tmp_path: Path) -> None:
    whole = view_of(LARGEST, "fr")
    left_out = [one.id for one in (*whole.ranked[MANY:], *whole.postponed)]
    review = Review(begun=True, advice={id: ReviewedAdvice(left_out="later") for id in left_out})
    view = view_of(LARGEST, "fr", review)
    assert findings_of(view) == MANY < findings_of(whole)
    made = {edition: len(written(view, edition, tmp_path / f"{edition}.pdf")) for edition in ("brief", "full")}
    print(f"thirty findings: {made}")
    assert made["brief"] <= BRIEF_OF_MANY
    assert made["full"] <= FULL_OF_MANY
