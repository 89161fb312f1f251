"""What someone asks about by id: an advice, a conclusion, a rule or a check that runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from advisor.knowledge.condition import Position
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError, Problem, did_you_mean, listed

Kind = Literal["advice", "conclusion", "rule", "check"]

NOUNS: dict[str, dict[str, str]] = {
    "en": {
        "advice": "advice",
        "conclusion": "conclusion",
        "rule": "conclusion rule",
        "check": "check",
        "question": "question",
        "theme": "theme",
        "claim": "claim",
    },
    "fr": {
        "advice": "conseil",
        "conclusion": "conclusion",
        "rule": "règle de conclusion",
        "check": "contrôle",
        "question": "question",
        "theme": "thème",
        "claim": "affirmation",
    },
}
MESSAGES: dict[str, dict[str, str]] = {
    "en": {
        "unknown": "There is no {possible} called “{id}”.{suggestion}",
        "kind": "“{id}” is a {noun}; ask about the id of {possible}.",
        "inactive": "“{id}” does not run: its status is {status}.{successor}",
        "successor": " It was replaced by “{id}”.",
    },
    "fr": {
        "unknown": "Aucun identifiant de {possible} ne se lit « {id} ».{suggestion}",
        "kind": "« {id} » désigne autre chose : {noun}. Donnez l'identifiant de {possible}.",
        "inactive": "« {id} » n'est pas en service : son statut est {status}.{successor}",
        "successor": " Il a été remplacé par « {id} ».",
    },
}


class UnknownEntry(InputError):
    """No entry of the wanted kind that runs has the id; the message says what does, in French and English."""

    def __init__(self, messages: dict[str, str], id: str) -> None:
        at = Position(id, 1, 1)
        super().__init__([Problem("I040", messages["en"], at, translations=messages)])

    def said(self, language: str) -> str:
        """The message in a language, on one line."""
        return self.problems[0].said(language)


def find(kb: KnowledgeBase, id: str, kinds: tuple[Kind, ...]) -> tuple[Kind, str]:
    """The kind and the present id of an entry; former names are understood. UnknownEntry if it is none of the kinds."""
    present = id if any(id in kb_ids for _, kb_ids in _entries(kb)) else kb.aliases.get(id, id)
    for kind, ids in _entries(kb):
        if present in ids and kind in kinds:
            return kind, present
    raise UnknownEntry({language: _message(kb, id, present, kinds, language) for language in MESSAGES}, id)


def _entries(kb: KnowledgeBase) -> Iterable[tuple[str, Iterable[str]]]:
    yield "advice", kb.advice
    yield "conclusion", kb.conclusions
    yield "rule", kb.rules
    yield "check", kb.checks
    yield "question", kb.questions
    yield "theme", kb.themes
    yield "claim", kb.claims


def _message(kb: KnowledgeBase, id: str, present: str, kinds: tuple[Kind, ...], language: str) -> str:
    said, nouns = MESSAGES[language], NOUNS[language]
    possible = listed((nouns[kind] for kind in kinds), language)
    inactive = kb.inactive.get(present)
    if inactive is not None:
        successor = said["successor"].format(id=inactive.replaced_by) if inactive.replaced_by else ""
        return said["inactive"].format(id=id, status=inactive.status, successor=successor)
    other = next((kind for kind, ids in _entries(kb) if present in ids), None)
    if other is not None:
        return said["kind"].format(id=id, noun=nouns[other], possible=possible)
    candidates = [candidate for kind, ids in _entries(kb) if kind in kinds for candidate in ids]
    suggestion = did_you_mean(id, candidates, language)
    return said["unknown"].format(id=id, possible=possible, suggestion=suggestion)
