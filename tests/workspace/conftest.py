"""One workspace for a test process: a database of its own, and a server where a browser is needed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from advisor.workspace.configuration import Configuration, configuration
from advisor.workspace.connections import database_settings
from tests.report.browser import launched
from tests.workspace.postgresql import postgresql

SECRET = "a secret of the tests alone, of which nothing else depends"
ON_BOTH = (
    "test_answer_log", "test_exchange", "test_interview_pages", "test_gathering_pages", "test_review_pages",
    "test_delivery", "test_kept_plan", "test_following_up", "test_stories_in_browser", "test_administration",
    "test_respondents", "test_house_in_browser", "test_saved_archive", "test_passkeys_in_browser",
    "test_rules_effects", "test_round_rules",
)  # fmt: skip
"""Test modules whose stories are told on SQLite and on PostgreSQL; the others on SQLite alone."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have the workspace of a test on one database or on both."""
    if "workspace" in metafunc.fixturenames:
        both = metafunc.module.__name__.rpartition(".")[2] in ON_BOTH
        kinds = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("workspace", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def server_of_tests() -> Iterator[str]:
    """The address of a PostgreSQL that is there for the tests alone."""
    with postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def workspace(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a workspace that holds the example brand; Django is ready to use, over the database asked for.

    A database is filled once and kept while the tests turn from one to the other.
    """
    data = tmp_path_factory.getbasetemp() / "workspace"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in the thread of the tests.
    from advisor.workspace import serving

    serving.set_up(data, None)
    said = {"ADVISOR_DATA": str(data), "ADVISOR_SECRET_KEY": SECRET}
    if request.param == "postgresql":
        said["DATABASE_URL"] = request.getfixturevalue("server_of_tests")
    _turn_to(configuration(said))
    serving.prepare()
    serving.let_in_alone(demo=False)
    return data


def _turn_to(configured: Configuration) -> None:
    """Have this process use another database."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connections

    from advisor.workspace.house_kits import read_kit
    from advisor.workspace.round_advice import _assessed

    connections.close_all()
    connections.settings = connections.configure_settings({"default": database_settings(configured)})
    del connections["default"]
    ContentType.objects.clear_cache()
    read_kit.cache_clear()
    _assessed.cache_clear()  # It knows rounds by their number, which both databases give.


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


@pytest.fixture
def approved(client: Any, begun: Callable[..., Any]) -> Any:
    """A round that has the answers of the example and is approved."""
    from advisor.workspace.models import Round

    example = Round.objects.order_by("pk").first()
    round = begun(client.get(f"/rounds/{example.pk}/answers.yaml").content.decode())
    client.post(f"/rounds/{round.pk}/approval/", {"does": "approve"})
    return round


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deliveries of the documents that are made at once."""
    monkeypatch.setattr("advisor.workspace.deliveries.FORMATS", ("html", "xlsx", "ics"))
