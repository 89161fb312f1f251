"""A report speaks one language: no label of another gets into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.advice import assess
from advisor.answers import read_answers
from advisor.knowledge.model import KnowledgeBase
from advisor.language.catalogue import catalogue
from advisor.language.typography import typeset
from advisor.report.html import PRODUCT
from tests.language.extraction import messages
from tests.language.test_catalogues import committed, translated

from . import rendered
from .conftest import SMALL
from .documents import html_passages, passages_of, written

IN_REPORTS = messages("report")


def pieces(message: str, language: str) -> list[str]:
    """What of a message must stand in a report as it is: what is left between placeholders, set in its language."""
    return [typeset(piece, language).strip() for piece in re.split(r"%\(\w+\)s|%%", message) if piece.strip(" .,:;")]


def foreign(passages: list[str], language: str, other: str) -> list[str]:
    """Messages of the other language in passages of a report: as a whole passage, or as several words of one."""
    found = []
    own = {piece for forms in spoken(language) for message in forms for piece in pieces(message, language)}
    whole = {passage.strip() for passage in passages}
    text = "\n".join(passages)
    for forms in spoken(other):
        for message in forms:
            for piece in pieces(message, other):
                if piece not in own and (piece in whole or (piece.count(" ") > 1 and piece in text)):
                    found.append(piece)
    return found


def spoken(language: str) -> list[tuple[str, ...]]:
    """Every message of the reports in one of its two languages."""
    return [
        translations if language == "fr" else tuple(filter(None, (message.one, message.many)))
        for message, translations in translated(committed("fr")).items()
        if message in IN_REPORTS
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
