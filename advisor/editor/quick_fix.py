"""Quick fixes: what can be changed about a problem at its place, offered for the author to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.knowledge.condition import Position
from advisor.knowledge.document import Document, Steps, scan_text
from advisor.knowledge.mending import requoted, respelling, straightened, untabbed
from advisor.knowledge.problem import Problem

from .example_sketch import sketched
from .text_edit import TextEdit, edited
from .workpiece import Workpiece
from .written_list import last_line

_PRESENT = re.compile(r'"(?P<typed>[^"]+)" is (?:a former name; write|deprecated\. Name) "(?P<meant>[^"]+)"')
_SCALAR = re.compile(r"(?P<key>\s*(?:- )?[\w-]+:\s+)(?P<text>[^\s\"'|>\[{].*?)\s*$")
_LANGUAGE = re.compile(r"(?P<key>[{,]\s*[a-z]{2}:\s*)(?P<text>[^\s\"'][^{}\[\]]*?)(?=\s*(?:,\s*[a-z]{2}:\s|\}\s*$))")
_NO_YAML = "E007"
_LACKING = "E027"
_TOO_FEW_EXAMPLES = "W011"


@dataclass(frozen=True)
class Fix:
    """A change that is offered for a problem; `sure` where there is hardly another."""

    title: str
    problem: Problem
    edits: tuple[TextEdit, ...]
    sure: bool = False


def fixes(workpiece: Workpiece, file: str, lines: Sequence[str], problem: Problem) -> Iterator[Fix]:
    """What can be changed about a problem of a file, whose lines are those of this moment."""
    at = problem.at
    if at.line > len(lines):
        return
    line = lines[at.line - 1]
    found = respelling(problem, line)
    if found is not None:
        yield Fix(f'Write "{found[1]}"', problem, (_line(at, line, found[2]),), sure=True)
    yield from _present(problem, line)
    for change, title in (
        (straightened, "Write straight quotation marks"),
        (requoted, "Put a quotation mark in front of the text"),
        (untabbed, "Indent with spaces"),
    ):
        after = change(problem, line)
        if after is not None and after != line:
            yield Fix(title, problem, (_line(at, line, after),), sure=True)
    if problem.code == _NO_YAML:
        yield from _quoted(file, lines, problem)
        return
    document = workpiece.document(file)
    if document is not None and problem.code == _LACKING:
        yield from _translation(workpiece, document, problem)
    if document is not None and problem.code == _TOO_FEW_EXAMPLES:
        yield from _examples(workpiece, document, problem)


def _line(at: Position, before: str, after: str) -> TextEdit:
    """Change a line, from the first to the last character that differs."""
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    most = min(len(before), len(after)) - start
    same = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    place = Position(at.file, at.line, start + 1)
    return TextEdit.within(place, len(before) - same - start, after[start : len(after) - same])


def _present(problem: Problem, line: str) -> Iterator[Fix]:
    """The present id for a former one, the successor for what is deprecated."""
    found = _PRESENT.search(problem.message)
    if found is None:
        return
    start = line.find(found["typed"], problem.at.column - 1)
    if start >= 0:
        at = Position(problem.at.file, problem.at.line, start + 1)
        edit = TextEdit.within(at, len(found["typed"]), found["meant"])
        yield Fix(f'Write "{found["meant"]}"', problem, (edit,), sure=True)


def _quoted(file: str, lines: Sequence[str], problem: Problem) -> Iterator[Fix]:
    """Quotation marks around a text that needs them: offered where the line can then be read."""
    number = problem.at.line
    for pattern in (_SCALAR, _LANGUAGE):
        line = lines[number - 1]
        after = pattern.sub(lambda found: found["key"] + _in_quotes(found["text"]), line)
        if after == line:
            continue
        text = edited("\n".join(lines), [TextEdit.of_lines(file, number, number, f"{after}\n")])
        _, remaining = scan_text(file, text)
        if all(one.at.line > number for one in remaining):
            yield Fix("Put the text in quotes", problem, (_line(problem.at, line, after),), sure=True)
            return


def _in_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _translation(workpiece: Workpiece, document: Document, problem: Problem) -> Iterator[Fix]:
    """A slot for each language that a text lacks."""
    steps = _steps_of_key(document, problem.at)
    text: Any = document.at(steps) if steps is not None else None
    languages = workpiece.languages()
    if steps is None or not isinstance(text, dict) or not text:
        return
    lacking = [language for language in languages if language not in text]
    first = document.key_position((*steps, next(iter(text))))
    brackets = document.line(document.position(steps))[document.position(steps).column - 1 :].startswith("{")
    joint = ", " if brackets else "\n" + " " * (first.column - 1)
    slots = "".join(f'{language}: ""{joint}' for language in lacking)
    yield Fix(f"Add a slot for {' and '.join(lacking)}", problem, (TextEdit.within(first, 0, slots),), sure=True)


def _steps_of_key(document: Document, at: Position) -> Steps | None:
    """The steps to what a position is the key of, or the beginning."""
    place = (at.line, at.column)
    for marks in (document.key_marks, document.marks):
        found = next((steps for steps, mark in marks.items() if mark == place), None)
        if found is not None:
            return found
    return None


def _examples(workpiece: Workpiece, document: Document, problem: Problem) -> Iterator[Fix]:
    """The examples that a rule or an advice lacks, with answers drawn from its condition."""
    id = problem.about or ""
    steps = next(
        (one.steps for one in workpiece.names(document.file).files[document.file].occurrences
         if one.noun in ("advice", "rule") and one.name.id == id), None,
    )  # fmt: skip
    kb = workpiece.kb
    entry = (kb.advice.get(id) or kb.rules.get(id)) if kb is not None else None
    if kb is None or entry is None or steps is None:
        return
    value: Any = document.at(steps)
    begin = document.position(steps)
    if document.line(begin)[begin.column - 1] == "{":
        return
    lines = sketched(kb, entry)
    key = " " * (begin.column - 1)
    if isinstance(value.get("examples"), list) and value["examples"]:
        first = document.position((*steps, "examples", 0))
        written = document.line(first)
        if not written.lstrip().startswith("- "):
            return
        key = written[: len(written) - len(written.lstrip())]
        last = last_line(document, document.position((*steps, "examples", len(value["examples"]) - 1)))
        text = "".join(f"{key}- {line}\n" for line in lines)
    else:
        last = last_line(document, begin)
        text = f"{key}examples:\n" + "".join(f"{key}  - {line}\n" for line in lines)
    end = Position(document.file, last, len(document.lines[last - 1]) + 1)
    yield Fix("Add the examples that are missing", problem, (TextEdit(end, end, "\n" + text.rstrip("\n")),))
