"""Whatever happens to the process, its pipes or its disk: acknowledged answers are on disk, and the file is whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pexpect
import pytest
from ruamel.yaml import YAML

from advisor.advice import assess
from advisor.answers import read_answers
from advisor.answers.roundtrip import comments_of
from advisor.cli import main
from advisor.knowledge.model import KnowledgeBase

from .sitting import BEGUN, FULL, HEAD, command, environment, options, process, sit

KILLS = 50
OWN_WORDS = ("club_contact",)
"""Questions answered in words, where a note would be taken for the answer."""
LAST_PROMPT = "Numéro, ou Entrée".encode()


def recorded(file: Path) -> dict[str, object]:
    answers: dict[str, object] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["answers"]
    return answers


def noted(file: Path) -> dict[str, list[str]]:
    """The texts of the notes on every question, oldest first."""
    written = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["notes"]
    logs = {question: log if isinstance(log, list) else [log] for question, log in written.items()}
    return {question: [str(one["text"]) for one in log] for question, log in logs.items()}


def piped(file: Path, *lines: str, more: tuple[str, ...] = (), **how: object) -> tuple[int, str, str]:
    sitting = process("interview", str(file), *more, *options(), **how)
    out, err = sitting.communicate("".join(line + "\n" for line in lines).encode(), timeout=120)
    return sitting.returncode, out.decode(), err.decode()


def sit_in_child(stdin: Connection, stdout: Connection, arguments: list[str]) -> None:
    """The interview in a process forked from one that has imported everything: fifty starts in little time."""
    os.dup2(stdin.fileno(), 0)
    os.dup2(stdout.fileno(), 1)
    os.environ.update(COLUMNS="80", TERM="dumb")
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    main(arguments)


def test_fifty_kills_at_random_moments_lose_no_acknowledged_answer_or_note(tmp_path: Path, kb: KnowledgeBase) -> None:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["advisor.cli.interview", "tests.interview.test_nothing_lost"])
    chance = random.Random(20261120)
    script = {question: typed for question, typed, _ in FULL}
    values = {question: value for question, _, value in FULL}
    files = iter(range(KILLS))
    file, killed, seen_at = tmp_path / f"{next(files)}.yaml", 0, set()
    file.write_text(BEGUN, encoding="utf-8")
    while killed < KILLS:
        before = recorded(file)
        waiting = [question for question in script if question not in before]
        if not waiting:
            file = tmp_path / f"{next(files)}.yaml"
            file.write_text(BEGUN, encoding="utf-8")
            continue
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        stdin, stdout = (Connection(one) for one in (theirs_in, theirs_out))
        child = processes.Process(target=sit_in_child, args=(stdin, stdout, ["interview", str(file), *options()]))
        child.start()
        stdin.close()
        stdout.close()
        notes = {question: f"dit à la séance {killed}" for question in waiting if question not in OWN_WORDS}
        lines = [(f"note interne: {notes[one]}\n" if one in notes else "") + f"{script[one]}\n" for one in waiting]
        noted_before = noted(file)
        os.write(ours_in, "".join(lines).encode())
        shown, enough = b"", chance.randrange(0, 8000)
        while len(shown) < enough and LAST_PROMPT not in shown:
            more = os.read(ours_out, 64)
            assert more, shown.decode("utf-8", "ignore")
            shown += more
        time.sleep(chance.random() * 0.02)
        child.kill()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        while more := os.read(ours_out, 65536):
            shown += more
        os.close(ours_in)
        os.close(ours_out)
        killed += 1
        text = re.sub(r"\s+", " ", shown.decode("utf-8", "ignore").replace("\u00a0", " "))
        acknowledged = waiting[: text.count("Enregistré : ")]
        after = recorded(file)
        seen_at.add(len(acknowledged))
        missing = [question for question in acknowledged if question not in after]
        assert missing == [], f"acknowledged and lost: {missing}"
        # Beyond those, at most the one answer that was on its way.
        assert set(after) - set(before) <= set(waiting[: len(acknowledged) + 1])
        assert all(after[question] == values[question] for question in after)
        written = [question for question, text in notes.items() if text in noted(file).get(question, ())]
        kept = text.count("Note enregistrée")
        assert written[:kept] == list(notes)[:kept], "acknowledged and lost: a note"
        assert len(written) <= kept + 1
        assert all(set(log) <= set(noted(file)[question]) for question, log in noted_before.items())
        assert comments_of(file.read_text(encoding="utf-8")) == comments_of(BEGUN)
        read_answers(file, kb)
    assert len(seen_at) > 3, "the kills all came at the same moment"


def test_pipe_terminal_and_answers_file_give_the_same_assessment(tmp_path: Path, kb: KnowledgeBase) -> None:
    by_pipe, by_hand, by_editor = (tmp_path / name for name in ("pipe.yaml", "terminal.yaml", "editor.yaml"))
    status, _, problems = piped(by_pipe, *HEAD, *[typed for _, typed, _ in FULL], "")
    assert (status, problems) == (0, "")
    terminal = pexpect.spawn(
        command()[0],
        [*command()[1:], "interview", str(by_hand), *options()],
        env=environment(TERM="xterm-256color"),
        dimensions=(40, 80),
        encoding="utf-8",
        timeout=60,
    )
    for line in [*HEAD, *[typed for _, typed, _ in FULL]]:
        terminal.expect("Votre réponse > ")
        terminal.sendline(line)
    terminal.expect("Numéro, ou Entrée > ")
    terminal.sendline("")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    by_editor.write_text(
        """\
