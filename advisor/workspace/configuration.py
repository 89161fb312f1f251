"""What the environment says of an installation: where it keeps its data, and whom it answers.

Alone on one machine nothing has to be said: a directory of the user, a secret made at the first start, the loopback
address.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.knowledge import shipped

DIRECTORY = "community-advisor"
SHIPPED = "community-management"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Configuration:
    """Where data lie, what the house advises with, the secret that signs what a browser is given, its own names."""

    data: Path
    knowledge_base: Path
    secret: str
    hosts: tuple[str, ...]

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.data / "workspace.sqlite3"


def configuration(environment: Mapping[str, str] = os.environ) -> Configuration:
    """What ADVISOR_DATA and ADVISOR_KB say. Makes the directory and the secret; OSError if they cannot be made."""
    given = environment.get("ADVISOR_DATA")
    data = Path(given) if given else directory_of_user(environment)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = environment.get("ADVISOR_KB")
    directory = Path(base) if base else shipped("rules") / SHIPPED
    return Configuration(data, directory, _kept_secret(data / "secret"), LOOPBACK)


def directory_of_user(environment: Mapping[str, str]) -> Path:
    """Where the system wants a program to keep the data of its user."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / DIRECTORY
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / DIRECTORY
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / DIRECTORY


def _kept_secret(path: Path) -> str:
    """The secret of this installation, made at the first start and readable by its user alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
        stream.flush()
        os.fsync(descriptor)
    return path.read_text("ascii").strip()
