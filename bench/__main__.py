"""Prints every figure: `make bench`, or `python -m bench` with some of its parts (`PARTS`)."""

from __future__ import annotations

import os
import platform
import sys

from advisor.answers import read_answers
from advisor.inference import ground
from advisor.knowledge import load, shipped

from . import documents, editor, inference, many, scale, spaces, whole

PARTS = ("whole", "inference", "spaces", "documents", "many", "editor", "scale")


def main(asked: list[str]) -> None:
    """Measure the parts asked for, all by default."""
    if unknown := set(asked) - set(PARTS):
        sys.exit(f"bench: {', '.join(sorted(unknown))} is none of {', '.join(PARTS)}")
    parts = asked or PARTS
    directory = shipped("rules") / "community-management"
    cases = sorted((directory / "cases").glob("*.yaml"))
    case = next((path for path in cases if path.stem == "demo"), cases[0])
    kb = load(directory)
    print(f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}, {os.cpu_count()} cores")
    if "whole" in parts:
        whole.measure(directory, kb, case)
    if "inference" in parts:
        answers = read_answers(case, kb)
        inference.compare(ground(kb, answers.instances), answers)
    if "spaces" in parts:
        spaces.measure()
        spaces.measure_assessments(kb, [read_answers(path, kb) for path in cases])
    if "documents" in parts:
        documents.measure(directory, kb)
    if "many" in parts:
        many.measure(directory, kb, cases)
    if "scale" in parts:
        scale.measure()
    if "editor" in parts:
        editor.measure(directory)


main(sys.argv[1:])
