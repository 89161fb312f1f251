"""`advisor serve` in an empty directory: a link, a brand to look at, and clear words where it cannot."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path


@contextmanager
def served(data: Path, *options: str) -> Iterator[str]:
    """A server over a directory; gives the link it prints."""
    command = [sys.executable, "-m", "advisor", "serve", "--data", str(data), *options]
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8"}
    environment.pop("ADVISOR_DATA", None)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        yield next(line.strip() for line in lines if line.startswith("http"))
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert "Traceback" not in said


def test_it_starts_by_itself_lets_in_once_and_shows_an_example(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data, "--port", "0") as link:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter/[\w-]{40,}/", link)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = browser.open(link).read().decode()
        assert "Chantoiseau" in page
        rounds = re.search(r'href="(/rounds/\d+/)"', page)
        assert rounds is not None
        root = link[: link.index("/enter")]
        report = browser.open(f"{root}{rounds.group(1)}report/fr.pdf").read()
        assert report.startswith(b"%PDF")
    if os.name == "posix":
        assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600
        assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_port_in_use_is_told_with_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "advisor", "serve", "--data", str(tmp_path / "d"), "--port", port]
        environment = {**os.environ, "LC_ALL": "en_GB.UTF-8"}
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert ended.returncode == 3
    assert f"The port {port} cannot be used" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_whoever_works_alone_is_called_the_same_in_a_workspace_made_before(workspace: Path) -> None:
    from django.db import transaction

    from advisor.workspace.entry_link import person_alone
    from advisor.workspace.models import Person

    with transaction.atomic():
        Person.objects.filter(pk=person_alone().pk).update(first_name="")
        assert person_alone().called == "Consultant"
        transaction.set_rollback(True)


def test_the_example_brands_fill_the_workspace_once(workspace: Path) -> None:
    from django.db import transaction

    from advisor.workspace.entry_link import person_alone
    from advisor.workspace.examples import bring_examples
    from advisor.workspace.models import Brand

    with transaction.atomic():
        assert bring_examples(person_alone(), everything=True) > 40
        assert bring_examples(person_alone(), everything=True) == 0
        assert Brand.objects.count() > 40
        transaction.set_rollback(True)
