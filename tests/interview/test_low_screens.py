"""What fits on a terminal of few lines: pages, a table whose options stay in sight, short help; its width followed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from advisor.answers import read_answers
from advisor.answers.answer import Remaining
from advisor.knowledge import load

from .sitting import ROOT, run
from .test_both_languages import SPACE, Sitting

CHOIR = ROOT / "tests" / "knowledge_bases" / "choir"
NARROW = 50
OPENING = ("Bramble", "2026-12-05")
WORKS = """\
  - type: table
    id: works
    ask: {en: "Which works are in hand?", fr: "Quels travaux sont en cours ?"}
    options:
      - {id: running, label: {en: "under way", fr: "en cours"}}
      - {id: renewed, label: {en: "under way, to be renewed", fr: "en cours, à reconduire"}}
      - {id: agreed, label: {en: "agreed", fr: "convenu"}}
      - {id: considered, label: {en: "considered", fr: "envisagé"}}
      - {id: absent, label: {en: "nothing of the kind", fr: "rien de tel"}}
    all_others: absent
    rows:
"""
ROWS = range(1, 15)
OPTIONS = "1 under way 2 under way, to be renewed 3 agreed 4 considered 5 nothing of the kind"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The music school with a table of fourteen rows, numbers 10 to 23, that ends with the row `works_14`."""
    directory = tmp_path_factory.mktemp("kb") / "school"
    shutil.copytree(CHOIR, directory)
    plans = directory / "questionnaire" / "plans.yaml"
    rows = (f'      - {{id: works_{n}, label: {{en: "Room {n} is repaired", fr: "Salle {n} réparée"}}}}' for n in ROWS)
    plans.write_text(plans.read_text("utf-8") + WORKS + "\n".join(rows) + "\n", encoding="utf-8")
    return directory


def on_low_screen(file: Path, base: Path, lang: str, rows: int, columns: int) -> Sitting:
    """A sitting past brand and date, without colour; at the narrowest a terminal that calls itself dumb."""
    terminal = "xterm" if columns > NARROW else "dumb"
    sitting = Sitting(file, str(base), lang, size=(rows, columns), TERM=terminal, NO_COLOR="1")
    for line in OPENING:
        sitting.types(line)
    return sitting


def piped(file: Path, base: Path, lang: str, *lines: str) -> str:
    typed = "\n".join((*OPENING, *lines, "q", ""))
    return said(run("interview", str(file), "--kb", str(base), "--lang", lang, input=typed).output)


def said(shown: str) -> str:
    return SPACE.sub(" ", shown)


def test_the_options_of_a_table_are_shown_again_before_they_scroll_away(file: Path, base: Path) -> None:
    sitting = on_low_screen(file, base, "en", 20, 50)
    table = sitting.types("go works")
    assert max(map(len, table.splitlines())) <= 50, "a dumb terminal has a width, too"
    assert OPTIONS in said(table)[said(table).index("23 Room 14") :], "options stand below the rows"
    seen = [said(sitting.types("5")) for _ in range(5)]
    assert any(OPTIONS in shown for shown in seen)
    assert sum(OPTIONS in shown for shown in seen) < len(seen), "and not for every row"
    sitting.leaves()


@pytest.mark.parametrize(
    ("lang", "many", "more", "shorter"),
    [
        ("en", "find r", "There is more: Enter shows it", "? note explains one of these"),
        ("fr", "trouver r", "Il y a une suite : Entrée l’affiche", "? note en explique une"),
    ],
)
def test_what_is_longer_than_the_screen_comes_page_by_page(
    file: Path, base: Path, lang: str, many: str, more: str, shorter: str
) -> None:
    sitting = on_low_screen(file, base, lang, 16, 80)
    pages = [sitting.types(many)]
    while more in said(pages[-1]):
        pages.append(sitting.types(""))
    assert len(pages) > 1
    assert all(len(page.splitlines()) <= 16 for page in pages)
    numbers = re.findall(r"^ {4} *(\d+)(?:@\S+)?  ", "\n".join(pages).replace("\r", ""), re.MULTILINE)
    assert set(map(str, range(10, 24))) <= set(numbers)
    assert numbers == sorted(set(numbers), key=int), "nothing is left out or shown twice at the turn of a page"
    sitting.types(many)
    assert "2. " in said(sitting.types("2")), "a number leads there from every page"
    helped = sitting.types("?")
    assert shorter in said(helped)
    assert len(helped.splitlines()) < 30
    sitting.leaves()


