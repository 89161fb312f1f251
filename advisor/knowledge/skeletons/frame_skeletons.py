"""Skeletons of what other entries refer to: themes of the report, sources and their claims."""

from __future__ import annotations

from pathlib import Path

from ..model import KnowledgeBase
from ..problem import quoted
from ..reading.directory import FRAME
from ..reading.entry import CLAIM, KEBAB, SOURCE
from .placing import Made, SkeletonError, free, in_quotes, loaded, put_in_list, rendered


def new_theme(directory: Path, id: str) -> Made:
    """Add a theme, the last chapter of the report."""
    kb = loaded(directory)
    free(kb, id, KEBAB, "themes")
    return put_in_list(directory, directory / FRAME, "themes", rendered("theme.yaml", kb.languages, id=id), id)


def new_source(directory: Path, id: str, *, author: str | None = None, title: str | None = None) -> Made:
    """Add a source, the last of the list."""
    kb = loaded(directory)
    free(kb, id, SOURCE, "sources")
    words = {"author": in_quotes(author or "Who wrote it"), "title": in_quotes(title or "Its title")}
    entry = rendered("source.yaml", kb.languages, id=id, language=kb.languages[0], **words)
    return put_in_list(directory, directory / "sources.yaml", "sources", entry, id)


def new_claim(directory: Path, id: str) -> Made:
    """Add a claim, the last of the list. The id of a source stands for the next number of it."""
    kb = loaded(directory)
    name = _next(kb, id) if id in kb.sources else id
    free(kb, name, CLAIM, "claims")
    source = name.rpartition("-")[0]
    if source not in kb.sources:
        raise SkeletonError(
            f"A claim's id begins with its source, and there is no source {quoted(source)}. "
            f"Add it first: advisor rules new source {source}"
        )
    return put_in_list(
        directory, directory / "sources.yaml", "claims", rendered("claim.yaml", kb.languages, id=name), name
    )


def _next(kb: KnowledgeBase, source: str) -> str:
    numbers = [int(id.rpartition("-")[2]) for id in kb.claims if id.rpartition("-")[0] == source and id[-1].isdigit()]
    return f"{source}-{max(numbers, default=0) + 1:02}"
