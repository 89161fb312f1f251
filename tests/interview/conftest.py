from __future__ import annotations

from pathlib import Path

import pytest

from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase

from .sitting import KB


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The bicycle workshop: small, with every kind of question."""
    return load(KB)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an interview is to be kept."""
    return tmp_path / "atelier.yaml"
