"""Answers files: what is read, and what is said of a faulty one, where and in which language."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.answers import AnswersError, AnswerState, Choices, read_answers
from advisor.knowledge import InputError, load
from advisor.knowledge.model import KnowledgeBase

SMALL = Path(__file__).parent.parent / "knowledge_bases" / "small"
HEAD = "brand: Vélos Ferrand\ndate: 2026-11-20\nanswers:\n"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(SMALL)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_state_of_an_answer_is_read(tmp_path: Path, kb: KnowledgeBase) -> None:
    path = written(
        tmp_path,
        HEAD
        + """\
  services: [repairs, hire]
  mechanics: 3
  repair_wait: {state: unknown}
  supplier_strike: no
  spare_parts: {state: not_applicable, because: "no stock kept"}
  complaints: {yes: [delays], no: [price]}
  club_contact: 'Mme Roy, 06 00 00 00 00'
  loyal_riders:
notes:
  mechanics: {text: "Saw them myself.", visible_to: client}
  repair_wait: {text: "Ask again."}
flags: [repair_wait]
""",
    )
    answers = read_answers(path, kb)
    assert answers.of("services").value == Choices(
        frozenset({"repairs", "rental"}), frozenset({"courses", "nothing_yet"})
    )
    assert answers.of("mechanics").value == 3
    assert answers.of("repair_wait").state is AnswerState.UNKNOWN
    assert answers.of("supplier_strike").value == "no"
    assert (answers.of("spare_parts").state, answers.of("spare_parts").because) == (
        AnswerState.NOT_APPLICABLE,
        "no stock kept",
    )
    partly = answers.of("complaints")
    assert partly.partly_known
    assert partly.value == Choices(frozenset({"delays"}), frozenset({"price", "none_seen"}))
    assert answers.of("loyal_riders").state is AnswerState.NOT_ASKED
    assert [note.visible_to for note in answers.notes["mechanics"]] == ["client"]
    unsaid = answers.notes["repair_wait"]
    assert [note.visible_to for note in unsaid] == ["internal"], "a note is internal unless said otherwise"
    assert answers.flags == ("repair_wait",)


@pytest.mark.parametrize(
    ("line", "code", "column", "said"),
    [
        ("  mechanic: 3", "I010", 3, "Did you mean `mechanics`"),
        ("  repair_wait: weeks", "I011", 16, "Did you mean `week`"),
        ("  services: repairs", "I012", 13, "a list of options"),
        ("  mechanics: many", "I012", 14, "a whole number"),
        ("  mechanics: 51", "I013", 14, "from 0 to 50"),
        ("  mechanics: -1", "I013", 14, "from 0 to 50"),
        ("  complaints: [delays, none_seen]", "I014", 24, "Keep it alone"),
        ("  complaints: []", "I015", 15, "`none_seen`"),
        ("  repair_wait: {yes: [days]}", "I016", 16, "takes one answer"),
        ("  complaints: [delays, delays]", "I017", 24, "given twice"),
        ("  complaints: {yes: [delays], no: [delays]}", "I017", 15, "given twice"),
        ("  repair_wait: {state: unknwon}", "I018", 24, "Did you mean `unknown`"),
        ("  repair_wait: {state: not_applicable}", "I019", 16, "Say why"),
        ("  complaints: {no: [delays, price, workmanship, none_seen]}", "I021", 15, "ruled out"),
        ("  repair_wait: {stat: unknown}", "I002", 17, "Did you mean `state`"),
        ("  repair_wait: [days]", "I012", 16, "one of"),
        ("  club_contact: [a, b]", "I012", 17, "a text"),
        ("  supplier_strike: maybe", "I011", 20, "yes, no"),
    ],
)
def test_a_faulty_answer_is_reported_at_its_place_with_a_remedy(
    tmp_path: Path, kb: KnowledgeBase, line: str, code: str, column: int, said: str
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_answers(written(tmp_path, HEAD + line + "\n"), kb)
    (problem,) = caught.value.problems
    assert (problem.code, problem.at.line, problem.at.column) == (code, 4, column)
    assert said in problem.said("en")
    assert problem.said("fr") != problem.said("en")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("date: 2026-11-20\nanswers: {}\n", "I001", 1),
        ("brand: A\nanswers: {}\n", "I001", 1),
        ("brand: A\ndate: tomorrow\n", "I004", 2),
        ("brand: A\ndate: 20261120\n", "I004", 2),
        ("brand: A\ndate: 2026-02-30\n", "I004", 2),
        ("brand: A\ndate: 2026-11-20\nlanguage: de\n", "I005", 3),
        ("brand: A\ndate: 2026-11-20\nknowledge_base: {id: another, version: 1}\n", "I006", 3),
        ("brand: A\ndate: 2026-11-20\nanswer: {}\n", "I002", 3),
        ("brand: [A]\ndate: 2026-11-20\n", "I003", 1),
        ("brand: A\ndate: 2026-11-20\nanswers: [a]\n", "I003", 3),
        ("brand: A\ndate: 2026-11-20\nbased_on: nobody\n", "I008", 3),
        ("brand: ''\ndate: 2026-11-20\n", "I022", 1),
        ("brand: A\ndate: 2026-11-20\nnotes:\n  mechanics: {text: a, visible_to: everyone}\n", "I020", 4),
        ("brand: A\ndate: 2026-11-20\nflags: mechanics\n", "I003", 3),
    ],
)
def test_a_faulty_head_is_reported_at_its_place(
    tmp_path: Path, kb: KnowledgeBase, text: str, code: str, line: int
) -> None:
    with pytest.raises(AnswersError) as caught:
        read_answers(written(tmp_path, text), kb)
    assert [(problem.code, problem.at.line) for problem in caught.value.problems] == [(code, line)]


def test_all_faults_are_reported_at_once_in_order(tmp_path: Path, kb: KnowledgeBase) -> None:
    path = written(tmp_path, "brand: A\ndate: soon\nanswers:\n  mechanic: 3\n  complaints: []\n")
    with pytest.raises(AnswersError) as caught:
        read_answers(path, kb)
    assert [problem.code for problem in caught.value.problems] == ["I004", "I010", "I015"]


def test_the_only_option_left_is_the_answer_where_an_empty_one_is_refused(tmp_path: Path, kb: KnowledgeBase) -> None:
    path = written(tmp_path, HEAD + "  complaints: {no: [delays, price, workmanship]}\n")
    complaints = read_answers(path, kb).of("complaints")
    assert complaints.value == Choices(frozenset({"none_seen"}), frozenset({"delays", "price", "workmanship"}))
    assert not complaints.partly_known


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"- a\n- b\n", b"brand: &a A\n", b"brand: !!python/object A\n", b"[" * 5000]
)
def test_what_is_no_answers_file_is_refused_with_a_position(tmp_path: Path, kb: KnowledgeBase, content: bytes) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_answers(path, kb)
    assert all(problem.at.file == str(path) for problem in caught.value.problems)


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path, kb: KnowledgeBase) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(InputError):
            read_answers(path, kb)
