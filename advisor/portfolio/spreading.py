"""Work on many things spread over processes: results in order, whatever process they come from.

A worker is made once in each process, of what is handed over when it starts; only tasks and results travel after that.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 8
"""Tasks under way for each process: enough that none waits, and neither tasks nor results pile up."""

_worker: Callable[[Any], Any] | None = None


def spread(worker: Callable[[], Callable[[Task], Result]], tasks: Sequence[Task], jobs: int) -> Iterator[Result]:
    """The results of tasks in their order, made by several processes; `worker` makes what does one task.

    All of it is pickled. Should a process be killed, what is missing is begun anew, once; after that BrokenProcessPool.
    """
    done = 0
    for attempt in range(2):
        pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(worker,))
        try:
            for result in _ahead(pool, tasks[done:], jobs * AHEAD):
                done += 1
                yield result
            return
        except BrokenProcessPool:
            if attempt:
                raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(worker: Callable[[], Callable[[Any], Any]]) -> None:
    """What a process does once: its worker stays, so that looking for garbage in it is a waste of time."""
    global _worker
    _worker = worker()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # An interruption is for the process that gathers.


def _one(task: Any) -> Any:
    assert _worker is not None
    return _worker(task)


def _ahead(pool: ProcessPoolExecutor, tasks: Sequence[Any], most: int) -> Iterator[Any]:
    """Results in order, with no more than so many tasks under way."""
    waiting = [pool.submit(_one, task) for task in tasks[:most]]
    for place in range(len(tasks)):
        yield waiting.pop(0).result()
        if place + most < len(tasks):
            waiting.append(pool.submit(_one, tasks[place + most]))
