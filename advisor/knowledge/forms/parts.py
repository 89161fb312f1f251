"""What the schemas of one knowledge base share: its texts, conditions, and the ids that can be completed."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import KnowledgeBase, Text
from ..reading.names import Namespace
from .shapes import Schema, ids, reference


class Parts:
    """The shapes that several forms need, for one knowledge base and the language of its explanations."""

    def __init__(self, kb: KnowledgeBase, language: str) -> None:
        self.kb = kb
        self.language = language
        self.text = reference("text")
        self.condition = reference("condition")

    def known(self, namespace: Namespace) -> Schema:
        """An id of a namespace, each with its title; any word while there is none."""
        return ids({id: text.get(self.language, "") for id, text in self._titles(namespace).items()})

    def _titles(self, namespace: Namespace) -> Mapping[str, Text]:
        kb = self.kb
        inactive = kb.inactive.values()
        titles: dict[Namespace, Mapping[str, Text]] = {
            "contexts": {one.id: one.title for one in kb.contexts.values()},
            "questions": {one.id: one.ask for one in kb.questions.values()},
            "tables": {one.id: one.ask for one in kb.tables.values()},
            "conclusions": {one.id: one.title for one in kb.conclusions.values()},
            "rules": {id: {} for id in (*kb.rules, *(one.id for one in inactive if hasattr(one, "conclude")))},
            "advice": {
                **{one.id: one.title for one in kb.advice.values()},
                **{one.id: getattr(one, "title", {}) for one in inactive if hasattr(one, "kind")},
            },
            "checks": {one.id: one.says for one in kb.checks.values()},
            "themes": {one.id: one.title for one in kb.themes.values()},
            "phases": {one.id: one.title for one in kb.phases.values()},
            "plan": {one.id: one.title for one in kb.plan},
            "words": {id: choices[-1].forms for id, choices in kb.words.items()},
            "sources": {one.id: {self.language: one.title} for one in kb.sources.values()},
            "claims": {one.id: one.says for one in kb.claims.values()},
            "cases": {id: {} for id in kb.cases},
        }
        return titles[namespace]
