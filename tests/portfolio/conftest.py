"""One knowledge base and the answers files of its brands, once more with a fault, for all tests of portfolios."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.portfolio import own_directory

BRANDS = Path(__file__).parent.parent / "knowledge_bases" / "brands"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command keeps what is its own: with the test."""
    directory = tmp_path / "own data"
    monkeypatch.setattr(own_directory, "directory_of_user", lambda _: directory)
    return directory


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(BRANDS)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A directory with answers files, one of them faulty, and some that are none of its business."""
    directory = tmp_path / "house"
    (directory / "north").mkdir(parents=True)
    for number, case in enumerate(sorted((BRANDS / "cases").glob("*.yaml"))[:9]):
        shutil.copy(case, directory / ("north" if number % 2 else ".") / case.name)
    (directory / "broken.yaml").write_text("brand: X\ndate: soon\nanswers: {}\n", "utf-8")
    (directory / ".hidden.yaml").write_text("brand: [", "utf-8")
    (directory / "read-me.txt").write_text("nothing", "utf-8")
    return directory
