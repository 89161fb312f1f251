"""Many brands: how many are assessed a second, in one process and in two, and what memory that takes; the way out."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from advisor.advice import assess
from advisor.analysis.explanation.journey import way_out
from advisor.answers import read_answers
from advisor.knowledge.model import KnowledgeBase

from .table import ms, show
from .timing import apart, median

BRANDS = 80
SCRIPT = """
import resource, sys, time
from pathlib import Path
from advisor.knowledge import load
from advisor.portfolio.gathering import Store, answers_files, gathered, in_this_process, over_processes
from advisor.portfolio.portfolio import portfolio
kb, files, jobs = load(Path(sys.argv[1])), answers_files([Path(sys.argv[2])]), int(sys.argv[3])
begun = time.perf_counter()
found = portfolio(kb, gathered(files, Store(None, kb), over_processes(kb, jobs) if jobs > 1 else in_this_process(kb)))
taken = time.perf_counter() - begun
peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(len(files) / taken, peak / 1024)
"""


def measure(directory: Path, kb: KnowledgeBase, cases: list[Path]) -> None:
    """Print brands a second and peak memory of a process for copies of the cases, then the time of ways out."""
    rows = []
    with tempfile.TemporaryDirectory() as made:
        for brands in (BRANDS // 4, BRANDS):
            place = Path(made) / str(brands)
            place.mkdir()
            for number in range(brands):
                case = cases[number % len(cases)]
                text = case.read_text("utf-8").replace("brand: ", f"brand: {number} ", 1)
                (place / f"{number:05}-{case.name}").write_text(text, "utf-8")
            for jobs in (1, 2):
                speed, peak = apart(SCRIPT, str(directory), str(place), str(jobs))
                rows.append(
                    [f"{brands} brands, {jobs} process{'es' if jobs > 1 else ''}", f"{speed:.1f}", f"{peak:.0f}"]
                )
            shutil.rmtree(place)
    show("A portfolio", ["", "brands a second", "peak MB of a process"], rows)
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
