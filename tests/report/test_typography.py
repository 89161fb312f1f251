"""Texts are set as their language wants them, and stripped of what could disguise them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.report.typography import LONGEST_WORD, clean, first_sentence, line, shortened, spaced, typeset

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui répond ?", f"Qui répond{NARROW}?"),
        ("Vite ! Puis ; enfin", f"Vite{NARROW}! Puis{NARROW}; enfin"),
        ("À nuancer : oui", f"À nuancer{WIDE}: oui"),
        ("« ma communauté »", f"«{NARROW}ma communauté{NARROW}»"),
        ("«serré»", f"«{NARROW}serré{NARROW}»"),
        ('le mot "fans" ici', f"le mot «{NARROW}fans{NARROW}» ici"),
        ("85 % des 12 000 abonnés", f"85{NARROW}% des 12{NARROW}000 abonnés"),
        ("l'équipe d'Alizé", "l’équipe d’Alizé"),
        ("selon M. Martin, p. 12", f"selon M.{WIDE}Martin, p.{WIDE}12"),
        ("un point – le seul", f"un point{WIDE}– le seul"),
        ("de 9:30 à 10:45", "de 9:30 à 10:45"),
        ("https://exemple.fr/?a=1", "https://exemple.fr/?a=1"),
        ("il reste %(n)s points", "il reste %(n)s points"),
        ("Pourquoi\u00a0?", f"Pourquoi{NARROW}?"),
    ],
)
def test_french_is_set_with_no_break_spaces(typed: str, printed: str) -> None:
    assert typeset(typed, "fr") == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("the brand's pages", "the brand’s pages"),
        ("customers' words", "customers’ words"),
        ('so-called "fans" online', "so-called “fans” online"),
        ("Really? 85 % : yes", "Really? 85 % : yes"),
    ],
)
def test_english_gets_its_quotes_and_keeps_its_spaces(typed: str, printed: str) -> None:
    assert typeset(typed, "en") == printed


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_setting_twice_is_setting_once(text: str, language: str) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(st.text(), st.sampled_from(["fr", "en"]))
def test_a_clients_own_words_lose_no_letter(text: str, language: str) -> None:
    assert "".join(spaced(text, language).split()) == "".join(text.split())


@given(st.text())
def test_nothing_unseen_survives_cleaning(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b\ufeff\x85")
    assert clean(cleaned) == cleaned


def test_an_override_cannot_turn_a_name_round() -> None:
    assert clean("Fer\u202erovane\u2066\x00\x07") == "Ferrovane"
    assert line("Ferro\r\nvane\u2028SA") == "Ferro vane SA"


def test_line_breaks_of_every_system_are_kept_as_one_kind() -> None:
    assert clean("a\r\nb\rc\u2029d\n\n\n\ne") == "a\nb\nc\nd\n\ne"


def test_a_word_no_language_has_is_cut() -> None:
    assert clean("x" * 100_000) == "x" * LONGEST_WORD + "…"
    assert clean("a " + "y" * 1000 + " b") == "a " + "y" * LONGEST_WORD + "… b"
    assert clean("z" * LONGEST_WORD) == "z" * LONGEST_WORD


@given(st.text(min_size=1), st.integers(min_value=1, max_value=80))
def test_shortened_fits(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length
    assert len(text) > length or shortened(text, length) == text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Rien d’essentiel ne manque. Les conseils suivent.", "Rien d’essentiel ne manque."),
        ("Nothing essential is missing. What follows is minor.", "Nothing essential is missing."),
        ("One sentence only, without an end", "One sentence only, without an end"),
        ("M. Martin a répondu à tous les clients. Puis rien.", "M. Martin a répondu à tous les clients."),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
