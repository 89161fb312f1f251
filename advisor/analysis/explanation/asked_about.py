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
        "advice": "a piece of advice",
        "conclusion": "a conclusion",
        "rule": "a conclusion rule",
        "check": "a check",
        "question": "a question",
        "theme": "a theme",
        "claim": "a claim",
    },
    "fr": {
        "advice": "d'un conseil",
        "conclusion": "d'une conclusion",
        "rule": "d'une règle de conclusion",
        "check": "d'un contrôle",
        "question": "d'une question",
        "theme": "d'un thème",
        "claim": "d'une affirmation",
    },
}
MESSAGES: dict[str, dict[str, str]] = {
    "en": {
        "unknown": "“{id}” is not the id of {possible}.{suggestion}",
        "kind": "“{id}” is the id of {noun}. Give that of {possible}.",
        "inactive": "“{id}” does not run: its status is {status}.{successor}",
        "successor": " “{id}” has taken its place.",
    },
    "fr": {
        "unknown": "«\u00a0{id}\u00a0» n'est pas l'identifiant {possible}.{suggestion}",
        "kind": "«\u00a0{id}\u00a0» est l'identifiant {noun}. Donnez celui {possible}.",
        "inactive": "«\u00a0{id}\u00a0» n'est pas en service\u00a0: son statut est {status}.{successor}",
        "successor": " «\u00a0{id}\u00a0» le remplace.",
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
