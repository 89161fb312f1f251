"""The page docs/codes-by-example.md: what brings a code about, and what it looks like put right.

The examples are the defects, habits and faults that the tests plant into two small knowledge bases, and commands that
spoil whole files, so each of them is run.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from advisor.knowledge import CODES
from advisor.knowledge.codes import FINDINGS
from tests.analysis.planted_findings import FAULTS, FAULTS_OF_CONTEXTS, Fault

from .conftest import CHOIR, HERE, SMALL, Defect
from .defects_of_contexts import DEFECTS_OF_CONTEXTS
from .test_planted_errors import DEFECTS
from .test_planted_warnings import HABITS, HABITS_OF_CONTEXTS, Habit
from .whole_files import WHOLE_FILES

HEAD = """\
# Codes by example

For every code of an error, a warning or a finding of the analysis what brings it about, and what the same lines look
like put right; of what concerns whole files, commands in the directory of a knowledge base. [Codes](codes.md) lists
them all.

This page is generated from what the tests plant: every example on it is run.
"""


def examples_page() -> str:
    """The text of the page."""
    planted: dict[str, list[tuple[int, str, str, str]]] = {}
    found: list[tuple[Path, Sequence[Defect | Habit | Fault]]] = [
        (SMALL, DEFECTS),
        (SMALL, HABITS),
        (CHOIR, DEFECTS_OF_CONTEXTS),
        (CHOIR, HABITS_OF_CONTEXTS),
        (SMALL, FAULTS),
        (CHOIR, FAULTS_OF_CONTEXTS),
    ]
    for base, defects in found:
        for one in defects:
            good, bad = _lines(base / one.file, one.old, one.new)
            if good != bad:
                planted.setdefault(one.code, []).append((len(good) + len(bad), one.file, good, bad))
    scripts = {
        script.code: "".join(
            _console(label, lines) for label, lines in (("Wrong", script.wrong), ("Right", script.right))
        )
        for script in WHOLE_FILES
    }
    sections = []
    for code in (*CODES, *FINDINGS):
        shown = scripts.get(code.code) or (_passages(*min(planted[code.code])[1:]) if code.code in planted else None)
        if shown is not None:
            sections.append(f"\n## {code.code} {code.title}\n\n{code.explanation}\n{shown}")
    return HEAD + "".join(sections)


def _lines(path: Path, old: str, new: str) -> tuple[str, str]:
    """The whole lines around a passage, as they are and as the defect has them."""
    text = path.read_text("utf-8")
    start = text.rindex("\n", 0, text.index(old)) + 1 if "\n" in text[: text.index(old)] else 0
    end = text.index(old) + len(old)
    stop = end if old.endswith("\n") else text.find("\n", end) + 1 or len(text)
    if not text[start:stop].replace(old, new).strip() and start:
        start = text.rfind("\n", 0, start - 1) + 1  # Where all of it is gone, the line before shows where it was.
    good = text[start:stop]
    return good, good.replace(old, new).replace(HERE, "")


def _passages(file: str, good: str, bad: str) -> str:
    return "".join(f"\n{label}, in `{file}`:\n\n```yaml\n{_laid_out(lines)}```\n" for label, lines in
                   (("Wrong", bad), ("Right", good)))  # fmt: skip


def _console(label: str, commands: Sequence[str]) -> str:
    lines = "".join(f"$ {command}\n" for command in commands)
    return f"\n{label}:\n\n```console\n{lines}```\n"


def _laid_out(lines: str) -> str:
    visible = re.sub("[\x00-\x08\x0b-\x1f]", "�", lines)
    return textwrap.dedent(visible).rstrip("\n") + "\n"


if __name__ == "__main__":  # python -m tests.knowledge.code_examples writes the page.
    (Path(__file__).parents[2] / "docs" / "codes-by-example.md").write_text(examples_page(), "utf-8")
