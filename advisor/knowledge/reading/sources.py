"""`sources.yaml`: the articles the knowledge comes from, and their claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from ..document import Document
from ..model import Claim, Source, Text, Weight
from ..problem import did_you_mean, quoted
from .entry import CLAIM, SOURCE, Entry, Findings
from .names import Names

WEIGHTS: tuple[Weight, ...] = get_args(Weight)


def read_sources(
    documents: Sequence[Document], names: Names, findings: Findings
) -> tuple[dict[str, Source], dict[str, Claim]]:
    """Sources and claims by id, in order."""
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    for document in documents:
        file = Entry(document, (), findings, "the sources file")
        for entry in file.entries("sources", "source"):
            source = _source(entry)
            if source is not None:
                sources.setdefault(source.id, source)
        for entry in file.entries("claims", "claim"):
            claim = _claim(entry, names)
            if claim is not None:
                claims.setdefault(claim.id, claim)
        file.close()
    return sources, claims


def _source(entry: Entry) -> Source | None:
    id = entry.id(SOURCE)
    author, title = entry.line("author", required=True), entry.line("title", required=True)
    publication, language = entry.line("publication"), entry.line("language", required=True)
    year = entry.whole("year", least=1400, most=2200)
    entry.close()
    if id is None or author is None or title is None or language is None:
        return None
    return Source(id, author, title, publication, language, year, entry.at)


def _claim(entry: Entry, names: Names) -> Claim | None:
    id = entry.id(CLAIM)
    locator = _locator(entry)
    weight = entry.word("weight", WEIGHTS, required=True)
    says = entry.text("says", required=True)
    shown_by = tuple(shown for index, shown in entry.placed_ids("shown_by") if _shown(entry, index, shown, names))
    not_used = entry.line("not_used")
    if shown_by and not_used is not None:
        message = "A claim is either shown by an example or not used. Remove one of the two."
        entry.error("E084", message, entry.key_position("not_used"))
    entry.close()
    source = id.rpartition("-")[0] if id else ""
    if id and not names.knows(source, "sources"):
        unknown = names.unknown(source, "sources")
        if unknown:
            entry.error("E035", f"{unknown} A claim's id begins with its source.", entry.position("id"))
    if id is None or locator is None or weight is None or says is None:
        return None
    return Claim(id, source, locator, weight, says, shown_by, not_used, entry.at)


def _locator(entry: Entry) -> Text | None:
    """Where a claim stands in its source: a text per language, or one line for all of them."""
    if isinstance(entry.keys.get("at"), Mapping):
        return entry.text("at", required=True)
    line = entry.line("at", required=True)
    return None if line is None else dict.fromkeys(entry.findings.languages or ("en",), line)


def _shown(entry: Entry, index: int, shown: str, names: Names) -> bool:
    """Whether ENTRY/EXAMPLE or the case exists; the example is looked up in the entry as typed."""
    at = entry.position("shown_by", index)
    id, slash, example = shown.partition("/")
    if not slash:
        if names.knows(id, "cases"):
            return True
        message = names.unknown(id, "cases")
        if message:
            if names.knows(id, "rules", "advice"):
                message = f"Name an example of {quoted(id)}, as in {id}/example."
            entry.error("E084", message, at)
        return False
    if not names.knows(id, "rules", "advice"):
        message = names.unknown(id, "rules", "advice")
        if message:
            entry.error("E084", message, at)
        return False
    known = _example_names(id, names)
    if example in known:
        return True
    hint = did_you_mean(example, known)
    entry.error("E084", f"{quoted(id)} has no example {quoted(example)}.{hint}", at)
    return False


def _example_names(id: str, names: Names) -> list[str]:
    document, steps = names.places["advice"].get(id) or names.places["rules"][id]
    raw: Any = document.at(steps)
    examples = raw.get("examples") if isinstance(raw, dict) else None
    listed = examples if isinstance(examples, list) else []
    return [str(one.get("name")) for one in listed if isinstance(one, dict)]
