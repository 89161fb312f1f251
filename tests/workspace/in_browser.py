"""The workspace in a real browser: whoever is let in, what the keyboard reaches, what every page holds to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


@contextmanager
def let_in(chromium: Browser, address: str, person: Any, **options: Any) -> Iterator[Page]:
    """A page let in by a link."""
    from advisor.workspace.entry_link import fresh_token

    with visiting(chromium, address, **options) as page:
        page.goto(f"{address}/enter/{fresh_token(person)}/")
        yield page


@contextmanager
def visiting(chromium: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page of somebody; leaving it fails if the browser complained, or asked anybody else for anything."""
    context = chromium.new_context(**{"locale": "en-GB", **options})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    try:
        yield page
        assert [one for one in said if "404" not in one and "422" not in one] == []
        assert [one for one in asked if not one.startswith((address, "data:"))] == []
    finally:
        context.close()


def tab_to(page: Page, there: str) -> None:
    """Press Tab until the focus is there, as a script says."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(there):
            return
    raise AssertionError(there)


def is_accessible_and_fits(page: Page, **options: Any) -> None:
    """Fail where axe finds anything on a page, with its options, or where the page has to be moved sideways."""
    found = Axe().run(page, options=options).response["violations"]
    assert [(page.url, each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
