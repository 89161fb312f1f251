"""Every message of the interface is in every catalogue, whole, and no catalogue carries anything stale."""

from __future__ import annotations

import io
import re
from pathlib import Path
from string import Formatter

import html5lib
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from advisor.report import catalogue as interface
from advisor.report.catalogue import LANGUAGES, SOURCE_LANGUAGE, catalogue
from advisor.report.resources import shipped_templates

from .rendered import report

ROOT = Path(__file__).parent.parent.parent
MAPPING = shipped_templates() / "locale" / "babel.cfg"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "say": None,
    "message": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TRANSLATED = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


def extracted() -> Catalog:
    with MAPPING.open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    catalog = Catalog()
    for _, _, message, _, context in extract_from_dir(
        str(ROOT), method_map=methods, options_map=options, keywords=KEYWORDS, directory_filter=_ours
    ):
        catalog.add(message, context=context)
    return catalog


def _ours(directory: str) -> bool:
    return Path(directory).name in {"advisor", "report", "templates", "parts"}


def committed(language: str) -> Catalog:
    path = shipped_templates() / "locale" / language / "LC_MESSAGES" / "report.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def sources(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_is_missing_and_none_is_stale(language: str) -> None:
    wanted = {message.id for message in extracted() if message.id}
    found = {message.id for message in committed(language) if message.id}
    assert len(wanted) > 150
    assert sorted(map(str, wanted - found)) == [], "missing from the catalogue"
    assert sorted(map(str, found - wanted)) == [], "no longer used"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_its_placeholders(language: str) -> None:
    catalog = committed(language)
    assert not list(catalog.obsolete)
    for message in catalog:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        assert all(text.strip() for text in forms(message)), message.id
        if isinstance(message.id, tuple):
            assert len(forms(message)) == catalog.num_plurals, message.id
        allowed = {name for text in sources(message) for name in PLACEHOLDER.findall(text)}
        for text in forms(message):
            assert set(PLACEHOLDER.findall(text)) <= allowed, message.id
        assert set(PLACEHOLDER.findall(forms(message)[-1])) == set(PLACEHOLDER.findall(sources(message)[-1])), (
            message.id
        )
        assert not [field for _, field, _, _ in Formatter().parse(" ".join(forms(message))) if field], message.id


def test_a_french_report_holds_no_english_label() -> None:
    english = {
        text
        for message in committed("fr")
        if message.id
        for source, text_in_french in zip(sources(message), forms(message), strict=False)
        for text in [source]
        if source != text_in_french and "%" not in source and len(source) > 6
    }
    for case in ("demo", "healthy"):
        document = html5lib.parse(report(case, "fr").html, namespaceHTMLElements=False)
        texts = {" ".join(text.split()) for text in document.itertext()}
        assert sorted(texts & {interface.typeset(text, "en") for text in english}) == []


def test_plural_forms_follow_the_language() -> None:
    one, many = "point to put right", "points to put right"
    assert [catalogue("fr").ngettext(one, many, n) for n in (0, 1, 2)] == [
        "point à corriger",
        "point à corriger",
        "points à corriger",
    ]
    assert [catalogue("en").ngettext(one, many, n) for n in (0, 1, 2)] == [many, one, many]


def test_dates_and_numbers_are_those_of_the_language() -> None:
    assert catalogue("fr").date("2026-11-20") == "20 novembre 2026"
    assert catalogue("en").date("2026-11-20") == "20 November 2026"
    assert catalogue("fr").percent(85) == "85\u202f%"
    assert catalogue("en").percent(85) == "85%"
    assert catalogue("fr").number(12345) == "12\u202f345"


def test_a_language_the_interface_does_not_speak_gets_english_labels() -> None:
    assert catalogue("de").gettext("Diagnosis") == "Diagnosis"
    assert catalogue("de").date("2026-11-20") == "20. November 2026"
