"""Reports of example brands, each made once for all the tests that look at it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from advisor.advice import Assessment, assess
from advisor.advice.before_after import compare
from advisor.answers import read_answers
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.report import ReportView, compose, render_html, render_pdf
from advisor.report.comparison_view import ComparedSide, compose_comparison
from advisor.report.html import render_comparison_html

KNOWLEDGE_BASE = Path(__file__).parents[1] / "knowledge_bases" / "brands"
"""A knowledge base as large as the shipped one, which may change while what a report does with it may not."""


@dataclass(frozen=True)
class Shown:
    """A report: of which case, in which language, as a view and as HTML for a screen."""

    view: ReportView
    html: str

    @cached_property
    def full(self) -> str:
        """The page of the full edition on paper."""
        return render_html(self.view, layout="full")

    @cached_property
    def brief(self) -> str:
        """The page of the brief edition on paper."""
        return render_html(self.view, layout="brief")


@dataclass(frozen=True)
class Laid:
    """A PDF, and what its renderer complained of."""

    content: bytes
    complaints: tuple[str, ...]


@lru_cache(maxsize=1)
def knowledge_base() -> KnowledgeBase:
    """The knowledge base of the example brands."""
    return load(KNOWLEDGE_BASE)


@lru_cache(maxsize=8)
def assessment(case: str) -> Assessment:
    """The assessment of an example brand."""
    kb = knowledge_base()
    return assess(kb, read_answers(KNOWLEDGE_BASE / "cases" / f"{case}.yaml", kb))


@lru_cache(maxsize=8)
def report(case: str, language: str) -> Shown:
    """The report of an example brand."""
    view = compose(knowledge_base(), assessment(case), language=language)
    return Shown(view, render_html(view))


@lru_cache(maxsize=8)
def comparison(before: str, after: str, language: str) -> str:
    """The page that holds two example brands against each other."""
    sides = [ComparedSide(knowledge_base(), assessment(case)) for case in (before, after)]
    view = compose_comparison(compare(*(side.assessment for side in sides)), *sides, language=language)
    return render_comparison_html(view)


@lru_cache(maxsize=8)
def laid_out(html: str, language: str) -> Laid:
    """The PDF of a page."""
    complaints: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(f"{record.name}: {record.getMessage()}")

    ear = Listening(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(ear)
    try:
        content = render_pdf(html, language=language)
    finally:
        for logger in loggers:
            logger.removeHandler(ear)
    return Laid(content, tuple(complaints))
