"""The answers file as something to write to: one answer at a time, each on disk before the next.

Comments, order and spelling of what is already there are kept (ruamel.yaml). A save writes a temporary file,
flushes it to the disk and puts it in the place of the old one, so that whoever looks finds one or the other.
A file that someone else has changed since it was read is never overwritten.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from advisor.knowledge.document import scan_document
from advisor.knowledge.ground_id import declared_id, instance_of
from advisor.knowledge.model import KnowledgeBase, Question

from .answer import Answer, Answers, KnowledgeBaseReference, Note, Respondent
from .file import read_answers
from .roundtrip import insert, keep_comments, lost_comments, replace, tree_of, written
from .trouble import RecordError, Trouble, of_system
from .typed import typed_answer
from .yaml_style import commented, flow_map, flow_sequence, plain, quoted, styled, written_note

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Record:
    """One answers file while it is being edited.

    Changes are made in memory and reach the disk together with `save`. `fresh` is true until the file exists.
    """

    def __init__(self, path: Path, text: str, *, digest: str | None) -> None:
        self.path = path
        self._layout, self._tree = tree_of(text, path)
        self._text = text
        self._digest = digest
        self.lists: Mapping[str, str] = {}
        """What the file calls the lists of instances, by the id of their context; whoever writes answers says so."""

    @classmethod
    def open(cls, path: Path) -> Record:
        """Open an existing answers file for editing. RecordError if it cannot be read as text."""
        try:
            content = path.read_bytes()
            return cls(path, content.decode("utf-8"), digest=_digest(content))
        except OSError as error:
            raise of_system(error, path, reading=True) from error
        except (UnicodeDecodeError, YAMLError) as error:
            raise RecordError(Trouble.UNREADABLE, path, str(error).splitlines()[0]) from error

    @classmethod
    def begin(
        cls, path: Path, *, brand: str, date: str, language: str, knowledge_base: KnowledgeBaseReference
    ) -> Record:
        """A new answers file, not on disk until saved. `date` is ISO (YYYY-MM-DD)."""
        record = cls(path, "", digest=None)
        record.head("brand", brand)
        record.head("date", date)
        record.head("language", language)
        record.knowledge_base(knowledge_base)
        record._tree["answers"] = CommentedMap()
        return record

    def copied_to(self, path: Path) -> Record:
        """The same content as a new file elsewhere, not on disk until saved."""
        return Record(path, self.text(), digest=None)

    @property
    def fresh(self) -> bool:
        """Whether the file has never been written."""
        return self._digest is None

    def headed(self, key: str) -> str:
        """What a key at the top of the file says, empty if it is missing or says nothing."""
        value = self._tree.get(key)
        return "" if value is None or isinstance(value, (Mapping, list)) else str(value).strip()

    def keys(self) -> Mapping[str, Any]:
        """The content as plain values, all scalars as text."""
        return {str(key): plain(value) for key, value in self._tree.items()}

    def head(self, key: str, words: str) -> None:
        """Set one of the keys at the top: brand, date, consultant, language."""
        value = words if key in ("date", "language") else DoubleQuotedScalarString(words)
        if key in self._tree:
            replace(self._tree, key, value)
        else:
            order = ("brand", "date", "consultant", "language", "knowledge_base", "answers", "notes", "flags")
            insert(self._tree, key, value, order)

    def knowledge_base(self, reference: KnowledgeBaseReference) -> None:
        """Say under which knowledge base the answers are given."""
        named = flow_map({"id": reference.id, **({"version": reference.version} if reference.version else {})})
        replace(self._tree, "knowledge_base", named)

    def answer(self, question: Question, answer: Answer, order: Sequence[str]) -> None:
        """Record an answer: in place of the present one, else where the order of questions puts it."""
        answers = self._group("answers", self._of(question))
        key = _present_key(answers, question) or declared_id(question.id)
        value = styled(question, typed_answer(question, answer))
        if key in answers:
            replace(answers, key, value)
        else:
            insert(answers, key, value, [declared_id(id) for id in order])

    def forget(self, question: Question) -> None:
        """Take the answer to a question away; nothing happens if there is none."""
        answers = self._group("answers", self._of(question))
        key = _present_key(answers, question)
        if key is not None:
            keep_comments(answers, key)
            del answers[key]

    def notes(self, question: Question, log: Sequence[Note], order: Sequence[str]) -> None:
        """Write the log of notes on a question; an empty one takes it away."""
        within = self._of(question)
        order = [declared_id(id) for id in order]
        if not log:
            notes = within.get("notes")
            key = _present_key(notes, question) if isinstance(notes, CommentedMap) else None
            if key is not None:
                keep_comments(notes, key)
                del notes[key]
            return
        notes = self._group("notes", within)
        key = _present_key(notes, question) or declared_id(question.id)
        entries = [written_note(note) for note in log]
        value = entries[0] if len(entries) == 1 else CommentedSeq(entries)
        if key in notes:
            replace(notes, key, value)
        else:
            insert(notes, key, value, order)

    def flag(self, question: Question, *, up: bool) -> None:
        """Flag a question to come back to, or take the flag down."""
        within = self._of(question)
        flags = within.get("flags")
        if not isinstance(flags, CommentedSeq):
            flags = flow_sequence([])
            replace(within, "flags", flags)
        elif not flags:
            flags.fa.set_flow_style()
        names = {declared_id(question.id), *question.aliases}
        raised = [index for index, name in enumerate(flags) if name in names]
        if up and not raised:
            flags.append(declared_id(question.id))
        elif not up:
            for index in reversed(raised):
                del flags[index]

    def read(self, kb: KnowledgeBase) -> Answers:
        """What is on disk, read back. InputError if it is not sound."""
        return read_answers(self.path, kb)

    def comments_beyond(self, other: Record) -> tuple[str, ...]:
        """The comments of this file that the other does not have, in order."""
        return lost_comments(self._text, other.text())

    def text(self) -> str:
        """The file's text with every change so far, comments that ruamel.yaml cannot place at the end."""
        text = written(self._tree, self._layout)
        lost = lost_comments(self._text, text)
        return text if not lost else self._layout.ending(text, lost)

    def add_comments(self, comments: Sequence[str]) -> None:
        """Append comment lines at the end of the file."""
        if comments:
            text = self._layout.ending(self.text(), comments)
            self._layout, self._tree = tree_of(text, self.path)
            self._text = text

    def check_writable(self) -> None:
        """Find out before the first question whether answers can be saved. RecordError if not."""
        target = self._target()
        with self._temporary(target) as (descriptor, _):
            os.ftruncate(descriptor, 0)

    def save(self) -> bool:
        """Write the file. Returns whether it had disappeared from the disk and was written anew.

        Raises RecordError, and leaves what is on disk as it was, when someone else changed the file, when it is
        write-protected, and when the disk refuses.
        """
        target = self._target()
        text = self.text()
        content = self._layout.encoded(text)
        with self._temporary(target) as (descriptor, temporary):
            os.ftruncate(descriptor, 0)
            _write_all(descriptor, content)
            os.fsync(descriptor)
            self._check_readable(temporary)
            disappeared = self._check_unchanged(target, descriptor)
            os.replace(temporary, target)
            _sync_directory(target.parent)
        self._text = text
        self._digest = _digest(content)
        return disappeared

    def listed(self, key: str, id: str, name: str) -> None:
        """Add an instance to the list under a key, which may have more until it is called complete."""
        instance = flow_map({"id": id, "name": DoubleQuotedScalarString(name)})
        instance.fa.set_block_style()
        listed = self._instances(key)
        if listed is None:
            listed = CommentedSeq()
            replace(self._tree, key, CommentedMap({"list": listed, "more": "yes"}))
        listed.append(instance)

    def unlisted(self, key: str, id: str) -> None:
        """Take an instance off the list under a key, with all that stands with it."""
        listed = self._instances(key) or CommentedSeq()
        for one in [one for one in listed if isinstance(one, CommentedMap) and str(one.get("id")) == id]:
            listed.remove(one)

    def complete(self, key: str) -> None:
        """Say that the list under a key has no more instances than it names."""
        listed = self._instances(key)
        replace(self._tree, key, listed if listed else flow_sequence([]))

    def leave_open(self, key: str) -> None:
        """Say that the list under a key may have more instances than it names."""
        listed = self._instances(key)
        replace(self._tree, key, CommentedMap({"list": flow_sequence([]) if listed is None else listed, "more": "yes"}))

    def respondent(self, one: Respondent) -> None:
        """Add somebody who was asked, or put what is known of them in place of what stands under their id."""
        entry = flow_map({"id": one.id, **quoted({"name": one.name, "role": one.role})})
        listed = self._tree.get("respondents")
        if not isinstance(listed, CommentedSeq):
            listed = CommentedSeq()
            replace(self._tree, "respondents", listed)
        elif not listed:
            listed.fa.set_block_style()
        ids = [str(other.get("id")) for other in listed if isinstance(other, Mapping)]
        if one.id in ids:
            listed[ids.index(one.id)] = entry
        else:
            listed.append(entry)

    def put(self, key: str, value: Any) -> None:
        """Set a key at the top to a value of any shape, its words in quotation marks."""
        if isinstance(value, str):
            self.head(key, value)
        else:
            replace(self._tree, key, commented(value))

    def drop(self, key: str) -> None:
        """Take a key at the top away with all that stands under it; nothing happens if there is none."""
        if key in self._tree:
            keep_comments(self._tree, key)
            del self._tree[key]

    def section(self, key: str) -> CommentedMap:
        """The mapping under a key at the top, to be edited in place; new and empty if there is none."""
        return self._group(key, self._tree)

    def _instances(self, key: str) -> CommentedSeq | None:
        value = self._tree.get(key)
        if isinstance(value, CommentedMap):
            value = value.get("list")
        return value if isinstance(value, CommentedSeq) else None

    def _of(self, question: Question) -> CommentedMap:
        """Where answers to a question stand: in the file, or in the entry of the instance it is asked of."""
        instance = instance_of(question.id)
        if instance is None or question.for_each is None:
            return self._tree
        listed = self._instances(self.lists[question.for_each]) or ()
        return next(one for one in listed if isinstance(one, CommentedMap) and str(one.get("id")) == instance)

    def _group(self, key: str, within: CommentedMap) -> CommentedMap:
        group = within.get(key)
        if not isinstance(group, CommentedMap):
            group = CommentedMap()
            replace(within, key, group)
        if not group:
            group.fa.set_block_style()
        return group

    def _target(self) -> Path:
        """Where to write: what a symbolic link points to. RecordError if that is not a file one may write."""
        target = Path(os.path.realpath(self.path))
        try:
            mode = target.stat().st_mode
        except FileNotFoundError:
            return target
        except OSError as error:
            raise of_system(error, self.path) from error
        if not stat.S_ISREG(mode):
            raise RecordError(Trouble.NO_FILE, self.path)
        # Replacing a file needs no permission on the file itself; its owner's wish counts all the same.
        if not mode & WRITABLE or not os.access(target, os.W_OK):
            raise RecordError(Trouble.PROTECTED, self.path)
        return target

    @contextmanager
    def _temporary(self, target: Path) -> Iterator[tuple[int, Path]]:
        """A locked temporary file beside the target; RecordError for whatever the system refuses.

        Its name is fixed, so that what a killed process leaves behind is used up by the next save, and locked,
        so that of two processes one at a time compares and replaces. It is open to nobody whom the target is
        closed to, at no moment.
        """
        temporary = target.with_name(f".{target.name}.saving")
        descriptor = -1
        try:
            mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
            while descriptor < 0:
                flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
                descriptor = os.open(temporary, flags, 0o666 if mode is None else mode)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if mode is not None:
                    os.fchmod(descriptor, mode)
                if not _names(temporary, descriptor):
                    os.close(descriptor)
                    descriptor = -1
            yield descriptor, temporary
        except OSError as error:
            raise of_system(error, self.path) from error
        finally:
            if descriptor >= 0:
                with suppress(OSError):
                    if _names(temporary, descriptor):
                        os.unlink(temporary)
                os.close(descriptor)

    def _check_unchanged(self, target: Path, descriptor: int) -> bool:
        try:
            content, status = target.read_bytes(), target.stat()
        except FileNotFoundError:
            return self._digest is not None
        if _digest(content) != self._digest:
            raise RecordError(Trouble.EXISTS if self._digest is None else Trouble.CHANGED, self.path)
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
        with suppress(PermissionError):
            os.fchown(descriptor, status.st_uid, status.st_gid)
        return False

    def _check_readable(self, temporary: Path) -> None:
        """What is about to replace the file must read back as what is in memory."""
        document, problems = scan_document(temporary)
        if document is None or problems or plain(document.value) != self.keys():
            detail = problems[0].message if problems else ""
            raise RecordError(Trouble.UNFAITHFUL, self.path, detail)


def _names(path: Path, descriptor: int) -> bool:
    """Whether a path still leads to an open file."""
    try:
        named = os.stat(path, follow_symlinks=False)
    except FileNotFoundError:
        return False
    opened = os.fstat(descriptor)
    return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync_directory(directory: Path) -> None:
    # Some file systems cannot do it; the file itself is on disk by then.
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _present_key(group: Mapping[str, Any], question: Question) -> str | None:
    """The key a question stands under, which may be a former name."""
    return next((name for name in (declared_id(question.id), *question.aliases) if name in group), None)
