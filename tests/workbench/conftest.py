"""The commands of the workbench, run in a directory of their own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advisor.cli.rules import group
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase

BASES = Path(__file__).parents[1] / "knowledge_bases"
SHIPPED = shipped("rules") / "community-management"


class Bench:
    """A copy of a small knowledge base, and the commands on it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def run(self, *words: str, status: int = 0, kb: bool = True) -> str:
        """The output of `advisor rules …`; the exit status must be the one expected."""
        return self._result(*words, status=status, kb=kb).output

    def json(self, *words: str, status: int = 0, kb: bool = True) -> Any:
        """The JSON a command prints; what it says on the error stream is left out."""
        return json.loads(self._result(*words, "--format", "json", status=status, kb=kb).stdout)

    def _result(self, *words: str, status: int, kb: bool) -> Result:
        result = CliRunner().invoke(group, [*words, *(["--kb", str(self.directory)] if kb else [])])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == status, result.output
        return result

    def plant(self, file: str, old: str, new: str) -> None:
        path = self.directory / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Bench]:
    monkeypatch.delenv("ADVISOR_KB", raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def copy(name: str) -> Bench:
        directory = tmp_path / name
        shutil.copytree(BASES / name, directory)
        return Bench(directory)

    return copy


@pytest.fixture
def small(bench: Callable[[str], Bench]) -> Bench:
    return bench("small")


@pytest.fixture
def garden(bench: Callable[[str], Bench]) -> Bench:
    return bench("garden")


@pytest.fixture
def choir(bench: Callable[[str], Bench]) -> Bench:
    return bench("choir")


@pytest.fixture(scope="session")
def brands_kb() -> KnowledgeBase:
    return load(BASES / "brands", drafts=True)


@pytest.fixture(scope="session")
def shipped_kb() -> KnowledgeBase:
    return load(SHIPPED, drafts=True)
