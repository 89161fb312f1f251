"""What an inspection examines: the entries that could be read, and where each of their parts stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..condition import Position
from ..document import Document
from ..model import Advice, ConclusionRule, KnowledgeBase
from ..problem import Ground, Problem, suggest
from ..reading.directory import FRAME
from ..reading.levels import FOR_EACH
from ..reading.names import Names, Namespace
from ..texts import Printable


@dataclass(frozen=True, eq=False)
class Subject:
    """A knowledge base with everything in it: drafts and deprecated entries stand among the rules and advice.

    `questions_read` tells whether the whole questionnaire could be read: if not, answers cannot be judged.
    """

    kb: KnowledgeBase
    names: Names
    documents: Mapping[str, Document]
    questions_read: bool = True

    def position(self, namespace: Namespace, id: str, *steps: str | int) -> Position:
        """Where a part of an entry begins."""
        document, place = self.names.places[namespace][id]
        return document.position((*place, *steps))

    def level_of(self, namespace: Namespace, id: str) -> tuple[Ground, ...]:
        """The places by which it is judged of what an entry speaks: its context, and what it reads."""
        document, place = self.names.places[namespace][id]
        return (document.file, (*place, FOR_EACH)), (document.file, (*place, "when"))

    def key_position(self, namespace: Namespace, id: str, *steps: str | int) -> Position:
        """Where the key of a part of an entry stands."""
        document, place = self.names.places[namespace][id]
        return document.key_position((*place, *steps))

    def place_in_list(self, namespace: Namespace, id: str, key: str, value: str) -> Position:
        """Where a value stands in a list of an entry; where the entry begins if it is not there.

        It may not be: of two entries with one id, the first counts as the place and the second may be the one read.
        """
        document, place = self.names.places[namespace][id]
        entry = document.at(place)
        listed = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(listed, list) and value in listed:
            return document.position((*place, key, listed.index(value)))
        return document.key_position((*place, key))

    def error(self, code: str, message: str, at: Position) -> Problem:
        """An error with its source line."""
        return Problem(code, message, at, source=self._line(at))

    def warning(self, code: str, message: str, at: Position, about: str) -> Problem:
        """A warning about an entry, with its source line."""
        return Problem(code, message, at, True, about, self._line(at))

    def _line(self, at: Position) -> str:
        document = self.documents.get(at.file)
        return document.line(at) if document else ""

    @cached_property
    def printable(self) -> Printable:
        """What texts may print by name: the words of the knowledge base, and the lists of its contexts."""
        return Printable(tuple(self.kb.words), tuple(context.key for context in self.kb.contexts.values()))

    @cached_property
    def all_contexts_read(self) -> bool:
        """Whether every context could be read: if not, what stands in lists of instances cannot be judged."""
        return self._typed("contexts") == len(self.kb.contexts)

    @cached_property
    def all_printable_read(self) -> bool:
        """Whether every context and word could be read: if not, texts that print one cannot be judged."""
        known = not self.names.incomplete & {"contexts", "words"}
        return known and self.all_contexts_read and self._typed("words") == len(self.kb.words)

    @property
    def frame(self) -> Document | None:
        """The main file."""
        return next((document for file, document in self.documents.items() if file.endswith(FRAME)), None)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections that the main file names, in order, as they are written."""
        listed = self.frame.value.get("sections") if self.frame else None
        return tuple(map(str, listed)) if isinstance(listed, list) else ()

    def _typed(self, key: str) -> int:
        """How many entries the main file has under a key; -1 where the key seems misspelt."""
        frame = self.frame.value if self.frame else {}
        if key not in frame and suggest(key, map(str, frame)):
            return -1  # It is misspelt.
        entries = frame.get(key, {})
        return len(entries) if isinstance(entries, (dict, list)) else -1

    @cached_property
    def all_rules_read(self) -> bool:
        """Whether rules for all conclusions could be read: if not, what is certain when one holds is not known."""
        read = self.names.places["rules"].keys() == self.kb.rules.keys() and "rules" not in self.names.incomplete
        concluded = {id for rule in self.live_rules() for id in rule.conclude}
        return read and self.kb.conclusions.keys() <= concluded

    def context_of(self, id: str) -> str | None:
        """The context for each instance of which a question or conclusion has a value; None for the brand's."""
        entry = self.kb.questions.get(id) or self.kb.conclusions.get(id)
        return entry.for_each if entry else None

    def live_rules(self) -> list[ConclusionRule]:
        """Rules that run or may come to run: all but deprecated ones."""
        return [rule for rule in self.kb.rules.values() if rule.status != "deprecated"]

    def live_advice(self) -> list[Advice]:
        """Advice that runs or may come to run: all but deprecated."""
        return [advice for advice in self.kb.advice.values() if advice.status != "deprecated"]


Inspection = Callable[[Subject], Iterator[Problem]]
