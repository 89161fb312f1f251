"""Answers files of an earlier knowledge base: read as far as their questions still exist, the rest named once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.answers import read_answers
from advisor.cli import main
from advisor.knowledge import load

CHOIR = Path(__file__).parents[1] / "knowledge_bases" / "choir"
FORMER = """\
brand: École du Val
date: 2025-11-20
language: fr
knowledge_base: {id: music-school, version: 0.9.0}
answers:
  teaches: adults
  stage_fright: often     # le trac
choirs:
  - {id: altos, answers: {singers: 14, uniforms: [red, blue]}, flags: [uniforms]}
  - {id: men, answers: {uniforms: [red]}}
notes:
  stage_fright: {text: "Depuis toujours", visible_to: client}
flags: [stage_fright]
"""


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """The music school, which no longer asks about stage fright and uniforms."""
    directory = tmp_path / "kb"
    shutil.copytree(CHOIR, directory)
    described = directory / "knowledge-base.yaml"
    described.write_text(
        described.read_text(encoding="utf-8") + "retired: [stage_fright, uniforms]\n", encoding="utf-8"
    )
    return directory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "former.yaml"
    path.write_text(FORMER, encoding="utf-8")
    return path


def run(*arguments: str, input: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=input, env={"COLUMNS": "200"})


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


NAMED = "2 réponses ne sont pas lues, car leurs questions ne sont plus posées : stage_fright, uniforms"


def test_what_is_still_asked_is_read_and_the_rest_is_named_once(kb: Path, file: Path) -> None:
    answers = read_answers(file, load(kb))
    assert {id: one.value for id, one in answers.given.items()} == {"teaches": "adults", "singers@altos": 14}
    assert answers.no_longer_asked == ("stage_fright", "uniforms")
    assert (answers.notes, answers.flags) == ({}, ())


@pytest.mark.parametrize(("command", "options"), [("assess", ["--json"]), ("why", ["pay-no-soloists@altos"])])
def test_commands_name_them_on_the_error_stream_alone(kb: Path, file: Path, command: str, options: list[str]) -> None:
    done = run(command, str(file), *options, "--kb", str(kb))
    assert done.exit_code == 0, done.output
    assert plain(done.stderr).count(NAMED) == 1
    assert NAMED not in plain(done.stdout)


def test_check_names_them_among_what_it_found(kb: Path, file: Path) -> None:
    done = run("answers", "check", str(file), "--kb", str(kb))
    assert done.exit_code == 0, done.output
    assert plain(done.output).count(NAMED) == 1


def test_an_interview_goes_on_with_such_a_file_and_keeps_what_it_does_not_read(kb: Path, file: Path) -> None:
    done = run("interview", str(file), "--kb", str(kb), "--lang", "fr", input="oui\nquitter\n")
    assert done.exit_code == 0, done.output
    assert plain(done.output).count(NAMED) == 1
    text = file.read_text(encoding="utf-8")
    assert "stage_fright: often     # le trac" in text
    assert "Depuis toujours" in text


def test_a_question_that_never_was_is_an_error_all_the_same(kb: Path, file: Path) -> None:
    file.write_text(FORMER.replace("  stage_fright: often", "  stage_frigth: often"), encoding="utf-8")
    done = run("assess", str(file), "--kb", str(kb))
    assert done.exit_code == 1
    assert "former.yaml:7:" in done.stderr
