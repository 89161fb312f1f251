"""The HTML report: one self-contained file with fonts, styles and charts inside, without scripts or fetches."""

from __future__ import annotations

import base64
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from advisor.knowledge.model import EFFORTS
from advisor.knowledge.model import SEVERITIES as SEVERITY_ORDER
from advisor.language import catalogue

from .anatomy import charges, could_change
from .brand_kit import DEFAULT_PALETTE, BrandKit, Palette
from .charts import FONT, matrix_of
from .comparison_view import ComparisonView
from .contrast import readable_on
from .edition import Edition
from .filters import filters
from .finding_view import Label
from .labels import EFFORT_LEVELS, SEVERITIES
from .resources import FONT_WEIGHTS, font
from .templating import filled
from .view import ReportSection, ReportView

PRODUCT = "Community Advisor"
HOUSE = "House"
"""What the stylesheets call the font of a brand kit."""
COLOURS = {
    "paper": "#ffffff",
    "card": "#ffffff",
    "ink": "#16202c",
    "grey": "#46515f",
    "tint": "#f4f6f8",
    "rule": "#d5dae1",
    "red": "#9b1c1c",
    "amber": "#93470a",
    "green": "#1d6438",
    "blue": "#0b5cad",
    "red_tint": "#9b1c1c",
    "on_red": "#ffffff",
    "amber_tint": "#fdf3e6",
    "amber_rule": "#d9a066",
    "blue_tint": "#edf4fb",
    "blue_rule": "#9dc0e3",
    "green_tint": "#edf6f0",
    "green_rule": "#9cc9ab",
    "on_primary": "#ffffff",
    "begun": "#fffbea",
}
"""Colours of the stylesheets, beside the two of the brand kit. On white each text colour has a contrast over 6."""
DARK = {
    "paper": "#12181f",
    "card": "#161e27",
    "ink": "#e8edf3",
    "grey": "#b3bfcc",
    "tint": "#1c2630",
    "rule": "#3a4754",
    "red": "#ff9c96",
    "amber": "#f2b26b",
    "green": "#8fd6a8",
    "blue": "#93c3f5",
    "red_tint": "#7d1a1a",
    "on_red": "#ffffff",
    "amber_tint": "#33271a",
    "amber_rule": "#7d5a2f",
    "blue_tint": "#182a3d",
    "blue_rule": "#3d6288",
    "green_tint": "#17301f",
    "green_rule": "#3f7052",
    "on_primary": "#12181f",
    "begun": "#2c2a1a",
}
"""The same on a dark screen."""


def dark_colours(palette: Palette) -> dict[str, str]:
    """The colours of a dark screen; the house's two are made so light that they can be read on it."""
    ground = DARK["tint"]
    primary, accent = readable_on(ground, palette.primary), readable_on(ground, palette.accent)
    return {**DARK, "primary": primary, "accent": accent, "band": palette.primary}


Layout = Literal["screen"] | Edition
"""How a report is laid out: folded on a screen, or on paper in one of the two editions."""


def render_html(report: ReportView, *, templates: Path | None = None, layout: Layout = "screen") -> str:
    """The report as an HTML document; the same view gives the same text.

    `templates` is a directory whose files replace shipped templates and stylesheets of the same name.
    What they leave out of the page, its contents do not name, and nothing leads to. ReportError if one is faulty.
    """
    page = _report_page(report, templates, layout)
    if templates is None:
        return page
    there = set(_TARGET.findall(page))
    left = [one for one in report.sections if one.id in there or (one.id == "appendix" and layout == "brief")]
    if len(left) < len(report.sections):
        count = itertools.count(1)
        kept = tuple(replace(one, number=next(count) if one.number else None) for one in left)
        page = _report_page(replace(report, sections=kept), templates, layout, report.sections)
    return _without_dead_links(page)


def _report_page(
    report: ReportView, templates: Path | None, layout: Layout, named: Sequence[ReportSection] = ()
) -> str:
    """The page with the sections of the report; `named` are sections whose titles a template may still ask for."""
    words = catalogue(report.language)
    severities = [Label(severity, words.gettext(SEVERITIES[severity])) for severity in SEVERITY_ORDER]
    efforts = [Label(effort, words.gettext(EFFORT_LEVELS[effort])) for effort in EFFORTS]
    full, folded, family = layout != "brief", layout == "screen", font_family(report.kit)
    offered, marks = filters(report) if folded else ((), {})
    return _rendered(
        "report/report.html",
        report,
        templates,
        report=report,
        full=full,
        folded=folded,
        internal=report.internal,
        filters=offered,
        marks=marks,
        answer_places=report.answer_places(),
        titles={section.id: section for section in (*named, *report.sections)},
        shown=frozenset(section.id for section in report.sections if full or section.id != "appendix"),
        author=author(report),
        description=report.summary.headline,
        first="contents" if full else "diagnosis",
        contact=report.kit.contact_in(report.language) if report.kit else "",
        charts={"matrix": matrix_of(report, family) if full else ""},
        axes={"severities": severities, "efforts": efforts},
        effort_words={effort.id: effort.word for effort in efforts},
        percent=words.percent,
        charges=lambda finding: charges(finding, words),
        could_change=lambda finding: could_change(finding, words),
        mark=mark(report),
    )


def mark(report: ReportView) -> str:
    """What every page bears besides its contents: that it is a draft, that it is for the house alone."""
    internal = catalogue(report.language).gettext("For the house alone") if report.internal else ""
    return " · ".join(part for part in (report.editing.draft, internal) if part)


_LINK = re.compile(r'<a( class="skip")? href="#([^"]+)"')
_TARGET = re.compile(r'\sid="([^"]+)"')


def _without_dead_links(page: str) -> str:
    """A page whose links to places that are not in it lead nowhere, and are no links."""
    there = set(_TARGET.findall(page))
    return _LINK.sub(lambda link: link.group() if link.group(2) in there else f"<a{link.group(1) or ''}", page)


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
        logo=kit.logo.url if kit and kit.logo else "",
        colours={**COLOURS, "primary": palette.primary, "band": palette.primary, "accent": palette.accent},
        dark=dark_colours(palette),
        mark=values.pop("mark", ""),
        font_faces=_font_faces(kit),
        font_family=font_family(kit),
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


def font_family(kit: BrandKit | None) -> str:
    """The fonts a page is set in, the house's before Inter."""
    return f"{HOUSE}, {FONT}" if kit and kit.font else FONT


def _font_faces(kit: BrandKit | None) -> Markup:
    """Inter in its weights, and before it the font of the house, whose bold serves as half bold too."""
    own = kit.font if kit else None
    faces = [("Inter", str(weight), font(weight)) for weight in FONT_WEIGHTS]
    if own is not None:
        for weights, content in (("400", own.regular), ("600 700", own.bold)):
            faces.extend((HOUSE, one, base64.b64encode(content).decode("ascii")) for one in weights.split())
    return Markup("\n").join(
        Markup(
            "@font-face{{font-family:{};font-weight:{};font-style:normal;font-display:block;"
            'src:url("data:font/woff2;base64,{}") format("woff2")}}'
        ).format(*face)
        for face in faces
    )
