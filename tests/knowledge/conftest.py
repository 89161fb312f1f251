"""A copy of the small knowledge base to spoil, one for each test."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from advisor.knowledge import Problem, examine

BASES = Path(__file__).parent.parent / "knowledge_bases"
SMALL = BASES / "small"
CHOIR = BASES / "choir"
HERE = "⌖"
"""Marks in a planted text where the problem must be reported."""


class Defect(NamedTuple):
    """What is replaced where (⌖ marks where the error must stand), under which code, and words it must say."""

    code: str
    file: str
    old: str
    new: str
    says: str


@dataclass(frozen=True)
class Place:
    """Where a problem must be reported: file, line, column."""

    file: str
    line: int
    column: int


class Workshop:
    """A knowledge base in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def path(self, file: str) -> Path:
        return self.directory / file

    def plant(self, file: str, old: str, new: str) -> Place | None:
        """Replace one passage; returns the place of the mark in the new one, if it has one."""
        text = self.path(file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        spoilt = text.replace(old, new)
        self.path(file).write_text(spoilt.replace(HERE, ""), "utf-8")
        if HERE not in spoilt:
            return None
        before = spoilt[: spoilt.index(HERE)].split("\n")
        return Place(file, len(before), len(before[-1]) + 1)

    def problems(self) -> tuple[Problem, ...]:
        return examine(self.directory)

    def place_of(self, problem: Problem) -> Place:
        file = Path(problem.at.file).relative_to(self.directory).as_posix()
        return Place(file, problem.at.line, problem.at.column)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    directory = tmp_path / "workshop"
    shutil.copytree(SMALL, directory)
    return Workshop(directory)


@pytest.fixture
def choir(tmp_path: Path) -> Workshop:
    """A copy of the knowledge base that has contexts, tables, variants and words."""
    directory = tmp_path / "choir"
    shutil.copytree(CHOIR, directory)
    return Workshop(directory)
