"""What is missing or misspelt once is told once, however much depends on it: the cause, not what follows from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.knowledge import Problem, examine, shipped

from .conftest import Workshop
from .test_planted_errors import CUSTOMERS, KB, RIDERS, SERVICE, STATE, WORKSHOP


def without(file: str) -> Callable[[Workshop], object]:
    return lambda workshop: workshop.path(file).unlink()


def renamed(file: str, name: str) -> Callable[[Workshop], object]:
    return lambda workshop: workshop.path(file).rename(workshop.path(name))


def replaced(file: str, old: str, new: str) -> Callable[[Workshop], object]:
    return lambda workshop: workshop.plant(file, old, new)


CAUSES = [
    (without(WORKSHOP), "E061", KB, 'No file in questionnaire has the section "workshop"'),
    (renamed(WORKSHOP, "questionnaire/workshop.yml"), "E061", "questionnaire/workshop.yml",
     'Without it: no file in questionnaire has the section "workshop"'),
    (renamed("questionnaire", "questionaire"), "E061", "questionaire", 'mean "questionnaire"'),
    (without("sources.yaml"), "E035", RIDERS, "They stand in sources.yaml"),
    (renamed("sources.yaml", "source.yaml"), "E035", "source.yaml", "no claim at all"),
    (without(STATE), "E035", "cases/overloaded.yaml", "no conclusion at all"),
    (renamed(STATE, "conclusions/state.yml"), "E035", "conclusions/state.yml", "Without it: there is no conclusion"),
    (renamed(RIDERS, "advice/riders.YAML"), "E035", "advice/riders.YAML", "Rename it so that it ends in .yaml."),
    (replaced(WORKSHOP, "questions:", "question:"), "E021", WORKSHOP, 'mean "questions"'),
    (replaced(STATE, "conclusions:", "conclusion:"), "E021", STATE, 'mean "conclusions"'),
    (replaced(STATE, "rules:", "rule:"), "E021", STATE, 'mean "rules"'),
    (replaced(SERVICE, "advice:\n", "advise:\n"), "E021", SERVICE, 'mean "advice"'),
    (replaced("sources.yaml", "claims:", "claim:"), "E021", "sources.yaml", 'mean "claims"'),
    (replaced(KB, "themes:", "theme:"), "E021", KB, 'mean "themes"'),
    (replaced(KB, "phases:", "phase:"), "E021", KB, 'mean "phases"'),
    (replaced(KB, "languages:", "language:"), "E021", KB, 'mean "languages"'),
    (replaced(KB, "sections:", "section:"), "E021", KB, 'mean "sections"'),
    (replaced(CUSTOMERS, "section: customers", "section: customer"), "E061", CUSTOMERS, 'mean "customers"'),
    (replaced(SERVICE, "severity: critical\n    phase: stop", "severty: critical\n    phase: stop"), "E021", SERVICE,
     'mean "severity"'),
    (replaced(CUSTOMERS, "section: customers", "sectoin: customers"), "E021", CUSTOMERS, 'mean "section"'),
    (replaced(CUSTOMERS, "{id: price,", "{id: “price”,"), "E026", CUSTOMERS, "cannot be an id here"),
    (without(RIDERS), "E035", "cases/overloaded-during-strike.yaml", "Is a file missing"),
    (replaced(WORKSHOP, "  - id: repair_wait", "  - id: repairs_wait"), "E033", WORKSHOP,
     'which does not exist (the first is'),
    (replaced(SERVICE, "- id: hire-a-mechanic", "- id: hire-mechanics"), "E035", SERVICE,
     'Did you mean "hire-a-mechanic"'),
    (replaced(SERVICE, 'title: {fr: "Des réparations', 'title: {fr: “Des, réparations”, x: "'), "E028", SERVICE,
     "Typographic quotation marks"),
    (replaced(SERVICE, "      any:\n        - {overloaded: yes}", "      or:\n        - {overloaded: yes}"), "E033",
     SERVICE, '"or" is written any'),
    (replaced(CUSTOMERS, "questions:", "<<<<<<< ours\nquestions:\n=======\nquestions:\n>>>>>>> theirs"), "E007",
     CUSTOMERS, "A merge left its marks"),
    (replaced(SERVICE, 'en: "Take down the poster."', "en: “Take: down the poster.”"), "E007", SERVICE, "Typographic"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code", "file", "says"), CAUSES, ids=[says for *_, says in CAUSES])
def test_a_cause_is_one_error(
    spoil: Callable[[Workshop], object], code: str, file: str, says: str, workshop: Workshop
) -> None:
    spoil(workshop)

    problems = workshop.problems()

    assert [(one.code, workshop.place_of(one).file) for one in problems if not one.warning] == [(code, file)]
    assert says in problems[0].message
    assert len(problems) == 1, headlines(list(problems))


def headlines(problems: list[Problem]) -> list[str]:
    return [problem.headline() for problem in problems]


@pytest.mark.parametrize("folder", ["advice", "conclusions"])
def test_a_missing_file_is_told_at_the_first_mention_of_what_stood_in_it(folder: str, tmp_path: Path) -> None:
    directory = tmp_path / "rules"
    shutil.copytree(shipped("rules") / "community-management", directory)
    files = sorted((directory / folder).glob("*.yaml"))
    max(files, key=lambda path: path.read_text("utf-8").count("\n  - id: ")).unlink()

    errors = [problem for problem in examine(directory) if not problem.warning]

    assert len(errors) == 1, headlines(errors)
    assert "Is a file missing" in errors[0].message


def test_an_id_of_another_kind_is_told_once(workshop: Workshop) -> None:
    workshop.plant(RIDERS, "when: {rider_community: yes}", "when: {hang-a-sign: yes}")
    workshop.plant(RIDERS, "      - when: {overloaded: yes}", "      - when: {hang-a-sign: yes}")

    (problem,) = [problem for problem in workshop.problems() if not problem.warning]

    assert (problem.code, workshop.place_of(problem).file) == ("E033", RIDERS)
    assert '"hang-a-sign" is advice, not a question or conclusion. It is named again' in problem.message


def test_two_slips_in_one_id_are_two_errors_if_they_differ(workshop: Workshop) -> None:
    workshop.plant(SERVICE, "when: {supplier_strike: yes}\n        says", "when: {suplier_strike: yes}\n        says")
    workshop.plant(RIDERS, "supplier_strike: yes, complaints: delays}", "supplier_strik: yes, complaints: delays}")

    assert [problem.code for problem in workshop.problems()] == ["E033", "E033"]


def test_files_whose_names_end_in_capitals_and_folders_that_lead_back_are_noticed(workshop: Workshop) -> None:
    workshop.path("advice/more.YAML").write_text("advice: []\n", "utf-8")
    workshop.path("advice/loop").symlink_to(workshop.directory, target_is_directory=True)

    assert [(problem.code, problem.about) for problem in workshop.problems()] == [("W001", "more.YAML")]
