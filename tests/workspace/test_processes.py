"""Several web processes over one PostgreSQL are one workspace."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.workspace.conftest import SECRET
from tests.workspace.postgresql import database
from tests.workspace.test_starting import served


@contextmanager
def shared(server: str, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that every process started meanwhile uses; its address."""
    with database(server, name) as address:
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.setenv("ADVISOR_SECRET_KEY", SECRET)
        yield address


@contextmanager
def worker(data: Path) -> Iterator[None]:
    """A worker, once it is at work."""
    command = [sys.executable, "-m", "advisor", "serve", "--worker", "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline()
        yield
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate()


def test_two_processes_start_at_once_share_sessions_and_lose_no_answer(
    tmp_path: Path, server_of_tests: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        name = stack.enter_context(shared(server_of_tests, "two", monkeypatch))

        def start(data: str) -> str:
            return stack.enter_context(served(tmp_path / data, "--port", "0"))

        with ThreadPoolExecutor(2) as pool:  # both find an empty database, and one of them makes the tables
            first, second = pool.map(start, ("one", "two"))
        roots = [re.sub(r"/enter/.*", "", link) for link in (first, second)]
        jar = CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        # The later of the two links is the one that lets in; a session is good at both.
        for link in (first, second):
            try:
                page = browser.open(link).read().decode()
            except urllib.error.HTTPError:
                continue
        address = re.search(r'href="(/rounds/\d+/)"', page)
        assert address is not None
        for number in range(12):
            root = roots[number % 2]
            step = f"{root}{address.group(1)}questions/size/"
            browser.open(step).read()
            token = next(one.value for one in jar if one.name == "csrftoken")
            option = ("alone", "up_to_ten", "up_to_250")[number % 3]
            seen = re.search(r'name="size--seen" value="(\d+)"', browser.open(step).read().decode())
            assert seen is not None
            fields = {"size": option, "size--seen": seen.group(1), "csrfmiddlewaretoken": token}
            browser.open(urllib.request.Request(step, urlencode(fields).encode(), headers={"Referer": step})).read()
        with psycopg.connect(name) as connection:
            log = connection.execute(
                "SELECT number, after FROM workspace_logentry WHERE path = 'answers/size' ORDER BY number"
            ).fetchall()
    assert [after for _, after in log[-12:]] == ["alone", "up_to_ten", "up_to_250"] * 4


def test_workers_make_what_a_web_process_that_is_gone_delivered(
    tmp_path: Path, server_of_tests: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        name = stack.enter_context(shared(server_of_tests, "workers", monkeypatch))
        with served(tmp_path / "web", "--port", "0") as link:
            for one in ("first", "second"):
                stack.enter_context(worker(tmp_path / one))
            _until(name, "SELECT 1 FROM workspace_cache WHERE cache_key LIKE '%:worker'")
            jar = CookieJar()
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
            found = re.search(r'href="(/rounds/\d+/)"', browser.open(link).read().decode())
            assert found is not None
            step = re.sub(r"/enter/.*", found.group(1), link)
            browser.open(f"{step}review/").read()
            token = next(one.value for one in jar if one.name == "csrftoken")
            for page, said in (("approval/", {"does": "approve"}), ("deliver/", {"language": "en"})):
                fields = urlencode({**said, "csrfmiddlewaretoken": token}).encode()
                browser.open(urllib.request.Request(step + page, fields, headers={"Referer": step})).read()
        _until(name, "SELECT 1 FROM workspace_delivereddocument HAVING count(*) = count(made_at)")
        with psycopg.connect(name) as connection:
            made = connection.execute("SELECT format, size FROM workspace_delivereddocument").fetchall()
    assert sorted(format for format, _ in made) == ["docx", "html", "ics", "pdf", "xlsx"]
    assert all(size for _, size in made)


def _until(database: str, query: str) -> None:
    """Wait until a query finds something, three minutes at most."""
    until = time.monotonic() + 180
    with psycopg.connect(database, autocommit=True) as connection:
        while connection.execute(query).fetchone() is None:
            assert time.monotonic() < until, query
            time.sleep(0.2)
