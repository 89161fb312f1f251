"""`advisor answers`: what is wrong with a file, and two files brought together with nothing dropped."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from advisor.answers import Answer, AnswerState, Choices, Note, read_answers
from advisor.answers.merge import AnswerDifference, Conflicts, Contradicted, Contribution, join_lists, merge
from advisor.answers.merged_heads import Kept
from advisor.answers.record import Record
from advisor.answers.roundtrip import comments_of
from advisor.knowledge.model import KnowledgeBase

from .sitting import BEGUN, ROOT, options, run

OTHER = """\
# Entretien avec la gérante
brand: Vélos du Port
date: 2026-11-22
consultant: A. Martin
language: fr
knowledge_base: {id: bicycle-workshop, version: 1.2.0}
answers:
  services: [repairs]   # dit-elle
  mechanics: 2
  repair_wait: month
  spare_parts: {state: unknown}
notes:
  mechanics: {text: "Deux apprentis", visible_to: client}
  repair_wait: {text: "Trois avis l'attestent", visible_to: client}
flags: [repair_wait]
"""

KEEP_FIRST = ("--conflicts", "keep-first")


def plain(output: str) -> str:
    return re.sub(r"\s+", " ", output.replace("\u00a0", " "))


def check(file: Path, *more: str) -> tuple[int, str]:
    done = run("answers", "check", str(file), *options(), *more)
    return done.exit_code, plain(done.output)


def two(tmp_path: Path, first: str, second: str) -> tuple[Path, Path, Path]:
    paths = tmp_path / "patron.yaml", tmp_path / "gerante.yaml", tmp_path / "ensemble.yaml"
    paths[0].write_text(first, encoding="utf-8")
    paths[1].write_text(second, encoding="utf-8")
    return paths


def test_check_says_what_is_there_and_what_is_missing(file: Path) -> None:
    file.write_text(
        BEGUN.replace("  mechanics: 2", "  mechanics: {state: unknown}").replace("[repairs, rental]", "[courses]")
        + "# fin\n",
        encoding="utf-8",
    )
    status, said = check(file)
    assert status == 0
    assert "correct. Questions utiles traitées : 2 sur 8." in said
    assert "Répondues : 1 ; inconnues : 1 ; sans objet : 0 ; connues en partie : 0 ; marquées : 1." in said
    assert "sans réponse : supplier_strike, spare_parts, complaints" in said


def test_check_names_answers_that_do_not_count_and_contradictions(file: Path) -> None:
    answers = "  repair_wait: days\n  rental_fleet: 3\n  complaints: [delays]\n"
    file.write_text(BEGUN.replace("notes:", answers + "notes:").replace(", rental]", "]"), encoding="utf-8")
    status, said = check(file)
    assert status == 0
    assert "Une réponse enregistrée ne compte pas actuellement : rental_fleet" in said
    assert "Ces réponses ne s’accordent pas (repair_wait, complaints)" in said


@pytest.mark.parametrize("faulty", ["mechanics: 200", "mechanics: many", "mecanics: 2", "spare_parts: maybe"])
def test_check_refuses_a_faulty_file_with_its_position(file: Path, faulty: str) -> None:
    file.write_text(BEGUN.replace("mechanics: 2", faulty), encoding="utf-8")
    status, said = check(file)
    assert status == 1
    assert f"{file}:9:" in said


def test_merge_lists_every_difference_and_drops_nothing(tmp_path: Path, kb: KnowledgeBase) -> None:
    first, second, output = two(tmp_path, BEGUN, OTHER)
    done = run("answers", "merge", str(first), str(second), "-o", str(output), *KEEP_FIRST, *options())
    assert done.exit_code == 0, done.output
    said = plain(done.output)
    assert "8 différences :" in said
    assert "Clé « date »" in said
    assert "Clé « consultant »" in said
    assert "Question 1, Que propose l’atelier ?" in said
    assert f"{first} : Réparations ; Location" in said
    assert f"{second} : Réparations" in said
    merged = read_answers(output, kb)
    assert merged.date == "2026-11-20"
    assert merged.consultant == "A. Martin"
    assert merged.of("services") == read_answers(first, kb).of("services")
    assert merged.of("repair_wait").value == "month"
    assert merged.of("spare_parts").state is AnswerState.UNKNOWN
    assert set(merged.flags) == {"mechanics", "services", "repair_wait"}
    assert merged.notes["services"] == (Note("gerante.yaml dit : Réparations", "internal"),)
    assert [note.text for note in merged.notes["mechanics"]] == ["À revoir", "Deux apprentis"]
    assert merged.notes["mechanics"][0].visible_to == "internal"
    assert [note.visible_to for note in merged.notes["repair_wait"]] == ["client"]
    text = output.read_text(encoding="utf-8")
    assert set(comments_of(BEGUN)) | set(comments_of(OTHER)) <= set(comments_of(text))
    assert first.read_text(encoding="utf-8") == BEGUN
    assert second.read_text(encoding="utf-8") == OTHER


def test_an_answer_that_contradicts_stands_in_a_note_of_its_own_that_no_client_reads(
    tmp_path: Path, kb: KnowledgeBase
) -> None:
    client = BEGUN.replace('{text: "À revoir", visible_to: internal}', '{text: "À revoir", visible_to: client}')
    first, second, output = two(tmp_path, client, BEGUN.replace("mechanics: 2", "mechanics: 5"))
    second.write_text(second.read_text(encoding="utf-8").replace("internal", "client"), encoding="utf-8")
    done = run("answers", "merge", str(first), str(second), "-o", str(output), *KEEP_FIRST, *options())
    assert done.exit_code == 0, done.output
    merged = read_answers(output, kb)
    assert merged.of("mechanics").value == 2
    ours, theirs = merged.notes["mechanics"]
    assert (ours.text, ours.visible_to) == ("À revoir", "client")
    assert "gerante.yaml dit" in theirs.text
    assert "5 mécaniciens" in theirs.text
    assert theirs.visible_to == "internal"


def test_answers_known_in_part_are_joined(tmp_path: Path, kb: KnowledgeBase) -> None:
    first, second, output = two(
        tmp_path,
        BEGUN.replace("[repairs, rental]", "{yes: [repairs]}"),
        BEGUN.replace("[repairs, rental]", "{no: [courses]}"),
    )
    run("answers", "merge", str(first), str(second), "-o", str(output), *options())
    services = read_answers(output, kb).of("services")
    assert services.value == Choices(frozenset({"repairs"}), frozenset({"courses", "nothing_yet"}))
    assert services.partly_known


def test_a_file_merged_with_itself_has_no_difference(tmp_path: Path) -> None:
    first, second, output = two(tmp_path, BEGUN, BEGUN)
    done = run("answers", "merge", str(first), str(second), "-o", str(output), *options())
    assert "Les deux fichiers ne disent rien de différent." in plain(done.output)
    assert output.read_text(encoding="utf-8") == BEGUN


def test_merge_never_overwrites(tmp_path: Path) -> None:
    first, second, output = two(tmp_path, BEGUN, OTHER)
    for target in (first, second):
        done = run("answers", "merge", str(first), str(second), "-o", str(target), *options())
        assert done.exit_code == 1
        assert "existe déjà" in done.stderr
    assert first.read_text(encoding="utf-8") == BEGUN
    assert not output.exists()


def test_merge_refuses_a_faulty_file_and_writes_nothing(tmp_path: Path) -> None:
    first, second, output = two(tmp_path, BEGUN, OTHER.replace("mechanics: 2", "mechanics: lots"))
    done = run("answers", "merge", str(first), str(second), "-o", str(output), *options())
    assert done.exit_code == 1
    assert f"{second}:9:" in done.stderr
    assert not output.exists()


def possible(kb: KnowledgeBase, question: str) -> list[Answer]:
    """A few answers of every state to one question."""
    asked = kb.questions[question]
    states = [
        Answer(AnswerState.NOT_ASKED),
        Answer(AnswerState.UNKNOWN),
        Answer(AnswerState.NOT_APPLICABLE, because="fermé"),
    ]
    if asked.type == "choices":
        every = frozenset(option.id for option in asked.options)
        chosen = [frozenset({"repairs"}), frozenset({"repairs", "courses"}), frozenset({"nothing_yet"})]
        states += [Answer(AnswerState.ANSWERED, Choices(one, every - one)) for one in chosen]
        states.append(Answer(AnswerState.ANSWERED, Choices(frozenset(), frozenset({"courses"})), partly_known=True))
        partly = Choices(frozenset({"repairs"}), frozenset({"nothing_yet"}))
        states.append(Answer(AnswerState.ANSWERED, partly, partly_known=True))
    elif asked.type == "number":
        states += [Answer(AnswerState.ANSWERED, 1), Answer(AnswerState.ANSWERED, 2)]
    else:
        states += [Answer(AnswerState.ANSWERED, option.id) for option in asked.options]
    return states


def with_answers(path: Path, kb: KnowledgeBase, answers: dict[str, Answer]) -> Path:
    path.write_text("brand: x\ndate: 2026-11-20\nanswers: {}\n", encoding="utf-8")
    record = Record.open(path)
    for question, answer in answers.items():
        if answer.state is not AnswerState.NOT_ASKED:
            record.answer(kb.questions[question], answer, tuple(kb.questions))
    record.save()
    return path


QUESTIONS = ("services", "mechanics", "spare_parts", "complaint_reply")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.data())
def test_every_answer_of_either_file_is_in_the_result_or_in_the_list(
    tmp_path: Path, kb: KnowledgeBase, chance: st.DataObject
) -> None:
    drawn = [
        {question: chance.draw(st.sampled_from(possible(kb, question))) for question in QUESTIONS} for _ in range(2)
    ]
    paths = [with_answers(tmp_path / f"{place}.yaml", kb, answers) for place, answers in enumerate(drawn)]
    read = [read_answers(path, kb) for path in paths]
    output = tmp_path / "merged.yaml"
    output.unlink(missing_ok=True)
    into = Record.open(paths[0]).copied_to(output)
    first, second = Contribution(into, read[0], "A"), Contribution(Record.open(paths[1]), read[1], "B")
    conflicts = chance.draw(st.sampled_from(list(Conflicts)))
    try:
        found = merge(kb, join_lists(kb, first, second, conflicts), lambda q, a: f"{q.id}: {a.value} {a.state}")
    except Contradicted:
        event("refused")
        assume(conflicts is not Conflicts.REFUSE)
        raise
    into.save()
    merged = read_answers(output, kb)
    assert merged.given == found.answers.given
    listed = {one.question.id: one for one in found.differences if isinstance(one, AnswerDifference)}
    for question, answers in itertools.product(QUESTIONS, read):
        given, stands = answers.of(question), merged.of(question)
        if given.state is AnswerState.NOT_ASKED or replace(given, said_by=stands.said_by) == stands:
            continue
        difference = listed[question]
        assert stands.state is not AnswerState.NOT_ASKED
        assert given.value in (difference.first.value, difference.second.value)
        if difference.kept is Kept.FIRST:
            assert replace(stands, said_by=None) == read[0].of(question)
            assert question in merged.flags
            other = read[1].of(question)
            assert f"{other.value} {other.state}" in merged.notes[question][-1].text
        elif difference.kept is Kept.DISPUTED:
            assert [one.value for one in stands.accounts] == [each.of(question).value for each in read]


def test_check_names_as_unanswered_what_the_interview_still_asks_and_no_more(file: Path) -> None:
    file.write_text('brand: "Schola"\ndate: 2026-11-20\nlanguage: en\n', encoding="utf-8")
    done = run("answers", "check", str(file), "--kb", str(ROOT / "tests" / "knowledge_bases" / "choir"))
    said = " ".join(done.output.split())
    counted = re.search(r"dealt with: 0 of (\d+)", said)
    unanswered = re.search(r"(\d+) relevant questions are unanswered: ([^.]*)", said)
    assert counted
    assert unanswered
    assert counted.group(1) == unanswered.group(1)
    assert "sell_piano" not in unanswered.group(2), "asked only where there is a hall"
