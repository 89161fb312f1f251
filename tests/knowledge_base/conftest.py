"""The knowledge base that is shipped, as authors see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase

DIRECTORY = shipped("rules") / "community-management"


@pytest.fixture(scope="session")
def directory() -> Path:
    return DIRECTORY


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(DIRECTORY, drafts=True)
