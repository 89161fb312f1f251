"""All names of a knowledge base with their places: what is defined where, and who mentions it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from advisor.knowledge.document import Document
from advisor.knowledge.reading.directory import kind_of

from .name import Name, Occurrence
from .occurrences import former, occurrences


@dataclass(frozen=True)
class FileNames:
    """The names in one file; `former` are those it says things were once called, with what they are called now."""

    kind: str
    document: Document
    occurrences: tuple[Occurrence, ...]
    former: Mapping[Name, str]

    @classmethod
    def of(cls, kind: str, document: Document) -> FileNames:
        """The names in a file of a kind."""
        found = occurrences(kind, document)
        return cls(kind, document, found, dict(former(document, found)))

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """The names by the id that is written."""
        found: dict[str, list[Occurrence]] = {}
        for one in self.occurrences:
            found.setdefault(one.name.id, []).append(one)
        return {id: tuple(some) for id, some in found.items()}

    @cached_property
    def defined(self) -> Mapping[Name, Occurrence]:
        """What is defined here; of two definitions of one name the first."""
        return {one.name: one for one in reversed(self.occurrences) if one.noun}

    @cached_property
    def tables(self) -> Mapping[str, str]:
        """The tables that list the options of rows, by row."""
        return {
            one.name.id: str(self.document.at((*one.steps[:-2], "id"))) for one in self.occurrences if one.noun == "row"
        }


@dataclass(frozen=True)
class Index:
    """The names in the files of one knowledge base, by file."""

    files: Mapping[str, FileNames]

    @classmethod
    def of(cls, directory: Path, documents: Iterable[Document], known: Index | None = None) -> Index:
        """The index of the files of a knowledge base.

        What is `known` of a document is not looked for again, and holds on while its file cannot be read. What will be
        asked of the index is worked out with it, so that nobody who asks first waits for it.
        """
        before = known.files if known is not None else {}
        found = {file: names for file, names in before.items() if Path(file).exists()}
        for document in documents:
            names = before.get(document.file)
            kind = kind_of(directory, Path(document.file))
            if kind is not None:
                same = names is not None and names.document is document
                found[document.file] = names if names and same else FileNames.of(kind, document)
        index = cls(found)
        index._work_out()
        return index

    def _work_out(self) -> None:
        for names in self.files.values():
            _ = names.by_id
        _ = self.defined, self.former, self._tables

    def with_file(self, kind: str, document: Document) -> Index:
        """The index with one file as it is now."""
        return Index({**self.files, document.file: FileNames.of(kind, document)})

    def at(self, file: str, line: int, column: int) -> Occurrence | None:
        """The name written at a place of a file, counted from 1; one that is defined somewhere comes first."""
        names = self.files.get(file)
        here = [one for one in names.occurrences if one.covers(line, column)] if names else []
        return next((one for one in here if self.definition(one.name) is not None), here[0] if here else None)

    @cached_property
    def defined(self) -> Mapping[Name, Occurrence]:
        """Every name that is defined, with the place; of two definitions of one name the first."""
        return {name: one for names in reversed([*self.files.values()]) for name, one in names.defined.items()}

    @cached_property
    def former(self) -> Mapping[Name, str]:
        """What things were once called, with what they are called now."""
        return {name: id for names in self.files.values() for name, id in names.former.items()}

    def definition(self, name: Name) -> Occurrence | None:
        """Where a name, present or former, is defined; None if nowhere."""
        wanted = self.present(name)
        return next((names.defined[wanted] for names in self.files.values() if wanted in names.defined), None)

    def of_name(self, name: Name) -> tuple[Occurrence, ...]:
        """Every place where a name is written as it is called now."""
        wanted = self.present(name)
        alike = (one for names in self.files.values() for one in names.by_id.get(wanted.id, ()))
        return tuple(one for one in alike if self.present(one.name) == wanted)

    def present(self, name: Name) -> Name:
        """The name as it is called now, an option under the question or table that lists it."""
        of = name.of
        if name.group == "options":
            of = self.former.get(Name("facts", of), of)
            of = self._tables.get(of, of)
        return Name(name.group, self.former.get(Name(name.group, name.id, of), name.id), of)

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        return {row: table for names in self.files.values() for row, table in names.tables.items()}
