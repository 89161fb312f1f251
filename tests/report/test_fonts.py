"""Whatever the project prints itself is in the bundled font; nothing comes out as an empty box."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from advisor.knowledge import load, shipped
from advisor.language.catalogue import catalogue, languages
from advisor.report.resources import FONT_WEIGHTS, shipped_templates

from .rendered import report

INVISIBLE = set("\n\t")
FONTS = shipped_templates() / "fonts"


@lru_cache(maxsize=8)
def characters(weight: int) -> frozenset[str]:
    font = TTFont(io.BytesIO((FONTS / f"inter-{weight}.woff2").read_bytes()))
    return frozenset(map(chr, font.getBestCmap()))


def texts() -> Iterator[str]:
    """Every template, every message, every text of the shipped knowledge base, and two whole reports."""
    for path in sorted((shipped_templates() / "report").rglob("*.html")):
        yield path.read_text(encoding="utf-8")
    for message in read_po(
        io.BytesIO((shipped_templates() / "locale/fr/LC_MESSAGES/advisor.po").read_bytes()), locale="fr"
    ):
        yield from (str(message.id), str(message.string))
    for path in sorted((shipped_templates().parent / "rules").rglob("*.yaml")):
        yield path.read_text(encoding="utf-8")
    yield from (report("demo", "fr").html, report("healthy", "en").html)


@pytest.mark.parametrize("weight", FONT_WEIGHTS)
def test_every_character_of_the_project_is_in_the_font(weight: int) -> None:
    wanted = set().union(*texts()) - INVISIBLE
    assert len(wanted) > 100
    assert sorted(wanted - characters(weight)) == []


@pytest.mark.parametrize("weight", FONT_WEIGHTS)
def test_what_languages_of_europe_need_is_in_the_font(weight: int) -> None:
    dates = "".join(
        catalogue(language).date(f"2026-{month:02}-28") for language in languages() for month in range(1, 13)
    )
    wanted = set(
        dates + "«»“”„‘’–—…•·→✓≥≤×÷−€%°" + "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæßñÑšŠžŽłŁøØåÅ" + "\u00a0\u202f"
    )
    assert sorted(wanted - characters(weight)) == []


def test_fonts_are_small_and_come_with_their_licence() -> None:
    assert all((FONTS / f"inter-{weight}.woff2").stat().st_size < 30_000 for weight in FONT_WEIGHTS)
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE.txt").read_text(encoding="utf-8").upper()


def test_the_shipped_knowledge_base_is_what_is_examined() -> None:
    title = load(shipped("rules") / "community-management").title["fr"]
    assert any(title in text for text in texts())
