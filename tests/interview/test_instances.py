"""What a consultant types where a brand has several of a thing: the list, its instances one by one, and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from advisor.answers import read_answers
from advisor.answers.answer import Answers, Range, Remaining
from advisor.interview import Speech
from advisor.interview.relevance_words import in_words
from advisor.knowledge import load

from .sitting import ROOT, run

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"
BRAND = ("Schola", "2026-11-20", "1", "2")
TWO = ("Chœur d’été", "Kammerchor", "")


def sit(file: Path, *lines: str, lang: str = "fr") -> Result:
    typed = "".join(line + "\n" for line in lines)
    return run("interview", str(file), "--kb", str(CHOIR), "--lang", lang, input=typed)


def read(file: Path) -> Answers:
    return read_answers(file, load(CHOIR))


@pytest.mark.parametrize(("lang", "all_said"), [("fr", "oui"), ("en", "yes")])
def test_the_list_is_asked_first_and_then_each_instance_by_its_name(file: Path, lang: str, all_said: str) -> None:
    done = sit(file, *BRAND, *TWO, all_said, "1", "2", "30", "1 ?", "1", "2", "", lang=lang)
    assert done.exit_code == 0, done.output
    assert read(file).of("singers@choeur-d-ete").value == 30
    assert read(file).of("choir_state@kammerchor").value == "planned"
    assert "· Kammerchor ──" in done.output


@pytest.mark.parametrize(("last", "complete"), [("oui", True), ("non", False), ("", False)])
def test_a_list_is_complete_only_where_somebody_said_so(file: Path, last: str, complete: bool) -> None:
    sit(file, *BRAND, *TWO, last, "quitter")
    listed = read(file).instances["choir"]
    assert [one.name for one in listed.instances] == ["Chœur d’été", "Kammerchor"]
    assert listed.complete is complete


def test_every_name_is_on_disk_before_the_next_is_asked(file: Path) -> None:
    sit(file, *BRAND, "Chœur d’été")
    assert [one.id for one in read(file).instances["choir"].instances] == ["choeur-d-ete"]


def test_go_comes_back_to_a_list_and_what_stands_there_keeps_its_answers(file: Path) -> None:
    sit(file, *BRAND, "Kammerchor", "", "oui", "1", "aller choirs", "Männerchor", "", "oui", "quitter")
    assert [one.id for one in read(file).instances["choir"].instances] == ["kammerchor", "mannerchor"]
    assert read(file).of("choir_state@kammerchor").value == "rehearses"


def test_others_answers_what_is_left_of_a_table_and_says_that_it_was_read_out(file: Path) -> None:
    sit(file, *BRAND, "Kammerchor", "", "oui", "1", "30", "4", "1", "autres", "quitter")
    one, other = read(file).of("solo_fees@kammerchor"), read(file).of("shared_tea@kammerchor")
    assert (one.value, one.read_out) == ("done", False)
    assert (other.value, other.read_out) == ("no", True)


def test_an_open_list_stands_in_for_the_questions_nobody_could_ask(file: Path) -> None:
    done = sit(file, *BRAND, *TWO, "", "conseils", "revue", "", "pourquoi", "quitter")
    assert done.exit_code == 0, done.output


def test_of_a_number_the_bounds_may_be_known(file: Path) -> None:
    sit(file, *BRAND, "Kammerchor", "", "oui", "1", "30-20", "20-30", "quitter")
    assert read(file).of("singers@kammerchor").value == Range(20, 30)


def test_of_a_choice_it_may_be_known_what_it_is_not(file: Path) -> None:
    sit(file, *BRAND[:2], "-1 ?", "2", "quitter")
    assert read(file).of("teaches").value == Remaining(("adults", "everybody"))


def test_a_form_says_of_how_many_a_condition_must_hold() -> None:
    kb = load(CHOIR)
    condition = kb.questions["fees_asked"].relevant_when
    assert condition is not None
    assert in_words(condition, Speech(kb, "en")).startswith("for at least one (Choir), question 6")
    assert in_words(condition, Speech(kb, "fr")).replace("\u00a0", " ").startswith("pour au moins un (Chœur), ")


def test_a_number_names_the_question_of_the_instance_at_hand_or_of_the_one_named(file: Path) -> None:
    done = sit(file, *BRAND, *TWO, "oui", "1", "aller 3@kammerchor", "2", "aller 4@choeur-d-ete", "12", "quitter")
    assert "3@choeur-d-ete. Chœur d’été" in done.output
    assert read(file).of("singers@choeur-d-ete").value == 12
    assert read(file).of("choir_state@kammerchor").value == "planned"
    sit(file, "aller 3@kammerchor", "1", "aller 4", "9", "quitter")
    assert read(file).of("singers@kammerchor").value == 9


def test_numbers_stay_whatever_is_listed(file: Path) -> None:
    sit(file, *BRAND, "", "oui", "quitter")
    alone = sit(file, "aller sell_piano", "1", "quitter").output
    sit(file, "aller choirs", *TWO, "oui", "quitter")
    assert "9. Le piano est vendu" in alone
    assert "9. Le piano est vendu" in sit(file, "aller 9", "quitter").output


def test_go_leads_to_the_first_open_question_of_an_instance_and_on_from_there(file: Path) -> None:
    done = sit(file, *BRAND, *TWO, "oui", "aller kammerchor", "1", "12", "quitter")
    assert read(file).of("choir_state@kammerchor").value == "rehearses"
    assert read(file).of("singers@kammerchor").value == 12
    assert "Répète-t-il" in done.output
    again = sit(file, "aller choir Chœur d’été", "2", "quitter")
    assert read(file).of("choir_state@choeur-d-ete").value == "planned", again.output


def test_found_among_instances_a_question_is_that_of_the_one_at_hand(file: Path) -> None:
    sit(file, *BRAND, *TWO, "oui", "aller kammerchor", "1", "chercher entendu", "2", "quitter")
    assert read(file).of("mood@kammerchor").value is not None
    assert read(file).of("mood@choeur-d-ete").value is None


@pytest.mark.parametrize("words", ["partage", "is shared", "disputes"])
def test_what_is_asked_of_each_of_an_empty_list_leads_to_the_list(file: Path, words: str) -> None:
    done = sit(file, *BRAND[:2], f"/{words}", "quitter")
    assert "« aller choirs »" in done.output.replace("\u00a0", " ")


def test_rows_and_their_options_are_found(file: Path) -> None:
    done = sit(file, *BRAND[:2], "/piano", "1", "chercher under way", "3", "quitter")
    assert "8. Des chœurs sont réunis" in done.output
    assert (read(file).of("sell_piano").value, read(file).of("merge_choirs").value) == ("now", "no")


@pytest.mark.parametrize("words", ["choirs", "choir", "Chœur", "chœurs", "choeurs"])
def test_a_list_is_called_by_what_people_call_it(file: Path, words: str) -> None:
    sit(file, *BRAND, "", "non", f"aller {words}", "Männerchor", "", "oui", "quitter")
    assert [one.id for one in read(file).instances["choir"].instances] == ["mannerchor"]


@pytest.mark.parametrize("away", ["aller plans", "go merge_choirs", "chercher réunis"])
def test_in_place_of_a_name_one_may_go_elsewhere_and_the_list_comes_later(file: Path, away: str) -> None:
    done = sit(file, *BRAND, "Kammerchor", away, "1", "quitter")
    assert read(file).of("merge_choirs").value == "now", done.output
    assert [one.name for one in read(file).instances["choir"].instances] == ["Kammerchor"]
    assert "Est-ce tout" not in done.output, "nobody was asked whether that is all"
    again = sit(file, "", "oui", "quitter")
    assert "Jusqu’ici : Kammerchor" in again.output.replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["go nowhere", "Aller simple", "/r/chorales", "=aller plans"])
def test_a_name_that_begins_like_a_command_and_leads_nowhere_is_a_name(file: Path, name: str) -> None:
    sit(file, *BRAND, name, "", "oui", "quitter")
    assert [one.name for one in read(file).instances["choir"].instances] == [name.removeprefix("=")]


def test_after_a_leap_the_list_that_was_leapt_over_does_not_come_in_between(file: Path) -> None:
    sit(file, *BRAND[:2], "aller plans", "3", "1", "1", "3", "Kammerchor", "", "oui", "quitter")
    answers = read(file)
    assert list(answers.given) == ["teaches", "concert_hall", "merge_choirs", "sell_piano"], "the way comes round"
    assert [one.name for one in answers.instances["choir"].instances] == ["Kammerchor"]
