"""The files of a knowledge base as an editor shows them: unsaved texts over the disk, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisor.knowledge.document import Document, scan_document, scan_text
from advisor.knowledge.problem import Problem
from advisor.knowledge.reading.directory import Origin

from .rescanning import rescanned

Scanned = tuple[Document | None, tuple[Problem, ...]]


class Buffers:
    """The texts an editor holds, by file; everything else is on the disk. What did not change is not read again."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._scanned: dict[str, tuple[object, Scanned]] = {}
        self._sound: dict[str, Document] = {}

    def hold(self, file: str, text: str) -> None:
        """Take a text for what stands in a file."""
        self.texts[file] = text

    def release(self, file: str) -> None:
        """Go by the disk again."""
        self.texts.pop(file, None)

    def scan(self, path: Path) -> Scanned:
        """The document in a file and what is wrong with it as YAML."""
        return self._scan(path, self.texts)

    def origin(self, over: Mapping[str, str] | None = None) -> Origin:
        """The files as they are at this moment, whatever is typed later; `over` holds other texts for some."""
        texts = {**self.texts, **(over or {})}
        unsaved = tuple(path for file in texts if not (path := Path(file)).exists())
        return Origin(lambda path: self._scan(path, texts), unsaved)

    def _scan(self, path: Path, texts: Mapping[str, str]) -> Scanned:
        file = str(path)
        text = texts.get(file)
        state: object = text if text is not None else _state(path)
        known = self._scanned.get(file)
        if known is None or known[0] != state or state is None:
            known = (state, scan_document(path) if text is None else self._of_text(file, text))
            self._scanned[file] = known
            document, problems = known[1]
            if document is not None and not problems:
                self._sound[file] = document
        return known[1]

    def _of_text(self, file: str, text: str) -> Scanned:
        plain = text.removeprefix("\ufeff")
        if not plain.strip():
            return None, ()  # Whoever begins a file need not be told that it is empty.
        before = self._sound.get(file)
        again = rescanned(before, plain) if before is not None else None
        return (again, ()) if again is not None else scan_text(file, plain)


def _state(path: Path) -> object:
    """What changes with the content of a file on the disk; None where that cannot be told."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
