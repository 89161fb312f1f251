"""The French catalogue has every message of the report, no other, and each fits its placeholders."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import pytest
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from advisor.advice import assess
from advisor.answers import read_answers
from advisor.knowledge.model import KnowledgeBase
from advisor.report.catalogue import catalogue
from advisor.report.html import PRODUCT
from advisor.report.typography import typeset

from . import rendered
from .conftest import SMALL
from .documents import html_passages, passages_of, written

PROJECT = Path(__file__).parents[2]
LOCALE = PROJECT / "templates" / "locale"
CATALOGUE = LOCALE / "fr" / "LC_MESSAGES" / "report.po"
SAYING = ("say", "_head")
"""What the code calls gettext where it says much."""
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

Message: TypeAlias = "str | tuple[str, ...]"


def extracted() -> set[Message]:
    """Every message of the report's code and templates, as `pybabel extract` finds them with `babel.cfg`."""
    with (LOCALE / "babel.cfg").open(encoding="utf-8") as configuration:
        methods, options = parse_mapping_cfg(configuration)  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, **dict.fromkeys(SAYING)}
    found = extract_from_dir(str(PROJECT), method_map=methods, options_map=options, keywords=keywords)
    # Before Python 3.12 the extraction does not look into f-strings.
    return {message for _, _, message, _, _ in found} | set(called())


def called() -> Iterable[Message]:
    """Messages in calls of the report's code, those within f-strings too."""
    for path in (PROJECT / "advisor" / "report").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                if words and name in ("gettext", "ngettext", "N_", *SAYING):
                    yield tuple(words[:2]) if name == "ngettext" else words[0]


def committed() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="fr")


def ids(catalog: Catalog) -> dict[Message, tuple[str, ...]]:
    """The translations of each message."""
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalog
        if message.id
    }


def faults(messages: set[Message], catalog: Catalog) -> list[str]:
    """What a catalogue lacks, has too much, leaves empty or marks as doubtful."""
    known = ids(catalog)
    return [
        *(f"missing: {message}" for message in messages - known.keys()),
        *(f"stale: {message}" for message in known.keys() - messages),
        *(f"empty: {message}" for message, translations in known.items() if not all(translations)),
        *(f"doubtful: {message.id}" for message in catalog if message.id and message.fuzzy),
        *(f"given up: {id}" for id in catalog.obsolete),
    ]


def test_the_catalogue_has_every_message_and_no_other() -> None:
    assert faults(extracted(), committed()) == []


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
    source = CATALOGUE.read_text("utf-8")
    assert source.count(written_so) == 1
    lagging = read_po(io.BytesIO(source.replace(written_so, instead).encode("utf-8")), locale="fr")
    assert set(faults(extracted(), lagging)) == fault


def test_translations_have_the_placeholders_of_their_messages() -> None:
    for message, translations in ids(committed()).items():
        forms = (message,) if isinstance(message, str) else message
        wanted = {name for form in forms for name in _PLACEHOLDER.findall(form)}
        for translation in translations:
            assert set(_PLACEHOLDER.findall(translation)) <= wanted, message
            assert "%" not in _PLACEHOLDER.sub("", translation).replace("%%", ""), message
        assert {name for form in translations for name in _PLACEHOLDER.findall(form)} == wanted, message


def test_plural_messages_have_the_two_forms_of_french() -> None:
    catalog = committed()
    assert catalog.num_plurals == 2
    plurals = [translations for message, translations in ids(catalog).items() if isinstance(message, tuple)]
    assert plurals
    assert {len(translations) for translations in plurals} == {2}


def pieces(message: str, language: str) -> list[str]:
    """What of a message must stand in a report as it is: what is left between placeholders, set in its language."""
    return [typeset(piece, language).strip() for piece in re.split(r"%\(\w+\)s|%%", message) if piece.strip(" .,:;")]


def foreign(passages: list[str], language: str, other: str) -> list[str]:
    """Messages of the other language in passages of a report: as a whole passage, or as several words of one."""
    found = []
    own = {piece for messages in spoken(language) for message in messages for piece in pieces(message, language)}
    whole = {passage.strip() for passage in passages}
    text = "\n".join(passages)
    for messages in spoken(other):
        for message in messages:
            for piece in pieces(message, other):
                if piece not in own and (piece in whole or (piece.count(" ") > 1 and piece in text)):
                    found.append(piece)
    return found


def spoken(language: str) -> list[tuple[str, ...]]:
    """Every message of the catalogue in one of its two languages."""
    known = ids(committed())
    return [
        translations if language == "fr" else ((message,) if isinstance(message, str) else message)
        for message, translations in known.items()
    ]


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
@pytest.mark.parametrize("case", ["demo", "healthy", "many-unknowns", "contradictory-answers"])
def test_a_report_has_no_label_of_the_other_language(case: str, language: str, other: str) -> None:
    html = rendered.report(case, language).html.encode("utf-8")
    passages = [text for text, tongue in html_passages(html) if tongue == language]
    assert len(passages) > 200
    assert foreign(passages, language, other) == []


@pytest.mark.parametrize(("language", "other"), [("fr", "en"), ("en", "fr")])
@pytest.mark.parametrize("format", ["docx", "md"])
def test_no_other_format_has_a_label_of_the_other_language(
    small: KnowledgeBase, tmp_path: Path, format: str, language: str, other: str
) -> None:
    assessment = assess(small, read_answers(SMALL / "cases" / "overloaded-during-strike.yaml", small))
    content = written(small, assessment, tmp_path, formats=(format,), language=language)[format]
    passages = [passage.strip() for passage in passages_of(format, content)]
    assert typeset(catalogue(language).gettext("Your answers"), language) in passages
    assert any(PRODUCT in passage for passage in passages)
    assert foreign(passages, language, other) == []


def test_a_label_of_the_other_language_is_noticed() -> None:
    english = rendered.report("healthy", "en").html.encode("utf-8")
    found = foreign([text for text, _ in html_passages(english)], "fr", "en")
    assert {"To keep", "Because you said", "Your answers"} <= set(found)


def test_dates_and_numbers_are_those_of_the_language() -> None:
    assert catalogue("fr").date("2026-11-20") == "20 novembre 2026"
    assert catalogue("en").date("2026-11-20") == "20 November 2026"
    assert catalogue("fr").percent(85) == "85\u202f%"
    assert catalogue("en").percent(85) == "85%"
    assert catalogue("fr").number(12345) == "12\u202f345"


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
