"""The comparison of two Assessments as HTML and PDF, in the style of the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from advisor.advice.assessment import Assessment
from advisor.advice.comparison import Comparison
from advisor.knowledge.model import KnowledgeBase

from .brand_kit import BrandKit
from .comparison_view import compose_comparison
from .error import FormatUnavailable
from .files import write_files
from .html import render_comparison_html
from .pdf import render_pdf
from .writing import Written

FORMATS = ("html", "pdf")


def write_comparison(
    comparison: Comparison,
    before: tuple[KnowledgeBase, Assessment],
    after: tuple[KnowledgeBase, Assessment],
    *,
    language: str,
    formats: tuple[str, ...],
    directory: Path,
    stem: str,
    brand_kit: BrandKit | None = None,
    templates: Path | None = None,
) -> Written:
    """Write a comparison as `STEM.LANGUAGE.EXT` in html, pdf or both; raises what `write_report` raises."""
    view = compose_comparison(comparison, before, after, language=language, brand_kit=brand_kit)
    page = render_comparison_html(view, templates=templates)
    make: dict[str, Callable[[], bytes]] = {
        "html": lambda: page.encode("utf-8"),
        "pdf": lambda: render_pdf(page, language=language, templates=templates),
    }
    files: dict[str, bytes] = {}
    unavailable: list[FormatUnavailable] = []
    for format in (one for one in FORMATS if one in formats):
        try:
            files[f"{stem}.{language}.{format}"] = make[format]()
        except FormatUnavailable as error:
            unavailable.append(error)
    return Written(write_files(directory, files), tuple(unavailable))
