"""Changing many files of a knowledge base at once: tried first, then written, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from advisor.knowledge.document import Document
from advisor.knowledge.loading import running, study
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import KnowledgeBaseError
from advisor.knowledge.replacement import replace
from advisor.knowledge.schema import schema_files

from .buffers import Buffers
from .index import Index
from .text_edit import TextEdit, by_file, edited


class Rewriting:
    """A knowledge base on the disk that is to be changed.

    KnowledgeBaseError if it has errors: names might be overlooked.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._buffers = Buffers()
        self._kb, documents = self._studied({})
        self.index = Index.of(directory, documents)
        self._texts: Mapping[str, str] = {}

    def take(self, edits: Iterable[TextEdit]) -> None:
        """Make changes, in memory only. KnowledgeBaseError if errors come of them."""
        self._texts = {file: edited(_text(Path(file)), some) for file, some in by_file(edits).items()}
        self._kb, _ = self._studied(self._texts)

    def write(self) -> int:
        """Write the files and renew the JSON Schemas that are beside them; how many of these were out of date.

        OSError where a file cannot be written; it and those behind it are then as they were.
        """
        for file, text in self._texts.items():
            replace(Path(file), text, ending="")
        folder = self.directory / "schema"
        stale = {
            folder / name: text
            for name, text in (schema_files(self._kb) if folder.is_dir() else {}).items()
            if (folder / name).is_file() and _text(folder / name) != text
        }
        for path, text in stale.items():
            replace(path, text)
        return len(stale)

    def _studied(self, texts: Mapping[str, str]) -> tuple[KnowledgeBase, Iterable[Document]]:
        subject, problems = study(self.directory, self._buffers.origin(texts), warnings=False)
        if subject is None or problems:
            raise KnowledgeBaseError(problems)
        return running(subject.kb, drafts=True), subject.documents.values()


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
