"""`checks.yaml`: contradictions between answers, with the questions to ask again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..document import Document
from ..model import Check, Question
from .conditions import ConditionReader
from .entry import KEBAB, Entry, Findings
from .names import Names


def read_checks(
    documents: Sequence[Document], questions: Mapping[str, Question], names: Names, findings: Findings
) -> dict[str, Check]:
    """Checks by id, in order."""
    found: dict[str, Check] = {}
    reader = ConditionReader(names, questions, findings)
    for document in documents:
        file = Entry(document, (), findings, "the checks file")
        for entry in file.entries("checks", "check", required=True):
            check = _check(entry, reader)
            if check is not None:
                found.setdefault(check.id, check)
        file.close()
    return found


def _check(entry: Entry, reader: ConditionReader) -> Check | None:
    id = entry.id(KEBAB)
    when = reader.of(entry, "when", required=True)
    says = entry.text("says", required=True)
    entry.get("ask_again", required=True)
    ask_again = reader.names.references(entry, "ask_again", "questions")
    if entry.keys.get("ask_again") == []:
        entry.error("E025", "Name at least one question to ask again.", entry.position("ask_again"))
    entry.close()
    if entry.lost or id is None or when is None or says is None:
        return None
    return Check(id, when, says, ask_again, at=entry.at)
