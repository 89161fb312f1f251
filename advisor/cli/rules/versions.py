"""A version of a knowledge base as the command line names it: a directory, or a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from advisor.knowledge.problem import quoted

from ..options import Failure, Refusal


def directory_of(word: str, directory: Path, scratch: Path) -> Path:
    """The directory that holds a version: `word` itself, or what git has of `directory` at the revision `word`.

    A revision is unpacked under `scratch`. Refusal where `word` is neither.
    """
    if Path(word).is_dir():
        return Path(word)
    if word.startswith("-"):
        raise Refusal(f"{quoted(word)} is neither a directory nor a revision.")
    found = _git(directory, "rev-parse", "--verify", "--quiet", f"{word}^{{commit}}")
    if found.returncode:
        reason = found.stderr.decode(errors="replace").strip()
        why = f" ({reason})" if reason else ""
        raise Refusal(f"{quoted(word)} is neither a directory nor a revision that git knows in {directory}{why}.")
    commit = found.stdout.decode().strip()
    packed = _git(directory, "archive", "--format=tar", commit)
    if packed.returncode or not packed.stdout:
        raise Refusal(f"The revision {quoted(word)} has no knowledge base in {directory}.")
    unpacked = scratch / commit
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        for member in archive:
            if member.isfile():
                place = unpacked / member.name
                place.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                place.write_bytes(content.read() if content else b"")
    return unpacked


def _git(directory: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *words], cwd=directory, capture_output=True, check=False)
    except FileNotFoundError:
        if not directory.is_dir():
            raise Refusal(f"There is no directory {directory}.") from None
        raise Failure("git is not installed; give two directories instead.") from None
    except OSError as error:
        raise Refusal(f"{directory}: {error.strerror}.") from None
