"""One workspace for a test process: a database of its own, and a server where a browser is needed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.report.browser import launched


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a workspace that holds the example brand; Django is ready to use."""
    from advisor.workspace import serving

    data = tmp_path_factory.mktemp("workspace")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in the thread of the tests.
    serving.set_up(data, None)
    serving.prepare(demo=False)
    return data


@pytest.fixture
def person(workspace: Path) -> Any:
    """Whoever works alone on this machine."""
    from advisor.workspace.entry_link import person_alone

    return person_alone()


@pytest.fixture
def client(person: Any) -> Any:
    """A browser without scripts, let in, that wants English."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1", "accept-language": "en"})
    client.force_login(person)
    return client


@pytest.fixture
def begun(client: Any) -> Callable[..., Any]:
    """Makes a round: an empty one, or one that holds an answers file."""
    from advisor.workspace.models import Round

    def make(text: str = "", brand: str = "Maple & Sons") -> Any:
        if text:
            answer = client.post("/brands/bring/", {"text": text})
        else:
            answer = client.post("/brands/new/", {"brand": brand, "date": "2026-11-20", "language": "en"})
        assert answer.status_code == 302, answer.content.decode()
        return Round.objects.get(pk=int(answer["location"].split("/")[-2]))

    return make


@pytest.fixture(scope="session")
def address(workspace: Path) -> Iterator[str]:
    """Where the workspace answers a real browser."""
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()
