"""Which keys of the format the guide shows in edits that are carried out, by the kind of entry they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .transcript import Edit

NESTED = {
    "themes": "A theme", "contexts": "A context", "phases": "A phase", "plan": "A line of the plan",
    "switched_off": "A warning switched off", "questions": "A question", "options": "An option", "rows": "A row",
    "changeable": "A change of an answer", "conclusions": "A conclusion, under `conclusions`",
    "rules": "A rule, under `rules`", "advice": "An advice, under `advice`", "add": "An addition",
    "before": "An entry of `before`", "holds": "What a line holds", "checks": "A check, under `checks`",
    "sources": "A source, under `sources`", "claims": "A claim, under `claims`",
}  # fmt: skip
"""What stands in the list under a key, as the page of keys calls it."""
VARIANTS = {
    "A conclusion, under `conclusions`": "A variant of a conclusion",
    "An advice, under `advice`": "A variant of an advice",
}
FILES = {"knowledge-base.yaml": "The file", "questionnaire": "The file, beside `questions`"}


def shown(edit: Edit) -> Iterator[tuple[str, str]]:
    """The kinds of entries with the keys that an edit shows."""
    if edit.what.startswith('replace "'):
        return
    file = edit.what.rpartition(" ")[2].split("/", 1)[1]
    kind = FILES.get(file, FILES.get(file.split("/")[0], ""))
    # Not safe_load: `no` is the name of an option here.
    typed = yaml.load(edit.text, Loader=yaml.BaseLoader)
    if found := re.match(r"add to the list (\w+) in ", edit.what):
        yield from _within(kind, {found[1]: typed})
    elif isinstance(typed, list):
        (listed,) = [key for key in NESTED if key in ("advice", "claims", "questions") and _belongs(key, file)]
        yield from _within(kind, {listed: typed})
    else:
        yield from _within(kind, typed)


def _belongs(listed: str, file: str) -> bool:
    return file.startswith({"claims": "sources", "questions": "questionnaire"}.get(listed, listed))


def _within(kind: str, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        yield kind, key
        of = VARIANTS.get(kind) if key == "variants" else NESTED.get(key)
        if kind == "A row" and key == "changeable":
            of = "A change of a row"
        if of is None or not isinstance(value, list):
            continue
        for one in value:
            if isinstance(one, dict):
                yield from _within("A table" if one.get("type") == "table" else of, one)
