"""The impact × effort matrix as SVG.

Geometry in user units, colours as literals and text as presentation attributes, because the PDF renderer reads
neither page styles nor variables inside SVG. Each chart has a title that says what it shows, in full, for those
who do not see it; a table with the same values stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from advisor.knowledge.model import EFFORTS
from advisor.knowledge.model import SEVERITIES as SEVERITY_ORDER
from advisor.language import Catalogue, catalogue

from .brand_kit import DEFAULT_PALETTE, Palette
from .finding_view import Label
from .labels import EFFORT_LEVELS, SEVERITIES
from .view import MatrixPoint, ReportView

WIDTH = 340
INK, GREY, TRACK, RULE, TINT = "#16202c", "#46515f", "#dfe4ea", "#d5dae1", "#f4f6f8"
SEVERITY_COLOURS = {"critical": "#9b1c1c", "major": "#93470a", "moderate": "#0b5cad", "minor": "#46515f"}
MATRIX = "chart-matrix"
FONT = "Inter, Helvetica Neue, Arial, sans-serif"
MARGIN = 66
"""Room for the names of severities at the left of the matrix."""
CELL_HEIGHT = 62
STRIP = 20
"""Height kept free above the matrix for the name of its first cell."""
DOT = 9.5
PER_ROW = 4
ROWS = 3


def _text(
    at: tuple[float, float],
    content: object,
    *,
    size: float = 11,
    fill: str = INK,
    weight: int = 400,
    anchor: str = "start",
) -> Markup:
    return Markup('<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}" text-anchor="{}">{}</text>').format(
        _n(at[0]), _n(at[1]), _n(size), weight, fill, anchor, content
    )


def _rect(x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}"/>').format(
        _n(x), _n(y), _n(width), _n(height), _n(radius), fill
    )


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _svg(height: float, title: str, description: str, family: str, shapes: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" font-family="{}" '
        'role="img" aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{}</title>'
        '<desc id="{id}-desc">{}</desc>{}</svg>'
    ).format(WIDTH, _n(height), WIDTH, _n(height), family, title, description, Markup("").join(shapes), id=MATRIX)


def matrix_of(report: ReportView, family: str = FONT) -> Markup:
    """The matrix of a report, set in a font. Empty without points."""
    words = catalogue(report.language)
    severities = [Label(severity, words.gettext(SEVERITIES[severity])) for severity in SEVERITY_ORDER]
    efforts = [Label(effort, words.gettext(EFFORT_LEVELS[effort])) for effort in EFFORTS]
    palette = report.kit.palette if report.kit else DEFAULT_PALETTE
    return matrix(report.matrix, words, severities, efforts, palette, family)


def matrix(
    points: Sequence[MatrixPoint],
    words: Catalogue,
    severities: Sequence[Label],
    efforts: Sequence[Label],
    palette: Palette,
    family: str = FONT,
) -> Markup:
    """Findings in a grid of impact (rows, gravest on top) and effort (columns, lowest first). Empty without points."""
    if not points:
        return Markup("")
    width = (WIDTH - MARGIN) / len(efforts)
    height = len(severities) * CELL_HEIGHT
    shapes = [_text((MARGIN, 13), words.gettext("Begin here"), size=10, fill=palette.primary, weight=600)]
    said = []
    for row, severity in enumerate(severities):
        top = STRIP + row * CELL_HEIGHT
        shapes.append(_text((MARGIN - 8, top + CELL_HEIGHT / 2 + 4), severity.word, size=10.5, anchor="end"))
        for column, effort in enumerate(efforts):
            left = MARGIN + column * width
            begin = row == 0 and column == 0
            shapes.append(_rect(left + 1.5, top + 1.5, width - 3, CELL_HEIGHT - 3, "#e6edf5" if begin else TINT))
            here = [one for one in points if (one.severity, one.effort) == (severity.id, effort.id)]
            shapes.extend(_dots(here, left, top, width))
            if here:
                numbers = ", ".join(str(one.number) for one in here)
                cell = f"{severity.word}, {effort.word}"
                said.append(words.gettext("%(cell)s: %(numbers)s", cell=cell, numbers=numbers))
    bottom = STRIP + height
    for column, effort in enumerate(efforts):
        middle = MARGIN + (column + 0.5) * width
        shapes.append(_text((middle, bottom + 15), effort.word, size=10.5, anchor="middle"))
    return _svg(
        bottom + 22,
        words.gettext("Matrix of impact and effort. Findings by number: %(values)s.", values=words.listed(said)),
        words.gettext("Rows are impact, gravest on top; columns are effort, lowest first."),
        family,
        shapes,
    )


def _dots(points: Sequence[MatrixPoint], left: float, top: float, width: float) -> Iterable[Markup]:
    room = PER_ROW * ROWS
    shown = points if len(points) <= room else points[: room - 1]
    step_x, step_y = (width - 6) / PER_ROW, (CELL_HEIGHT - 4) / ROWS
    for place, point in enumerate(shown):
        x = left + 3 + (place % PER_ROW + 0.5) * step_x
        y = top + 2 + (place // PER_ROW + 0.5) * step_y
        yield Markup('<circle cx="{}" cy="{}" r="{}" fill="{}"/>').format(
            _n(x), _n(y), _n(min(DOT, step_y / 2 - 0.3)), SEVERITY_COLOURS[point.severity]
        )
        yield _text((x, y + 3.3), point.number, size=9.5, fill="#ffffff", weight=600, anchor="middle")
    if len(shown) < len(points):
        x, y = left + width - 3 - step_x / 2, top + 2 + (ROWS - 0.5) * step_y
        yield _text((x, y + 3.3), f"+{len(points) - len(shown)}", size=9.5, weight=600, anchor="middle")
