"""The consultant's guide is a day that can be typed: every command of it runs, and answers what the page shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.answers import read_answers
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase
from tests.interview.sitting import run
from tests.workbench.transcript import BLOCK

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "assessing.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Typed:
    """A command of the page, what is typed in its dialogue, and the lines shown of its output, in order."""

    words: tuple[str, ...]
    lines: tuple[str, ...]
    shown: tuple[str, ...]


def commands(console: str) -> Iterator[Typed]:
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, *rest = part.splitlines()
        typed = tuple(line[1:].strip() for line in rest if line.startswith(">"))
        shown = tuple(line for line in rest if line and not line.startswith(">"))
        yield Typed(tuple(shlex.split(command)), typed, shown)


def follow(page: str, lang: str | None = None, only: tuple[str, ...] = ()) -> int:
    """Do what the page says in the working directory; of the commands those that begin with `only`, in `lang`."""
    done = 0
    for block in BLOCK.finditer(page):
        if block["kind"] == "yaml":
            found = re.fullmatch(r"the file (\S+)", block["edit"] or "")
            if found:
                Path(found[1]).write_text(block["body"], encoding="utf-8")
            continue
        for step in commands(block["body"]):
            assert step.words[0] == "advisor"
            words = [word if lang is None or word != "en" else lang for word in step.words[1:]]
            if only and words[0] not in only and words[:2] != ["answers", "merge"]:
                continue
            result = run(*words, input="".join(f"{line}\n" for line in step.lines))
            assert result.exit_code == 0, f"$ {shlex.join(step.words)}\n{result.output}\n{result.stderr}"
            done += 1
            place, output = 0, " ".join(result.output.replace("\u00a0", " ").split())
            for line in step.shown if lang is None else ():
                place = output.find(line, place)
                assert place >= 0, f"$ {shlex.join(step.words)}\nnot shown: {line}\n{result.output}"
    return done


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(shipped("rules") / "community-management")


@pytest.fixture(autouse=True)
def loaded_once(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty commands read one knowledge base; that each of them loads it is tried elsewhere."""
    monkeypatch.setattr("advisor.cli.options.load", lambda *_, **__: kb)


def day(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory.mkdir()
    monkeypatch.chdir(directory)
    return directory


def content(file: Path, kb: KnowledgeBase) -> tuple[object, ...]:
    """What a file says, its texts in the language of the interview left out."""
    read = read_answers(file, kb)
    return read.given, read.instances, read.respondents, read.notes.keys()


def test_the_whole_day_can_be_typed_as_it_stands_in_either_language(
    tmp_path: Path, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = day(tmp_path / "en", monkeypatch)
    assert follow(PAGE) == len(re.findall(r"^\$ advisor", PAGE, flags=re.MULTILINE)) >= 25
    assert read_answers(Path("client.yaml"), kb).of("remedy").accounts
    made = {path.name for path in Path("reports").iterdir()}
    assert made == {
        *("client.fr.html", "client.fr.pdf", "client.full.en.docx", "client.full.en.md"),
        *("client.en.xlsx", "client.en.ics"),
    }
    french = day(tmp_path / "fr", monkeypatch)
    upto_the_afternoon = PAGE.split("## 15:30")[0]
    assert follow(upto_the_afternoon, "fr", only=("interview",)) == 3
    assert content(french / "client.yaml", kb) == content(english / "client.yaml", kb)


def test_a_command_is_shown_as_something_to_type_and_nowhere_else() -> None:
    assert not re.findall(r"^    advisor .*", PAGE, flags=re.MULTILINE)
