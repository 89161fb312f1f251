"""How `check` and `analyse` grow with a knowledge base: a quarter and the whole of 1,000 rules, in one run.

The rules are those of `synthetic`, written to files as authors would write them, in one language and with short words.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from advisor.analysis.workbench.consistency import analyse
from advisor.knowledge import examine, load
from advisor.knowledge.condition import AllOf, AnswerTest, AnyOf, ConclusionTest, Condition
from advisor.knowledge.model import KnowledgeBase, Proviso

from . import synthetic
from .table import ms, show

SIZES = (250, 1000)
IN_A_FILE = 100
RUNS = 3


def measure() -> None:
    """Print what each takes at each size, and to which power of the rules it grows from a quarter to the whole."""
    taken: dict[str, list[float]] = {"check, the command": [], "check, its reading and inspecting": [], "analyse": []}
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            directory = Path(scratch) / str(size)
            write(synthetic.knowledge_base(size), directory)
            kb = load(directory)
            command = [sys.executable, "-m", "advisor", "rules", "check", "--kb", str(directory), "--format", "json"]
            calls = {
                "check, the command": lambda command=command: subprocess.run(command, check=True, capture_output=True),
                "check, its reading and inspecting": lambda directory=directory: examine(directory),
            }
            for what, call in calls.items():
                taken[what].append(_fastest(call))
            taken["analyse"].append(_fastest(lambda kb=kb: analyse(kb)))  # type: ignore[misc]
    show(
        "A growing knowledge base: ms",
        ["", *(f"{size:,} rules" for size in SIZES), "grows with n to the power of"],
        [
            [what, *map(ms, values), f"{math.log(values[-1] / values[0], SIZES[-1] / SIZES[0]):.1f}"]
            for what, values in taken.items()
        ],
        f"Time of the processor, of the fastest of {RUNS} runs.",
    )


def _fastest(call: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds of the processor, processes that are started included, of the fastest of some calls."""
    durations = []
    for _ in range(runs):
        begin = sum(os.times()[:4])
        call()
        durations.append(sum(os.times()[:4]) - begin)
    return 1000 * min(durations)


def write(kb: KnowledgeBase, directory: Path) -> None:
    """Write a synthetic knowledge base as files."""
    for folder in ("questionnaire", "conclusions", "advice"):
        (directory / folder).mkdir(parents=True)
    frame = {"id": kb.id, "version": kb.version, "languages": list(kb.languages), "title": kb.title}
    named = [{"id": theme.id, "title": theme.title} for theme in kb.themes.values()]
    phases = [{"id": "repair", "title": {"en": "Repair"}, "meaning": {"en": "What is to be put right."}}]
    plan = [{"id": "now", "title": {"en": "Now"}, "holds": [{}]}]
    sections = [section.id for section in kb.sections]
    _write(
        directory / "knowledge-base.yaml",
        {**frame, "sections": sections, "themes": named, "phases": phases, "plan": plan},
    )
    for section in kb.sections:
        _write(
            directory / "questionnaire" / f"{section.id}.yaml",
            {
                "section": section.id,
                "title": section.title,
                "questions": [
                    {"id": one.id, "ask": one.ask, "type": one.type}
                    | (
                        {}
                        if one.type == "yes_no"
                        else {"options": [{"id": o.id, "label": o.label} for o in one.options]}
                    )
                    for one in section.questions
                ],
            },
        )
    conclusions = [{"id": one.id, "title": one.title, "meaning": one.meaning} for one in kb.conclusions.values()]
    _write(directory / "conclusions" / "conclusions.yaml", {"conclusions": conclusions})
    rules = [
        {"id": one.id, "when": _when(kb, one.when), **_unless(kb, one.unless), "conclude": list(one.conclude)}
        for one in kb.rules.values()
    ]
    advice = [
        {
            "id": one.id,
            "kind": one.kind,
            "theme": one.theme,
            "severity": one.severity,
            "phase": one.phase,
            "effort": "low",
        }
        | {"when": _when(kb, one.when), **_unless(kb, one.unless)}
        | {key: {"en": f"{key.capitalize()} of {one.id}."} for key in ("title", "observed", "recommendation")}
        for one in kb.advice.values()
    ]
    for key, entries, folder in (("rules", rules, "conclusions"), ("advice", advice, "advice")):
        for begin in range(0, len(entries), IN_A_FILE):
            _write(directory / folder / f"{key}-{begin:05}.yaml", {key: entries[begin : begin + IN_A_FILE]})


def _unless(kb: KnowledgeBase, provisos: tuple[Proviso, ...]) -> dict[str, Any]:
    return {"unless": [{"when": _when(kb, one.when)} for one in provisos]} if provisos else {}


def _when(kb: KnowledgeBase, condition: Condition) -> dict[str, Any]:
    if isinstance(condition, ConclusionTest):
        return {condition.conclusion: "yes" if condition.value else "no"}
    if isinstance(condition, (AllOf, AnyOf)):
        return {"all" if isinstance(condition, AllOf) else "any": [_when(kb, part) for part in condition.parts]}
    assert isinstance(condition, AnswerTest)
    assert isinstance(condition.value, tuple)
    if condition.operator == "any_of":
        return {condition.question: {"any_of": list(condition.value)}}
    return {condition.question: condition.value[0]}


def _write(path: Path, content: dict[str, Any]) -> None:
    text = yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True)
    path.write_text(text.replace("'yes'", "yes").replace("'no'", "no"), encoding="utf-8")


class _Plain(yaml.SafeDumper):
    """Writes the same words twice rather than refer to them."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer."""
        return True
