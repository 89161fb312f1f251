"""Prints every figure: `make bench`, or `python -m bench` with any of: whole, inference, spaces, documents."""

from __future__ import annotations

import os
import platform
import sys

from advisor.answers import read_answers
from advisor.knowledge import load, shipped

from . import documents, inference, spaces, whole

PARTS = ("whole", "inference", "spaces", "documents")


def main(asked: list[str]) -> None:
    """Measure the parts asked for, all by default."""
    if unknown := set(asked) - set(PARTS):
        sys.exit(f"bench: {', '.join(sorted(unknown))} is none of {', '.join(PARTS)}")
    parts = asked or PARTS
    directory = shipped("rules") / "community-management"
    case = directory / "cases" / "demo.yaml"
    kb = load(directory)
    print(f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}, {os.cpu_count()} cores")
    if "whole" in parts:
        whole.measure(directory, kb, case)
    if "inference" in parts:
        inference.compare(kb, read_answers(case, kb))
    if "spaces" in parts:
        spaces.measure()
    if "documents" in parts:
        documents.measure(directory, kb)


main(sys.argv[1:])
