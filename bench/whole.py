"""The whole way: loading the knowledge base, one assessment and its parts, the cold start of the command."""

from __future__ import annotations

from pathlib import Path

from advisor.advice import assess, build
from advisor.answers import Answers, effective, read_answers
from advisor.inference import ground, infer
from advisor.inference.engine import Engine, engine_for
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase

from .table import ms, show, times
from .timing import median, process, side_by_side

# What `advisor assess` cannot do without: the bare import of these is what a cold start is held against.
DEPENDENCIES = "import click, yaml, pydantic, jinja2, babel.dates, durable_rules_engine"


def measure(directory: Path, kb: KnowledgeBase, case: Path) -> None:
    """Print what it costs to load, to assess, and to start."""
    answers = read_answers(case, kb)
    over = ground(kb, answers.instances)
    show(
        "From files to the Assessment: median ms",
        ["", "ms"],
        [
            ["loading the knowledge base (15 runs)", ms(median(lambda: load(directory), 15))],
            ["compiling it for the engine (15)", ms(median(lambda: Engine(over), 15))],
            ["reading the answers file (50)", ms(median(lambda: read_answers(case, kb), 50))],
            *_assessment(kb, answers),
        ],
        f"{len(kb.questions)} questions, {len(kb.conclusions)} conclusions, {len(kb.rules)} rules for them, "
        f"{len(kb.advice)} advice; {len(answers.given)} answers.",
    )
    command = process(["-m", "advisor", "assess", str(case), "--json"])
    bare = process(["-c", DEPENDENCIES])
    show(
        "Cold start: median ms of 7 processes",
        ["", "ms", "ratio"],
        [
            ["bare import of its dependencies", ms(bare), times(bare, bare)],
            ["advisor assess --json", ms(command), times(command, bare)],
        ],
    )


def _assessment(kb: KnowledgeBase, answers: Answers) -> list[list[str]]:
    over = ground(kb, answers.instances)
    readable = effective(over, answers)
    engine = engine_for(over)
    inference = infer(kb, answers)
    taken = side_by_side(
        {
            "one assessment (200)": lambda: assess(kb, answers),
            "  of which relevance": lambda: effective(over, answers),
            "  of which the engine": lambda: engine.verdicts(readable),
            "  of which inference as a whole": lambda: infer(kb, answers),
            "  of which order, plan, profile": lambda: build(kb, answers, inference),
        }
    )
    return [[name, ms(duration)] for name, duration in taken.items()]
