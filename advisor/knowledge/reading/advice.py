"""Advice files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from ..document import Document
from ..model import EFFORTS, PHASES, PROBLEM_KINDS, SEVERITIES, Addition, Advice, Kind, Question, Step
from ..problem import listed, quoted
from .conclusions import STATUSES, read_provisos
from .conditions import ConditionReader
from .entry import KEBAB, Entry, Findings
from .examples import read_examples
from .names import Names

KINDS: tuple[Kind, ...] = get_args(Kind)
BELONGS_TO: Mapping[str, tuple[Kind, ...]] = {
    "severity": PROBLEM_KINDS,
    "phase": (*PROBLEM_KINDS, "opportunity"),
    "effort": (*PROBLEM_KINDS, "opportunity"),
    "rank": (*PROBLEM_KINDS, "opportunity"),
}
"""The kinds of advice that have a key; those with the first three must have them."""


def read_advice(
    documents: Sequence[Document], questions: Mapping[str, Question], names: Names, findings: Findings
) -> tuple[dict[str, Advice], bool]:
    """Advice by id, in order, and whether all of it could be read."""
    found: dict[str, Advice] = {}
    whole = True
    reader = ConditionReader(names, questions, findings)
    for document in documents:
        file = Entry(document, (), findings, "an advice file")
        for entry in file.entries("advice", "advice", required=True):
            advice = _advice(entry, reader)
            whole = whole and advice is not None
            if advice is not None:
                found.setdefault(advice.id, advice)
        file.close()
    return found, whole


def _advice(entry: Entry, reader: ConditionReader) -> Advice | None:
    names = reader.names
    id = entry.id(KEBAB)
    status = entry.word("status", STATUSES) or "stable"
    replaced_by = names.reference(entry, "replaced_by", "advice")
    kind = entry.word("kind", KINDS, required=True)
    theme = names.reference(entry, "theme", "themes", required=True)
    severity = entry.word("severity", SEVERITIES)
    phase = entry.word("phase", PHASES)
    rank = entry.whole("rank", least=0, most=10_000)
    effort = entry.word("effort", EFFORTS)
    if kind is not None:
        _fit_kind(entry, kind)
    when = reader.of(entry, "when", required=True)
    unless = read_provisos(entry, "unless", reader)
    postpone_while = read_provisos(entry, "postpone_while", reader)
    subsumes = names.references(entry, "subsumes", "advice")
    conflicts_with = names.references(entry, "conflicts_with", "advice")
    title = entry.text("title", required=True)
    observed = entry.text("observed", required=True)
    consequence = entry.text("consequence")
    recommendation = entry.text("recommendation")
    steps = tuple(Step(text) for text in entry.texts("steps"))
    nuance = entry.text("nuance")
    add = [addition for addition in (_addition(one, reader) for one in entry.entries("add", "addition")) if addition]
    claims = names.references(entry, "claims", "claims")
    aliases = entry.ids("aliases", KEBAB)
    examples = read_examples(entry, "advice", reader.questions, names)
    entry.close()
    if entry.lost or id is None or kind is None or theme is None or when is None or title is None or observed is None:
        return None
    return Advice(
        id=id, kind=kind, theme=theme, when=when, title=title, observed=observed, consequence=consequence,
        recommendation=recommendation, steps=steps, nuance=nuance, severity=severity, phase=phase, rank=rank,
        effort=effort, unless=unless, postpone_while=postpone_while, subsumes=subsumes,
        conflicts_with=conflicts_with, add=tuple(add), claims=claims, status=status, replaced_by=replaced_by,
        aliases=aliases, examples=examples, at=entry.at,
    )  # fmt: skip


def _fit_kind(entry: Entry, kind: Kind) -> None:
    for key, kinds in BELONGS_TO.items():
        if kind not in kinds and entry.has(key):
            message = f"{quoted(key)} belongs to {listed(kinds)}; advice of kind {kind} has none. Remove it."
            entry.error("E058", message, entry.key_position(key))
        elif kind in kinds and not entry.has(key) and key != "rank":
            entry.error("E058", f"Advice of kind {kind} needs the key {quoted(key)}.", entry.at)


def _addition(entry: Entry, reader: ConditionReader) -> Addition | None:
    when = reader.of(entry, "when", required=True)
    addition = {key: entry.text(key) for key in ("observed", "consequence", "recommendation", "nuance")}
    steps = tuple(Step(text) for text in entry.texts("steps"))
    claims = reader.names.references(entry, "claims", "claims")
    entry.close()
    if when is None:
        return None
    if not any(entry.has(key) for key in (*addition, "steps", "claims")):
        message = "This adds nothing. Give it a text (observed, consequence, recommendation, steps, nuance) or claims."
        entry.error("E022", message, entry.at)
    return Addition(when, steps=steps, claims=claims, at=entry.at, **addition)
