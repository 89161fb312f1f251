"""Looking over what was said: the review by section and page, what remains to be done, what stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.interview import review_screen

from .sitting import FULL, HEAD, ROOT, run, sit

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"


def plain(output: str) -> str:
    return re.sub(r"\s+", " ", output.replace("\u00a0", " "))


def reviewed(output: str) -> str:
    return plain(output).split("Revue de vos réponses")[-1]


@pytest.fixture
def whole(file: Path) -> Path:
    sit(file, *HEAD, *(typed for _, typed, _ in FULL), "")
    return file


@pytest.mark.parametrize("words", ["2", "customers", "Les clients", "les CLIENTS"])
def test_one_section_is_shown_by_number_or_name(whole: Path, words: str) -> None:
    shown = reviewed(sit(whole, f"revue {words}", "", "").output)
    assert "2. Les clients (" in shown
    assert "Qui organise leurs sorties" in shown
    assert "Que propose l’atelier" not in shown


def test_of_more_answers_than_fit_a_page_the_sections_come_first(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_full = reviewed(sit(whole, "revue", "", "").output)
    monkeypatch.setattr(review_screen, "MOST_ON_A_PAGE", 3)
    by_section = reviewed(sit(whole, "revue", "", "").output)
    assert "Quel délai la vitrine" in in_full
    for title in ("1. L’atelier (", "2. Les clients (", "3. Les promesses ("):
        assert title in by_section
    assert "Quel délai la vitrine" not in by_section
    assert "« revue 2 »" in by_section
    assert reviewed(sit(whole, "revue tout", "", "").output).startswith(in_full[:400])


def test_a_section_that_is_none_is_refused_and_the_question_stays(file: Path) -> None:
    done = sit(file, *HEAD, "revue 9", "1", "quitter")
    assert "Il n’y a pas de section « 9 » ; elles vont de 1 à 3." in plain(done.output)
    assert "Enregistré : Réparations" in plain(done.output)


def test_what_remains_is_told_by_section(file: Path) -> None:
    done = sit(file, *HEAD, "1 ?", "nsp", "marquer", "reste", "", "quitter")
    todo = plain(done.output).split("Ce qui reste")[1]
    assert "Une réponse inconnue" in todo
    assert "Une réponse connue en partie" in todo
    assert "Les promesses : 11 et 12" in todo
    assert re.search(r"\d+ questions à poser", todo)


def test_what_remains_names_lists_that_may_have_more(file: Path) -> None:
    typed = "\n".join(["Val", "2026-11-20", "1", "todo", "", "quit", ""])
    done = run("interview", str(file), "--kb", str(CHOIR), "--lang", "en", input=typed)
    todo = plain(done.output).split("What remains")[1]
    assert "Choir: there may be more; go choirs" in todo
    assert "The piano" not in todo


@pytest.mark.parametrize("word", ["conseils", "bilan", "advice", "standing"])
def test_what_stands_has_a_word_of_its_own(whole: Path, word: str) -> None:
    assert "Ce qui est établi à ce stade" in plain(sit(whole, word, "").output)


def test_disputed_answers_are_told_apart_from_those_half_known(file: Path) -> None:
    done = sit(file, *HEAD, "1 ?", "contesté Anna : 2 ; Bruno : 5", "reste", "", "quitter")
    todo = plain(done.output).split("Ce qui reste")[1]
    assert "Une réponse contestée 2 Combien de mécaniciens" in todo
    assert "Anna : 2 mécaniciens ; Bruno : 5 mécaniciens" in todo
    assert "Une réponse connue en partie 1 Que propose" in todo
