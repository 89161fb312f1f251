"""Skeletons of what is asked: questions, tables with rows, sections, and contexts with a section of their own."""

from __future__ import annotations

import re
from pathlib import Path

from ..model import KnowledgeBase
from ..reading.directory import FRAME
from ..reading.entry import KEBAB, SNAKE
from ..reading.lists import added_to_list, added_within, word_added
from .placing import (
    Made,
    SkeletonError,
    appended,
    chosen,
    context_of,
    free,
    in_list,
    loaded,
    put,
    put_in_list,
    rendered,
    text_of,
    top,
)

ASKED = ("questions", "conclusions", "tables")
"""Kinds of entries that share their ids."""


def new_question(directory: Path, id: str, *, section: str | None, type: str = "choice") -> Made:
    """Add a question at the end of its section."""
    kb = loaded(directory)
    free(kb, id, SNAKE, *ASKED)
    return _asked(directory, kb, rendered("question.yaml", kb.languages, id=id, type=type), section, id)


def new_table(directory: Path, id: str, *, section: str | None, row: str | None = None) -> Made:
    """Add a table of practices with one row at the end of a section."""
    kb = loaded(directory)
    first = row if row is not None else f"{id}_first"
    free(kb, id, SNAKE, *ASKED)
    free(kb, first, SNAKE, *ASKED)
    return _asked(directory, kb, rendered("table.yaml", kb.languages, id=id, row=first), section, id, first)


def _asked(directory: Path, kb: KnowledgeBase, entry: str, section: str | None, *ids: str) -> Made:
    section = chosen("section", section, tuple(one.id for one in kb.sections))
    path = Path(next(one.at.file for one in kb.sections if one.id == section))
    return put_in_list(directory, path, "questions", entry, *ids)


def new_row(directory: Path, id: str, *, table: str | None) -> Made:
    """Add a row at the end of a table."""
    kb = loaded(directory)
    free(kb, id, SNAKE, *ASKED)
    table = chosen("table", table, tuple(kb.tables))
    path = Path(kb.tables[table].at.file)
    before, entry = text_of(path, directory), rendered("row.yaml", kb.languages, id=id)
    text = in_list(path, "rows", lambda: added_within(before, "questions", table, "rows", entry))
    return put(directory, {path: text}, id)


def new_section(directory: Path, id: str, *, question: str | None = None, for_each: str | None = None) -> Made:
    """Make a section with one question, the last of the interview."""
    kb = loaded(directory)
    context = context_of(kb, for_each)
    frame = directory / FRAME
    return _section(directory, kb, id, question, (context, {frame: text_of(frame, directory)}))


def new_context(directory: Path, id: str, *, list: str | None = None, question: str | None = None) -> Made:
    """Declare a context, with a section asked for each of its instances; `list` is what answers files call the list."""
    kb = loaded(directory)
    key = list if list is not None else _several(id)
    free(kb, id, SNAKE, "contexts", *ASKED)
    free(kb, key, SNAKE, "contexts", *ASKED)
    frame = directory / FRAME
    entry = rendered("context.yaml", kb.languages, id=id, list=key)
    text = appended(frame, text_of(frame, directory), "contexts", entry)
    return _section(directory, kb, key.replace("_", "-"), question, (id, {frame: text}), id)


def _several(id: str) -> str:
    """The plural of an id, as English spells most of them."""
    if re.search("(s|x|z|ch|sh)$", id):
        return f"{id}es"
    return re.sub("([^aeiou])y$", r"\1ie", id) + "s"


def _section(
    directory: Path, kb: KnowledgeBase, id: str, question: str | None,
    within: tuple[str | None, dict[Path, str]], *ids: str,
) -> Made:  # fmt: skip
    """Make a section of a context or of none, and name it in the text of the frame that is given."""
    context, texts = within
    if id in (section.id for section in kb.sections):
        chosen_again = f'The section "{id}" is there already; ids are permanent. Nothing was written.'
        raise SkeletonError(chosen_again)
    free(kb, id, KEBAB)
    asked = question if question is not None else f"{id.replace('-', '_')}_first"
    free(kb, asked, SNAKE, *ASKED)
    frame = directory / FRAME
    path = directory / "questionnaire" / f"{id}.yaml"
    text = top(path, directory) + rendered("section.yaml", kb.languages, id=id, context=context)
    text = added_to_list(text, "questions", rendered("question.yaml", kb.languages, id=asked, type="choice"))
    return put(directory, {frame: word_added(texts[frame], "sections", id), path: text}, *ids, asked)
