"""The files that a brand kit names: each inside its directory, of bounded size."""

from __future__ import annotations

from pathlib import Path

from advisor.language import Phrase
from advisor.language.typography import clean


class KitFileError(Exception):
    """A file cannot be used; `said` completes “The logo cannot be used: …”. `path` is it, None if it was not found."""

    def __init__(self, said: Phrase, path: Path | None = None) -> None:
        self.said = said
        self.path = path
        super().__init__(said())


def kit_file(directory: Path, named: object) -> Path:
    """The file of a name. KitFileError if there is none in the directory."""
    if not isinstance(named, str):
        raise KitFileError(Phrase("a file name is expected"))
    base = directory.resolve()
    try:
        path = (base / clean(named)).resolve()
        outside = base != path.parent and base not in path.parents
        readable = path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise KitFileError(Phrase("it cannot be read")) from None
    if outside:
        raise KitFileError(Phrase("it lies outside the kit’s directory"))
    if not readable:
        raise KitFileError(Phrase("there is no such file"))
    return path


def content_of(path: Path, largest: int) -> bytes:
    """What a file holds. KitFileError if that is more than so many bytes, or it cannot be read."""
    try:
        with path.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError:
        raise KitFileError(Phrase("it cannot be read"), path) from None
    if len(content) > largest:
        raise KitFileError(Phrase("it is larger than {limit} MB", limit=largest // 1_000_000), path)
    return content
