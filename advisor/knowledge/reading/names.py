"""Every id of a knowledge base, gathered before anything is read, so that references can be resolved anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..condition import Position
from ..document import Document, Steps
from ..problem import Ground, did_you_mean, quoted
from .entry import CLAIM, KEBAB, SNAKE, SOURCE, Entry, Findings
from .levels import FOR_EACH, level_of

Namespace = Literal[
    "contexts",
    "questions",
    "tables",
    "conclusions",
    "rules",
    "advice",
    "checks",
    "themes",
    "phases",
    "plan",
    "words",
    "sources",
    "claims",
    "cases",
]

SHARED: tuple[frozenset[Namespace], ...] = (
    frozenset(("questions", "tables", "conclusions")),
    frozenset(("rules", "advice", "checks")),
)
"""Namespaces in which an id must be unique across, because conditions, aliases and switches name them bare."""
_BESIDE: Mapping[Namespace, Sequence[Namespace]] = {one: sorted(shared) for shared in SHARED for one in shared}
OF_THEIR_OWN: frozenset[Namespace] = frozenset(("conclusions", "rules", "advice", "checks"))
"""Namespaces from which an entry is left out whose id belongs to one of another namespace."""
_SHAPED: Mapping[Namespace, re.Pattern[str]] = {
    **dict.fromkeys(("contexts", "questions", "tables", "conclusions"), SNAKE),
    "sources": SOURCE,
    "claims": CLAIM,
}
"""What ids of a namespace look like; others are in kebab-case."""
SINGULAR: Mapping[Namespace, str] = {
    "contexts": "context",
    "questions": "question",
    "tables": "table",
    "conclusions": "conclusion",
    "rules": "rule",
    "advice": "advice",
    "checks": "check",
    "themes": "theme",
    "phases": "phase",
    "plan": "line of the plan",
    "words": "word",
    "sources": "source",
    "claims": "claim",
    "cases": "case",
}

HOME: Mapping[Namespace, str] = {
    "questions": "the folder questionnaire",
    "conclusions": "the folder conclusions",
    "rules": "the folder conclusions",
    "advice": "the folder advice",
    "claims": "sources.yaml",
    "sources": "sources.yaml",
    "contexts": "knowledge-base.yaml, under contexts",
    "themes": "knowledge-base.yaml, under themes",
}
"""Where the entries of a namespace stand, for authors who have none yet or whose file goes by another name."""


ASKED = ("type", "options", "min", "max")
"""The keys that say what a question can be answered with."""


@dataclass
class Names:
    """Ids by namespace with the place of each entry.

    Of `incomplete` namespaces not every id is known, because of something that is a problem of its own; of `unreadable`
    ones because a file could not be read at all.
    `levels` are the contexts of the entries that are judged for each of their instances, by id; others are the brand's.
    """

    places: dict[Namespace, dict[str, tuple[Document, Steps]]] = field(
        default_factory=lambda: {namespace: {} for namespace in SINGULAR}
    )
    former: dict[Namespace, dict[str, str]] = field(default_factory=lambda: {namespace: {} for namespace in SINGULAR})
    incomplete: set[Namespace] = field(default_factory=set)
    unreadable: set[Namespace] = field(default_factory=set)
    levels: dict[str, str] = field(default_factory=dict)

    def gather(self, namespace: Namespace, document: Document, key: str, findings: Findings) -> None:
        """Note the ids and aliases of the entries listed under a key of a document, and of the rows of tables."""
        listed: Any = document.value.get(key)
        if key in document.value and not isinstance(listed, list):
            self.incomplete.add(namespace)
        if namespace == "questions":
            self._gather(namespace, document, (key,), _without_rows(listed), findings)
            self._gather("tables", document, (key,), _with_rows(listed), findings)
            if any(entry.get("type") == "table" and not entry.get("rows") for _, entry in _numbered(listed)):
                self.incomplete.add(namespace)
            self._all_called(namespace, listed)
            for index, table in _with_rows(listed):
                self._gather(namespace, document, (key, index, "rows"), _numbered(table["rows"]), findings)
                self._all_called(namespace, table["rows"])
        else:
            self._gather(namespace, document, (key,), _numbered(listed), findings)
            self._all_called(namespace, listed)

    def _all_called(self, namespace: Namespace, listed: Any) -> None:
        """Note whether what an entry of a list is called cannot be told: whoever names something may mean that one."""
        shape = _SHAPED.get(namespace, KEBAB)
        for entry in listed if isinstance(listed, list) else ():
            id = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(id, (str, int)) or not shape.fullmatch(str(id).strip()):
                self.incomplete.add(namespace)

    def _gather(
        self, namespace: Namespace, document: Document, under: Steps, listed: Numbered, findings: Findings
    ) -> None:
        entries = [(index, entry) for index, entry in listed if isinstance(entry.get("id"), (str, int))]
        contexts = self.places["contexts"]
        level = level_of(document.value, contexts) if namespace in ("questions", "tables") else None
        for index, entry in entries:
            id = str(entry["id"]).strip()
            self._note(namespace, id, document, (*under, index), findings)
            context = level or level_of(entry, contexts)
            if context is not None:
                self.levels.setdefault(id, context)
        for index, entry in entries:
            aliases = entry.get("aliases")
            for place, alias in enumerate(aliases if isinstance(aliases, list) else ()):
                if isinstance(alias, (str, int)):
                    at = document.position((*under, index, "aliases", place))
                    self._note_alias(namespace, str(alias), str(entry["id"]).strip(), document, at, findings)

    def _note(self, namespace: Namespace, id: str, document: Document, steps: Steps, findings: Findings) -> None:
        for other in self._beside(namespace):
            if id in self.places[other]:
                elsewhere, there = self.places[other][id]
                first, at = elsewhere.position((*there, "id")), document.position((*steps, "id"))
                message = f"The id {quoted(id)} is taken by the {SINGULAR[other]} at {first}. Choose another."
                findings.error(document, "E031", message, at)
                self.incomplete.add(namespace)  # What this entry is really called is not known.
                if other != namespace and namespace in OF_THEIR_OWN:
                    return
                break
        self.places[namespace].setdefault(id, (document, steps))

    def _note_alias(
        self, namespace: Namespace, alias: str, id: str, document: Document, at: Position, findings: Findings
    ) -> None:
        for other in self._beside(namespace):
            owner = self.former[other].get(alias)
            if owner is not None:
                findings.error(
                    document, "E032", f"The former name {quoted(alias)} already belongs to {quoted(owner)}.", at
                )
                return
        self.former[namespace][alias] = id

    def note_taken_aliases(self, findings: Findings) -> None:
        """Complain of former names that are present ids as well; only known once everything is gathered."""
        for namespace, aliases in self.former.items():
            for alias, id in aliases.items():
                taken = any(alias in self.places[other] for other in self._beside(namespace))
                if taken and id in self.places[namespace]:
                    document, steps = self.places[namespace][id]
                    listed: Any = document.at((*steps, "aliases"))
                    at = document.position((*steps, "aliases", [str(one) for one in listed].index(alias)))
                    findings.error(
                        document, "E032", f"{quoted(alias)} is a present id and cannot be a former name.", at
                    )

    def _beside(self, namespace: Namespace) -> Iterable[Namespace]:
        return _BESIDE.get(namespace, (namespace,))

    def ids(self, *namespaces: Namespace) -> list[str]:
        """Every id of these namespaces."""
        return [id for namespace in namespaces for id in self.places[namespace]]

    def declared(self, namespace: Namespace) -> tuple[str, ...]:
        """The ids of a namespace in which every one is known; none if not."""
        return () if namespace in self.incomplete else tuple(self.places[namespace])

    def listing(self, namespace: Namespace) -> tuple[Ground, ...]:
        """The places of the lists in which the ids of a namespace stand."""
        return tuple({(document.file, steps[:-1]): None for document, steps in self.places[namespace].values()})

    def knows(self, id: object, *namespaces: Namespace) -> bool:
        """Whether an id exists in one of these namespaces."""
        return any(id in self.places[namespace] for namespace in namespaces)

    def asking(self, id: str, table: str | None) -> tuple[Ground, ...]:
        """The places that say what can be answered: type, options and bounds of a question, or of a row's table."""
        document, steps = self.places["tables"].get(table or "") or self.places["questions"][id]
        return tuple((document.file, (*steps, key)) for key in ASKED)

    def declaring(self, id: str) -> tuple[Ground, ...]:
        """The place of the key that says of what a question or conclusion has a value: the brand, or each instance."""
        if id in self.places["conclusions"]:
            document, steps = self.places["conclusions"][id]
            # What its variants read is of its level as well.
            return ((document.file, (*steps, FOR_EACH)), (document.file, (*steps, "variants")))
        return ((self.places["questions"][id][0].file, (FOR_EACH,)),) if id in self.places["questions"] else ()

    def unknown(self, id: object, *namespaces: Namespace) -> str | None:
        """What to say of an id that does not exist; None if nothing can be said because a file is missing."""
        if any(namespace in self.incomplete for namespace in namespaces):
            return None
        what = " or ".join(SINGULAR[namespace] for namespace in namespaces)
        for namespace in namespaces:
            if id in self.former[namespace]:
                return f"{quoted(id)} is a former name; write {quoted(self.former[namespace][str(id)])}."
        known = self.ids(*namespaces)
        if not known:
            where = f" They stand in {HOME[namespaces[0]]}." if namespaces[0] in HOME else ""
            return f"There is no {what} at all, so none that could be named here.{where}"
        hint = did_you_mean(id, known)
        if not hint:
            for other in SINGULAR:
                if other not in namespaces and id in self.places[other]:
                    return f"{quoted(id)} is {_a(SINGULAR[other])}, not {_a(what)}."
        return f"There is no {what} {quoted(id)}.{hint}"

    def references(self, entry: Entry, key: str, *namespaces: Namespace) -> tuple[str, ...]:
        """A list of ids that must exist; those that do not are problems and are left out."""
        found = []
        for index, id in entry.placed_ids(key):
            if self.knows(id, *namespaces):
                found.append(id)
            else:
                message = self.unknown(id, *namespaces)
                if message:
                    entry.error("E035", message, entry.position(key, index))
        return tuple(found)

    def reference(self, entry: Entry, key: str, *namespaces: Namespace, required: bool = False) -> str | None:
        """One id that must exist."""
        id = entry.line(key, required=required)
        if id is None or self.knows(id, *namespaces):
            return id
        entry.lost = entry.lost or required
        message = self.unknown(id, *namespaces)
        if message:
            entry.error("E035", message, entry.position(key))
        return None


Numbered = list[tuple[int, dict[str, Any]]]
"""The groups of keys in a list with their places in it."""


def _numbered(listed: Any) -> Numbered:
    entries = enumerate(listed) if isinstance(listed, list) else ()
    return [(index, entry) for index, entry in entries if isinstance(entry, dict)]


def _with_rows(listed: Any) -> Numbered:
    return [(index, entry) for index, entry in _numbered(listed) if "rows" in entry]


def _without_rows(listed: Any) -> Numbered:
    return [(index, entry) for index, entry in _numbered(listed) if "rows" not in entry]


def _a(noun: str) -> str:
    return noun if noun.startswith("advice") else f"a {noun}"