def test_a_page_can_be_left_before_the_last(file: Path, base: Path) -> None:
    sitting = on_low_screen(file, base, "en", 20, 50)
    assert "anything else stops here" in said(sitting.types("? all"))
    assert "1. Whom does the school teach?" in said(sitting.types("q")), "q leaves the pages, not the interview"
    assert "when what was decided is due" in said(sitting.types("? due"))
    sitting.leaves()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_a_choice_may_be_is_said_by_what_it_is_not_where_that_is_shorter(
    file: Path, base: Path, lang: str
) -> None:
    but, told, left, listed = {
        "en": ("not 5", "Recorded, 10: not: nothing of the kind", "4 or 2", "under way, to be renewed; or considered"),
        "fr": ("pas 5", "Enregistré, 10 : exclu : rien de tel", "4 ou 2", "en cours, à reconduire ; ou envisagé"),
    }[lang]
    shown = piped(file, base, lang, "go works", f"10 {but}", f"11 {left}")
    assert told in shown
    assert listed in shown
    answers = read_answers(file, load(base))
    assert answers.of("works_1").value == Remaining(("running", "renewed", "agreed", "considered"))
    assert answers.of("works_2").value == Remaining(("renewed", "considered"))


def names(file: Path) -> list[str]:
    listed: Any = YAML(typ="safe").load(file)["choirs"]
    return [one["name"] for one in (listed if isinstance(listed, list) else listed["list"])]


def test_a_name_listed_by_mistake_is_taken_off_again_unless_something_was_said_of_it(file: Path) -> None:
    typed = ("Altos", "Basses", "Tenros", "clear", "clear altos", "Tenors", "", "yes")
    shown = piped(file, CHOIR, "en", "2", "1", *typed, "1", "go choirs", "clear Basses", "clear Nobody", "", "yes")
    assert names(file) == ["Basses", "Tenors"]
    assert "Taken off the list: Tenros" in shown
    assert "Something has been recorded about “Basses” already" in shown
    assert "“Nobody” is not on the list" in shown


def test_comments_stay_when_a_name_is_taken_off_a_list(file: Path) -> None:
    piped(file, CHOIR, "en", "2", "1", "Altos", "Basses", "", "yes")
    text = file.read_text("utf-8").replace('name: "Basses"', 'name: "Basses"  # on Tuesdays')
    file.write_text(f"{text}# seen on site\n", encoding="utf-8")
    run("interview", str(file), "--kb", str(CHOIR), "--lang", "en", input="go choirs\nclear\n\nyes\nq\n")
    assert names(file) == ["Altos"]
    assert {"# on Tuesdays", "# seen on site"} <= {line.strip() for line in file.read_text("utf-8").splitlines()}


def test_what_is_meant_for_a_question_is_no_name_on_a_list(file: Path) -> None:
    typed = ("9 3", "note client: not here", "disputed Ana: 1; Bo: 2", "why 1", "Note Bleue", "=9", "", "yes")
    shown = piped(file, CHOIR, "en", "2", "1", *typed)
    assert names(file) == ["Note Bleue", "9"]
    assert "“9 3” is no name" in shown
    assert shown.count("put = before it") > 3


def test_a_table_leapt_to_is_not_broken_off_by_a_list_that_comes_before_it(file: Path, base: Path) -> None:
    shown = piped(file, base, "en", "go works", "11 12: 4", "3", "", "5")
    assert "Recorded, 11 and 12: considered" in shown
    assert "Which choirs rehearse" not in shown


def test_going_to_a_list_goes_on_from_there_and_part_of_a_name_leads_to_what_is_listed(file: Path) -> None:
    listed = ("go choirs", "Altos of the valley", "Old basses", "", "yes")
    shown = piped(file, CHOIR, "en", *listed, "1", "go basses", "2")
    answers = read_answers(file, load(CHOIR))
    assert answers.of("choir_state@altos-of-the-valley").value == "rehearses"
    assert answers.of("choir_state@old-basses").value == "planned"
    assert "3@old-basses. Old basses" in shown


@pytest.mark.parametrize("said_of_others", ["others", "others: no", "others: 5", "others: nothing of the kind"])
def test_all_other_rows_are_answered_at_once_by_their_usual_option_alone(
    file: Path, base: Path, said_of_others: str
) -> None:
    shown = piped(file, base, "en", "go works", "10 1", "others: 3", said_of_others)
    assert "only “nothing of the kind” can be said at once" in shown
    answers = read_answers(file, load(base))
    assert (answers.of("works_14").value, answers.of("works_14").read_out) == ("absent", True)
    assert answers.of("works_1").value == "running"
    assert shown.count("Recorded, ") == 2, "one line for all of them"


def test_a_word_in_the_plural_finds_the_singular(file: Path, base: Path) -> None:
    assert "Found in 14 places" in piped(file, base, "en", "find rooms")
    file.unlink()
    assert "Found in 15 places" in piped(file, base, "en", "/salles")