brand: Vélos du Port
date: 2026-11-20
language: fr
answers:
  services: [rental, repairs]
  mechanics: 2
  repair_wait: week
  rental_fleet: 30
  supplier_strike: no
  spare_parts: yes
  complaints: {yes: [delays]}
  complaint_reply: {state: unknown}
  loyal_riders: yes
  club_contact: "Le club « La Roue libre » : un #ancien"
  advertised_delay: same_day
  campaign_planned: {state: not_applicable, because: pas de budget}
""",
        encoding="utf-8",
    )
    first, second, third = (assess(kb, read_answers(path, kb)) for path in (by_pipe, by_hand, by_editor))
    assert first == second == third
    assert first.first_three


def in_terminal(file: Path, **more: str) -> pexpect.spawn:
    return pexpect.spawn(
        command()[0],
        [*command()[1:], "interview", str(file), *options()],
        env=environment(**more),
        dimensions=(40, 80),
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("locale", ["C", "xx_XX.UTF-8", "C.UTF-8"], ids=["poor", "missing", "good"])
def test_accented_letters_typed_at_a_terminal_are_kept_and_deleted_whole(file: Path, locale: str) -> None:
    terminal = in_terminal(file, LC_ALL=locale)
    for line in ["Éléé\x7f\x7fan du Port", "2026-11-20", "quitter"]:
        terminal.expect(" > ")
        terminal.sendline(line)
    terminal.expect(pexpect.EOF)
    assert YAML(typ="safe").load(file)["brand"] == "Élan du Port"


@pytest.mark.parametrize("last", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_by_the_keyboard_keeps_answers_and_says_how_to_resume(file: Path, last: str) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    terminal = in_terminal(file)
    terminal.expect("Votre réponse > ")
    terminal.sendline("2")
    terminal.expect("Enregistré")
    terminal.expect("Votre réponse > ")
    # Python loses a Ctrl-C that comes after the prompt and before it listens.
    terminal.delaybeforesend = 1
    terminal.send(last)
    terminal.expect("Pour reprendre")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert "advisor interview" in terminal.before
    assert recorded(file)["repair_wait"] == "week"


def test_a_file_changed_meanwhile_is_read_again_and_the_question_repeated(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    terminal = in_terminal(file)
    terminal.expect("Votre réponse > ")
    file.write_text(BEGUN.replace("mechanics: 2", "mechanics: 9"), encoding="utf-8")
    terminal.sendline("2")
    terminal.expect("Quelqu’un d’autre a modifié")
    terminal.expect("3. Combien de temps")
    terminal.expect("Votre réponse > ")
    terminal.sendline("3")
    terminal.expect("Enregistré")
    terminal.expect("Votre réponse > ")
    terminal.sendline("quitter")
    terminal.expect(pexpect.EOF)
    answers = recorded(file)
    assert (answers["mechanics"], answers["repair_wait"]) == (9, "month")


def test_piped_input_stops_at_a_file_changed_meanwhile(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    sitting = process("interview", str(file), *options())
    assert sitting.stdin is not None
    assert sitting.stdout is not None
    read_until(sitting.stdout.fileno(), "Votre")
    theirs = BEGUN.replace("mechanics: 2", "mechanics: 9")
    file.write_text(theirs, encoding="utf-8")
    _, problems = sitting.communicate(b"2\n3\n1\n", timeout=60)
    assert sitting.returncode == 1
    assert problems.decode().count("\n") == 1
    assert "quelqu’un d’autre a modifié ce fichier" in problems.decode()
    assert file.read_text(encoding="utf-8") == theirs


def read_until(descriptor: int, words: str) -> str:
    shown = b""
    while words.encode() not in shown:
        more = os.read(descriptor, 1024)
        assert more, shown.decode()
        shown += more
    return shown.decode("utf-8", "replace")


def test_a_closed_output_is_one_line_and_acknowledged_answers_are_kept(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    sitting = process("interview", str(file), *options())
    assert sitting.stdin is not None
    assert sitting.stdout is not None
    assert sitting.stderr is not None
    sitting.stdin.write(b"2\n")
    sitting.stdin.flush()
    read_until(sitting.stdout.fileno(), "Enregistré")
    sitting.stdout.close()
    sitting.stdin.write(b"12\nnon\nnon\n1\n")
    sitting.stdin.close()
    problems = sitting.stderr.read().decode()
    assert sitting.wait(timeout=60) == 3
    assert problems.count("\n") == 1
    assert "La sortie a été fermée." in problems
    assert recorded(file)["repair_wait"] == "week"


def test_a_closed_input_is_the_end_of_the_input(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    line = " ".join(["exec", *(f'"{word}"' for word in command("interview", str(file), *options())), "<&-"])
    done = subprocess.run(["sh", "-c", line], capture_output=True, env=environment(), timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert file.read_text(encoding="utf-8") == BEGUN


def test_bytes_that_are_no_text_are_asked_again(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    sitting = process("interview", str(file), *options())
    out, problems = sitting.communicate(b"\xff\xfe\n2\nquitter\n", timeout=60)
    assert sitting.returncode == 0, problems
    assert "n’est pas lisible" in out.decode()
    assert recorded(file)["repair_wait"] == "week"


def test_a_terminal_without_these_characters_does_not_end_the_interview(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    sitting = process("interview", str(file), *options(), env=environment(PYTHONIOENCODING="ascii"))
    out, problems = sitting.communicate(b"2\nrevue\n\nquitter\n", timeout=60)
    assert sitting.returncode == 0, problems
    assert b"Enregistre : " in out
    assert b"n'est" not in out
    assert out.isascii()
    assert b"L'atelier" in out


def limit(bytes_: int) -> object:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, bytes_))


def test_a_full_disk_is_one_line_and_leaves_the_file_before_the_last_answer(file: Path) -> None:
    room = 900
    file.write_text(BEGUN + "# " + "x" * (room - len(BEGUN.encode()) - 4 - 22) + "\n", encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    status, shown, problems = piped(file, "2", "30", "non", "1", preexec_fn=limit(room))
    assert status == 3, problems
    assert problems.count("\n") == 1
    assert "il n’y a plus de place sur le disque" in problems
    kept = recorded(file)
    acknowledged = shown.count("Enregistré")
    assert acknowledged >= 1
    assert len(kept) == 2 + acknowledged
    assert before.splitlines()[0] in file.read_text(encoding="utf-8")
    assert list(file.parent.iterdir()) == [file]


def test_at_a_terminal_a_full_disk_keeps_the_answer_until_there_is_room(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    terminal = in_terminal(file)
    terminal.expect("Votre réponse > ")
    _, hard = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (10, hard))
    terminal.sendline("2")
    terminal.expect("plus de place")
    terminal.expect("Réessayer > ")
    terminal.sendline("")
    terminal.expect("plus de place")
    terminal.expect("Réessayer > ")
    assert file.read_text(encoding="utf-8") == BEGUN
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (hard, hard))
    terminal.sendline("")
    terminal.expect("Enregistré, cette fois")
    terminal.expect("4[.] .*Votre réponse > ")
    terminal.sendline("quitter")
    terminal.expect(pexpect.EOF)
    assert recorded(file)["repair_wait"] == "week"


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}], ids=["no colour", "dumb", "colour"])
def test_the_width_follows_the_terminal(file: Path, more: dict[str, str]) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    known = {"TERM": "xterm-256color", **more}
    without_width = {name: value for name, value in environment(**known).items() if name not in ("COLUMNS", "LINES")}
    terminal = pexpect.spawn(
        command()[0],
        [*command()[1:], "interview", str(file), *options()],
        env=without_width,
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    widths = []
    for rows, columns in ((24, 80), (20, 50), (24, 80)):
        terminal.expect("Votre réponse > ")
        terminal.setwinsize(rows, columns)
        terminal.sendline("?")
        terminal.expect("Votre réponse > ")
        terminal.sendline("aide")
        shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.before)
        widths.append(max(len(line.rstrip()) for line in shown.splitlines()))
        assert widths[-1] <= columns, shown
    assert widths[1] < 50 < widths[0]
    terminal.expect("Votre réponse > ")
    terminal.sendline("quitter")
    terminal.expect(pexpect.EOF)


def test_a_full_disk_at_the_start_leaves_nothing(file: Path) -> None:
    status, _, problems = piped(file, *HEAD, "1", preexec_fn=limit(10))
    assert status == 3, problems
    assert "plus de place" in problems
    assert list(file.parent.iterdir()) == []


def test_a_read_only_file_is_refused_before_the_first_question(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    file.chmod(0o444)
    done = sit(file, "2")
    assert done.exit_code == 3
    assert "ce fichier est en lecture seule" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Combien" not in done.output
    assert file.read_text(encoding="utf-8") == BEGUN


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BEGUN.replace("id: bicycle-workshop", "id: community-management"), "base de connaissances"),
        (BEGUN.replace("mechanics: 2", "mechanics: 200"), "hors limites"),
        ("", "vide"),
        ("- a\n- b\n", "yaml"),
        ("brand: [", "yaml"),
        (BEGUN.replace("services: [repairs", "services: &x [repairs"), "yaml"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_left_as_it_is(file: Path, content: str, said: str) -> None:
    file.write_text(content, encoding="utf-8")
    done = sit(file, "2")
    assert done.exit_code == 1
    assert f"{file}:" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("where", ["folder", "missing/file.yaml", "/dev/full"])
def test_a_place_where_nothing_can_be_kept_is_refused_before_the_first_question(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    done = sit(tmp_path / where, *HEAD, "1")
    assert done.exit_code in (1, 3)
    assert done.stderr.count("\n") <= 2
    assert "De quelle marque" not in done.output
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_two_sittings_at_one_file_do_not_overwrite_each_other(file: Path) -> None:
    file.write_text(BEGUN, encoding="utf-8")
    sittings = [process("interview", str(file), *options()) for _ in range(2)]
    for sitting in sittings:
        assert sitting.stdout is not None
        read_until(sitting.stdout.fileno(), "Votre")
    results: list[tuple[int, int]] = []

    def go_on(sitting: subprocess.Popen[bytes]) -> None:
        out, _ = sitting.communicate(b"2\n30\nnon\n1\n4\nnon\n1\n2\n", timeout=60)
        results.append(
            (sitting.returncode, out.decode().count("Enregistré :") + out.decode().count("Enregistré\u00a0:"))
        )

    threads = [threading.Thread(target=go_on, args=(sitting,)) for sitting in sittings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(said for _, said in results) == len(recorded(file)) - 2
    assert 1 in [status for status, _ in results]
