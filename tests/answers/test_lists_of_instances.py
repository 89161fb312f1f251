"""Lists of instances in an answers file: complete, open or unknown, with answers of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.answers import Answers, AnswersError, AnswerState, effective, example_answers, parse_answers
from advisor.answers.answer import Instance, InstanceList, Note
from advisor.inference.grounding import ground
from advisor.knowledge import load

KB = load(Path(__file__).parent.parent / "knowledge_bases" / "choir")
ALTOS = {"id": "altos", "name": "Les Altos", "answers": {"choir_state": "rehearses"}}


def parsed(**document: Any) -> Answers:
    return parse_answers({"brand": "B", "date": "2026-11-20", **document}, KB)


def faults(**document: Any) -> list[tuple[str, str]]:
    with pytest.raises(AnswersError) as caught:
        parsed(**document)
    return [(problem.code, problem.message) for problem in caught.value.problems]


def test_a_list_is_complete_unless_it_says_more() -> None:
    altos = (Instance("altos", "Les Altos"),)
    assert parsed(choirs=[ALTOS]).instances == {"choir": InstanceList(altos, complete=True)}
    assert parsed(choirs={"list": [ALTOS], "more": "yes"}).instances == {"choir": InstanceList(altos)}
    assert parsed(choirs={"list": [ALTOS], "more": "no"}).instances == {"choir": InstanceList(altos, complete=True)}
    assert parsed(choirs=[]).instances == {"choir": InstanceList((), complete=True)}
    assert parsed(choirs="unknown").instances == parsed().instances == {}


def test_answers_notes_and_flags_of_an_instance_are_its_own() -> None:
    basses = {
        "id": "basses",
        "answers": {"choir_state": "planned"},
        "notes": {"mood": {"text": "Calm"}},
        "flags": ["mood"],
    }
    answers = parsed(choirs=[ALTOS, basses])
    assert answers.of("choir_state@altos").value == "rehearses"
    assert answers.of("choir_state@basses").value == "planned"
    assert answers.notes == {"mood@basses": (Note("Calm", "internal"),)}
    assert answers.flags == ("mood@basses",)


def test_notes_are_a_log_oldest_first() -> None:
    first = {"text": "Heard of it.", "by": "A. Martin", "on": "2026-11-19"}
    second = {"text": "Saw it.", "visible_to": "client", "evidence": "screenshot 4"}
    (ours, theirs) = parsed(notes={"teaches": [first, second]}).notes["teaches"]
    assert ours == Note("Heard of it.", "internal", by="A. Martin", on="2026-11-19")
    assert theirs == Note("Saw it.", "client", evidence="screenshot 4")


@pytest.mark.parametrize(
    ("document", "code", "says"),
    [
        ({"choirs": [ALTOS, ALTOS]}, "I017", "altos"),
        ({"choirs": [{"name": "Nameless"}]}, "I026", "small letters"),
        ({"choirs": [{"id": "Les Altos"}]}, "I026", "small letters"),
        ({"choirs": [{"id": "a", "answer": {}}]}, "I002", "Did you mean `answers`?"),
        ({"choirs": "altos"}, "I003", "a list"),
        ({"choirs": {"list": [], "more": "maybe"}}, "I003", "yes or no"),
        ({"choirs": [{"id": f"c{n}"} for n in range(7)]}, "I027", "6 at most"),
        ({"answers": {"mood": ["laughter"]}}, "I029", "each entry of `choirs`"),
        ({"choirs": [{"id": "a", "answers": {"teaches": "adults"}}]}, "I030", "under `answers`"),
        ({"choirs": [{"id": "a", "answers": {"moood": ["laughter"]}}]}, "I010", "Did you mean `mood`?"),
        ({"respondents": [{"id": "a"}, {"id": "a"}]}, "I017", "respondents"),
    ],
)
def test_what_cannot_be_used_is_told_once(document: dict[str, Any], code: str, says: str) -> None:
    ((found, message),) = faults(**document)
    assert (found, says in message) == (code, True), message


def test_a_question_whose_relevance_is_open_waits_for_the_questions_it_reads() -> None:
    answers = parsed(choirs=[{"id": "altos"}, ALTOS | {"id": "sung", "answers": {"singers": 12}}])
    readable = effective(ground(KB, answers.instances), answers)
    assert readable["singers@altos"].answer.state is AnswerState.WAITING
    assert readable["singers@altos"].cites == ("choir_state@altos",)
    assert readable["singers@sung"].answer.value == 12, "an answer in the file is read all the same"
    assert readable["fees_asked"].answer.state is AnswerState.WAITING


def test_an_open_list_keeps_a_question_about_all_of_them_waiting() -> None:
    unpaid = {"id": "altos", "answers": {"choir_state": "planned", "solo_fees": "no"}}
    for choirs, state in (([unpaid], AnswerState.NOT_ASKED), ({"list": [unpaid], "more": "yes"}, AnswerState.WAITING)):
        answers = parsed(choirs=choirs)
        seen = effective(ground(KB, answers.instances), answers)["fees_asked"]
        assert seen.answer.state is state


def test_an_example_of_an_entry_about_one_instance_speaks_of_that_one_first() -> None:
    typed = {"mood": ["quarrels"], "teaches": "adults", "choirs": [ALTOS]}
    answers = example_answers(typed, KB, level="choir")
    assert [one.id for one in answers.instances["choir"].instances] == ["this", "altos"]
    assert answers.of("mood@this").state is AnswerState.ANSWERED
    assert answers.of("teaches").value == "adults"


def test_a_former_and_a_present_id_of_one_question_are_not_both_answered() -> None:
    small = load(Path(__file__).parent.parent / "knowledge_bases" / "small")
    former = next((alias, question.id) for question in small.questions.values() for alias in question.aliases)
    answer = {"state": "unknown"}
    with pytest.raises(AnswersError) as caught:
        parse_answers({"brand": "B", "date": "2026-11-20", "answers": dict.fromkeys(former, answer)}, small)
    ((problem),) = caught.value.problems
    assert problem.code == "I031"
    assert all(name in problem.message for name in former)
