"""Several web processes over one PostgreSQL are one workspace."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.workspace.conftest import SECRET
from tests.workspace.postgresql import database
from tests.workspace.test_starting import served


def test_two_processes_start_at_once_share_sessions_and_lose_no_answer(
    tmp_path: Path, server_of_tests: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        name = stack.enter_context(database(server_of_tests, "two"))
        monkeypatch.setenv("DATABASE_URL", name)
        monkeypatch.setenv("ADVISOR_SECRET_KEY", SECRET)

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
