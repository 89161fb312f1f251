"""A ZIP file that `leaving_pages` saved, read back: its brands, and of each its rounds with their logs.

Nothing of it is unpacked or kept here. All of it is checked before anything comes of it: answers files as on the
command line, logs by telling the round anew. What was delivered, and what people who were invited answered by
themselves, stays in the file.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.exceptions import ValidationError

from advisor.answers import parse_answers
from advisor.answers.file import sound_document
from advisor.knowledge.document import LARGEST_FILE
from advisor.knowledge.model import KnowledgeBase
from advisor.knowledge.problem import InputError
from advisor.language import N_, Phrase

from .models import LogEntry
from .round_session import told_by
from .stored_answers import settled

LARGEST_LOG = 10_000_000
MOST_FILES = 20_000
MOST_ROUNDS = 2_000
"""Bytes of one log, files in an archive, and rounds among them."""
NO_ARCHIVE = N_("This is not a ZIP file that can be read.")
TOO_MANY = N_("The ZIP file holds too much: at most {files} files, of which {rounds} rounds.")
NO_ROUNDS = N_("The ZIP file holds no round of a brand.")
TOO_LONG = N_("{name}: the file is too large: at most {most} bytes.")
NO_TEXT = N_("{name}: the file cannot be read as UTF-8 text.")
NO_LOG = N_("{name}: this is not the log of the answers file beside it.")
ROUND = re.compile(r"(?P<directory>(?:brand-\d+/)?)[^/]+-(?P<number>\d{1,9})\.yaml")


class Unsound(Exception):
    """What is wrong with an archive; `faults` in the words to show."""

    def __init__(self, *faults: Phrase) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True)
class SavedRound:
    """A round as it was saved: its document, the text of its answers file, and its log, which may be missing."""

    document: dict[str, Any]
    text: str
    log: tuple[LogEntry, ...]


@dataclass(frozen=True)
class SavedBrand:
    """A brand as it was saved, called as in its last round."""

    rounds: tuple[SavedRound, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.rounds[-1].document["brand"])


def saved_brands(file: IO[bytes], kb: KnowledgeBase) -> list[SavedBrand]:
    """Every brand in an archive. Unsound, or InputError of an answers file, where anything of it cannot be taken."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _brands(archive, kb)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Unsound(Phrase(NO_ARCHIVE)) from error


def _brands(archive: zipfile.ZipFile, kb: KnowledgeBase) -> list[SavedBrand]:
    names = archive.namelist()
    found = sorted(_rounds(names))
    if len(names) > MOST_FILES or len(found) > MOST_ROUNDS or len(set(names)) < len(names):
        raise Unsound(Phrase(TOO_MANY, files=MOST_FILES, rounds=MOST_ROUNDS))
    if not found:
        raise Unsound(Phrase(NO_ROUNDS))
    brands: dict[str, list[SavedRound]] = {}
    for directory, _, name in found:
        brands.setdefault(directory, []).append(_round(archive, name, kb))
    return [SavedBrand(tuple(rounds)) for rounds in brands.values()]


def _rounds(names: list[str]) -> Iterator[tuple[str, int, str]]:
    for name in names:
        match = ROUND.fullmatch(name)
        if match is not None:
            yield match["directory"], int(match["number"]), name


def _round(archive: zipfile.ZipFile, name: str, kb: KnowledgeBase) -> SavedRound:
    text = _text(archive, name, LARGEST_FILE)
    typed = sound_document(name, text, kb)
    document = settled(typed, kb)
    called = f"{name.removesuffix('.yaml')}.log.json"
    if called not in archive.namelist():
        return SavedRound(document, text, ())
    try:
        log = tuple(_entries(json.loads(_text(archive, called, LARGEST_LOG))))
        told = told_by(log)
        if parse_answers(told, kb) != parse_answers(document, kb) or settled(told, kb) != told:
            raise ValueError
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ValidationError, InputError) as error:
        raise Unsound(Phrase(NO_LOG, name=called)) from error
    return SavedRound(told, text, log)


def _entries(told: list[Mapping[str, Any]]) -> list[LogEntry]:
    entries: list[LogEntry] = []
    for number, one in enumerate(told, start=1):
        at, undoes = datetime.fromisoformat(one["at"]), one.get("undoes")
        if one["number"] != number or at.tzinfo is None or bool(one["place"]) != (number > 1):
            raise ValueError
        entry = LogEntry(
            number=number, path=one["place"], before=one["before"], after=one["after"], author_name=one["by"], at=at,
            undoes=None if undoes is None else entries[int(undoes) - 1],
        )  # fmt: skip
        entry.clean_fields(exclude=("round", "before", "after", "author", "undoes", *(() if entry.path else ("path",))))
        entries.append(entry)
    return entries


def _text(archive: zipfile.ZipFile, name: str, most: int) -> str:
    """The text of a file, of which no more is unpacked than may be."""
    with archive.open(name) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise Unsound(Phrase(TOO_LONG, name=name, most=most))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unsound(Phrase(NO_TEXT, name=name)) from error
