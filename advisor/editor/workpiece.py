"""One knowledge base as an editor works on it: its texts, its names, and what is wrong with it at this moment.

What is typed is looked at twice: the file alone, at once, and everything together, when the typing pauses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from advisor.knowledge.condition import Position
from advisor.knowledge.document import Document
from advisor.knowledge.forms.form import FormerProblems
from advisor.knowledge.inspection.subject import Subject
from advisor.knowledge.loading import examine_file, running, study
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import Problem, in_order
from advisor.knowledge.reading.directory import FRAME, kind_of
from advisor.knowledge.schema.file_schemas import schemas

from .buffers import Buffers
from .index import Index
from .name import Occurrence

Problems = Mapping[str, tuple[Problem, ...]]
"""Problems by file."""


def home(file: Path) -> Path | None:
    """The directory of the knowledge base that a file is read with; None of other files."""
    for directory in (file.parent, file.parent.parent):
        if kind_of(directory, file) is not None and (file.name == FRAME or (directory / FRAME).exists()):
            return directory
    return None


class Workpiece:
    """A knowledge base in the making.

    `kb` and `schemas` are those of the last state without errors; until there was one, of what could be read at first.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.buffers = Buffers()
        self.index = Index({})
        self.problems: Problems = {}
        self.kb: KnowledgeBase | None = None
        self.schemas: Mapping[str, Mapping[str, Any]] = {}
        self.subject: Subject | None = None
        self._studied: Mapping[str, Document] = {}
        self._found: Problems = {}
        self._own: dict[str, frozenset[tuple[str, Position]]] = {}
        self._former = FormerProblems()

    def kind(self, file: str) -> str:
        """The kind of one of its files."""
        return kind_of(self.directory, Path(file)) or ""

    def document(self, file: str) -> Document | None:
        """What stands in a file now; None where it cannot be read as YAML."""
        document, problems = self.buffers.scan(Path(file))
        return None if problems else document

    def names(self, file: str) -> Index:
        """The names of all files, those of one brought up to date first."""
        document = self.document(file)
        known = self.index.files.get(file)
        if document is not None and (known is None or known.document is not document):
            self.index = self.index.with_file(self.kind(file), document)
        return self.index

    def all_names(self) -> Index:
        """The names of all files, each up to date."""
        for file in self.buffers.texts:
            self.names(file)
        return self.index

    def unreadable(self) -> tuple[Problem, ...]:
        """Where files cannot be read as YAML, so that names in them would be overlooked."""
        files = {*self.index.files, *self.buffers.texts}
        return in_order(problem for file in files for problem in self.buffers.scan(Path(file))[1])

    def look_at(self, file: str) -> Problems:
        """The problems, those that one file has by itself being of this moment, others as they were studied."""
        document, problems = self.buffers.scan(Path(file))
        before = self._studied.get(file)
        if document is not None and not problems and self.subject is not None:
            problems = examine_file(document, self.kind(file), self.subject, self._former)
            together = self._together(file, before) if before is not None else ()
            problems = in_order([*problems, *(kept for one in together if (kept := _moved(one, before, document)))])
        self.problems = {**self.problems, file: problems}
        return self.problems

    def _together(self, file: str, document: Document) -> tuple[Problem, ...]:
        """The problems of a file as it was studied that it does not have by itself."""
        if file not in self._own and self.subject is not None:
            self._own[file] = _places(examine_file(document, self.kind(file), self.subject))
        return tuple(one for one in self._found.get(file, ()) if (one.code, one.at) not in self._own[file])

    def study(self) -> Problems:
        """Every problem of every file. May run beside the other methods, in one thread at a time."""
        subject, found = study(self.directory, self.buffers.origin())
        problems: dict[str, list[Problem]] = {}
        for one in found:
            problems.setdefault(one.at.file, []).append(one)
        if subject is not None:
            documents = subject.documents
            self.index = Index.of(self.directory, documents.values(), self.index)
            own = {
                file: _places(examine_file(documents[file], self.kind(file), subject))
                for file in (*self.buffers.texts,)
                if file in documents
            }
            self.subject, self._studied, self._own, self._former = subject, documents, own, FormerProblems()
            if self.kb is None or all(one.warning for one in found):
                self.kb = running(subject.kb, drafts=True)
                self.schemas = schemas(self.kb, "en")
        self._found = self.problems = {file: tuple(some) for file, some in problems.items()}
        return self.problems

    def languages(self) -> tuple[str, ...]:
        """The languages every text is needed in."""
        return self.subject.kb.languages if self.subject is not None else ()

    def entry(self, at: Occurrence) -> dict[str, Any]:
        """The entry in a list of its file in which a name is written; empty where there is none."""
        document = self.index.files[at.at.file].document
        found: Any = {}
        if len(at.steps) > 1 and isinstance(at.steps[1], int):
            found = document.at(at.steps[:2])
        return found if isinstance(found, dict) else {}


def _places(problems: Iterable[Problem]) -> frozenset[tuple[str, Position]]:
    return frozenset((problem.code, problem.at) for problem in problems)


def _moved(problem: Problem, before: Document | None, now: Document) -> Problem | None:
    """A problem where it stands after lines were added or removed; None where its own lines changed."""
    if before is None or before is now:
        return problem
    old, new = before.lines, now.lines
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if problem.at.line <= same:
        return problem
    shifted = problem.at.line + len(new) - len(old)
    if shifted > same and old[problem.at.line - 1 :] == new[shifted - 1 :]:
        return problem.moved(shifted - problem.at.line)
    return None
