"""Many brands: how many are assessed a second, in one process and in two, and what memory that takes; the way out."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from advisor.advice import assess
from advisor.advice.bare_assessment import assess_barely
from advisor.analysis.explanation.journey import way_out
from advisor.answers import Answers, effective, read_answers
from advisor.inference.agreement import compare
from advisor.inference.engine import engine_for
from advisor.inference.evaluator import Evaluation
from advisor.inference.outcomes import outcomes
from advisor.inference.shape import Shapes
from advisor.knowledge.model import KnowledgeBase

from .generated_brands import write_brands
from .table import ms, show
from .timing import apart, median

FEW, MANY = 1_000, 10_000
SCRIPT = """
import sys, time
from pathlib import Path
from advisor.knowledge import load
from advisor.portfolio.gathering import Store, answers_files, gathered, in_this_process, over_cluster, over_processes
from advisor.portfolio.portfolio import portfolio
from advisor.portfolio.recorder import recording
from bench.timing import peak_memory, peaks_of_children
kb, files, way = load(Path(sys.argv[1])), answers_files([Path(sys.argv[2])]), sys.argv[3]
with peaks_of_children() as workers:
    if way == "dask":
        from distributed import LocalCluster
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="ERROR")
        assess = over_cluster(recording(kb), cluster.scheduler_address)
    else:
        assess = in_this_process(recording(kb)) if way == "1" else over_processes(recording(kb), int(way))
    begun = time.perf_counter()
    found = portfolio(kb, gathered(files, Store(None, kb), assess))
    taken = time.perf_counter() - begun
    if way == "dask":
        cluster.close()
print(taken, len(files) / taken, len(found.faults), peak_memory(), max(workers.values(), default=0))
"""
WAYS = ((FEW, "1", "one process"), (FEW, "2", "two processes"), (MANY, "2", "two processes"), (MANY, "dask", "Dask"))


def measure(directory: Path, kb: KnowledgeBase, cases: list[Path]) -> None:
    """Print brands a second and peak memory for generated brands, then one bare assessment, then ways out."""
    rows = []
    with tempfile.TemporaryDirectory() as made:
        places = {brands: Path(made) / str(brands) for brands in (FEW, MANY)}
        for brands, place in places.items():
            place.mkdir()
            write_brands(kb, cases, place, brands)
        for brands, way, words in WAYS:
            seconds, speed, faults, own, worker = apart(SCRIPT, str(directory), str(places[brands]), way)
            workers = "-" if way == "1" else f"{worker:.0f}"
            rows.append(
                [f"{brands:,}, {words}", f"{seconds:.0f}", f"{speed:.1f}", f"{own:.0f}", workers, f"{faults:.0f}"]
            )
    head = ["", "seconds", "brands a second", "peak MB, gathering", "peak MB, a worker", "faulty"]
    show("A portfolio of generated brands", head, rows)
    shapes = Shapes(kb)
    ready = [shapes.of(read_answers(case, kb)) for case in cases]
    ways: dict[str, Callable[[KnowledgeBase, Answers], object]] = {
        "outcomes alone, by the evaluator": assess_barely,
        "outcomes alone, by both engines": _outcomes_of_both,
        "in full, by both engines": assess,
    }
    rows = []
    for name, way in ways.items():
        found = sorted(_after_another(way, *one) for one in ready)
        rows.append([name, ms(found[len(found) // 2]), ms(found[-1])])
    head = ["", "median", "slowest"]
    show("One assessment of an example brand, brands of its shape known: ms", head, rows, "Goals: 3 and 6 ms.")
    taken = []
    for case in cases:
        answers = read_answers(case, kb)
        assessment = assess(kb, answers)
        taken.append((median(lambda: way_out(kb, answers, assessment), 1), case.stem))  # noqa: B023
    taken.sort()
    middle, worst = taken[len(taken) // 2], taken[-1]
    show(
        "The way out, three changes: ms",
        ["", "ms"],
        [["median of all cases", ms(middle[0])], [f"slowest ({worst[1]})", ms(worst[0])]],
    )


def _after_another(way: Callable[[KnowledgeBase, Answers], object], kb: KnowledgeBase, answers: Answers) -> float:
    """The median duration for one brand in ms of processor time, another one of its shape assessed before each time."""
    other = replace(answers, given={})
    durations = []
    for _ in range(5):
        way(kb, other)
        begin = time.process_time()
        way(kb, answers)
        durations.append(1000 * (time.process_time() - begin))
    return statistics.median(durations)


def _outcomes_of_both(kb: KnowledgeBase, answers: Answers) -> None:
    """The outcomes by the evaluator, once the engine has come to the same."""
    readable = effective(kb, answers)
    evaluation = Evaluation(kb, readable)
    if list(compare(engine_for(kb).verdicts(readable).verdicts, evaluation.verdicts())):
        raise SystemExit("the engine and the evaluator give different verdicts")
    outcomes(evaluation)
