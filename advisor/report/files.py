"""Report files: written beside their final place and moved there whole, so that a failed run leaves the old ones."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def write_files(directory: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write all files into a directory, made if need be; none appears under its name before all are on disk.

    OSError if the disk refuses; nothing half-written is left behind.
    """
    directory.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            # Not named after the file, whose name may be as long as the disk allows.
            temporary = directory / f".{secrets.token_hex(8)}.part"
            written.append((temporary, directory / name))
            _write(temporary, content)
        for temporary, final in written:
            os.replace(temporary, final)
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
    return tuple(final for _, final in written)


def _write(path: Path, content: bytes) -> None:
    # Created as any new file is, under the user's umask; `x` so that nothing else is written over.
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
