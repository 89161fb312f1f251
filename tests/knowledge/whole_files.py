"""Faults of whole files, as commands in the directory of a knowledge base: what brings each about, what mends it.

The commands stand on the page of examples as they are run here.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from advisor.cli import main

CHECK = "advisor rules check --kb ."


class Script(NamedTuple):
    """Commands after which the last of `wrong` tells the code, and those after which the same no longer does."""

    code: str
    wrong: tuple[str, ...]
    right: tuple[str, ...]


WHOLE_FILES = (
    Script(
        "E001",
        ("advisor answers check --kb . cases/soud.yaml",),
        ("advisor answers check --kb . cases/sound.yaml",),
    ),
    Script("E002", ("advisor answers check --kb . cases",), ("advisor answers check --kb . cases/sound.yaml",)),
    Script("E003", ("advisor answers check --kb . /dev/null",), ("advisor answers check --kb . cases/sound.yaml",)),
    Script("E004", ("seq 200000 | sed 's/^/# /' >> checks.yaml", CHECK), ("sed -i.bak '/^# /d' checks.yaml", CHECK)),
    Script(
        "E005",
        ("iconv -f UTF-8 -t LATIN1 checks.yaml > latin.txt && mv latin.txt checks.yaml", CHECK),
        ("iconv -f LATIN1 -t UTF-8 checks.yaml > utf-8.txt && mv utf-8.txt checks.yaml", CHECK),
    ),
    Script(
        "E013",
        ("printf '%050d' 0 | sed 's/0/[/g; s/^/checks: /' > more.txt && mv more.txt checks.yaml", CHECK),
        ("rm checks.yaml", CHECK),
    ),
    Script(
        "E014",
        ("{ printf 'checks: '; printf '%060000d' 1; } > checks.yaml", CHECK),
        ("rm checks.yaml", CHECK),
    ),
    Script("E015", (": > advice/more.yaml", CHECK), ("rm advice/more.yaml", CHECK)),
    Script("E016", ("echo '- id: more' > advice/more.yaml", CHECK), ("echo 'advice: []' > advice/more.yaml", CHECK)),
    Script("E018", ("advisor rules check --kb advice",), (CHECK,)),
    Script(
        "E019",
        ("for n in $(seq 600); do echo 'advice: []' > advice/more-$n.yaml; done", CHECK),
        ("rm advice/more-*.yaml", CHECK),
    ),
    Script(
        "E091",
        (
            "{ echo rules:; for n in $(seq 4200); do "
            'echo "  - {id: rule-$n, when: {mechanics: $((n % 50))}, conclude: [overloaded]}"; '
            "done; } > conclusions/more.yaml",
            "advisor assess --kb . cases/sound.yaml",
        ),
        ("rm conclusions/more.yaml", "advisor assess --kb . cases/sound.yaml"),
    ),
    Script("W001", ("echo 'advice: []' > advice/more.yml", CHECK), ("mv advice/more.yml advice/more.yaml", CHECK)),
)  # fmt: skip


def said(commands: tuple[str, ...], directory: Path) -> str:
    """What the last of some commands says, run in a directory that is the current one."""
    output = ""
    for command in commands:
        if command.startswith("advisor "):
            output = CliRunner().invoke(main, command.split()[1:], catch_exceptions=False).output
        else:
            subprocess.run(["sh", "-c", command], cwd=directory, check=True)
    return output
