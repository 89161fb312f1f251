"""What people are called reads right in every text, whichever word the answers choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.knowledge.french import Enumeration
from advisor.knowledge.model import KnowledgeBase, Text
from advisor.knowledge.texts import compiled

PLURAL = r"(?:les|des|ses|vos|leurs|ces|aux|vingt|dix|cinq)"
"""Before a noun in the plural, whatever its gender and its first letter."""


def texts_with(kb: KnowledgeBase, word: str) -> Iterator[Text]:
    """Every text of advice that prints a word."""
    for advice in kb.advice.values():
        parts: list[Any] = [advice, *advice.variants, *advice.add]
        for part in parts:
            for key in ("title", "observed", "consequence", "recommendation", "nuance"):
                text = getattr(part, key, None)
                if text and f"{{{{ {word}" in text["fr"]:
                    yield text
            yield from (step.text for step in part.steps or () if f"{{{{ {word}" in step.text["fr"])


def rendered(text: str, **words: str) -> str:
    several = Enumeration(("la page", "le forum"), " et ".join)
    return compiled(text).render(
        brand="Alizé", answer=lambda _: "…", spaces=several, spaces_with=lambda _: several, **words
    )


def forms(kb: KnowledgeBase, language: str) -> list[str]:
    return sorted({choice.forms[language] for choices in kb.words.values() for choice in choices})


def test_every_word_is_a_plural(kb: KnowledgeBase) -> None:
    assert all(form.endswith("s") for language in kb.languages for form in forms(kb, language))


@pytest.mark.parametrize("word", ["people"])
def test_french_texts_agree_with_every_word(kb: KnowledgeBase, word: str) -> None:
    texts = list(texts_with(kb, word))
    assert texts
    for form in forms(kb, "fr"):
        for text in texts:
            said = rendered(text["fr"], **{word: form})
            assert re.search(rf"\b{PLURAL} (?:\w+ )?{form}\b", said), said
            assert not re.search(rf"\b(?:toutes|certaines|celles|elles) [^.]*\b{form}\b", said), said


@pytest.mark.parametrize("word", ["people"])
def test_english_texts_agree_with_every_word(kb: KnowledgeBase, word: str) -> None:
    for form in forms(kb, "en"):
        for text in texts_with(kb, word):
            said = rendered(text["en"], **{word: form})
            assert form in said
            assert not re.search(rf"\b(?:an?|this|each|every) {form}\b", said), said


@pytest.mark.parametrize(
    ("language", "day"), [("fr", r"Aujourd’hui|Demain|Lundi"), ("en", r"Today|Tomorrow|On Monday")]
)
def test_what_stands_in_the_last_line_of_the_plan_names_no_near_day(kb: KnowledgeBase, language: str, day: str) -> None:
    last = [one for one in kb.advice.values() if one.kind == "opportunity" or one.severity == "minor"]
    steps = {step.text[language] for one in last for step in one.steps}
    assert steps
    assert [text for text in steps if re.match(day, text)] == []
