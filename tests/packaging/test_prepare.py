"""A checkout prepares itself: which Python it takes, what it installs or asks for, when it starts afresh.

The script runs whole, by itself or from the Makefile, in a copy of the checkout whose name has a space. Its
PATH holds only the commands each test puts there, so that what this system has or lacks plays no part.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import CHECKOUT

TOOLS = ("sh", "awk", "cat", "grep", "ls", "make", "mkdir", "mktemp", "rm", "sed", "touch", "uname")
PIN = "durable-rules==2.0.28"


@dataclass(frozen=True)
class Machine:
    """A copy of the checkout, and the commands that a small computer has."""

    checkout: Path
    commands: Path

    def command(self, name: str, script: str) -> None:
        """Give the computer a command of that name."""
        path = self.commands / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def python(self, name: str, *, pango: bool = True, ensurepip: bool = True, imports: bool = True) -> None:
        """Give it a Python that answers questions as this one does, and makes an environment that only takes notes."""
        inner = self.commands / f"{name}-in-venv"
        self.command(
            inner.name,
            f"""case "$*" in
            -) exit {int(not pango)} ;;
            *durable_rules_engine*) echo "import engine" >>calls; exit {int(not imports)} ;;
            -m*) echo "$* CPPFLAGS=${{CPPFLAGS:-}}" >>calls ;;
            esac""",
        )
        self.command(
            name,
            f"""case "$*" in
            -) exit {int(not pango)} ;;
            *ensurepip*) exit {int(not ensurepip)} ;;
            "-m venv"*) echo "{name} $*" >>calls; rm -rf .venv; mkdir -p .venv/bin
                cat '{inner}' >.venv/bin/python; cat '{inner}' >.venv/bin/lint-imports
                chmod +x .venv/bin/python .venv/bin/lint-imports ;;
            *) exec '{sys.executable}' "$@" ;;
            esac""",
        )

    def user(self, number: int) -> None:
        """Work as root (0) or as somebody else."""
        self.command("id", f"echo {number}")

    def debian(self, brings: str = "") -> None:
        """Give it Debian's package tool, which notes its calls; installing runs the script BRINGS."""
        self.command(
            "apt-get",
            f'echo "apt-get $* $DEBIAN_FRONTEND" >>calls\ncase "$*" in *" install "*) {brings or ":"} ;; esac',
        )

    def run(self, *command: str, status: int = 0, **environment: str) -> str:
        """Run a command in the copy; what it printed on both outputs."""
        variables = {"PATH": str(self.commands), "HOME": str(self.checkout), "DEBIAN_FRONTEND": "", **environment}
        done = subprocess.run(command, cwd=self.checkout, env=variables, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def calls(self) -> list[str]:
        """What was called since the last time."""
        notes = self.checkout / "calls"
        lines = notes.read_text().splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "a checkout", tmp_path / "commands")
    made.checkout.mkdir()
    made.commands.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements-dev.lock"):
        shutil.copy(CHECKOUT / name, made.checkout)
    shutil.copytree(CHECKOUT / "tools", made.checkout / "tools")
    for name in (*TOOLS, "chmod"):
        found = shutil.which(name, path=os.defpath)
        assert found, name
        (made.commands / name).symlink_to(found)
    made.command("cc", ': >"$2"')
    made.user(1000)
    return made


PREPARE = ("sh", "tools/prepare.sh")


def test_first_python_in_range_that_really_runs_is_taken(machine: Machine) -> None:
    machine.command("python3.13", 'echo "version 3.13 is not set" >&2; exit 127')
    machine.command("python3.12", f'case "$2" in *"sys.exit(not"*) exit 1 ;; esac; exec {sys.executable} "$@"')
    machine.python("python3.11")
    machine.python("python3")
    machine.run(*PREPARE, "venv")
    assert machine.calls()[0] == "python3.11 -m venv --clear .venv"


def test_python_that_lacks_nothing_goes_before_one_that_lacks_something(machine: Machine) -> None:
    machine.python("python3.12", ensurepip=False)
    machine.python("python3.11")
    machine.run(*PREPARE, "venv")
    assert machine.calls()[0].startswith("python3.11 -m venv")


def test_the_user_may_choose_the_python(machine: Machine) -> None:
    machine.python("python3.11")
    machine.python("mine")
    machine.run(*PREPARE, "venv", PYTHON="mine")
    assert machine.calls()[0].startswith("mine -m venv")


def test_rule_engine_is_installed_first_alone_without_cache_and_tried(machine: Machine) -> None:
    machine.python("python3")
    machine.run("make", "lint")
    made, engine, tried, advisor, development = machine.calls()[:5]
    assert made == "python3 -m venv --clear .venv"
    flag = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject"
    assert engine == f"-m pip install --quiet --no-cache-dir --use-pep517 {PIN} {flag}"
    assert tried == "import engine"
    assert advisor.startswith("-m pip install --quiet --constraint requirements-dev.lock -e . ")
    assert development.startswith("-m pip install --quiet --constraint requirements-dev.lock -e .[dev,workspace] ")


