"""Finding any question, row or option, leaping there, and going on from there; several lines pasted at a prompt."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pexpect
import pytest

from advisor.answers import read_answers
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase

from .sitting import HEAD, ROOT, command, environment, options, run, sit


def plain(output: str) -> str:
    return re.sub(r"\s+", " ", output.replace("\u00a0", " "))


def asked_after(output: str, line: str) -> str:
    """What was shown after a line was typed."""
    return plain(output).split(f"> {line} ", 1)[1]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("mecaniciens", 2),
        ("MÉCANICIENS", 2),
        ("mechanics work", 2),
        ("grève", 5),
        ("on strike", 5),
        ("workmanship", 7),
        ("la qualité", 7),
        ("none_announced", 11),
    ],
)
def test_find_leaps_to_a_question_or_an_option_in_either_language(file: Path, words: str, number: int) -> None:
    for line in (f"chercher {words}", f"/{words}", f"find {words}"):
        done = sit(file, *HEAD, line, "quitter") if not file.exists() else sit(file, line, "quitter")
        assert f" {number}. " in asked_after(done.output, line).split("quitter")[0], done.output


@pytest.mark.parametrize(
    ("lang", "go", "word", "number"), [("fr", "aller", "mécaniciens", 2), ("en", "go", "workmanship", 7)]
)
def test_whoever_goes_to_words_is_told_how_to_find_them(file: Path, lang: str, go: str, word: str, number: int) -> None:
    line = f"{go} {word}"
    done = sit(file, *HEAD, line, f"/{word}", "quit", lang=lang)
    assert f"/{word}" in asked_after(done.output, line).split("> ")[0], done.output
    assert f" {number}. " in asked_after(done.output, f"/{word}").split("quit")[0]


def test_of_several_places_one_is_chosen_by_number(file: Path, kb: KnowledgeBase) -> None:
    done = sit(file, *HEAD, "/semaine", "11", "3", "quitter")
    shown = asked_after(done.output, "/semaine")
    assert "Trouvé à 2 endroits" in shown
    assert "- Une semaine ou plus" in shown
    assert read_answers(file, kb).of("advertised_delay").value == "week"


def test_what_is_found_nowhere_is_said_and_the_question_stays(file: Path, kb: KnowledgeBase) -> None:
    done = sit(file, *HEAD, "/licorne", "1", "quitter")
    assert "« licorne » ne se trouve dans aucune" in plain(done.output)
    assert read_answers(file, kb).of("services").value is not None


@pytest.mark.parametrize(
    "line", ["aller 7", "aller complaints", "aller customers", "aller Les clients", "aller clients", "aller section 2"]
)
def test_a_leap_goes_on_from_there_and_comes_round_to_what_was_left_out(
    file: Path, kb: KnowledgeBase, line: str
) -> None:
    sit(file, *HEAD, line, "4", "oui", "Le club", "1", "non", "1", "quitter")
    answers = read_answers(file, kb)
    assert list(answers.given) == [
        "services",
        "complaints",
        "loyal_riders",
        "club_contact",
        "advertised_delay",
        "campaign_planned",
    ]


def test_a_question_that_waits_for_another_can_be_answered_all_the_same(file: Path, kb: KnowledgeBase) -> None:
    done = sit(file, *HEAD, "aller repair_wait", "2", "quitter")
    assert read_answers(file, kb).of("repair_wait").value == "week", done.output


def at_a_terminal(file: Path) -> pexpect.spawn[str]:
    first, *rest = command("interview", str(file), *options())
    return pexpect.spawn(first, rest, env=environment(TERM="xterm"), encoding="utf-8", timeout=60)


def test_pasted_lines_are_one_note_and_never_answers(file: Path, kb: KnowledgeBase) -> None:
    sit(file, *HEAD, "quitter")
    terminal = at_a_terminal(file)
    terminal.expect("Votre réponse")
    terminal.send("\x1b[200~1\n2\noui, dit-elle\x1b[201~\r")
    terminal.expect("une seule note")
    terminal.expect("1 ou 2 >")
    terminal.send("2\r")
    terminal.expect("Votre réponse")
    terminal.send("quitter\r")
    terminal.expect(pexpect.EOF)
    answers = read_answers(file, kb)
    assert not answers.given
    ((note,),) = answers.notes.values()
    assert (note.text, note.visible_to) == ("1 2 oui, dit-elle", "internal")


def test_the_terminal_marks_what_is_pasted_from_the_first_moment_to_the_last(file: Path, kb: KnowledgeBase) -> None:
    sit(file, *HEAD, "quitter")
    terminal = at_a_terminal(file)
    terminal.expect_exact("\x1b[?2004h")
    assert not terminal.before.strip(), "while the rules are read, long before the first prompt"
    terminal.send("\x1b[200~1\n2\x1b[201~\r")
    terminal.expect("une seule note")
    assert re.search(r"\x1b\[\?2004l\r*\x1b\[\?2004h", terminal.before), "while an answer is saved"
    terminal.expect("1 ou 2 >")
    terminal.send("2\r")
    terminal.expect("Votre réponse")
    terminal.send("quitter\r")
    terminal.expect(pexpect.EOF)
    assert terminal.before.rstrip().endswith("\x1b[?2004l")
    assert not read_answers(file, kb).given


def test_pasted_lines_are_no_name_of_a_brand(file: Path) -> None:
    terminal = at_a_terminal(file)
    terminal.expect("marque")
    terminal.send("\x1b[200~Vélos\n2026-11-20\x1b[201~\r")
    terminal.expect("Plusieurs lignes")
    terminal.send("quitter\r")
    terminal.expect(pexpect.EOF)
    assert not file.exists()


DEEP = """\
section: deeper
title: {en: "In depth", fr: "Pour approfondir"}
questions:
  - {id: fees_asked, ask: {en: "Were fees discussed?", fr: "A-t-on parlé des cachets ?"}, type: yes_no, pass: deepening}
  - {id: stage, ask: {en: "Is there a stage?", fr: "Y a-t-il une scène ?"}, type: yes_no, pass: deepening}
  - {id: lights, ask: {en: "Is there light?", fr: "Y a-t-il de la lumière ?"}, type: yes_no, pass: deepening}
"""


@pytest.mark.parametrize("more", [(), ("--next-best",)])
def test_a_leap_into_the_deepening_goes_on_to_the_end_of_its_section_and_then_by_what_is_worth_asking(
    tmp_path: Path, file: Path, more: tuple[str, ...]
) -> None:
    base = tmp_path / "school"
    shutil.copytree(ROOT / "tests" / "knowledge_bases" / "choir", base)
    (base / "questionnaire" / "deeper.yaml").write_text(DEEP, encoding="utf-8")
    typed = "\n".join(("Schola", "2026-11-20", "go stage", "1", "2", "quit", ""))
    done = run("interview", str(file), *more, "--kb", str(base), "--lang", "en", input=typed)
    given = read_answers(file, load(base)).given
    assert [(id, one.value) for id, one in given.items()] == [("stage", "yes"), ("lights", "no")]
    after = asked_after(done.output, "2")
    assert "Were fees discussed?" not in after, "what comes before the place leapt to waits for its turn"
    assert "Whom does the school teach?" in after or "Which choirs rehearse" in after
