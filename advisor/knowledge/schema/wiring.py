"""How editors find the schemas: their files, and the line on top of each YAML file that names one.

The line is that of yaml-language-server: https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model import KnowledgeBase
from ..reading.directory import FOLDERS, FRAME, SINGLE
from .file_schemas import schemas

MODELINE = re.compile(r"# yaml-language-server: \$schema=.*\n")
_KINDS = {"questionnaire": "questionnaire", "conclusions": "conclusions", "advice": "advice", "cases": "case"}


def schema_files(kb: KnowledgeBase, language: str = "en") -> dict[str, str]:
    """The texts of the schemas by file name, such as `advice.schema.json`; the same for the same knowledge base."""
    return {f"{kind}.schema.json": _laid_out(schema) for kind, schema in schemas(kb, language).items()}


def modeline(file: Path, directory: Path) -> str:
    """The line that names the schema of a file of a knowledge base, with its line break.

    `file` lies in one of the folders of the knowledge base, or is one of its single files; `directory` holds the
    schemas. KeyError if nothing of the kind is read from there.
    """
    kind = file.stem if file.name in (FRAME, *SINGLE) else _KINDS[file.parent.name]
    relative = Path(os.path.relpath(directory / f"{kind}.schema.json", file.parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}\n"


def modelines(kb: KnowledgeBase, directory: Path) -> dict[Path, str]:
    """The files of a knowledge base that do not begin with their line, with the text that does."""
    changed = {}
    for path in _files(Path(kb.directory)):
        text = path.read_text(encoding="utf-8")
        wired = modeline(path, directory) + MODELINE.sub("", text, count=1)
        if wired != text:
            changed[path] = wired
    return changed


def _files(directory: Path) -> Iterator[Path]:
    for name in (FRAME, *SINGLE):
        if (directory / name).is_file():
            yield directory / name
    for folder in FOLDERS:
        yield from sorted(path for path in (directory / folder).glob("*.yaml") if not path.name.startswith("."))


def _laid_out(schema: dict[str, Any]) -> str:
    """JSON with a line for each definition and each property, so that a change shows as the lines it concerns."""
    lines = []
    for key, value in schema.items():
        if key in ("definitions", "properties"):
            inner = ",\n".join(f"  {_compact(name)}:{_compact(one)}" for name, one in value.items())
            lines.append(f"{_compact(key)}:{{\n{inner}\n}}")
        else:
            lines.append(f"{_compact(key)}:{_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
