"""Where the program keeps what is its own: never in a folder of its user, but where each system wants such things."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from advisor.knowledge.model import KnowledgeBase

DIRECTORY = "community-advisor"


def directory_of_user(environment: Mapping[str, str]) -> Path:
    """Where the system wants a program to keep the data of its user."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / DIRECTORY
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / DIRECTORY
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / DIRECTORY


def kept_records(folder: Path, kb: KnowledgeBase) -> Path:
    """The file for the records of the brands in a folder under a knowledge base, in a directory only its user reads."""
    directory = directory_of_user(os.environ) / "portfolios"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    whole = folder.resolve()
    key = hashlib.sha256(os.fsencode(whole)).hexdigest()[:16]
    return directory / f"{whole.name[:40]}-{kb.id}-{key}.jsonl"
