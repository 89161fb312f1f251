"""Faults planted one at a time in the evaluator and in the compiler: does the comparison see each of them?

`python tests/mutation_check.py` plants every fault, compares the engines over random cases until they differ,
and prints in which case that was; it ends with status 1 if a fault goes unseen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from advisor.answers import effective
from advisor.inference.agreement import compare, unsupported
from advisor.inference.engine import Engine, EngineFault
from advisor.inference.evaluator import Evaluation
from advisor.inference.grounding import ground
from tests.differential import series
from tests.inference.compiler_faults import COMPILER
from tests.inference.evaluator_faults import EVALUATOR
from tests.inference.fault import Fault

MOST_CASES = 2_000

FAULTS = EVALUATOR + COMPILER


def first_difference(cases: int, seed: int = 0) -> tuple[int, str] | None:
    """The number of the first case in which the two differ, counted from 1, and how; None if in none of them."""
    loaded: tuple[object, Engine] | None = None
    for number, (_, declared, answers) in enumerate(series(cases, seed), start=1):
        kb = ground(declared, answers.instances)
        if loaded is None or loaded[0] is not kb:
            loaded = kb, Engine(kb)
        readable = effective(kb, answers)
        verdicts = Evaluation(kb, readable).verdicts()
        try:
            run = loaded[1].verdicts(readable)
        except EngineFault as error:
            return number, str(error)
        for difference in (*compare(run.verdicts, verdicts), *unsupported(verdicts, run.firings)):
            return number, difference
    return None


def caught(fault: Fault, cases: int = MOST_CASES) -> tuple[int, str] | None:
    """Where the comparison of the engines sees a fault; None if it does not."""
    with fault.planted():
        return first_difference(cases)


def main(report: Callable[[str], None] = print) -> int:
    """Plant every fault and print a table; 1 if one goes unseen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=int, default=MOST_CASES, help="after how many cases to give up on a fault")
    asked = parser.parse_args()
    honest = first_difference(min(asked.cases, 200))
    report(f"{'in case':>8}  {'planted in':20}  fault")
    report(f"{'none' if honest is None else honest[0]:>8}  {'(nothing)':20}  the engines as they are")
    unseen = 0
    for fault in FAULTS:
        found = caught(fault, asked.cases)
        unseen += found is None
        report(f"{'UNSEEN' if found is None else found[0]:>8}  {fault.name:20}  {fault.what}")
    report(f"{len(FAULTS)} faults planted, {unseen} unseen")
    return 1 if unseen or honest is not None else 0


if __name__ == "__main__":
    sys.exit(main())
