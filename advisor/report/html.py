"""The HTML report: one self-contained file with fonts, styles and charts inside, without scripts or fetches."""

from __future__ import annotations

import base64
from pathlib import Path

from markupsafe import Markup

from advisor.knowledge.model import EFFORTS
from advisor.knowledge.model import SEVERITIES as SEVERITY_ORDER

from .brand_kit import DEFAULT_PALETTE, BrandKit
from .catalogue import catalogue
from .charts import matrix
from .comparison_view import ComparisonView
from .finding_view import Label
from .labels import EFFORT_LEVELS, SEVERITIES
from .resources import FONT_WEIGHTS, font
from .templating import filled
from .view import ReportView

PRODUCT = "Community Advisor"
COLOURS = {
    "ink": "#16202c",
    "grey": "#46515f",
    "tint": "#f4f6f8",
    "rule": "#d5dae1",
    "red": "#9b1c1c",
    "amber": "#93470a",
    "green": "#1d6438",
    "blue": "#0b5cad",
}
"""Colours of the stylesheets, beside the two of the brand kit. On white each text colour has a contrast over 6."""


def render_html(report: ReportView, *, templates: Path | None = None) -> str:
    """The report as an HTML document; the same view gives the same text.

    `templates` is a directory whose files replace shipped templates and stylesheets of the same name.
    ReportError if one of them is faulty.
    """
    words = catalogue(report.language)
    palette = report.kit.palette if report.kit else DEFAULT_PALETTE
    severities = [Label(severity, words.gettext(SEVERITIES[severity])) for severity in SEVERITY_ORDER]
    efforts = [Label(effort, words.gettext(EFFORT_LEVELS[effort])) for effort in EFFORTS]
    return _rendered(
        "report/report.html",
        report,
        templates,
        report=report,
        titles={section.id: section for section in report.sections},
        shown=frozenset(section.id for section in report.sections),
        author=author(report),
        description=report.summary.headline,
        first="contents",
        contact=report.kit.contact_in(report.language) if report.kit else "",
        charts={
            "matrix": matrix(report.matrix, words, severities, efforts, palette),
        },
        axes={"severities": severities, "efforts": efforts},
        effort_words={effort.id: effort.word for effort in efforts},
        percent=words.percent,
    )


def render_comparison_html(view: ComparisonView, *, templates: Path | None = None) -> str:
    """A comparison as an HTML document, with the report's stylesheets. ReportError if a template is faulty."""
    signed = view.kit.name if view.kit else PRODUCT
    about = {"author": signed, "description": view.headline, "first": "summary"}
    return _rendered("report/comparison.html", view, templates, view=view, **about)


def _rendered(name: str, page: ReportView | ComparisonView, templates: Path | None, **values: object) -> str:
    """A template filled in with its own values and those that every page has."""
    kit = page.kit
    palette = kit.palette if kit else DEFAULT_PALETTE
    return filled(
        name,
        page.language,
        templates,
        page=page,
        page_title=page_title(page),
        house=kit.name if kit else PRODUCT,
        imprint=imprint(page),
        logo=_logo(kit),
        colours={**COLOURS, "primary": palette.primary, "accent": palette.accent},
        font_faces=_font_faces(),
        **values,
    )


def page_title(report: ReportView | ComparisonView) -> str:
    """The document's title: brand and subject."""
    return f"{report.brand} – {report.title}"


def author(report: ReportView) -> str:
    """Who signs the document: the consultant, the house of the brand kit, else the product."""
    house = report.kit.name if report.kit else PRODUCT
    return f"{report.consultant}, {house}" if report.consultant else house


def imprint(report: ReportView | ComparisonView) -> str:
    """The line at the foot: the brand kit's, or what made the report."""
    if report.kit:
        return report.kit.footer_in(report.language) or report.kit.name
    return catalogue(report.language).gettext("Made with %(product)s", product=PRODUCT)


def _font_faces() -> Markup:
    return Markup("\n").join(
        Markup(
            "@font-face{{font-family:Inter;font-weight:{};font-style:normal;font-display:block;"
            'src:url("data:font/woff2;base64,{}") format("woff2")}}'
        ).format(weight, font(weight))
        for weight in FONT_WEIGHTS
    )


def _logo(kit: BrandKit | None) -> str:
    if kit is None or kit.logo is None:
        return ""
    return "data:image/png;base64," + base64.b64encode(kit.logo).decode("ascii")
