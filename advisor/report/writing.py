"""Reports in any of their formats, from an Assessment to files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from advisor.advice.assessment import Assessment
from advisor.advice.outlook import Outlook
from advisor.knowledge.model import KnowledgeBase

from .brand_kit import BrandKit
from .composition import compose
from .docx import render_docx
from .files import write_files
from .html import render_html
from .json_document import render_json
from .markdown import render_markdown
from .pdf import render_pdf
from .report_error import FormatUnavailable
from .view import ReportView

Format = Literal["html", "pdf", "docx", "md", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""Formats by the extension of their files."""


@dataclass(frozen=True)
class Delivery:
    """How a document goes out: as `STEM.LANGUAGE.EXT` in a directory, in which formats, in whose looks."""

    directory: Path
    stem: str
    language: str
    formats: tuple[str, ...]
    brand_kit: BrandKit | None = None
    templates: Path | None = None

    def file(self, format: str) -> str:
        """The name of the file in one format."""
        return f"{self.stem}.{self.language}.{format}"


@dataclass(frozen=True)
class Written:
    """What came of writing: the files, in the order of `FORMATS`, and the formats this machine cannot make."""

    paths: tuple[Path, ...]
    unavailable: tuple[FormatUnavailable, ...] = ()


def write_report(
    kb: KnowledgeBase, assessment: Assessment, delivery: Delivery, *, outlook: Outlook | None = None
) -> Written:
    """Write a report in each format asked for.

    Everything is made before anything is written. A format that cannot be made here is told in the result
    while the others are written. Raises ReportError (another knowledge base, a faulty template), WordingError
    (a text that cannot be filled in) and OSError (the disk).
    """
    report = compose(kb, assessment, language=delivery.language, outlook=outlook, brand_kit=delivery.brand_kit)
    files: dict[str, bytes] = {}
    unavailable: list[FormatUnavailable] = []
    wanted, templates = set(delivery.formats), delivery.templates
    # The page is made once for both formats that need it.
    page = render_html(report, templates=templates) if wanted & {"html", "pdf"} else ""
    for format in FORMATS:
        if format not in wanted:
            continue
        try:
            files[delivery.file(format)] = _rendered(format, report, assessment, page, templates)
        except FormatUnavailable as error:
            unavailable.append(error)
    return Written(write_files(delivery.directory, files), tuple(unavailable))


def _rendered(format: Format, report: ReportView, assessment: Assessment, page: str, templates: Path | None) -> bytes:
    if format == "html":
        return page.encode("utf-8")
    if format == "pdf":
        return render_pdf(page, language=report.language, templates=templates)
    if format == "docx":
        return render_docx(report)
    if format == "md":
        return render_markdown(report).encode("utf-8")
    return render_json(report, assessment).encode("utf-8")
