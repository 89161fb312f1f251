"""The files of a knowledge base: which there are, and what could be read of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..condition import Position
from ..document import Document, scan_document
from ..problem import Problem, did_you_mean, quoted

FRAME = "knowledge-base.yaml"
SINGLE = ("sources.yaml", "checks.yaml")
FOLDERS = ("questionnaire", "conclusions", "advice", "cases")
UNREAD = ("schema",)
"""Folders that belong to the authors' tools and hold nothing to advise by."""
MOST_FILES = 500
LARGEST_TOTAL = 20_000_000
"""Bytes."""


@dataclass(frozen=True)
class Origin:
    """Where the text of a file comes from: the disk, or an editor that holds a newer one.

    `scan` reads a file as `scan_document` does. `unsaved` are files that are not on the disk yet.
    """

    scan: Callable[[Path], tuple[Document | None, tuple[Problem, ...]]] = scan_document
    unsaved: Collection[Path] = ()


DISK = Origin()


@dataclass
class Files:
    """The documents by kind: `frame`, `sources`, `checks`, and one list for each folder.

    `broken` names the kinds of which some file could not be read at all.
    """

    directory: str
    documents: dict[str, list[Document]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[Document]:
        """The documents of a kind, in order of file name."""
        return self.documents.get(kind, [])


def read_files(directory: Path, origin: Origin = DISK) -> Files:
    """Read every file of a knowledge base as far as it goes. An unusable directory is one problem."""
    files = Files(str(directory))
    fault = _unusable(directory)
    if fault:
        files.problems.append(Problem("E018", fault, Position(str(directory), 1, 1)))
        return files
    total = 0
    for count, (kind, path) in enumerate(paths(directory, origin.unsaved), start=1):
        total += _size(path)
        if count > MOST_FILES or total > LARGEST_TOTAL:
            message = (
                f"The knowledge base is too large: {MOST_FILES} files and {LARGEST_TOTAL // 10**6} MB are the most."
            )
            files.problems.append(Problem("E019", message, Position(str(path), 1, 1)))
            files.broken.add(kind)
            break
        document, problems = origin.scan(path)
        files.problems.extend(problems)
        if document is None:
            files.broken.add(kind)
        else:
            files.documents.setdefault(kind, []).append(document)
    files.problems.extend(_strays(directory))
    return files


def _unusable(directory: Path) -> str | None:
    hint = f"Give the directory that holds {FRAME}."
    try:
        if not directory.exists():
            return f"There is no such directory. {hint}"
        if not directory.is_dir():
            return f"This is a file, not a directory. {hint}"
        if not any(directory.iterdir()):
            return f"The directory is empty. {hint}"
        if not (directory / FRAME).exists():
            return f"This is not a knowledge base: it has no {FRAME}. {hint}"
    except (OSError, ValueError) as error:
        return f"The directory cannot be read: {getattr(error, 'strerror', None) or error}."
    return None


def paths(directory: Path, unsaved: Collection[Path] = ()) -> Iterator[tuple[str, Path]]:
    """The files of a knowledge base that are read, each with its kind, in the order of reading."""
    yield "frame", directory / FRAME
    for name in SINGLE:
        if (directory / name).exists() or directory / name in unsaved:
            yield name.removesuffix(".yaml"), directory / name
    for folder in FOLDERS:
        beside = {path for path in unsaved if path.parent == directory / folder}
        for path in sorted({*_listing(directory / folder), *beside}):
            if path.suffix == ".yaml" and not path.name.startswith("."):
                yield folder, path


def kind_of(directory: Path, path: Path) -> str | None:
    """The kind of a file, as `Files` calls it, by its place in a knowledge base; None of what is not read."""
    if path.parent == directory:
        return "frame" if path.name == FRAME else path.stem if path.name in SINGLE else None
    read = path.suffix == ".yaml" and not path.name.startswith(".")
    return path.parent.name if read and path.parent.parent == directory and path.parent.name in FOLDERS else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # Reading it will say why.


def _listing(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _strays(directory: Path) -> Iterator[Problem]:
    """Warn of YAML files that stand where nothing reads them: their author believes they count."""
    for path in _listing(directory):
        if os.path.isdir(path):
            if path.name not in UNREAD and not path.name.startswith("."):
                strays = list(_strays_in(path, read=path.name in FOLDERS))
                hint = did_you_mean(path.name, [folder for folder in FOLDERS if not (directory / folder).exists()])
                yield from [_stray(path, hint.strip(), "folder")] if strays and hint else strays
        elif path.suffix.lower() in (".yaml", ".yml") and path.name not in (FRAME, *SINGLE):
            hint = did_you_mean(path.name, (FRAME, *SINGLE))
            yield _stray(path, f"It belongs into one of the folders {', '.join(FOLDERS)}.{hint}")


def _strays_in(folder: Path, *, read: bool) -> Iterator[Problem]:
    for path in _listing(folder):
        suffix = path.suffix.lower()
        if path.name.startswith("."):
            continue
        if os.path.isdir(path):
            if not path.is_symlink():  # It might lead back here.
                yield from _strays_in(path, read=False)
        elif suffix in (".yaml", ".yml") and path.suffix != ".yaml" and read:
            yield _stray(path, "Rename it so that it ends in .yaml.")
        elif suffix in (".yaml", ".yml") and not read:
            yield _stray(path, f"Files are read directly in {', '.join(FOLDERS)} only.")


def _stray(path: Path, remedy: str, what: str = "file") -> Problem:
    message = f"The {what} {quoted(path.name)} is not read. {remedy}"
    return Problem("W001", message, Position(str(path), 1, 1), warning=True, about=path.name)
