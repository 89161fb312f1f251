"""Who said what in a sitting: respondents, disputes, days, answers taken back, and the trace of what was replaced."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from advisor.answers import Answer, Answers, AnswerState, read_answers
from advisor.answers.answer import Account, Range, Remaining, Respondent
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase

from .sitting import BEGUN, HEAD, ROOT, run
from .sitting import sit as sit_at_the_workshop

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"
BRAND = ("Schola", "2026-11-20")
PLANS = (*BRAND, "1", "2", "", "oui")
"""Whom it teaches, no hall, no choirs: the table of plans comes next."""


def sit(file: Path, *lines: str, lang: str = "fr") -> Result:
    typed = "".join(line + "\n" for line in lines)
    done = run("interview", str(file), "--kb", str(CHOIR), "--lang", lang, input=typed)
    assert done.exit_code == 0, done.output
    return done


def read(file: Path) -> Answers:
    return read_answers(file, load(CHOIR))


def plain(output: str) -> str:
    return re.sub(r"\s+", " ", output.replace("\u00a0", " "))


def test_who_speaks_is_named_once_and_stands_with_every_answer_from_then_on(file: Path) -> None:
    done = sit(file, *BRAND, "selon Anna Martin", "1", "nsp", "selon -", "", "oui", "3", "selon", "quitter")
    assert read(file).respondents == (Respondent("anna-martin", "Anna Martin"),)
    assert read(file).of("teaches") == Answer(AnswerState.ANSWERED, "children", said_by="anna-martin")
    assert read(file).of("concert_hall") == Answer(AnswerState.UNKNOWN, said_by="anna-martin")
    assert read(file).of("merge_choirs") == Answer(AnswerState.ANSWERED, "no")
    assert "Réponse (Anna Martin) >" in plain(done.output)
    sit(file, "said-by anna martin", "2", "quit", lang="en")
    assert len(read(file).respondents) == 1


def test_what_another_says_differently_makes_a_dispute_and_one_s_own_word_can_be_changed(file: Path) -> None:
    sit(file, *BRAND, "selon Anna", "1", "selon Bruno", "aller 1", "2", "aller 1", "3", "quitter")
    answer = read(file).of("teaches")
    assert answer.accounts == (Account("children", "anna"), Account("everybody", "bruno"))
    assert answer.value == Remaining(("children", "everybody"))
    texts = [note.text for note in read(file).notes["teaches"]]
    assert len(texts) == 1
    assert "Bruno : Des adultes" in plain(texts[0]), "the account that Bruno took back"


def test_what_two_people_half_know_narrows(file: Path) -> None:
    sit(file, *BRAND, "selon Anna", "pas 1", "selon Bruno", "aller 1", "pas 2", "quitter")
    answer = read(file).of("teaches")
    assert (answer.value, answer.accounts) == ("everybody", ())
    assert not read(file).notes


def test_who_does_not_know_takes_nothing_away_from_who_does(file: Path) -> None:
    sit(file, *BRAND, "selon Anna", "1", "selon Bruno", "aller 1", "nsp", "quitter")
    assert read(file).of("teaches") == Answer(AnswerState.ANSWERED, "children", said_by="anna")


@pytest.mark.parametrize(
    ("line", "lang"), [("contesté Anna : 1 ; Bruno : 2", "fr"), ("disputed Anna: children; Bruno: adults", "en")]
)
def test_a_dispute_is_entered_in_one_line_and_settled_with_a_trace(file: Path, line: str, lang: str) -> None:
    done = sit(file, *BRAND, line, "quit", lang=lang)
    assert read(file).of("teaches").accounts == (Account("children", "anna"), Account("adults", "bruno"))
    assert [one.name for one in read(file).respondents] == ["Anna", "Bruno"]
    assert "Anna" in done.output
    sit(file, "go 1", "settle 3", "quit", lang=lang)
    assert read(file).of("teaches") == Answer(AnswerState.ANSWERED, "everybody")
    ((note,),) = read(file).notes.values()
    assert note.visible_to == "internal"
    for words in ("Anna", "Bruno"):
        assert words in note.text


@pytest.mark.parametrize(
    "line", ["contesté", "contesté Anna : 1", "contesté Anna : 1 ; Bruno : 9", "contesté 1 ; 2", "trancher"]
)
def test_what_is_no_dispute_records_nothing_and_nobody(file: Path, line: str) -> None:
    sit(file, *BRAND, line, "quitter")
    assert not read(file).given
    assert not read(file).respondents


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        (("2", "2026-12-01"), "2026-12-01"),
        (("2", "bientôt", "1/12/2026"), "2026-12-01"),
        (("2", ""), None),
        (("2 2026-12-01",), "2026-12-01"),
        (("décidé 1/12/2026",), "2026-12-01"),
        (("2", "", "aller 8", "échéance 2027-01-31"), "2027-01-31"),
        (("2", "2026-12-01", "aller 8", "echeance -"), None),
    ],
)
def test_what_is_decided_has_a_day_where_one_is_given(file: Path, lines: tuple[str, ...], due: str | None) -> None:
    sit(file, *PLANS, *lines, "quitter")
    assert read(file).of("merge_choirs").value == "decided"
    assert read(file).of("merge_choirs").due == due


def test_of_what_is_not_decided_no_day_is_asked(file: Path) -> None:
    assert "Pour quand" not in sit(file, *PLANS, "3", "quitter").output


def test_a_day_needs_an_answer(file: Path) -> None:
    done = sit(file, *PLANS, "échéance 2026-12-01", "quitter")
    assert read(file).of("merge_choirs").state is AnswerState.NOT_ASKED
    assert "pas encore de réponse" in plain(done.output) or "Il n’y a" in plain(done.output)


def test_a_retyped_answer_leaves_a_trace_and_a_better_known_one_none(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(BEGUN.replace("mechanics: 2", "mechanics: {at_least: 2, at_most: 5}"), encoding="utf-8")
    sit_at_the_workshop(file, "aller 2", "3", "quitter")
    assert len(read_answers(file, kb).notes["mechanics"]) == 1
    sit_at_the_workshop(file, "aller 2", "4", "quitter")
    answers = read_answers(file, kb)
    assert answers.of("mechanics").value == 4
    trace = answers.notes["mechanics"][-1]
    assert plain(trace.text) == "Réponse précédente : 3 mécaniciens"
    assert trace.on == date.today().isoformat(), "an account says when it was written"
    sit_at_the_workshop(file, "aller 2", "4-6", "quitter")
    assert read_answers(file, kb).of("mechanics").value == Range(4, 6)
    assert len(read_answers(file, kb).notes["mechanics"]) == 3


def test_clear_takes_an_answer_back_and_says_what_no_longer_counts(file: Path, kb: KnowledgeBase) -> None:
    sit_at_the_workshop(file, *HEAD, "1 2", "2", "2", "aller 1", "effacer", "quitter")
    answers = read_answers(file, kb)
    assert "services" not in answers.given
    assert answers.of("repair_wait").value == "week"
    assert "Réparations" in answers.notes["services"][0].text
    done = sit_at_the_workshop(file, "effacer", "quitter")
    assert "Il n’y a pas encore de réponse" in plain(done.output)


def test_clear_keeps_comments_and_every_other_answer(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    sit_at_the_workshop(file, "aller 1", "clear", "aller 2", "clear", "quitter")
    text = file.read_text(encoding="utf-8")
    assert not read_answers(file, kb).given
    for comment in ("# vu sur place", "# le patron hésite", "# premier rendez-vous", "# Atelier du Port"):
        assert comment in text


def test_who_speaks_can_be_named_between_questions_too(file: Path) -> None:
    sit(file, *BRAND, "revue", "selon Anna", "1", "2", "quitter")
    assert read(file).of("teaches") == Answer(AnswerState.ANSWERED, "adults", said_by="anna")


def test_check_names_what_is_disputed(file: Path) -> None:
    sit(file, *BRAND, "contesté Anna : 1 ; Bruno : 2", "quitter")
    done = run("answers", "check", str(file), "--kb", str(CHOIR))
    assert "Une réponse est contestée : teaches" in plain(done.output)
