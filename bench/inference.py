"""The engine step, against the same rules in CLIPS and in a plain durable_rules program, and the evaluator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from advisor.answers import Answers, effective
from advisor.inference.compilation import CompiledRules
from advisor.inference.engine import Engine
from advisor.inference.engines import CLOSURE, DURABLE_RULES
from advisor.inference.evaluator import verdicts as evaluated
from advisor.inference.result import Verdicts
from advisor.inference.runs import AnswerFacts, run
from advisor.inference.working_memory import WorkingMemory
from advisor.knowledge.model import KnowledgeBase

from . import synthetic
from .clips_memory import ClipsMemory, TunedClipsMemory
from .plain_durable import MOST_FACTS_TESTED, PlainDurableMemory
from .table import ms, show, times
from .timing import side_by_side

SIZES = (50, 200, 1000)
TUNED = "clipspy, tuned"


class ResettableMemory(WorkingMemory, Protocol):
    """A working memory of another engine, used for one run after another."""

    def reset(self) -> None:
        """Empty it."""


def compare(kb: KnowledgeBase, answers: Answers) -> None:
    """Print how long each engine takes on the shipped knowledge base, and on synthetic ones."""
    bases = {"shipped": (kb, answers)}
    for size in SIZES:
        made = synthetic.knowledge_base(size)
        bases[f"{size} rules"] = (made, synthetic.answers(made))
    columns: dict[str, dict[str, float]] = {}
    sizes = []
    for name, (base, given) in bases.items():
        columns[name], size = _measured(base, given)
        sizes.append(f"{name}: {size}")
    names = list(columns["shipped"])
    rows = [
        [
            name,
            *(
                f"{ms(column[name])} ({times(column[name], column[TUNED])})" if name in column else "-"
                for column in columns.values()
            ),
        ]
        for name in names
    ]
    show(
        "Engine step: median ms of 200 (and how many times tuned clipspy)",
        ["", *columns],
        rows,
        "Certain and possible run together, from answers to verdicts; all engines run the same compiled rules and "
        "gave the same verdicts.\n" + "; ".join(sizes) + ".\n"
        "A plain durable_rules program hangs beyond some 500 facts: not run there.",
    )


def _measured(kb: KnowledgeBase, answers: Answers) -> tuple[dict[str, float], str]:
    readable = effective(kb, answers)
    engine, closure = Engine(kb, DURABLE_RULES), Engine(kb, CLOSURE)
    compiled = engine.compiled
    expected = engine.verdicts(readable)
    if closure.verdicts(readable).verdicts != expected.verdicts:
        raise SystemExit("the two engines give different verdicts")
    calls: dict[str, Callable[[], object]] = {
        "durable_rules, as used": lambda: engine.verdicts(readable),
        "closure, as used": lambda: closure.verdicts(readable),
        TUNED: _run(compiled, TunedClipsMemory(compiled), TunedClipsMemory(compiled), kb, answers, expected.verdicts),
        "clipspy, public interface": _run(
            compiled, ClipsMemory(compiled), ClipsMemory(compiled), kb, answers, expected.verdicts
        ),
    }
    read = {fact for rule in compiled.rules for fact in rule.body}
    if len(read) < MOST_FACTS_TESTED:
        calls["durable_rules, plain program"] = _run(
            compiled, PlainDurableMemory(compiled), PlainDurableMemory(compiled), kb, answers, expected.verdicts
        )
    calls["evaluator alone"] = lambda: evaluated(kb, readable)
    counts = compiled.counts
    size = (
        f"{counts.rules} compiled rules, {counts.facts} facts, {counts.strata} strata, {len(expected.firings)} firings"
    )
    return side_by_side(calls), size


def _run(
    compiled: CompiledRules,
    certain: ResettableMemory,
    possible: ResettableMemory,
    kb: KnowledgeBase,
    answers: Answers,
    expected: Verdicts,
) -> Callable[[], Verdicts]:
    """The engine step on other memories, once it has given the verdicts that are expected."""
    facts = AnswerFacts(compiled)
    readable = effective(kb, answers)

    def step() -> Verdicts:
        certain.reset()
        possible.reset()
        return run(compiled, facts.of(readable), certain, possible).verdicts(compiled)

    if step() != expected:
        raise SystemExit(f"{type(certain).__name__} gives other verdicts than the rule engine")
    return step
