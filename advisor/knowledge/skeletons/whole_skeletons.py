"""Skeletons of whole things: an example brand, and a knowledge base on any subject."""

from __future__ import annotations

import os
import re
from pathlib import Path

from advisor.language.installation import shipped

from ..condition import Position
from ..loading import examine, load
from ..model import KnowledgeBase, Question
from ..problem import did_you_mean, quoted
from ..reading.entry import KEBAB
from ..schema import schema_files
from .placing import Made, SkeletonError, asking, free, in_quotes, loaded, put, rendered, top, write_new

FIRST_DATE = "2026-01-01"
"""The date of a case in a knowledge base that has none to take it from: cases know no clock."""


def new_case(directory: Path, id: str, *, brand: str | None = None, based_on: str | None = None) -> Made:
    """Make a file for a whole example brand, with every question in it as a comment."""
    kb = loaded(directory)
    free(kb, id, KEBAB, "cases")
    asking(kb)
    if based_on is not None and based_on not in kb.cases:
        raise SkeletonError(f"There is no case {quoted(based_on)}.{did_you_mean(based_on, kb.cases)}")
    dates = [str(case.document["date"]) for case in kb.cases.values() if "date" in case.document]
    name = brand if brand is not None else id.replace("-", " ").title()
    text = rendered(
        "case.yaml", kb.languages, brand=in_quotes(name), date=max(dates, default=FIRST_DATE), based_on=based_on,
        language=kb.languages[0], first=next((one.id for one in _of(kb, None)), None), blank=_blank(kb),
    )  # fmt: skip
    path = directory / "cases" / f"{id}.yaml"
    return put(directory, {path: top(path, directory) + text}, id)


def new_knowledge_base(directory: Path, *, id: str | None, title: str | None, languages: tuple[str, ...]) -> Made:
    """Make a whole knowledge base with a little of everything, sound as it stands. The directory must not exist."""
    name = id if id is not None else re.sub(r"[^a-z0-9]+", "-", directory.resolve().name.lower()).strip("-")
    if not KEBAB.fullmatch(name):
        raise SkeletonError(f"{quoted(name)} cannot be the id of a knowledge base: use small letters and hyphens.")
    for language in languages:
        if not re.fullmatch("[a-z]{2}", language):
            raise SkeletonError(f"{quoted(language)} is not a language: use two letters such as fr or en.")
    if os.path.lexists(directory) and not (directory.is_dir() and not any(directory.iterdir())):
        raise SkeletonError(f"{directory} exists already; nothing was written.")
    root = shipped("templates") / "skeletons" / "knowledge-base"
    words = {"id": name, "title": title if title is not None else name.replace("-", " ").capitalize()}
    texts = {}
    for path in sorted(root.rglob("*.yaml"), key=lambda path: (len(path.relative_to(root).parts), path)):
        place = directory / path.relative_to(root)
        made = rendered(f"knowledge-base/{path.relative_to(root).as_posix()}", languages, **words)
        texts[place] = top(place, directory) + made
    for place, text in texts.items():
        write_new(place, text)
    schemas = schema_files(load(directory, drafts=True), languages[0])
    for file, text in schemas.items():
        write_new(directory / "schema" / file, text)
    return Made(tuple(Position(str(place), 1, 1) for place in texts), examine(directory))


def _blank(kb: KnowledgeBase) -> list[str]:
    """Every question as a line of an answers file, the first open and the others as comments."""
    lines: list[str] = []
    for question in _of(kb, None):
        opening = f"  #{question.id}: …" if lines else f"  {question.id}: {{state: unknown}}"
        lines.append(f"{opening}    # {_possible(question)}")
    for context in kb.contexts.values():
        lines += [f"#{context.key}:", "#  - id: first", '#    name: "…"', "#    answers:"]
        lines += [f"#      {question.id}: …    # {_possible(question)}" for question in _of(kb, context.id)]
    return lines


def _of(kb: KnowledgeBase, context: str | None) -> list[Question]:
    return [question for question in kb.questions.values() if question.for_each == context]


def _possible(question: Question) -> str:
    options = " | ".join(option.id for option in question.options)
    if question.type == "choices":
        return f"several of: {options}"
    return options or (f"{question.min} to {question.max}" if question.type == "number" else "words")
