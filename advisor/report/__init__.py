"""Reports: one Assessment in HTML, PDF, DOCX, Markdown and JSON, its plan in XLSX and iCalendar."""

from .brand_kit import BrandKit, read_brand_kit
from .composition import compose
from .edition import EDITIONS, Edition
from .html import render_html
from .pdf import render_pdf
from .report_error import FormatUnavailable, ReportError
from .view import ReportView
from .writing import FORMATS, PLAN_FORMATS, Delivery, Format, Written, write_report

__all__ = [
    "EDITIONS",
    "FORMATS",
    "PLAN_FORMATS",
    "BrandKit",
    "Delivery",
    "Edition",
    "Format",
    "FormatUnavailable",
    "ReportError",
    "ReportView",
    "Written",
    "compose",
    "read_brand_kit",
    "render_html",
    "render_pdf",
    "write_report",
]
