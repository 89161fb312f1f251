"""Reports of a small knowledge base and of shipped cases, in every format, each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.report import FORMATS

from .browser import launched
from .hostile import SECRET

SMALL = Path(__file__).parent.parent / "knowledge_bases" / "small"


@pytest.fixture(scope="session")
def small() -> KnowledgeBase:
    """A knowledge base on bicycle workshops."""
    return load(SMALL)


@pytest.fixture
def overloaded(small: KnowledgeBase) -> dict[str, Any]:
    """An answers file of a bicycle workshop where much is wrong, as read from YAML."""
    document = small.cases["overloaded"].document
    return {**document, "answers": dict(document["answers"])}


@pytest.fixture(scope="session")
def bait(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file that hostile texts name and nothing may open."""
    path = tmp_path_factory.mktemp("bait") / "secret.txt"
    path.write_text(SECRET, "utf-8")
    return str(path)


@pytest.fixture(params=FORMATS)
def format(request: pytest.FixtureRequest) -> str:
    """Each format of the report."""
    return str(request.param)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of one module."""
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()
