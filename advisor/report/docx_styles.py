"""The styles of the DOCX report, by name, so that a consultant restyles a whole report in a few clicks."""

from __future__ import annotations

from functools import partial
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .brand_kit import Palette

LEAD, HEADLINE, LABEL, TAGS = "Report Lead", "Report Headline", "Report Label", "Report Tags"
EVIDENCE, NOTICE, ACTION, SMALL = "Report Evidence", "Report Notice", "Report Action", "Report Small"

INK, GREY, AMBER = "#16202c", "#46515f", "#93470a"
FONT = "Calibri"
"""A font every Word has; Inter would be replaced by chance where it is not installed."""

HEADINGS = ((1, 18, 14), (2, 14, 11), (3, 12, 9), (4, 11, 7), (5, 10.5, 7))
"""Level, size and space before, in points."""


def define_styles(document: Document, palette: Palette, font: str = FONT) -> None:
    """Define every style the report uses, on top of Word's built-in ones, in a font named by its family."""
    styles: Any = document.styles
    _font = partial(_in_font, font)
    _font(styles["Normal"], 10, INK)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    styles["Normal"].paragraph_format.line_spacing = 1.08
    for level, size, before in HEADINGS:
        heading = styles[f"Heading {level}"]
        _font(heading, size, palette.primary if level < 3 else INK, bold=True)
        heading.font.italic = False
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(3)
        heading.paragraph_format.keep_with_next = True
    _font(styles["Title"], 24, palette.primary, bold=True)
    styles["Title"].paragraph_format.space_after = Pt(2)
    _font(styles["Subtitle"], 16, INK)
    styles["Subtitle"].font.italic = False
    _font(styles["Header"], 8.5, GREY)
    _font(styles["Footer"], 8.5, GREY)
    for name, size, colour, bold in (
        (LEAD, 11, INK, False),
        (HEADLINE, 14, INK, True),
        (LABEL, 9, GREY, True),
        (TAGS, 9, GREY, False),
        (EVIDENCE, 9.5, GREY, False),
        (NOTICE, 9.5, AMBER, False),
        (ACTION, 10, INK, False),
        (SMALL, 9, INK, False),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        _font(style, size, colour, bold=bold)
    for name in (LEAD, LABEL):
        styles[name].paragraph_format.keep_with_next = True
    styles[LABEL].paragraph_format.space_after = Pt(1)
    styles[TAGS].paragraph_format.keep_with_next = True
    styles[SMALL].paragraph_format.space_after = Pt(2)
    for name in (EVIDENCE, NOTICE, ACTION):
        styles[name].paragraph_format.left_indent = Mm(4)
        styles[name].paragraph_format.space_after = Pt(3)


def _in_font(font: str, style: Any, size: float, colour: str, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    # Headings take their font from the theme unless every script's font is named.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
