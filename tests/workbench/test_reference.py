"""The HTML reference holds every entry, every link leads somewhere, it can be searched, and everyone can use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from advisor.analysis.workbench.links import KINDS, ids_of
from advisor.analysis.workbench.reference import FILES, reference
from advisor.knowledge.model import KnowledgeBase
from tests.report.browser import launched

from .conftest import Bench


class Anchors(HTMLParser):
    """The ids of a page, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src") and value:
                self.links.append(value)


@pytest.fixture(scope="module", params=["en", "fr"])
def files(request: pytest.FixtureRequest, brands_kb: KnowledgeBase) -> dict[str, str]:
    return reference(brands_kb, request.param)


def test_every_entry_has_its_place(files: dict[str, str], brands_kb: KnowledgeBase) -> None:
    for kind in KINDS:
        anchors = Anchors(files[FILES[kind]]).ids
        assert [f"{kind}-{id}" for id in ids_of(brands_kb, kind) if f"{kind}-{id}" not in anchors] == []
        assert len(anchors) == len(set(anchors))


def test_every_link_leads_somewhere_within(files: dict[str, str]) -> None:
    anchors = {name: Anchors(text) for name, text in files.items()}
    for name, page in anchors.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert (file or name) in files, link
            assert not anchor or anchor in anchors[file or name].ids, link


def test_nothing_comes_from_a_network(files: dict[str, str]) -> None:
    for name, text in files.items():
        if name.endswith(".html"):
            assert not re.search(r"(?:src|href)=\"(?:https?:)?//|@import|url\(", text), name
            assert "default-src 'none'" in text


def test_texts_of_the_knowledge_base_cannot_inject_markup(garden: Bench) -> None:
    evil = '<script>alert(1)</script>&\\" onload=x'
    garden.plant("advice/soil.yaml", 'en: "Let the beds rest in turn"', f'en: "{evil}"')
    out = garden.directory.parent / "out"
    garden.run("docs", "-o", str(out), "--lang", "en")
    for path in out.iterdir():
        text = path.read_text("utf-8")
        assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in (out / "advice.html").read_text("utf-8")


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module")
def written(brands_kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("reference")
    for name, text in reference(brands_kb, "fr").items():
        (directory / name).write_text(text, "utf-8")
    return directory


def test_no_page_puts_a_barrier_in_anyones_way(written: Path, browser_page: Page) -> None:
    for name in ("index.html", "checks.html", "rules.html", "sources.html"):
        browser_page.goto((written / name).as_uri())
        found = Axe().run(browser_page)
        assert found.violations_count == 0, found.generate_report()


def test_the_search_finds_by_every_word_whatever_the_accents(written: Path, browser_page: Page) -> None:
    browser_page.goto((written / "index.html").as_uri())
    everything = browser_page.locator(".entries li:visible").count()
    browser_page.fill("#search", "CRITIQUES ecarter")
    shown = browser_page.locator(".entries li:visible")
    assert 0 < shown.count() < everything
    assert "stop-removing-criticism" in shown.all_inner_texts()[0]
    assert browser_page.inner_text("#count").startswith(f"{shown.count()} /")
    browser_page.fill("#search", "removing lawful")
    assert "stop-removing-criticism" in browser_page.locator(".entries li:visible").first.inner_text(), "in English too"
    browser_page.fill("#search", "zzzz")
    assert browser_page.locator(".entries li:visible").count() == 0
    assert browser_page.locator(".group:visible").count() == 0
    browser_page.fill("#search", "")
    assert browser_page.locator(".entries li:visible").count() == everything


def test_the_command_says_where_to_begin(small: Bench) -> None:
    out = small.directory.parent / "pages"
    assert f"{out / 'index.html'}: 8 files." in small.run("docs", "-o", str(out))
    small.run("docs", "-o", str(small.directory / "checks.yaml"), status=2)
