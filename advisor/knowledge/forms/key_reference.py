"""The page of every key: what may stand in each file of a knowledge base, made from the forms it is read by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..problem import listed
from .advice import ADDITION, ADVICE, BEFORE
from .advice import VARIANT as ADVICE_VARIANT
from .change_forms import CHANGE, CHANGE_OF_ROW
from .conclusions import CONCLUSION, RULE
from .conclusions import VARIANT as CONCLUSION_VARIANT
from .contradictions import CHECK
from .form import Key
from .frame import CONTEXT, FRAME_KEYS, HELD, LINE_OF_PLAN, PHASE, SWITCH, THEME
from .kinds import Declared, Entries, Later, Reference, References, SomeDeclared
from .question_forms import OPTION, QUESTION, ROW, SECTION_KEYS, TABLE
from .sources import CLAIM, SOURCE

FILES: tuple[tuple[str, tuple[tuple[str, Sequence[Key]], ...]], ...] = (
    (
        "`knowledge-base.yaml`",
        (
            ("The file", FRAME_KEYS),
            ("A theme", THEME.keys),
            ("A context", CONTEXT.keys),
            ("A phase", PHASE.keys),
            ("A line of the plan", LINE_OF_PLAN.keys),
            ("What a line holds", HELD.keys),
            ("A warning switched off", SWITCH.keys),
        ),
    ),
    (
        "`questionnaire/*.yaml`",
        (
            ("The file, beside `questions`", SECTION_KEYS),
            ("A question", QUESTION.keys),
            ("An option", OPTION.keys),
            ("A table", TABLE.keys),
            ("A row", ROW.keys),
            ("A change of an answer", CHANGE.keys),
            ("A change of a row", CHANGE_OF_ROW.keys),
        ),
    ),
    (
        "`conclusions/*.yaml`",
        (
            ("A conclusion, under `conclusions`", CONCLUSION.keys),
            ("A variant of a conclusion", CONCLUSION_VARIANT.keys),
            ("A rule, under `rules`", RULE.keys),
        ),
    ),
    (
        "`advice/*.yaml`",
        (
            ("An advice, under `advice`", ADVICE.keys),
            ("A variant of an advice", ADVICE_VARIANT.keys),
            ("An addition", ADDITION.keys),
            ("An entry of `before`", BEFORE.keys),
        ),
    ),
    ("`checks.yaml`", (("A check, under `checks`", CHECK.keys),)),
    ("`sources.yaml`", (("A source, under `sources`", SOURCE.keys), ("A claim, under `claims`", CLAIM.keys))),
)
"""The files with the kinds of entries in them, each under what it is called on the page."""


def key_reference() -> str:
    """The page docs/keys.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Every key of a knowledge base"
    yield ""
    yield "In the order in which they are usually written; those that must be there in bold."
    yield "[Writing rules](writing-rules.md) teaches what to do with them."
    yield ""
    yield "This page is generated from `advisor/knowledge/forms`, by which the files are read."
    for file, kinds in FILES:
        yield from ("", f"## {file}")
        for called, keys in kinds:
            yield from ("", f"### {called}", "", "| key | takes | |", "| --- | --- | --- |")
            yield from (f"| {_named(key)} | {_takes(key.kind)} | {key.says} |" for key in keys)


def _named(key: Key) -> str:
    return f"**`{key.name}`**" if key.required else f"`{key.name}`"


def _takes(kind: Any) -> str:
    """What a kind of value is, in words."""
    if isinstance(kind, Later):
        return _takes(kind.kind)
    if isinstance(kind, Entries):
        return "a list of groups of keys, shown below"
    if isinstance(kind, (Declared, Reference)):
        return f"the id of one of the {kind.namespace}"
    if isinstance(kind, (SomeDeclared, References)):
        return f"a list of ids of {kind.namespace}"
    if isinstance(words := getattr(kind, "words", None), tuple):
        return listed(f"`{word}`" for word in words)
    meaning = str(type(kind).__doc__).split(".")[0].split(";")[0]
    return meaning[0].lower() + meaning[1:]
