"""How long something takes, and how much memory."""

from __future__ import annotations

import gc
import math
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

TURN = 20
CHECKOUT = Path(__file__).resolve().parent.parent


def median(call: Callable[[], object], runs: int = 200) -> float:
    """Median duration of a call in milliseconds, after one call that is not counted."""
    return side_by_side({"": call}, runs)[""]


def side_by_side(calls: Mapping[str, Callable[[], object]], runs: int = 200) -> dict[str, float]:
    """Median durations in milliseconds of calls that take turns, so that a busy moment strikes all of them.

    A turn is `TURN` calls in a row: after a single one each would find the processor's caches full of the others.
    """
    durations: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    gc.collect()
    gc.disable()
    try:
        for done in range(0, runs, TURN):
            for name, call in calls.items():
                for _ in range(min(TURN, runs - done)):
                    begin = time.perf_counter()
                    call()
                    durations[name].append(time.perf_counter() - begin)
    finally:
        gc.enable()
    return {name: 1000 * statistics.median(each) for name, each in durations.items()}


def process(command: Sequence[str], runs: int = 7) -> float:
    """Median duration of a whole process in milliseconds; `command` is what follows `python`."""
    return median(
        lambda: subprocess.run([sys.executable, *command], cwd=CHECKOUT, check=True, capture_output=True), runs
    )


def apart(program: str, *arguments: str) -> list[float]:
    """The numbers a Python program prints, run in a process of its own so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=CHECKOUT, check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


def peak_memory(process: int | str = "self") -> float:
    """The most memory a process has held so far, in MB; nan where that cannot be read (it is gone, or not Linux).

    Not ru_maxrss, which begins with the peak of the process that started this one.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return math.nan
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), math.nan)


@contextmanager
def peaks_of_children(every: float = 0.2) -> Iterator[dict[int, float]]:
    """What the processes begun within have held at most, in MB by their number, looked at while they live."""
    peaks: dict[int, float] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(every):
            for child in psutil.Process().children(recursive=True):
                if not math.isnan(peak := peak_memory(child.pid)):
                    peaks[child.pid] = peak

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield peaks
    finally:
        done.set()
        watching.join()
