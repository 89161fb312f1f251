"""Mechanical repairs of what is wrong with a knowledge base: only where there is no choice, and each tried first.

A repair changes one line. It is kept if, tried on a copy, the problem is gone and the line has no new one in its place
that cannot be repaired as well. It goes on until nothing is left to repair.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from .loading import examine
from .problem import Problem
from .reading.directory import paths
from .replacement import replace

MOST_REPAIRS = 500
MOST_UNCOVERED = 10
"""A repair may uncover what an error hid in its line; so many of these are repaired with it."""
_MEANT = re.compile(r'"(?P<typed>[^"]+)"[^"]*\. Did you mean "(?P<meant>[^"]+)"\?')
_CURLY = re.compile(r'(?P<before>[:\[{,-]\s*)[“„‘”](?P<text>[^"“”„‘\\]*)[”“](?=\s*($|[,}\]#]))')
_WORD = re.compile(r"[a-z0-9][a-z0-9_-]*")
_CLOSE = 0.75
_APART = 0.1
"""How much less like what was typed any other word of the files must be."""


@dataclass(frozen=True)
class Repair:
    """A line as it was and as it is now, and the problem that this removed. `problem` names the real file."""

    problem: Problem
    before: str
    after: str


def mend(directory: Path) -> tuple[Repair, ...]:
    """Repair what can be repaired mechanically, and write the files. OSError where one cannot be written.

    A misspelt word for which one word is meant, and no other is nearly as close; typographic quotation marks around a
    text; the first quotation mark of a text that has only its last; tabs in front of a line.
    """
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "copy"
        shutil.copytree(directory, copy, ignore=shutil.ignore_patterns("schema", ".*"))
        repairs = tuple(_mended(copy))
        changed = {Path(repair.problem.at.file).relative_to(copy) for repair in repairs}
        for name in sorted(changed):
            replace(directory / name, (copy / name).read_bytes().decode())
    return tuple(_moved(repair, copy, directory) for repair in repairs)


def _moved(repair: Repair, copy: Path, directory: Path) -> Repair:
    """A repair of the copy, at its place in the knowledge base itself."""
    at = repair.problem.at
    file = str(directory / Path(at.file).relative_to(copy))
    problem = dataclasses.replace(repair.problem, at=dataclasses.replace(at, file=file))
    return dataclasses.replace(repair, problem=problem)


def _mended(copy: Path) -> Iterator[Repair]:
    refused: set[tuple[str, int, str]] = set()
    problems: tuple[Problem, ...] = examine(copy)
    repaired = 0
    while repaired < MOST_REPAIRS and (tried := next(_possible(copy, problems, refused), None)) is not None:
        made, problems = _tried(copy, problems, tried, refused)
        if not made:
            refused.add((tried.problem.at.file, tried.problem.at.line, tried.after))
        repaired += len(made)
        yield from made


def _tried(
    copy: Path, problems: tuple[Problem, ...], first: Repair, refused: Collection[tuple[str, int, str]]
) -> tuple[list[Repair], tuple[Problem, ...]]:
    """A repair with those of what it uncovers in its line, and what is wrong then.

    None, and nothing is changed, where the line is left with a problem that it did not have.
    """
    tried: Repair | None = first
    path = Path(first.problem.at.file)
    former = path.read_bytes()
    borne = _of_line(problems, first.problem) - Counter([_told(first.problem)])
    made: list[Repair] = []
    while tried is not None and len(made) < MOST_UNCOVERED and _put(path, tried):
        made.append(tried)
        after = examine(copy)
        new = _of_line(after, first.problem) - borne
        if not new:
            return made, after
        uncovered = [one for one in after if _is_in_line(one, first.problem) and _told(one) in new]
        tried = next(_possible(copy, uncovered, refused), None)
    path.write_bytes(former)
    return [], problems


def _told(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.message


def _of_line(problems: Collection[Problem], other: Problem) -> Counter[tuple[str, str]]:
    """The errors told of the line of another one, which may be of the same words."""
    return Counter(_told(one) for one in problems if _is_in_line(one, other))


def _is_in_line(one: Problem, other: Problem) -> bool:
    return (one.at.file, one.at.line) == (other.at.file, other.at.line) and not one.warning


def _possible(copy: Path, problems: Collection[Problem], refused: Collection[tuple[str, int, str]]) -> Iterator[Repair]:
    words = _words(copy)
    for problem in problems:
        line = problem.source
        if problem.warning or not line:
            continue
        for change in (_respelt, straightened, requoted, untabbed):
            after = change(problem, line, words)
            if after is not None and after != line and (problem.at.file, problem.at.line, after) not in refused:
                yield Repair(problem, line, after)


def _words(copy: Path) -> frozenset[str]:
    """Every word of the files that could be an id or a key."""
    return frozenset(
        word
        for _, path in paths(copy)
        if path.is_file()
        for word in _WORD.findall(path.read_text("utf-8", errors="replace"))
    )


def respelling(problem: Problem, line: str) -> tuple[str, str, str] | None:
    """What was typed at the place of a problem, what is suggested instead, and the line with that in its place."""
    found = _MEANT.search(problem.message)
    if found is None:
        return None
    typed, meant = found["typed"], found["meant"]
    start = problem.at.column - 1 + (line[problem.at.column - 1 : problem.at.column] in "'\"")
    if not line.startswith(typed, start):
        return None
    return typed, meant, line[:start] + meant + line[start + len(typed) :]


def _respelt(problem: Problem, line: str, words: Collection[str]) -> str | None:
    """The word that was meant, if it stands at the place of the problem and no other is nearly as close."""
    found = respelling(problem, line)
    if found is None:
        return None
    typed, meant, respelt = found
    near = difflib.SequenceMatcher(None, typed, meant).ratio()
    rivals = difflib.get_close_matches(typed, {*words} - {typed, meant}, n=1, cutoff=max(0.0, near - _APART))
    if near < _CLOSE or rivals:
        return None
    return respelt


def straightened(problem: Problem, line: str, _: Collection[str] = ()) -> str | None:
    """The line with straight quotation marks, where typographic ones are the problem."""
    if "ypographic" not in problem.message:
        return None
    return _CURLY.sub(lambda found: f'{found["before"]}"{found["text"]}"', line)


def requoted(problem: Problem, line: str, _: Collection[str] = ()) -> str | None:
    """The line with the first quotation mark of a text that has only its last."""
    start = problem.at.column - 1
    return f'{line[:start]}"{line[start:]}' if problem.code == "E036" else None


def untabbed(problem: Problem, line: str, _: Collection[str] = ()) -> str | None:
    """The line with spaces in front, where tabs are the problem."""
    if problem.code != "E007" or "tab" not in problem.message:
        return None
    indent = line[: len(line) - len(line.lstrip())]
    return indent.expandtabs(2) + line.lstrip() if "\t" in indent else None


def _put(path: Path, repair: Repair) -> bool:
    """Change the line in the file; False, and nothing changed, where lines are counted otherwise there."""
    lines = path.read_bytes().decode().split("\n")
    number = repair.problem.at.line - 1
    if number >= len(lines) or lines[number].rstrip("\r") != repair.before:
        return False
    lines[number] = lines[number].replace(repair.before, repair.after)
    path.write_bytes("\n".join(lines).encode())
    return True
