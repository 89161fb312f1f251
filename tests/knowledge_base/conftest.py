"""The knowledge base that is shipped, as authors see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase

DIRECTORY = shipped("rules") / "community-management"
CASES = sorted(path.stem for path in (DIRECTORY / "cases").glob("*.yaml"))
PAIRS = sorted({name[:3] for name in CASES if re.match(r"x\d\d-", name)})
"""What the cases of both sides of a dispute begin with."""
BRANDS = [name for name in CASES if name[:3] not in PAIRS]
"""The cases that are whole brands rather than one side of a dispute."""


@pytest.fixture(scope="session")
def directory() -> Path:
    return DIRECTORY


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(DIRECTORY, drafts=True)
