"""How long something takes, and how much memory."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

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
