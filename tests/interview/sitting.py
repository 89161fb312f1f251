"""One sitting at `advisor interview`, for tests: in this process, in one of its own, and its script."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from advisor.cli import main

ROOT = Path(__file__).resolve().parents[2]
KB = ROOT / "tests" / "knowledge_bases" / "small"

HEAD = ["Vélos du Port", "2026-11-20"]

FULL: list[tuple[str, str, object]] = [
    ("services", "1 2", ["repairs", "rental"]),
    ("mechanics", "2", 2),
    ("repair_wait", "2", "week"),
    ("rental_fleet", "30", 30),
    ("supplier_strike", "non", "no"),
    ("spare_parts", "1", "yes"),
    ("complaints", "1 ?", {"yes": ["delays"], "no": ["none_seen"]}),
    ("complaint_reply", "nsp", {"state": "unknown"}),
    ("loyal_riders", "oui", "yes"),
    ("club_contact", "Le club « La Roue libre » : un #ancien", "Le club « La Roue libre » : un #ancien"),
    ("advertised_delay", "2", "same_day"),
    ("campaign_planned", "so pas de budget", {"state": "not_applicable", "because": "pas de budget"}),
]
"""An interview of the small knowledge base in French: question, what is typed, what the file then holds."""

BEGUN = """\
# Atelier du Port, entretien de novembre
brand: Vélos du Port
date: 2026-11-20   # premier rendez-vous
language: fr
knowledge_base: {id: bicycle-workshop, version: 1.2.0}
answers:
  services: [repairs, rental]   # vu sur place
  # le patron hésite
  mechanics: 2
notes:
  mechanics: {text: "À revoir", visible_to: internal}
flags: [mechanics]
"""


def options(lang: str | None = "fr") -> list[str]:
    return ["--kb", str(KB), *(["--lang", lang] if lang else [])]


def sit(file: Path, *lines: str, lang: str | None = "fr", more: tuple[str, ...] = ()) -> Result:
    """A sitting in this process, fed with lines."""
    typed = "".join(line + "\n" for line in lines)
    return run("interview", str(file), *more, *options(lang), input=typed)


def run(*arguments: str, input: str = "") -> Result:
    """The command in this process, 80 columns wide, without colour."""
    environment = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1", "ADVISOR_KB": None, "LC_ALL": "fr_FR.UTF-8"}
    return CliRunner().invoke(main, list(arguments), input=input, env=environment)


def environment(**more: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "ADVISOR_KB"},
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "TERM": "dumb",
        "PYTHONIOENCODING": "utf-8",
        **more,
    }


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "advisor", *arguments]


def process(*arguments: str, **how: object) -> subprocess.Popen[bytes]:
    """The command in a process of its own, with pipes."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment()}
    return subprocess.Popen(command(*arguments), **{**pipes, **how})  # type: ignore[call-overload, no-any-return]
