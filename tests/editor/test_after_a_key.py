"""What is read again after a key is what reading everything again would find, whatever is typed."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from advisor.editor.buffers import Buffers
from advisor.editor.rescanning import rescanned
from advisor.editor.workpiece import Workpiece
from advisor.knowledge.document import scan_text
from advisor.knowledge.loading import examine_file

SMALL = Path(__file__).parents[1] / "knowledge_bases" / "small"
FILES = sorted(path for path in SMALL.rglob("*.yaml") if path.parent.name != "cases")
TYPED = (
    "", "x", " ", "\n", '"', "'", "- ", "- id: b\n", "  - id: c\n    when: {open: yes}\n", "\n  - id: d\n", ": ", "{",
    "}", "[", "#",
    "|", ">", "|+\n", "---\n", "...\n", "&a ", "*a", "\nkey: 1\n", "é", "\u2028", "\r\n", "\t", "? ", "\n\n",
)  # fmt: skip


def _edited(chance: random.Random, text: str) -> str:
    ids = [found.end() for found in re.finditer(r"- id: [a-z_-]+", text)]
    if ids and chance.random() < 0.2:  # Whoever names it may stand in any other entry.
        begin = chance.choice(ids)
        return f"{text[:begin]}_s{text[begin:]}"
    begin = chance.randrange(len(text))
    return text[:begin] + chance.choice(TYPED) + text[begin + chance.choice((0, 0, 1, 2, 5, 30, 200)) :]


@pytest.mark.parametrize("seed", range(4))
def test_an_entry_read_alone_leaves_the_document_as_it_would_be_read_whole(seed: int) -> None:
    chance = random.Random(seed)
    alone = 0
    for _ in range(20):
        path = chance.choice(FILES)
        text = path.read_text(encoding="utf-8")
        before, _ = scan_text(str(path), text)
        assert before is not None
        for _ in range(10):
            typed = _edited(chance, text)
            again = rescanned(before, typed)
            if again is not None:
                alone += 1
                whole, problems = scan_text(str(path), typed)
                assert (again, problems) == (whole, ())
                text, before = typed, again
    assert alone > 50


def test_problems_after_each_of_many_edits_are_those_of_the_file_read_anew() -> None:
    chance = random.Random(7)
    piece = Workpiece(SMALL)
    piece.study()
    assert piece.subject is not None
    told = 0
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        for _ in range(25):
            typed = _edited(chance, text)
            piece.buffers.hold(str(path), typed)
            problems = piece.look_at(str(path))[str(path)]
            anew = Buffers()
            anew.hold(str(path), typed)
            document, faults = anew.scan(path)
            if document is not None and not faults:
                own = examine_file(document, piece.kind(str(path)), piece.subject)
                assert tuple(one for one in problems if not one.warning) == own, typed
                text = typed if chance.random() < 0.3 else text
            else:
                assert problems == faults
            told += len(problems)
        piece.buffers.release(str(path))
    assert told > 100
