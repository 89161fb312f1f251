"""`--watch` looks again at every saved change, whatever it finds, until Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import Bench

FIRES = "fires: yes, answers: {beds: 4, same_plants: most}"
WAITING = "Waiting for changes in "


class Watch:
    """A running `advisor rules … --watch`."""

    def __init__(self, *words: str, directory: Path) -> None:
        command = [sys.executable, "-u", "-m", "advisor", "rules", *words, "--watch", "--kb", str(directory)]
        self._running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def seen(self) -> str:
        """What it prints until it waits for the next change."""
        assert self._running.stdout is not None
        lines: list[str] = []
        for line in self._running.stdout:
            if line.startswith(WAITING):
                return "".join(lines)
            lines.append(line)
        raise AssertionError("it ended: " + "".join(lines))

    def interrupted(self) -> int:
        """The exit status after Ctrl-C."""
        self._running.send_signal(signal.SIGINT)
        return self._running.wait(30)

    def end(self) -> None:
        self._running.kill()
        self._running.communicate()


@pytest.fixture
def watched() -> Iterator[Callable[..., Watch]]:
    running: list[Watch] = []

    def start(*words: str, bench: Bench) -> Watch:
        running.append(Watch(*words, directory=bench.directory))
        return running[-1]

    yield start
    for one in running:
        one.end()


def test_check_looks_again_when_a_file_is_saved(garden: Bench, watched: Callable[..., Watch]) -> None:
    watch = watched("check", bench=garden)
    assert watch.seen() == ""
    garden.plant("advice/soil.yaml", "kind: mistake", "kind: mistak")
    assert 'Did you mean "mistake"?' in watch.seen()
    garden.plant("advice/soil.yaml", "kind: mistak", "kind: mistake")
    assert watch.seen() == ""
    (garden.directory / "checks.yaml").unlink()
    (garden.directory / "notes.txt").write_text("read by nobody", "utf-8")
    garden.plant("knowledge-base.yaml", "sections: [", "sections: [nowhere, ")
    while "nowhere" not in watch.seen():
        pass
    assert watch.interrupted() == 0


def test_tests_run_again_also_after_files_that_could_not_be_read(garden: Bench, watched: Callable[..., Watch]) -> None:
    watch = watched("test", "rest-the-beds", bench=garden)
    assert "0 failed" in watch.seen()
    garden.plant("advice/soil.yaml", "when: {soil_tired: yes}", "when: {soil_tird: yes}")
    assert 'Did you mean "soil_tired"?' in watch.seen()
    garden.plant("advice/soil.yaml", "when: {soil_tird: yes}", "when: {soil_tired: yes}")
    assert "0 failed" in watch.seen()
    garden.plant("advice/soil.yaml", FIRES, FIRES.replace("yes", "no"))
    assert "expected not_fires, found fires" in watch.seen()
    assert watch.interrupted() == 0


def test_a_watch_needs_a_directory_and_changes_nothing_itself(garden: Bench, tmp_path: Path) -> None:
    nowhere = Bench(tmp_path / "nowhere")
    assert "There is no directory" in nowhere.run("check", "--watch", status=1)
    assert "There is no directory" in nowhere.run("test", "--watch", status=1)
    assert "Give one of the two" in garden.run("check", "--watch", "--fix", status=2)
