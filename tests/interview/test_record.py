"""The answers file on disk: comments, order and other people's changes survive."""

from __future__ import annotations

import errno
import os
import stat
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.answers import Answer, AnswerState, Choices, Note, read_answers
from advisor.answers.record import Record
from advisor.answers.roundtrip import comments_of
from advisor.answers.trouble import RecordError, Trouble
from advisor.knowledge.model import KnowledgeBase

from .sitting import BEGUN, sit

RICH = """\
# Atelier du Port
brand: Vélos du Port   # raison sociale à vérifier
date: 2026-11-20
language: fr
knowledge_base: {id: bicycle-workshop, version: 1.2.0}

# ---- réponses ----
answers:
  # d'abord l'atelier
  services:
    - repairs   # vu
    # peut-être bientôt :
    - rental
  # la suite au téléphone
  mechanics: 2
  spare_parts: {state: not_applicable,   # dit le patron
    because: "tout est commandé"}

  # ---- les clients ----
  complaints: {yes: [delays]}  # le reste mardi
  complaint_reply:
    state: unknown   # il cherche
    # à relancer

  # ---- fin ----
  campaign_planned: no

# notes de terrain
notes:
  mechanics:
    text: |
      Deux à plein temps,
      # pas un commentaire
    visible_to: internal
# marques
flags: [mechanics]   # revoir
# dernière ligne
"""


def save(path: Path, kb: KnowledgeBase, question: str, answer: Answer) -> str:
    record = Record.open(path)
    record.answer(kb.questions[question], answer, tuple(kb.questions))
    record.save()
    return path.read_text(encoding="utf-8")


def chosen(*options: str) -> Answer:
    every = {"repairs", "rental", "courses", "nothing_yet"}
    return Answer(AnswerState.ANSWERED, Choices(frozenset(options), frozenset(every - set(options))))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("services", chosen("courses")),
        ("mechanics", Answer(AnswerState.ANSWERED, 3)),
        ("spare_parts", Answer(AnswerState.ANSWERED, "yes")),
        ("complaints", Answer(AnswerState.UNKNOWN)),
        ("complaint_reply", Answer(AnswerState.ANSWERED, "later")),
        ("campaign_planned", Answer(AnswerState.NOT_APPLICABLE, because='il dit "non" # et encore : non')),
        ("repair_wait", Answer(AnswerState.ANSWERED, "days")),
        ("club_contact", Answer(AnswerState.ANSWERED, "- {non}")),
    ],
)
def test_every_comment_survives_a_new_answer(file: Path, kb: KnowledgeBase, question: str, answer: Answer) -> None:
    file.write_text(RICH, encoding="utf-8")
    before = read_answers(file, kb)
    after_text = save(file, kb, question, answer)
    assert sorted(comments_of(after_text)) == sorted(comments_of(RICH))
    after = read_answers(file, kb)
    assert after.of(question) == answer
    assert {id: one for id, one in after.given.items() if id != question} == {
        id: one for id, one in before.given.items() if id != question
    }
    assert (after.notes, after.flags, after.brand) == (before.notes, before.flags, before.brand)


