"""Answers are validated alike in an answers file, a case and an example, and told at the key that is at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.answers import AnswersError, example_answers, read_answers
from advisor.knowledge import examine, load
from tests.fuzz_knowledge import read_trials

from .conftest import CHOIR, HERE, SMALL, Workshop

SOUND = "cases/sound.yaml"
STRIKE = "cases/overloaded-during-strike.yaml"
HEAD = "brand: A\ndate: 2026-11-20\nrespondents: [{id: dg}]\n"

ANSWERS = [
    ("mechanics: {at_least: 9, at_most: ⌖3}", "Turn them round"),
    ("mechanics: {at_least: ⌖51}", "out of bounds"),
    ("mechanics: ⌖51", "out of bounds"),
    ("mechanics: ⌖{accounts: [{is: 3, by: nobody}]}", "Nobody called"),
    ("repair_wait: {accounts: [{is: ⌖{state: unknown}, by: dg}]}", "takes one of"),
    ("repair_wait: ⌖{state: not_applicable}", "Say why"),
    ("repair_wait: ⌖{not: [days, week, month]}", "ruled out"),
    ("repair_wait: {not: ⌖[]}", "is empty"),
    ("repair_wait: ⌖{yes: [days]}", "takes one answer"),
    ("repair_wait: {is: days, due: ⌖soon}", "not a date"),
    ("repair_wait: {is: days, how: ⌖read}", "read_out"),
    ("complaints: ⌖{no: [delays, price, workmanship, none_seen]}", "ruled out"),
    ("complaints: ⌖{yes: [delays], no: [delays]}", "Keep it once"),
    ("complaints: [delays, ⌖delays]", "Keep it once"),
    ("complaints: ⌖[]", "none_seen"),
    ("club_contact: ⌖[a, b]", "takes a text"),
    ("repair_wait: days, ⌖waiting_time: days", "one question, answered twice"),
]
"""Faulty answers in a flow mapping (⌖ marks where that must be told), and words of the message."""


@pytest.mark.parametrize(("answers", "says"), ANSWERS, ids=[answers.replace(HERE, "") for answers, _ in ANSWERS])
def test_a_faulty_answer_is_refused_in_a_file_a_case_and_an_example(
    answers: str, says: str, workshop: Workshop, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(HEAD + f"answers: {{{answers.replace(HERE, '')}}}\n", "utf-8")
    with pytest.raises(AnswersError) as caught:
        read_answers(file, load(SMALL))
    assert [says in problem.message for problem in caught.value.problems] == [True]

    case = workshop.path("cases/faulty.yaml")
    case.write_bytes(file.read_bytes())
    (problem,) = workshop.problems()
    assert says in problem.message
    assert problem.at.column == len("answers: {") + answers.index(HERE) + 1
    assert [(one.at.line, one.at.column) for one in caught.value.problems] == [(problem.at.line, problem.at.column)]
    case.unlink()

    if "nobody" in answers:  # An example lists no respondents, so anybody may have said it.
        return
    place = workshop.plant(
        "advice/service.yaml", "answers: {supplier_strike: yes, spare_parts: no}", f"answers: {{{answers}}}"
    )
    (problem,) = [one for one in workshop.problems() if not one.warning]
    assert (workshop.place_of(problem), says in problem.message) == (place, True)


OF_THE_HEAD = [
    ("notes: {repair_wait: {⌖txt: x, text: y}}", 'mean "text"'),
    ("notes: {repair_wait: {text: x, visible_to: ⌖everyone}}", "client or internal"),
    ("notes: {⌖repare_wait: {text: x}}", 'mean "repair_wait"'),
    ("flags: [⌖repare_wait]", 'mean "repair_wait"'),
    ("respondents: [{id: ⌖The Boss}]", "cannot be an id"),
    ("respondents: [{id: a}, {id: ⌖a}]", "stands twice"),
    ("review: {status: ⌖done}", "draft or approved"),
    ("review: {advice: {⌖hire-a-mecanic: {owner: x}}}", 'mean "hire-a-mechanic"'),
    ("review: {order: [⌖show-delays-everywhere]}", "no advice"),
    ("review: {own: [⌖{id: own-1, title: x}]}", "recommendation"),
    ("knowledge_base: {id: ⌖another}", "--kb"),
    ("⌖anwers: {}", 'mean "answers"'),
    ("consultant: ⌖[a]", "must be a text"),
]


@pytest.mark.parametrize(("line", "says"), OF_THE_HEAD, ids=[line.replace(HERE, "") for line, _ in OF_THE_HEAD])
def test_what_belongs_to_the_answers_of_a_case_is_validated_with_them(line: str, says: str, workshop: Workshop) -> None:
    place = workshop.plant(SOUND, "language: en\n", f"language: en\n{line}\n")

    (problem,) = workshop.problems()

    assert (workshop.place_of(problem), says in problem.message) == (place, True), problem.message


def test_what_is_wrong_only_together_with_the_base_is_told_in_the_case_that_builds_on_it(workshop: Workshop) -> None:
    workshop.plant("cases/overloaded.yaml", "language: fr\n", "language: fr\nrespondents: [{id: dg}]\n")
    workshop.plant("cases/overloaded.yaml", "repair_wait: month", "repair_wait: {is: month, said_by: dg}")
    assert workshop.problems() == ()

    with workshop.path(STRIKE).open("a", encoding="utf-8") as case:
        case.write("respondents: [{id: sav}]\n")

    (problem,) = workshop.problems()
    assert (workshop.place_of(problem).file, problem.code) == (STRIKE, "E035")
    assert 'Nobody called "dg"' in problem.message


def test_a_fault_of_the_base_is_told_once_and_there(workshop: Workshop) -> None:
    place = workshop.plant("cases/overloaded.yaml", "repair_wait: month", "repair_wait: ⌖months")

    (problem,) = workshop.problems()

    assert workshop.place_of(problem) == place


def test_other_instances_beside_an_example_may_be_an_incomplete_list(choir: Workshop) -> None:
    kb = load(CHOIR)
    typed = {
        "mood": ["leavers"],
        "choirs": {"list": [{"id": "altos", "answers": {"mood": ["laughter"]}}], "more": "yes"},
    }

    answers = example_answers(typed, kb, level="choir")

    listed = answers.instances["choir"]
    assert ([one.id for one in listed.instances], listed.complete) == (["this", "altos"], False)


@pytest.mark.parametrize("base", [SMALL, CHOIR], ids=lambda base: base.name)
def test_whatever_is_found_sound_can_be_read(base: Path) -> None:
    """And so `rules test` meets nothing that `rules check` passed over."""
    assert not [problem for problem in examine(base) if not problem.warning]
    read_trials(load(base, drafts=True))
