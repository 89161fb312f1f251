"""A page of documentation as a script: its commands, the output it shows, and the edits between them.

A `console` block holds commands after `$ ` and the output they give, where `…` stands for anything; what stands behind
a prompt such as `play > ` is typed. A `yaml` block
after a comment such as `<!-- replace the entry ID in FILE -->` is an edit; other blocks are illustrations.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.knowledge.reading.lists import added_to_list

PROMPT = re.compile(r"^play > (.*)$", re.MULTILINE)
BLOCK = re.compile(r"(?:<!-- (?P<edit>.*?) -->\n)?```(?P<kind>console|yaml)\n(?P<body>.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    output: str


@dataclass(frozen=True)
class Edit:
    what: str
    text: str


def steps(page: str) -> Iterator[Command | Edit]:
    """The commands and edits of a page, in order."""
    for block in BLOCK.finditer(page):
        if block["kind"] == "yaml":
            if block["edit"]:
                yield Edit(block["edit"], block["body"])
            continue
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            yield Command(tuple(line.split()), output)


def apply(edit: Edit, directory: Path) -> None:
    """Do what the comment says; an edit that is not understood, or finds nothing, fails the test."""
    if found := re.fullmatch(r"add to the list (\w+) in (\S+)", edit.what):
        path = directory / found[2]
        path.write_text(added_to_list(path.read_text("utf-8"), found[1], edit.text), "utf-8")
    elif found := re.fullmatch(r"replace the entry (\S+) in (\S+)", edit.what):
        path = directory / found[2]
        path.write_text(_without(path.read_text("utf-8"), found[1], edit.text), "utf-8")
    elif found := re.fullmatch(r'replace "(.+)" by "(.+)" in (\S+)', edit.what):
        path = directory / found[3]
        text = path.read_text("utf-8")
        assert text.count(found[1]) == 1, edit.what
        path.write_text(text.replace(found[1], found[2]), "utf-8")
        assert textwrap.dedent(edit.text).strip() in path.read_text("utf-8"), "the page shows something else"
    elif found := re.fullmatch(r"add to (\S+)", edit.what):
        path = directory / found[1]
        path.write_text(path.read_text("utf-8") + edit.text, "utf-8")
    elif found := re.fullmatch(r"the file (\S+)", edit.what):
        (directory / found[1]).write_text(edit.text, "utf-8")
    else:
        raise AssertionError(f"not an edit: {edit.what}")


def _without(text: str, id: str, new: str) -> str:
    """The text with an entry of a list, and the comments above it that name it, replaced."""
    lines = text.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if re.fullmatch(rf"  - id: {id}\n", line))
    end = start + 1
    while end < len(lines) and (lines[end].startswith("   ") or not lines[end].strip()):
        end += 1
    while start and lines[start - 1].startswith(f"  # {id}"):
        start -= 1
    return "".join([*lines[:start], new, *lines[end:]])


def run(command: Command, directory: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints, errors included."""
    match command.words:
        case ("cp", "-r", source, target):
            shutil.copytree(directory / source, directory / target)
            return ""
        case ("export", setting):
            name, _, value = setting.partition("=")
            monkeypatch.setenv(name, value)
            return ""
        case ("advisor", *words):
            typed = "".join(f"{line}\n" for line in PROMPT.findall(command.output))
            result = CliRunner().invoke(main, words, input=typed, catch_exceptions=False)
            # The runner shows what is typed as a terminal does, beside the program that shows what comes from a pipe.
            return re.sub(r"^(play > (.*)\n)\2\n", r"\1", result.output, flags=re.MULTILINE)
    raise AssertionError(f"not a command of this page: {' '.join(command.words)}")


def agrees(shown: str, found: str) -> bool:
    """Whether an output is what the page shows, `…` standing for any text within a line or for any lines."""
    pattern = ""
    for line in shown.splitlines(keepends=True):
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(map(re.escape, line.split("…")))
    return re.fullmatch(pattern, found) is not None
