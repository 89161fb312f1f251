"""What many answers files come to, in the order of the files, whatever assesses them: this process, several, a cluster.

What a portfolio keeps of a file, its record, is appended to a store, a line each, under a digest of the file and the
knowledge base: a run that was interrupted goes on from there, and a file that changed is assessed anew. Only records
are kept in memory.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from advisor.advice.assessment import FORMAT
from advisor.knowledge.model import KnowledgeBase

from .brand_record import FaultyFile, Record
from .spreading import spread

ENDINGS = (".yaml", ".yml")
T = TypeVar("T")
RECORD: TypeAdapter[Record] = TypeAdapter(Record)
AT_ONCE = 256
"""Files that are under way in a cluster at one time."""

Found = TypeVar("Found")
Assessed = TypeVar("Assessed", covariant=True)


class Worker(Protocol[Assessed]):
    """What assesses answers files."""

    def __call__(self, path: Path, shown: str | None = None) -> Assessed:
        """What a file comes to; `shown` is what it is called where it is read from another place."""


Making = Callable[[], Worker[Found]]
"""Makes what assesses, once in each process; it travels there pickled."""

Assess = Callable[[Sequence[Path]], Iterator[Found]]


class ClusterUnavailable(Exception):
    """The cluster cannot be used; the message says why."""


def answers_files(places: Iterable[Path]) -> list[Path]:
    """The answers files in some directories and below, sorted by name; a file named by itself is one of them.

    Hidden files and directories are passed over, and no file is listed twice. What bears the name of an answers file
    and is none, such as a link to nothing, is listed too, so that its fault is told.
    """
    found: dict[Path, None] = {}
    for place in places:
        if not place.is_dir():
            found.setdefault(place)
            continue
        for path in sorted(place.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(place).parts)
            if path.suffix in ENDINGS and not hidden:
                found.setdefault(path)
    return list(found)


def content_of(path: Path) -> bytes | None:
    """The bytes of a file; None where it cannot be read, or is none: a pipe would be waited for without end."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


@dataclass(frozen=True)
class Store:
    """The records of former runs, by digest; without a path there are none."""

    path: Path | None
    kb: KnowledgeBase

    def kept(self, digests: Set[str]) -> dict[str, Record]:
        """Those of some files. Lines that cannot be read are passed over: what they told is assessed anew."""
        kept: dict[str, Record] = {}
        if self.path is None or not self.path.exists():
            return kept
        line = ""
        with self.path.open("r+", encoding="utf-8") as lines:
            for line in lines:
                try:
                    typed = json.loads(line)
                    stamp = (typed["kb"], typed["format"])
                    if stamp == (self.kb.fingerprint, FORMAT) and typed["digest"] in digests:
                        kept[typed["digest"]] = RECORD.validate_python(typed["record"], strict=False)
                except (ValueError, KeyError, TypeError, ValidationError):
                    continue  # The end of a run that was killed.
            if self.path.stat().st_size and not line.endswith("\n"):
                lines.write("\n")  # What comes next begins a line of its own.
        return kept

    def digest(self, path: Path) -> str:
        """What tells a file's content, under its name, from any other; empty where it cannot be read."""
        content = content_of(path)
        return "" if content is None else hashlib.sha256(str(path).encode() + b"\0" + content).hexdigest()

    def keep(self, digest: str, record: Record) -> None:
        """Write a record down at once; faults are looked at again the next time."""
        if self.path is None or isinstance(record, FaultyFile) or not digest:
            return
        said = RECORD.dump_python(record, mode="json")
        line = {"kb": self.kb.fingerprint, "format": FORMAT, "digest": digest, "record": said}
        with open(self.path, "a", encoding="utf-8", opener=_for_its_user_alone) as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _for_its_user_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def gathered(files: Sequence[Path], store: Store, assess: Assess[Record]) -> Iterator[Record]:
    """The records of files in their order, each as soon as it and all before it are there."""
    digests = [store.digest(path) for path in files]
    kept = store.kept(set(digests))
    made = assess([path for path, digest in zip(files, digests, strict=True) if digest not in kept])
    for digest in digests:
        record = kept.pop(digest, None)
        if record is None:
            record = next(made)
            store.keep(digest, record)
        yield record


def assessing(making: Making[Found], jobs: int = 1, address: str | None = None) -> Assess[Found]:
    """Assess on a cluster where an address is given, else in so many processes."""
    if address is not None:
        return over_cluster(making, address)
    return over_processes(making, jobs) if jobs > 1 else in_this_process(making)


def in_this_process(making: Making[Found]) -> Assess[Found]:
    """Assess one file after the other."""
    return lambda files: map(making(), files)


def over_processes(making: Making[Found], jobs: int) -> Assess[Found]:
    """Assess in several processes. Should one of them be killed, what is missing is begun anew, once."""
    return lambda files: spread(making, files, jobs)


_made: tuple[str, Worker[Any]] | None = None
_at_work = threading.Lock()
"""Held by the thread of a cluster's worker that assesses: what assesses is made once and is for one at a time."""


def assessed_content(making: Making[Found], run: str, name: str, content: bytes) -> Found:
    """What a file that lies on another machine comes to, by its content; what assesses is made once in each run."""
    global _made
    with _at_work, tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / Path(name).name
        path.write_bytes(content)
        if _made is None or _made[0] != run:
            _made = (run, making())
        found: Found = _made[1](path, name)
        return found


def _as_sent(value: T) -> T:
    return value


def over_cluster(making: Making[Found], address: str) -> Assess[Found]:
    """Assess on the workers of a Dask cluster, which need the program but no files: content travels.

    The scheduler gives the work of a worker that is gone to another. ClusterUnavailable without `distributed`, or where
    nobody answers at the address.
    """
    try:
        # Not imported by name: it need not be there, nor need whoever checks the types have it.
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        raise ClusterUnavailable("distributed is not installed: pip install 'community-advisor[cluster]'") from None
    here = lru_cache(maxsize=1)(making)

    def assess(files: Sequence[Path]) -> Iterator[Found]:
        try:
            client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterUnavailable(f"{address}: {error}") from None
        with client:
            # The result of a task is made again where its worker is killed; scattered data would be lost.
            shared, run = client.submit(_as_sent, making, pure=False), uuid.uuid4().hex

            def begun(path: Path) -> Any:
                content = content_of(path)
                if content is None:
                    return client.submit(_as_sent, here()(path), pure=False)
                return client.submit(assessed_content, shared, run, str(path), content, pure=False, retries=3)

            waiting = [begun(path) for path in files[:AT_ONCE]]
            for place in range(len(files)):
                yield waiting.pop(0).result()
                if place + AT_ONCE < len(files):
                    waiting.append(begun(files[place + AT_ONCE]))

    return assess
