"""Answers files of made-up brands: example brands with some answers changed, some taken out, under names of their own.

The same number gives the same files.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from advisor.knowledge.document import read_document
from advisor.knowledge.model import KnowledgeBase

CHANGED = 1 / 8
TAKEN_OUT = 1 / 20
OF_A_CASE_ONLY = ("brief", "expect", "based_on")


def write_brands(kb: KnowledgeBase, cases: list[Path], directory: Path, brands: int) -> None:
    """Write that many answers files into a directory."""
    documents: list[dict[str, Any]] = [read_document(case).value for case in cases]
    whole = [(case.stem, one) for case, one in zip(cases, documents, strict=True) if "based_on" not in one]
    chance = random.Random(brands)
    for number in range(brands):
        stem, document = whole[number % len(whole)]
        kept = {key: value for key, value in document.items() if key not in OF_A_CASE_ONLY}
        kept |= {"brand": f"{document['brand']} {number}", "answers": _varied(kb, kept["answers"], chance)}
        (directory / f"{number:06}-{stem}.yaml").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")


def _varied(kb: KnowledgeBase, given: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    varied = {}
    for id, value in given.items():
        question, draw = kb.questions.get(id), chance.random()
        if draw < TAKEN_OUT:
            continue
        if draw < TAKEN_OUT + CHANGED and question is not None and question.type in ("choice", "yes_no"):
            value = chance.choice(question.options).id
        varied[id] = value
    return varied
