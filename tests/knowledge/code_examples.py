"""The page docs/codes-by-example.md: what brings a code about, and what it looks like put right.

The examples are the defects that the tests plant into two small knowledge bases, so each of them is run.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from advisor.knowledge import CODES
from advisor.knowledge.codes import Code

from .conftest import CHOIR, HERE, SMALL, Defect
from .defects_of_contexts import DEFECTS_OF_CONTEXTS
from .test_planted_errors import DEFECTS
from .test_planted_warnings import HABITS, HABITS_OF_CONTEXTS, Habit

NOT_SHOWN = frozenset(
    ("E001", "E002", "E003", "E004", "E005", "E013", "E014", "E015", "E016", "E018", "E019", "E091", "W001", "W003")
)
"""What concerns whole files or takes several edits; each has a test of its own."""

HEAD = """\
# Codes by example

For each code of an error or a warning what brings it about, and what the same lines look like put right.
[Codes](codes.md) lists them all, with those that concern whole files (a missing file, one that is no text), and the
findings of the analysis, which `advisor rules analyse` shows with answers of its own.

This page is generated from the defects that the tests plant: every example on it is run.
"""


def examples_page() -> str:
    """The text of the page."""
    planted: dict[str, list[tuple[int, str, str, str]]] = {}
    found: list[tuple[Path, Sequence[Defect | Habit]]] = [
        (SMALL, DEFECTS),
        (SMALL, HABITS),
        (CHOIR, DEFECTS_OF_CONTEXTS),
        (CHOIR, HABITS_OF_CONTEXTS),
    ]
    for base, defects in found:
        for one in defects:
            good, bad = _lines(base / one.file, one.old, one.new)
            if good != bad:
                planted.setdefault(one.code, []).append((len(good) + len(bad), one.file, good, bad))
    return HEAD + "".join(_section(code, *min(planted[code.code])[1:]) for code in CODES if code.code in planted)


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


def _section(code: Code, file: str, good: str, bad: str) -> str:
    said = f"\n## {code.code} {code.title}\n\n{code.explanation}\n"
    return said + "".join(f"\n{label}, in `{file}`:\n\n```yaml\n{_laid_out(lines)}```\n" for label, lines in
                          (("Wrong", bad), ("Right", good)))  # fmt: skip


def _laid_out(lines: str) -> str:
    visible = re.sub("[\x00-\x08\x0b-\x1f]", "�", lines)
    return textwrap.dedent(visible).rstrip("\n") + "\n"
