"""Praise that is kept back beside a grave problem: where it is not printed, and where it is named."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.advice import assess
from advisor.analysis.explanation.explain import why
from advisor.answers import parse_answers
from advisor.knowledge import load
from advisor.report import compose, render_html
from advisor.report.appendix_view import Withheld
from advisor.report.markdown import render_markdown

from .rendered import KNOWLEDGE_BASE

CHOIR = load(KNOWLEDGE_BASE.parent / "choir")
MERRY = {"choir_state": "rehearses", "mood": ["laughter"], "solo_fees": "no"}


def school(merge: str) -> dict[str, Any]:
    answers = {"teaches": "adults", "concert_hall": "yes", "merge_choirs": merge, "sell_piano": "no"}
    choirs = [{"id": "altos", "name": "Altos", "answers": MERRY}]
    return {"brand": "School", "date": "2026-11-20", "answers": answers, "choirs": choirs}


@pytest.mark.parametrize("merge", ["decided", "no"])
def test_a_report_names_what_is_kept_back_in_its_appendix_only_and_by_what(merge: str) -> None:
    view = compose(CHOIR, assess(CHOIR, parse_answers(school(merge), CHOIR)), language="en")
    kept = merge == "decided"
    praise = Withheld("All choirs are in good voice", ("Decide the merger with the singers",))
    assert view.withheld == ((praise,) if kept else ())
    assert (praise.title in [one.title for one in view.standing]) is not kept
    for made in (render_html(view), render_markdown(view)):
        assert ("Kept back" in made) is kept
        assert made.count(praise.title) == 1 if kept else made.count(praise.title) > 1


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "It is not printed while this stands: Decide the merger with the singers (merge-with-them)."),
        ("fr", "On ne l’imprime pas tant que ceci demeure\u00a0: Décidez de la réunion avec les chanteurs"),
    ],
)
def test_why_names_what_keeps_it_back(language: str, line: str) -> None:
    answers = parse_answers(school("decided"), CHOIR)
    told = why(CHOIR, answers, assess(CHOIR, answers), "in_tune", language)
    assert line in " ".join(part.strip() for part in told.lines)
    assert told.document["withheld_by"] == ["merge-with-them"]
    free = parse_answers(school("no"), CHOIR)
    assert why(CHOIR, free, assess(CHOIR, free), "in_tune", language).document["withheld_by"] == []
