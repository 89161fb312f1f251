"""Reports in any of their formats, from an Assessment to files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from advisor.advice.assessment import Assessment
from advisor.advice.outlook import Outlook
from advisor.answers.review import Review
from advisor.knowledge.model import KnowledgeBase

from .brand_kit import BrandKit
from .calendar_file import render_ics
from .composition import compose
from .edition import Edition
from .files import write_files
from .html import render_html
from .json_document import render_json
from .markdown import render_markdown
from .pdf import render_pdf
from .report_error import FormatUnavailable
from .spreadsheet import render_xlsx
from .view import ReportView

Format = Literal["html", "pdf", "docx", "md", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""Formats of the whole report by the extension of their files."""
PlanFormat = Literal["xlsx", "ics"]
PLAN_FORMATS: tuple[PlanFormat, ...] = get_args(PlanFormat)
"""Formats of the plan alone, to work with."""
WITH_EDITIONS = ("pdf", "docx", "md")
"""Formats that come in a brief and a full edition; the page folds what is not brief, JSON has all."""


@dataclass(frozen=True)
class Delivery:
    """How a document goes out: as `STEM.LANGUAGE.EXT` in a directory, in which formats and edition, in whose looks.

    A full edition is `STEM.full.LANGUAGE.EXT`, so that it never takes the place of the brief one. `internal` is the
    house's own copy, which says what was left out.
    """

    directory: Path
    stem: str
    language: str
    formats: tuple[str, ...]
    brand_kit: BrandKit | None = None
    templates: Path | None = None
    edition: Edition = "brief"
    internal: bool = False

    def file(self, format: str) -> str:
        """The name of the file in one format."""
        parts = (
            self.stem,
            "full" if self.edition == "full" and format in WITH_EDITIONS else "",
            "internal" if self.internal else "",
            self.language,
            format,
        )
        return ".".join(part for part in parts if part)


@dataclass(frozen=True)
class Written:
    """What came of writing: the files, whole reports before plans, and the formats that cannot be made here."""

    paths: tuple[Path, ...]
    unavailable: tuple[FormatUnavailable, ...] = ()


def write_report(
    kb: KnowledgeBase,
    assessment: Assessment,
    delivery: Delivery,
    *,
    outlook: Outlook | None = None,
    review: Review | None = None,
) -> Written:
    """Write a report in each format asked for, as a review has it.

    Everything is made before anything is written. A format that cannot be made is told in the result
    while the others are written. Raises ReportError (another knowledge base, a faulty template), WordingError
    (a text that cannot be filled in) and OSError (the disk).
    """
    language, kit = delivery.language, delivery.brand_kit
    report = compose(kb, assessment, language=language, outlook=outlook, brand_kit=kit, review=review)
    report = replace(report, internal=delivery.internal)
    files: dict[str, bytes] = {}
    unavailable: list[FormatUnavailable] = []
    for format in (one for one in (*FORMATS, *PLAN_FORMATS) if one in delivery.formats):
        try:
            files[delivery.file(format)] = rendered(format, report, assessment, delivery.edition, delivery.templates)
        except FormatUnavailable as error:
            unavailable.append(error)
    return Written(write_files(delivery.directory, files), tuple(unavailable))


def rendered(
    format: Format | PlanFormat,
    report: ReportView,
    assessment: Assessment,
    edition: Edition = "brief",
    templates: Path | None = None,
) -> bytes:
    """One document of a report. FormatUnavailable if this machine cannot make it, ReportError for a faulty template."""
    if format == "html":
        return render_html(report, templates=templates).encode("utf-8")
    if format == "pdf":
        page = render_html(report, templates=templates, layout=edition)
        return render_pdf(page, language=report.language, templates=templates)
    if format == "docx":
        from .docx import render_docx  # python-docx takes 10 MB that no other format needs.

        return render_docx(report, edition)
    if format == "md":
        return render_markdown(report, edition).encode("utf-8")
    if format == "xlsx":
        return render_xlsx(report)
    if format == "ics":
        return render_ics(report)
    return render_json(report, assessment).encode("utf-8")
