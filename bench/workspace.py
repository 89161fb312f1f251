"""The workspace under load: how long an answer takes with 50 people at it, and whether one is ever lost.

`python -m bench.workspace`: a server of its own over a directory of its own. People answer one question after another,
each in a round of their own, with a pause between; then twenty answer while the server is killed again and again, and
every answer it had acknowledged is looked for in the log.
"""

from __future__ import annotations

import http.client
import itertools
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PEOPLE, PAUSE, SECONDS = 50, 5.0, 60.0
"""How many answer at once, seconds each thinks before the next answer, and seconds it is measured."""
AT_WORK, KILLS = 20, 30
OPTIONS = ("alone", "up_to_ten", "up_to_250", "more")


class Respondent:
    """One person with a round of their own: answers one question over and over, and remembers what was acknowledged."""

    def __init__(self, round: int, session: str) -> None:
        self.round = round
        self.cookies = {"sessionid": session}
        self.acknowledged: list[str] = []
        self.asked = itertools.cycle(OPTIONS)

    def answer(self, port: int) -> float:
        """Give the next answer; seconds until it was acknowledged. OSError or HTTPException if the server is gone."""
        path = f"/rounds/{self.round}/questions/size/"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            if "csrftoken" not in self.cookies:
                self._send(connection, "GET", path)
            option = next(self.asked)
            fields = {"size": option, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
            begun = time.perf_counter()
            status = self._send(connection, "POST", path, urlencode(fields))
            if status != 302:
                raise http.client.HTTPException(f"status {status}")
            self.acknowledged.append(option)
            return time.perf_counter() - begun
        finally:
            connection.close()

    def _send(self, connection: http.client.HTTPConnection, method: str, path: str, body: str | None = None) -> int:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.read()
        for given in response.headers.get_all("Set-Cookie") or ():
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory)
        people = _people(data)
        with _served(data) as (port, _):
            taken = _answered(people, port)
        print(f"{PEOPLE} people, one answer each {PAUSE:.0f} s: {len(taken)} answers in {SECONDS:.0f} s")
        print(f"  median {_milliseconds(statistics.median(taken))}, p95 {_milliseconds(_percentile(taken, 95))}")
        before = sum(len(one.acknowledged) for one in people)
        lost = _killed(people[:AT_WORK], data)
        acknowledged = sum(len(one.acknowledged) for one in people) - before
        print(f"{KILLS} kills while {AT_WORK} answer: {acknowledged} answers acknowledged, {lost} lost")
    sys.exit(1 if lost else 0)


def _people(data: Path) -> list[Respondent]:
    """People with a session and a round each, in a fresh database."""
    from advisor.workspace import serving

    serving.set_up(data, None)
    serving.prepare()
    serving.let_in_alone(demo=False)
    from django.test import Client

    from advisor.workspace.entry_link import person_alone
    from advisor.workspace.models import Brand, Round
    from advisor.workspace.round_session import begin

    person = person_alone()
    example = Round.objects.get().document
    made = []
    for number in range(PEOPLE):
        round = Round(brand=Brand.objects.create(name=f"Brand {number}"), document={**example})
        begin(round, person)
        client = Client()
        client.force_login(person)
        made.append(Respondent(round.pk, client.cookies["sessionid"].value))
    return made


@contextmanager
def _served(data: Path, port: int = 0) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server in a process of its own, once it answers: its port and the process."""
    command = [sys.executable, "-m", "advisor", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        link = next(line for line in process.stdout if line.startswith("http"))
        found = re.search(r":(\d+)/", link)
        assert found is not None
        yield int(found.group(1)), process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _answered(people: list[Respondent], port: int) -> list[float]:
    """What each answer took while all answer."""
    taken: list[float] = []
    until = time.monotonic() + SECONDS

    def work(one: Respondent, late: float) -> None:
        time.sleep(late)
        while time.monotonic() < until:
            taken.append(one.answer(port))
            time.sleep(PAUSE)

    threads = [
        threading.Thread(target=work, args=(one, PAUSE * number / len(people))) for number, one in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _killed(people: list[Respondent], data: Path) -> int:
    """Kill the server over and over while people answer; how many acknowledged answers the log lacks."""
    for number in range(KILLS):
        with _served(data) as (port, process):
            stop = threading.Event()

            def work(one: Respondent, port: int = port, stop: threading.Event = stop) -> None:
                while not stop.is_set():
                    with suppress(OSError, http.client.HTTPException):
                        one.answer(port)

            threads = [threading.Thread(target=work, args=(one,)) for one in people]
            for thread in threads:
                thread.start()
            _wait_for(people, sum(len(one.acknowledged) for one in people) + 5 + number)
            process.kill()
            stop.set()
            for thread in threads:
                thread.join()
    return sum(_lost(one) for one in people)


def _wait_for(people: list[Respondent], acknowledged: int) -> None:
    """Wait until so many answers are acknowledged in all; a minute at most."""
    until = time.monotonic() + 60
    while sum(len(one.acknowledged) for one in people) < acknowledged and time.monotonic() < until:
        time.sleep(0.01)


def _lost(one: Respondent) -> int:
    """How many acknowledged answers do not stand in the log, in their order."""
    from advisor.workspace.models import Round

    log: Any = Round.objects.get(pk=one.round).log.filter(path="answers/size").order_by("number")
    kept = iter(log.values_list("after", flat=True))
    # Whatever was kept and not acknowledged, because the answer to it was cut off, may stand between.
    found = sum(any(option == other for other in kept) for option in _changes(one.acknowledged))
    return len(_changes(one.acknowledged)) - found


def _changes(options: list[str]) -> list[str]:
    """Answers without those that repeat the one before: they change nothing, and are no entry."""
    return [option for option, _ in itertools.groupby(options)]


def _percentile(taken: list[float], percent: int) -> float:
    return statistics.quantiles(taken, n=100)[percent - 1]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    os.environ.pop("ADVISOR_DATA", None)
    main()
