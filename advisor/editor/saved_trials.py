"""The examples and cases that a saved change concerns, run in a process of their own so that the editor never waits."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.knowledge.condition import Position
from advisor.knowledge.document import Document
from advisor.knowledge.problem import Problem

from .workpiece import Workpiece

FAILED = "T001"
"""The code of a failed example or case."""


TRIED = ("advice", "rule", "conclusion", "question", "row", "table", "case")
"""What decides how examples and cases come out."""


class SavedTrials:
    """What failed when it was last tried; what was tried is compared with what is saved next."""

    def __init__(self, workpiece: Workpiece) -> None:
        self._workpiece = workpiece
        self._before: dict[str, Document] = {}
        self._failed: dict[str, Problem] = {}
        self._again: frozenset[str] = frozenset()

    def begin(self, file: str) -> None:
        """Take what a file holds now for what was tried."""
        document = self._workpiece.document(file)
        if document is not None:
            self._before.setdefault(file, document)

    def failures(self) -> Mapping[str, tuple[Problem, ...]]:
        """What failed, by file."""
        found: dict[str, tuple[Problem, ...]] = {}
        for problem in self._failed.values():
            found[problem.at.file] = (*found.get(problem.at.file, ()), problem)
        return found

    async def run(self, file: str) -> bool:
        """Try what a saved file changed, and what failed before; False where nothing could be tried."""
        workpiece = self._workpiece
        if any(not one.warning for some in workpiece.problems.values() for one in some):
            return False
        ids = {*self._changed(file), *self._again} & self._known()
        if not ids:
            return False
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "advisor", "rules", "test", *sorted(ids),
            "--kb", str(workpiece.directory), "--format", "json",
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            printed, _ = await process.communicate()
        except asyncio.CancelledError:
            if process.returncode is None:
                process.kill()
            raise
        try:
            failures: list[dict[str, Any]] = json.loads(printed)["failures"]
        except (ValueError, KeyError):
            return False
        self._failed = {f"{one['name']} {one['message']}": _problem(one) for one in failures}
        self._again = frozenset(str(one["name"]).partition("/")[0] for one in failures)
        document = workpiece.document(file)
        if document is not None:
            self._before[file] = document
        return True

    def _known(self) -> frozenset[str]:
        """The ids of what can be tried."""
        kb = self._workpiece.kb
        return frozenset((*kb.advice, *kb.rules, *kb.conclusions, *kb.cases)) if kb is not None else frozenset()

    def _changed(self, file: str) -> Iterator[str]:
        """The entries of a file that are others than before, and those elsewhere that name them."""
        index = self._workpiece.names(file)
        names = index.files.get(file)
        before = self._before.get(file)
        if names is None:
            return
        for one in names.occurrences:
            id, steps = one.name.id, one.steps
            if one.noun not in TRIED or (before and _at(before, id, steps) == _at(names.document, id, steps)):
                continue
            yield id
            if one.name.group == "facts":
                readers = (self._workpiece.entry(read) for read in index.of_name(one.name))
                yield from (str(reader["id"]) for reader in readers if "id" in reader)


def _at(document: Document, id: str, steps: tuple[str | int, ...]) -> Any:
    """The entry of this id, which may have moved within its list; the whole of a case."""
    if not steps:
        return document.value
    try:
        listed: Any = document.at(steps[:-1])
    except (KeyError, IndexError, TypeError):
        return None
    return next((one for one in listed if isinstance(one, dict) and one.get("id") == id), None)


def _problem(failure: Mapping[str, Any]) -> Problem:
    at = Position(str(Path(failure["file"])), failure["line"], failure["column"])
    details = "".join(f"\n{line}" for line in failure["details"])
    return Problem(FAILED, f"{failure['name']}: {failure['message']}{details}", at)
