"""Every catalogue has every message of the interface, no other, and each fits its placeholders."""

from __future__ import annotations

import ast
import datetime
import io
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from advisor.language import SOURCE_LANGUAGE, catalogue, languages

from .extraction import CODE, PROJECT, Message, messages

OTHERS = [language for language in languages() if language != SOURCE_LANGUAGE]
_PERCENT = re.compile(r"%\((\w+)\)s")


def path_of(language: str) -> Path:
    return PROJECT / "templates" / "locale" / language / "LC_MESSAGES" / "advisor.po"


def committed(language: str) -> Catalog:
    with path_of(language).open("rb") as stream:
        return read_po(stream, locale=language)


def translated(catalog: Catalog) -> dict[Message, tuple[str, ...]]:
    """The translations of each message."""
    return {
        Message(one.context or "", *((one.id,) if isinstance(one.id, str) else one.id)): (
            (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
        )
        for one in catalog
        if one.id
    }


def faults(wanted: frozenset[Message], catalog: Catalog) -> list[str]:
    """What a catalogue lacks, has too much, leaves empty or marks as doubtful."""
    known = translated(catalog)
    return [
        *(f"missing: {message.one}" for message in wanted - known.keys()),
        *(f"stale: {message.one}" for message in known.keys() - wanted),
        *(f"empty: {message.one}" for message, translations in known.items() if not all(translations)),
        *(f"doubtful: {message.id}" for message in catalog if message.id and message.fuzzy),
        *(f"given up: {id}" for id in catalog.obsolete),
    ]


def placeholders(text: str) -> set[str]:
    """The names filled in, of either form of placeholder."""
    return set(_PERCENT.findall(text)) or {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_every_message_and_no_other(language: str) -> None:
    assert faults(messages(), committed(language)) == []


@pytest.mark.parametrize(
    ("written_so", "instead", "fault"),
    [
        ('msgid "What to do"', 'msgid "What to do then"', {"missing: What to do", "stale: What to do then"}),
        ('msgstr "Que faire"', 'msgstr ""', {"empty: What to do"}),
        ('msgid "What to do"', '#, fuzzy\nmsgid "What to do"', {"doubtful: What to do"}),
    ],
    ids=["changed", "empty", "fuzzy"],
)
def test_a_catalogue_that_lags_behind_is_noticed(written_so: str, instead: str, fault: set[str]) -> None:
    source = path_of("fr").read_text("utf-8")
    assert source.count(f"{written_so}\n") == 1
    lagging = read_po(io.BytesIO(source.replace(f"{written_so}\n", f"{instead}\n").encode("utf-8")), locale="fr")
    assert set(faults(messages(), lagging)) == fault


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_placeholders_of_their_messages(language: str) -> None:
    for message, translations in translated(committed(language)).items():
        wanted = placeholders(message.one) | placeholders(message.many)
        # The form for one may say the number in a word.
        assert all(placeholders(text) <= wanted for text in translations), message
        assert wanted - {"n"} <= set().union(*map(placeholders, translations)), message
        if _PERCENT.search(message.one):
            assert all("%" not in _PERCENT.sub("", text).replace("%%", "") for text in translations), message


@pytest.mark.parametrize("language", OTHERS)
def test_counted_messages_have_every_form_of_the_language(language: str) -> None:
    catalog = committed(language)
    counted = [translations for message, translations in translated(catalog).items() if message.many]
    assert counted
    assert {len(translations) for translations in counted} == {catalog.num_plurals}


def test_no_code_asks_which_language_it_is() -> None:
    """Code that knew a language by name would have to be changed for the next; typography is the one place."""
    named = {*languages()} - {SOURCE_LANGUAGE}
    allowed = {CODE / "language" / "typography.py"}
    asking = [
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path in CODE.rglob("*.py")
        if path not in allowed
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in named
    ]
    assert asking == []


def test_dates_and_numbers_are_those_of_the_language() -> None:
    assert catalogue("fr").date("2026-11-20") == "20 novembre 2026"
    assert catalogue("en").date("2026-11-20") == "20 November 2026"
    assert catalogue("fr").percent(85) == "85\u202f%"
    assert catalogue("en").percent(85) == "85%"
    assert catalogue("fr").number(12345) == "12\u202f345"
    assert [catalogue(language).region for language in ("fr", "en", "xx")] == ["fr-FR", "en-GB", "xx"]


def test_the_first_of_a_month_is_said_as_the_language_says_it() -> None:
    french, english = catalogue("fr"), catalogue("en")
    assert [french.date(f"2026-12-{day}") for day in ("01", "11")] == ["1er décembre 2026", "11 décembre 2026"]
    assert french.short_date(datetime.date(2026, 12, 1)) == "1er déc. 2026"
    assert english.date("2026-12-01") == "1 December 2026"


def test_plural_forms_follow_the_language() -> None:
    one, many = "One point to put right", "%(n)s points to put right"
    french = ["Un point à corriger", "Un point à corriger", "2 points à corriger"]
    assert [catalogue("fr").ngettext(one, many, n) for n in (0, 1, 2)] == french
    english = ["0 points to put right", "One point to put right", "2 points to put right"]
    assert [catalogue("en").ngettext(one, many, n) for n in (0, 1, 2)] == english


def test_a_language_the_interface_does_not_speak_gets_english_labels() -> None:
    assert catalogue("de").gettext("Findings") == "Findings"
    assert catalogue("de").date("2026-11-20") == "20. November 2026"
    assert catalogue("xx").gettext("What to do") == "What to do"
