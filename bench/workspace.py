"""The workspace under load: how long an answer takes with 50 people at it, and whether one is ever lost.

`python -m bench.workspace [sqlite|postgresql]`, without either both: a server of its own over a directory of its own,
for PostgreSQL a database server as well, and two web processes. Half of the people are consultants with an account,
half answer by invitation, each over another of the example brands: they answer, look at the page that comes next, and
think.
Then twenty answer while the server is killed again and again, and every answer acknowledged is looked for in the log.
While it is timed it goes before whatever else the machine has to do, where the system permits that.
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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PEOPLE, PAUSE, SECONDS = 50, 5.0, 60.0
"""How many answer at once, seconds each thinks before the next answer, and seconds it is measured."""
AT_WORK, KILLS = 20, 30
PROCESSES = {"sqlite": 1, "postgresql": 2}
OPTIONS = ("alone", "up_to_ten", "up_to_250", "more")
CORES = os.cpu_count() or 1
SECRET = "of this measurement alone, and of nothing that lasts longer than it does"


@dataclass
class Server:
    """A web process: its port and its process."""

    port: int
    process: subprocess.Popen[str]

    def worked(self) -> float:
        """Seconds of processor it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Respondent:
    """One person with a round of their own: answers one question over and over, and remembers what was acknowledged.

    `page` is where the question is asked.
    """

    round: int
    page: str
    cookies: dict[str, str]
    acknowledged: list[str] = field(default_factory=list)
    asked: Iterator[str] = field(default_factory=lambda: itertools.cycle(OPTIONS))

    def answer(self, port: int) -> tuple[float, float]:
        """Give the next answer and look at the page it leads to; seconds until it was acknowledged, and the page there.

        OSError or HTTPException if the server is gone.
        """
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            if "csrftoken" not in self.cookies:
                self._send(connection, "GET", self.page)
            option = next(self.asked)
            fields = {"size": option, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
            begun = time.perf_counter()
            leads_to = self._send(connection, "POST", self.page, urlencode(fields))
            answered = time.perf_counter()
            self.acknowledged.append(option)
            self._send(connection, "GET", leads_to)
            return answered - begun, time.perf_counter() - answered
        finally:
            connection.close()

    def _send(self, connection: http.client.HTTPConnection, method: str, path: str, body: str | None = None) -> str:
        """Send a request; where its answer leads to. HTTPException if it is none that is hoped for."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.read()
        if response.status != (200 if body is None else 302):
            raise http.client.HTTPException(f"status {response.status}")
        for given in response.headers.get_all("Set-Cookie") or ():
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.headers.get("Location", "")


def measure(kind: str, data: Path) -> int:
    """Measure over one kind of database, and print; how many answers were lost."""
    people = _people(data)
    with _served(data, PROCESSES[kind]) as servers:
        idle, worked, begun = _idle(), sum(one.worked() for one in servers), time.monotonic()
        taken = _answered(people, servers)
        worked = sum(one.worked() for one in servers) - worked
        busy = 1 - (_idle() - idle) / (time.monotonic() - begun) / CORES
    each = 1000 * worked / len(taken)
    print(f"{kind}, {len(servers)} process(es): {PEOPLE} people, an answer each {PAUSE:.0f} s, {len(taken)} in all")
    for name, seconds in zip(("answer", "page after it"), zip(*taken, strict=True), strict=True):
        print(f"  {name}: median {_milliseconds(seconds, 50)}, p95 {_milliseconds(seconds, 95)}")
    print(f"  processor of the server for both: {each:.0f} ms; the machine was {busy:.0%} busy, with everything on it")
    before = sum(len(one.acknowledged) for one in people)
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    lost = _killed(people[:AT_WORK], data, PROCESSES[kind])
    acknowledged = sum(len(one.acknowledged) for one in people) - before
    print(f"  {KILLS} kills while {AT_WORK} answer: {acknowledged} answers acknowledged, {lost} lost", flush=True)
    return lost


def _people(data: Path) -> list[Respondent]:
    """People with a round each, in a fresh database: every other one with an account, the rest by invitation."""
    from advisor.workspace import serving

    serving.set_up(data, None)
    serving.prepare()
    serving.let_in_alone(demo=True)
    from django.contrib.auth.models import Group
    from django.test import Client
    from django.urls import reverse

    from advisor.workspace.invitations import Wanted, invite
    from advisor.workspace.models import Person, Round

    made = []
    for number, round in enumerate(Round.objects.select_related("brand").order_by("pk")[:PEOPLE]):
        person = Person.objects.create_user(username=f"person{number}")
        if number % 2:
            invitation, token = invite(round, person, Wanted(f"Person {number}", "", "", "en", [], 7))
            made.append(Respondent(invitation.account_id, reverse("answering_question", args=[token, "size"]), {}))
            continue
        person.groups.set(Group.objects.filter(name="consultant"))
        round.brand.people.add(person)
        client = Client()
        client.force_login(person)
        session = {"sessionid": client.cookies["sessionid"].value}
        made.append(Respondent(round.pk, reverse("question", args=[round.pk, "size"]), session))
    return made


@contextmanager
def _served(data: Path, processes: int) -> Iterator[Sequence[Server]]:
    """Web processes, once they answer."""
    command = [sys.executable, "-m", "advisor", "serve", "--data", str(data), "--port", "0"]
    with ExitStack() as stack:
        started = []
        for _ in range(processes):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            stack.callback(_end, process)
            started.append(process)
        yield [Server(_port(one), one) for one in started]


def _port(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    link = next(line for line in process.stdout if line.startswith("http"))
    found = re.search(r":(\d+)/", link)
    assert found is not None
    return int(found.group(1))


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _answered(people: Sequence[Respondent], servers: Sequence[Server]) -> list[tuple[float, float]]:
    """What each answer and the page after it took while all answer."""
    taken: list[tuple[float, float]] = []
    until = time.monotonic() + SECONDS
    ports = itertools.cycle([one.port for one in servers])

    def work(one: Respondent, late: float) -> None:
        time.sleep(late)
        while time.monotonic() < until:
            taken.append(one.answer(next(ports)))
            time.sleep(PAUSE)

    threads = [
        threading.Thread(target=work, args=(one, PAUSE * number / len(people))) for number, one in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _killed(people: Sequence[Respondent], data: Path, processes: int) -> int:
    """Kill the server over and over while people answer; how many acknowledged answers the log lacks."""
    for number in range(KILLS):
        with _served(data, processes) as servers:
            stop = threading.Event()

            def work(one: Respondent, port: int, stop: threading.Event = stop) -> None:
                while not stop.is_set():
                    with suppress(OSError, http.client.HTTPException):
                        one.answer(port)

            ports = itertools.cycle([one.port for one in servers])
            threads = [threading.Thread(target=work, args=(one, next(ports))) for one in people]
            for thread in threads:
                thread.start()
            _wait_for(people, sum(len(one.acknowledged) for one in people) + 5 + number)
            for server in servers:
                server.process.kill()
            stop.set()
            for thread in threads:
                thread.join()
    return sum(_lost(one) for one in people)


def _wait_for(people: Sequence[Respondent], acknowledged: int) -> None:
    """Wait until so many answers are acknowledged in all; a minute at most."""
    until = time.monotonic() + 60
    while sum(len(one.acknowledged) for one in people) < acknowledged and time.monotonic() < until:
        time.sleep(0.01)


def _lost(one: Respondent) -> int:
    """How many acknowledged answers do not stand in the log, in their order."""
    from advisor.workspace.models import Round

    log: Any = Round.everything.get(pk=one.round).log.filter(path="answers/size").order_by("number")
    kept = iter(log.values_list("after", flat=True))
    # Whatever was kept and not acknowledged, because the answer to it was cut off, may stand between.
    found = sum(any(option == other for other in kept) for option in _changes(one.acknowledged))
    return len(_changes(one.acknowledged)) - found


def _changes(options: list[str]) -> list[str]:
    """Answers without those that repeat the one before: they change nothing, and are no entry."""
    return [option for option, _ in itertools.groupby(options)]


def _idle() -> float:
    """Seconds for which the cores of the machine had nothing to do, together."""
    return int(Path("/proc/stat").read_text().split()[4]) / os.sysconf("SC_CLK_TCK")


def _milliseconds(taken: Sequence[float], percent: int) -> str:
    return f"{statistics.quantiles(taken, n=100)[percent - 1] * 1000:.0f} ms"


def main(kinds: Sequence[str]) -> int:
    """Measure over each kind of database; 1 if an answer was lost."""
    if len(kinds) > 1:
        # One process knows one database.
        return max(subprocess.run([sys.executable, "-m", "bench.workspace", kind]).returncode for kind in kinds)
    from tests.workspace.postgresql import postgresql

    with suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if kinds == ["postgresql"]:
            os.environ |= {
                "DATABASE_URL": stack.enter_context(postgresql(durable=True)),
                "ADVISOR_SECRET_KEY": SECRET,
            }
        return min(measure(kinds[0], data), 1)


if __name__ == "__main__":
    for name in ("ADVISOR_DATA", "ADVISOR_HOSTS", "DATABASE_URL"):
        os.environ.pop(name, None)
    sys.exit(main(sys.argv[1:] or list(PROCESSES)))