def test_new_answers_take_their_place_in_the_order_of_the_questionnaire(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(RICH, encoding="utf-8")
    for question in ("advertised_delay", "repair_wait", "loyal_riders"):
        value = {"advertised_delay": "week", "repair_wait": "week", "loyal_riders": "no"}[question]
        text = save(file, kb, question, Answer(AnswerState.ANSWERED, value))
    keys = [line.split(":")[0].strip() for line in text.splitlines() if line.startswith("  ") and line[2].isalpha()]
    assert keys[:9] == [
        "services",
        "mechanics",
        "repair_wait",
        "spare_parts",
        "complaints",
        "complaint_reply",
        "loyal_riders",
        "advertised_delay",
        "campaign_planned",
    ]


def test_a_section_heading_stays_above_its_first_answer(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(RICH, encoding="utf-8")
    lines = save(file, kb, "supplier_strike", Answer(AnswerState.ANSWERED, "no")).splitlines()
    heading = lines.index("  # ---- les clients ----")
    assert lines[heading + 1].startswith("  complaints:")
    assert "  supplier_strike: no" in lines[:heading]


def test_what_is_not_touched_keeps_its_spelling(file: Path, kb: KnowledgeBase) -> None:
    file.write_text('brand: "1:30"\ndate: 2026-11-20\nconsultant: 007\nanswers:\n    mechanics: 2\n', encoding="utf-8")
    text = save(file, kb, "spare_parts", Answer(AnswerState.ANSWERED, "yes"))
    assert text == (
        'brand: "1:30"\ndate: 2026-11-20\nconsultant: 007\nanswers:\n    mechanics: 2\n    spare_parts: yes\n'
    )


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_byte_order_mark_are_kept(file: Path, kb: KnowledgeBase, prefix: bytes) -> None:
    file.write_bytes(prefix + BEGUN.replace("\n", "\r\n").encode())
    save(file, kb, "spare_parts", Answer(AnswerState.ANSWERED, "yes"))
    content = file.read_bytes()
    assert content.startswith(prefix + b"# Atelier")
    assert content.count(b"\r\n") == content.count(b"\n") == BEGUN.count("\n") + 1


def test_an_answer_under_a_former_name_is_replaced_there(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(
        BEGUN.replace("  # le patron", "  waiting_time: week   # ancien nom\n  # le patron"), encoding="utf-8"
    )
    text = save(file, kb, "repair_wait", Answer(AnswerState.ANSWERED, "days"))
    assert "  waiting_time: days   # ancien nom" in text
    assert "repair_wait" not in text


words = st.text(
    st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and text)
yaml_like = st.sampled_from(
    ["yes", "no", "null", "~", "1:30", "0x1F", "- a", "{a}", "#", "a: b", "?", "&a", "*a", "!b"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(words, yaml_like, st.text(string.punctuation, min_size=1, max_size=12)))
def test_whatever_is_written_is_read_back(file: Path, kb: KnowledgeBase, text: str) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    record = Record.open(file)
    order = tuple(kb.questions)
    record.answer(kb.questions["club_contact"], Answer(AnswerState.ANSWERED, text), order)
    record.answer(kb.questions["spare_parts"], Answer(AnswerState.NOT_APPLICABLE, because=text), order)
    record.notes(kb.questions["services"], [Note(text, "client")], order)
    record.head("brand", text)
    record.save()
    answers = read_answers(file, kb)
    assert answers.of("club_contact").value == text.strip()
    assert answers.of("spare_parts").because == text.strip()
    assert answers.notes["services"] == (Note(text.strip(), "client"),)
    assert answers.brand == text.strip()


def test_a_change_by_someone_else_is_not_overwritten(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    record = Record.open(file)
    theirs = BEGUN + "# quelqu'un d'autre\n"
    file.write_text(theirs, encoding="utf-8")
    record.answer(kb.questions["spare_parts"], Answer(AnswerState.UNKNOWN), tuple(kb.questions))
    with pytest.raises(RecordError) as caught:
        record.save()
    assert caught.value.trouble is Trouble.CHANGED
    assert file.read_text(encoding="utf-8") == theirs
    assert list(file.parent.iterdir()) == [file]


def test_two_processes_cannot_both_begin_the_same_file(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    record = Record.open(file).copied_to(file)
    with pytest.raises(RecordError) as caught:
        record.save()
    assert caught.value.trouble is Trouble.EXISTS
    assert file.read_text(encoding="utf-8") == BEGUN


def test_a_file_that_vanished_is_written_anew(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    record = Record.open(file)
    file.unlink()
    record.answer(kb.questions["spare_parts"], Answer(AnswerState.UNKNOWN), tuple(kb.questions))
    assert record.save()
    assert read_answers(file, kb).of("mechanics").value == 2


def test_permissions_and_links_are_kept(file: Path, kb: KnowledgeBase) -> None:
    real = file.with_name("real.yaml")
    real.write_text(BEGUN, encoding="utf-8")
    real.chmod(0o640)
    file.symlink_to(real)
    save(file, kb, "spare_parts", Answer(AnswerState.UNKNOWN))
    assert file.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "spare_parts" in real.read_text(encoding="utf-8")


@pytest.mark.parametrize("left_behind", [False, True])
def test_a_private_file_is_never_seen_by_others_while_it_is_saved(
    file: Path, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, left_behind: bool
) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    file.chmod(0o600)
    if left_behind:
        file.with_name(f".{file.name}.saving").write_text("half of someth", encoding="utf-8")
    seen: list[int] = []
    write = os.write

    def watched(descriptor: int, content: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", watched)
    save(file, kb, "spare_parts", Answer(AnswerState.UNKNOWN))
    assert set(seen) == {0o600}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "trouble"),
    [(errno.ENOSPC, Trouble.FULL), (errno.EDQUOT, Trouble.FULL), (errno.EIO, Trouble.REFUSED)],
)
def test_a_disk_that_refuses_leaves_the_old_file(
    file: Path, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, number: int, trouble: Trouble
) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    record = Record.open(file)
    record.answer(kb.questions["spare_parts"], Answer(AnswerState.UNKNOWN), tuple(kb.questions))

    def fsync(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(RecordError) as caught:
        record.save()
    assert caught.value.trouble is trouble
    assert file.read_text(encoding="utf-8") == BEGUN
    assert list(file.parent.iterdir()) == [file]


def test_what_a_killed_process_left_behind_is_used_up(file: Path, kb: KnowledgeBase) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    file.with_name(f".{file.name}.saving").write_text("half of someth", encoding="utf-8")
    save(file, kb, "spare_parts", Answer(AnswerState.UNKNOWN))
    assert list(file.parent.iterdir()) == [file]


def test_an_interview_keeps_the_comments_of_the_file(file: Path) -> None:
    file.write_text(RICH, encoding="utf-8")
    done = sit(file, "aller 1", "3", "aller 2", "5", "note interne: vu", "quitter")
    assert done.exit_code == 0, done.output
    assert sorted(comments_of(file.read_text(encoding="utf-8"))) == sorted(comments_of(RICH))