def test_second_run_installs_nothing(machine: Machine) -> None:
    machine.python("python3")
    machine.run("make", "lint")
    machine.calls()
    machine.run("make", "lint")
    assert not [call for call in machine.calls() if "venv" in call or "install" in call]


def test_half_made_environment_is_made_afresh(machine: Machine) -> None:
    machine.python("python3", imports=False)
    failed = machine.run("make", "lint", status=2)
    assert "cannot be imported" in failed
    assert (machine.checkout / ".venv" / "bin" / "python").exists()
    machine.calls()
    machine.python("python3")
    machine.run("make", "lint")
    assert machine.calls()[0] == "python3 -m venv --clear .venv"


def test_moved_checkout_gets_a_new_environment(machine: Machine, tmp_path: Path) -> None:
    machine.python("python3")
    machine.run("make", "lint")
    moved = Machine(machine.checkout.rename(tmp_path / "elsewhere"), machine.commands)
    moved.calls()
    moved.run("make", "lint")
    assert moved.calls()[0] == "python3 -m venv --clear .venv"


def test_environment_whose_python_has_gone_is_made_afresh(machine: Machine) -> None:
    machine.python("python3")
    machine.run("make", "lint")
    machine.calls()
    (machine.checkout / ".venv" / "bin" / "python").write_text("#!/nowhere/python3.9\n")
    machine.run("make", "lint")
    assert machine.calls()[0] == "python3 -m venv --clear .venv"


def test_ordinary_user_is_told_the_exact_line_and_nothing_is_installed(machine: Machine) -> None:
    machine.debian()
    machine.python("python3.10", pango=False, ensurepip=False)
    machine.command("cc", "exit 1")
    said = machine.run(*PREPARE, "system", "pango", "qpdf", "pdftotext", status=1)
    assert re.search(
        # Debian calls the packages of its own Python python3-..., those of another one python3.X-...
        r"\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        r"python3(\.\d+)?-venv gcc libc6-dev libpango-1\.0-0 libpangoft2-1\.0-0 "
        r"libharfbuzz-subset0 qpdf poppler-utils\n",
        said,
    )
    assert "Missing on this system: Python's ensurepip, a C compiler, Pango, qpdf, pdftotext." in said
    assert machine.calls() == []


def test_root_on_debian_gets_what_is_missing_after_the_lists_are_renewed(machine: Machine) -> None:
    machine.debian(brings=f"printf '#!/bin/sh\\n' >'{machine.commands}/qpdf'; chmod +x '{machine.commands}/qpdf'")
    machine.python("python3")
    machine.user(0)
    machine.run(*PREPARE, "system", "pango", "qpdf")
    update, install = machine.calls()
    assert update == "apt-get -q update "
    assert install.startswith("apt-get ")
    assert install.endswith(" install --no-install-recommends qpdf noninteractive")


def test_what_installing_did_not_bring_is_still_said(machine: Machine) -> None:
    machine.debian()
    machine.python("python3")
    machine.user(0)
    assert "Missing on this system: qpdf." in machine.run(*PREPARE, "system", "qpdf", status=1)


def test_no_python_at_all_is_said(machine: Machine) -> None:
    machine.debian()
    said = machine.run(*PREPARE, "system", status=1)
    assert "Missing on this system: Python 3.10 to 3.13." in said
    assert "install -y --no-install-recommends python3 python3-venv python3-dev gcc libc6-dev\n" in said


def test_on_another_system_the_needs_are_named(machine: Machine) -> None:
    machine.python("python3", pango=False)
    machine.command("uname", "echo Linux")
    said = machine.run(*PREPARE, "system", "pango", status=1)
    assert "Missing on this system: Pango." in said
    machine.command("uname", "echo Darwin")
    assert "    brew install pango\n" in machine.run(*PREPARE, "system", "pango", status=1)


def test_a_target_checks_only_what_it_needs(machine: Machine) -> None:
    machine.python("python3", pango=False)
    machine.run("make", "lint")
    assert "Missing on this system: Pango" in machine.run("make", "demo", status=2)


def test_ready_environment_asks_for_no_compiler(machine: Machine) -> None:
    machine.python("python3")
    machine.run("make", "lint")
    machine.command("cc", "exit 1")
    machine.run("make", "lint")


def test_help_names_every_target(machine: Machine) -> None:
    said = machine.run("make", "help")
    for target in ("demo", "test", "lint", "bench", "gallery", "differential", "fuzz", "mutation", "help"):
        assert f"make {target} " in said


def test_readme_and_project_name_the_same_rule_engine() -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert f"\"{PIN}; sys_platform != 'win32'\"" in (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject python3 -m pip install --no-cache-dir {PIN}" in readme
