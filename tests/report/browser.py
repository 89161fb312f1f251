"""A Chromium for the tests: the system's where it has one that runs, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, Route

ADDRESS = "http://report.invalid/"
"""Where a page is served from: a name that no resolver knows."""

_PLACES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@lru_cache(maxsize=1)
def _executable() -> str | None:
    """A Chromium that runs; None for Playwright's own. Ubuntu's package is a script that only asks for a snap."""
    for place in (os.environ.get("CHROMIUM"), *_PLACES):
        found = shutil.which(place) if place else None
        if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
            return found
    return None


def launched(playwright: Playwright) -> Browser:
    """A headless Chromium, without its sandbox as root, where it has none."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if as_root else [])]
    return playwright.chromium.launch(executable_path=_executable(), args=arguments)


@contextmanager
def opened(browser: Browser, html: str, *, media: str = "screen", **options: Any) -> Iterator[Page]:
    """A page of the browser with a document in it, laid out, cut off from everything else.

    Leaving it fails if the page asked for anything but the document, or had anything to complain of. `options`
    are those of a browser context: viewport, scale, scripts on or off.
    """
    asked: list[str] = []
    said: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == ADDRESS and not asked:
            asked.append(ADDRESS)
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            asked.append(route.request.url)
            route.abort()

    context = browser.new_context(**options)
    try:
        context.route("**/*", answer)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.emulate_media(media="print" if media == "print" else "screen")
        page.goto(ADDRESS, wait_until="load")
        yield page
        assert asked == [ADDRESS], f"The page asked for {asked[1:]}"
        assert said == [], f"The browser said {said}"
    finally:
        context.close()
