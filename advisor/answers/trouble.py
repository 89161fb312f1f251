"""What can keep an answers file from being written, as one exception with a stable reason.

The words for it belong to whoever speaks to the consultant.
"""

from __future__ import annotations

import errno
from enum import Enum
from pathlib import Path


class Trouble(str, Enum):
    """Why a record could not be opened or saved."""

    CHANGED = "changed"
    """Someone else changed the file after it was read."""
    EXISTS = "exists"
    """A file that was to be new is there already."""
    PROTECTED = "protected"
    """The file is read-only."""
    NO_FILE = "no_file"
    """The path leads to a directory or a device."""
    FULL = "full"
    """No room left on the disk, or a limit on the size of files."""
    REFUSED = "refused"
    """The system refused for the reason given in `detail`."""
    UNREADABLE = "unreadable"
    """The file cannot be read; `detail` says why."""
    UNFAITHFUL = "unfaithful"
    """What would be written does not read back as what was meant."""


INPUT_AT_FAULT = frozenset({Trouble.CHANGED, Trouble.EXISTS, Trouble.NO_FILE, Trouble.UNREADABLE})
"""Reasons that lie in what was given; the others lie with the disk or the program."""


class RecordError(Exception):
    """An answers file could not be opened or saved; what is on disk is as it was."""

    def __init__(self, trouble: Trouble, path: Path, detail: str = "") -> None:
        self.trouble = trouble
        self.path = path
        self.detail = detail
        super().__init__(f"{path}: {trouble.value}" + (f" ({detail})" if detail else ""))


def of_system(error: OSError, path: Path, *, reading: bool = False) -> RecordError:
    """The RecordError for what the operating system said."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return RecordError(Trouble.FULL, path)
    if error.errno in (errno.EISDIR, errno.ENOTDIR) and reading:
        return RecordError(Trouble.NO_FILE, path)
    detail = error.strerror or str(error)
    return RecordError(Trouble.UNREADABLE if reading else Trouble.REFUSED, path, detail)
