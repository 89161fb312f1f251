"""Conclusion files: the propositions, and the rules that derive them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from ..document import Document
from ..model import Conclusion, ConclusionRule, Proviso, Question, Status
from ..problem import quoted
from .conditions import RESERVED, ConditionReader
from .entry import KEBAB, SNAKE, Entry, Findings
from .examples import read_examples
from .names import Names

STATUSES: tuple[Status, ...] = get_args(Status)


def read_conclusions(
    documents: Sequence[Document], questions: Mapping[str, Question], names: Names, findings: Findings
) -> tuple[dict[str, Conclusion], dict[str, ConclusionRule], bool]:
    """Conclusions and rules by id, in order, and whether all of them could be read."""
    conclusions: dict[str, Conclusion] = {}
    rules: dict[str, ConclusionRule] = {}
    whole = True
    reader = ConditionReader(names, questions, findings)
    for document in documents:
        file = Entry(document, (), findings, "a conclusions file")
        for entry in file.entries("conclusions", "conclusion"):
            conclusion = _conclusion(entry, names)
            whole = whole and conclusion is not None
            if conclusion is not None:
                conclusions.setdefault(conclusion.id, conclusion)
        for entry in file.entries("rules", "rule"):
            rule = _rule(entry, reader)
            whole = whole and rule is not None
            if rule is not None:
                rules.setdefault(rule.id, rule)
        file.close()
    return conclusions, rules, whole


def _conclusion(entry: Entry, names: Names) -> Conclusion | None:
    id = entry.id(SNAKE)
    if id in RESERVED:
        entry.error(
            "E046", f"{quoted(id)} has a meaning of its own in conditions. Choose another id.", entry.position("id")
        )
    title = entry.text("title", required=True)
    meaning = entry.text("meaning", required=True)
    shown = entry.yes("shown")
    excludes = names.references(entry, "excludes", "conclusions")
    aliases = entry.ids("aliases", SNAKE)
    entry.close()
    if entry.lost or id is None or title is None or meaning is None:
        return None
    return Conclusion(id, title, meaning, shown=shown, excludes=excludes, aliases=aliases, at=entry.at)


def _rule(entry: Entry, reader: ConditionReader) -> ConclusionRule | None:
    names = reader.names
    id = entry.id(KEBAB)
    status = entry.word("status", STATUSES) or "stable"
    replaced_by = names.reference(entry, "replaced_by", "rules")
    when = reader.of(entry, "when", required=True)
    unless = read_provisos(entry, "unless", reader)
    entry.get("conclude", required=True)
    conclude = names.references(entry, "conclude", "conclusions")
    if entry.keys.get("conclude") == []:
        entry.error(
            "E025", "The list of conclusions is empty. Say what the rule concludes.", entry.position("conclude")
        )
    if entry.has("postpone_while"):
        message = "Only advice can be postponed. Use unless for what keeps a rule from concluding."
        entry.error("E058", message, entry.key_position("postpone_while"))
    claims = names.references(entry, "claims", "claims")
    aliases = entry.ids("aliases", KEBAB)
    examples = read_examples(entry, "rule", reader.questions, names)
    entry.close()
    if entry.lost or id is None or when is None or not conclude:
        return None
    return ConclusionRule(
        id,
        when,
        conclude,
        unless,
        claims=claims,
        status=status,
        replaced_by=replaced_by,
        aliases=aliases,
        examples=examples,
        at=entry.at,
    )


def read_provisos(entry: Entry, key: str, reader: ConditionReader) -> tuple[Proviso, ...]:
    """The list under `unless` or `postpone_while`, each a bare condition or one under `when` with `says`."""
    found = []
    if entry.has(key) and isinstance(entry.keys[key], dict):
        entry.error("E023", f"{quoted(key)} is a list: begin each condition with a dash.", entry.position(key))
        return ()
    for one in entry.entries(key, "condition"):
        if "when" in one.keys or "says" in one.keys:
            when = reader.of(one, "when", required=True)
            says = one.text("says", required=key == "postpone_while" and "says" in one.keys)
            one.close()
        else:
            when, says = reader.at(one.document, one.steps), None
        if key == "postpone_while" and "says" not in one.keys:
            message = 'Say until when: {when: {…}, says: {en: "once …", fr: "une fois …"}}.'
            one.error("E057", message, one.at)
        if when is None:
            entry.lost = True
        else:
            found.append(Proviso(when, says, one.at))
    return tuple(found)
