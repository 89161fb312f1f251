"""At a terminal, in each language: reasons of a finding by number and title, a full disk, and a follow-up."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advisor.advice import Wording, assess
from advisor.answers import read_answers
from advisor.knowledge.model import KnowledgeBase

from .sitting import BEGUN, FULL, HEAD, sit
from .test_both_languages import SPACE, Sitting

NEXT_YEAR = "2027-11-20"


def said(shown: str) -> str:
    return SPACE.sub(" ", shown)


@contextmanager
def room_taken(sitting: Sitting) -> Iterator[None]:
    """For a while the program at a terminal may write no file of more than ten bytes."""
    soft, hard = resource.prlimit(sitting.terminal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(sitting.terminal.pid, resource.RLIMIT_FSIZE, (10, hard))
    yield
    resource.prlimit(sitting.terminal.pid, resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def whole(file: Path) -> Path:
    """A whole interview."""
    sit(file, *HEAD, *(typed for _, typed, _ in FULL), "")
    return file


@pytest.mark.parametrize(
    ("lang", "why", "told", "refused"),
    [
        ("fr", "pourquoi", "Conseil : ", "n’est pas l’identifiant"),
        ("en", "why", "Advice: ", "is not the id"),
    ],
)
def test_reasons_of_a_finding_are_told_by_its_number_and_by_its_title_in_quotation_marks(
    whole: Path, kb: KnowledgeBase, lang: str, why: str, told: str, refused: str
) -> None:
    assessment = assess(kb, read_answers(whole, kb))
    first = assessment.advised(assessment.first_three[0])
    title = Wording(kb, assessment, lang).title(first)
    sitting = Sitting(whole, "small", lang, size=(60, 80), TERM="xterm")
    for words in ("1", f'"{title}"', f"“{title}”", f"« {title} »", first.id):
        shown = said(sitting.types(f"{why} {words}"))
        assert f"{told}{said(title)} ({first.id})" in shown, (words, shown)
    assert refused in said(sitting.types(f"{why} 99"))
    sitting.leaves()


@pytest.mark.parametrize(
    ("lang", "full", "saved", "then"),
    [
        ("fr", "plus de place", "Enregistré, cette fois", "4. Combien de vélos"),
        ("en", "no room left", "Saved now.", "4. How many bicycles"),
    ],
)
def test_a_full_disk_keeps_the_answer_says_so_and_tries_again(
    file: Path, kb: KnowledgeBase, lang: str, full: str, saved: str, then: str
) -> None:
    file.write_text(BEGUN.replace("language: fr", f"language: {lang}"), encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    sitting = Sitting(file, "small", lang, TERM="xterm")
    with room_taken(sitting):
        for typed in ("2", ""):
            assert full in said(sitting.types(typed))
        assert file.read_text(encoding="utf-8") == before
    shown = said(sitting.types(""))
    assert saved in shown
    assert then in shown
    sitting.leaves()
    assert read_answers(file, kb).of("repair_wait").value == "week"


@pytest.mark.parametrize(
    ("lang", "full", "listed"), [("fr", "plus de place", "Jusqu’ici : Altos"), ("en", "no room left", "So far: Altos")]
)
def test_a_full_disk_keeps_a_name_on_a_list_too(file: Path, lang: str, full: str, listed: str) -> None:
    sitting = Sitting(file, "choir", lang, TERM="xterm")
    for typed in ("Schola", "2026-11-20", "2", "1"):
        sitting.types(typed)
    with room_taken(sitting):
        assert full in said(sitting.types("Altos"))
    assert listed in said(sitting.types(""))
    sitting.leaves()
    assert "Altos" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "fr",
            ("12 réponses d’un entretien précédent sont à confirmer", "Réponse d’alors", "Réponse confirmée.", "reste"),
        ),
        ("en", ("12 answers of an earlier interview are to be confirmed", "Answer of then", "Confirmed.", "todo")),
    ],
)
def test_a_follow_up_at_a_terminal_confirms_by_enter_and_goes_on_there(
    whole: Path, tmp_path: Path, kb: KnowledgeBase, lang: str, words: tuple[str, ...]
) -> None:
    later = tmp_path / "later.yaml"
    to_confirm, of_then, confirmed, todo = words
    sitting = Sitting(later, "small", lang, TERM="xterm", more=("--from", str(whole)))
    shown = said(sitting.types(NEXT_YEAR))
    assert to_confirm in shown
    assert of_then in shown
    assert confirmed in said(sitting.types(""))
    sitting.types("3")
    sitting.leaves()
    again = Sitting(later, "small", lang, TERM="xterm")
    assert to_confirm.replace("12", "10") in said(again.first)
    assert "3. " in said(again.first)
    assert "3" in said(again.types(todo))
    again.leaves()
    answers = read_answers(later, kb)
    assert answers.of("services").said_on is None
    assert (answers.of("mechanics").value, answers.of("mechanics").said_on) == (3, None)
    assert answers.of("repair_wait").said_on == "2026-11-20"
