"""The comparison of two Assessments as HTML and PDF, in the style of the report."""

from __future__ import annotations

from collections.abc import Callable

from advisor.advice.before_after import Comparison

from .comparison_view import ComparedSide, compose_comparison
from .files import write_files
from .html import render_comparison_html
from .pdf import render_pdf
from .report_error import FormatUnavailable
from .writing import Delivery, Written

FORMATS = ("html", "pdf")


def write_comparison(
    comparison: Comparison,
    before: ComparedSide,
    after: ComparedSide,
    delivery: Delivery,
) -> Written:
    """Write a comparison in html, pdf or both; raises what `write_report` raises."""
    language, templates = delivery.language, delivery.templates
    view = compose_comparison(comparison, before, after, language=language, brand_kit=delivery.brand_kit)
    page = render_comparison_html(view, templates=templates)
    make: dict[str, Callable[[], bytes]] = {
        "html": lambda: page.encode("utf-8"),
        "pdf": lambda: render_pdf(page, language=language, templates=templates),
    }
    files: dict[str, bytes] = {}
    unavailable: list[FormatUnavailable] = []
    for format in (one for one in FORMATS if one in delivery.formats):
        try:
            files[delivery.file(format)] = make[format]()
        except FormatUnavailable as error:
            unavailable.append(error)
    return Written(write_files(delivery.directory, files), tuple(unavailable))
