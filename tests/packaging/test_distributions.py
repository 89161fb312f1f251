"""What is released works away from the checkout: the wheel is whole, and needs no more than it declares."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import CHECKOUT, Distributions

DISTRIBUTION = "community-advisor"
CASE = "rules/community-management/cases/demo.yaml"


def files_of(folder: str) -> Iterator[str]:
    """Paths, relative to the checkout, of what lies in one of its folders and is meant to be kept."""
    for path in sorted((CHECKOUT / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(CHECKOUT).as_posix()


def runtime_distributions(wheel: Path) -> dict[str, importlib.metadata.Distribution]:
    """Everything the wheel declares that it needs to run, followed through, from this Python's packages."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
    open_requirements = [
        line.removeprefix("Requires-Dist: ") for line in metadata.splitlines() if line.startswith("Requires-Dist: ")
    ]
    found: dict[str, importlib.metadata.Distribution] = {}
    while open_requirements:
        requirement = Requirement(open_requirements.pop())
        # An extra asked for by name (`fonttools[woff]`) brings its requirements; the wheel's own extras stay out.
        extras = requirement.extras or {""}
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in found:
            found[name] = importlib.metadata.distribution(requirement.name)
        for needed in found[name].requires or ():
            inner = Requirement(needed)
            if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in extras):
                inner.marker = None
                if canonicalize_name(inner.name) not in found:
                    open_requirements.append(str(inner))
    return found


@dataclass(frozen=True)
class Installation:
    """A virtual environment with the wheel in it, and an empty directory to work in."""

    python: Path
    advisor: Path
    desk: Path

    def run(self, *command: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a command at the empty desk, with nothing of this process's environment but the system's path."""
        environment = {"PATH": os.defpath, "HOME": str(self.desk), "LANG": "C.UTF-8"}
        done = subprocess.run([*command], cwd=self.desk, env=environment, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        return done


@pytest.fixture(scope="module")
def installation(distributions: Distributions, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel installed by pip, beside exactly the packages it declares: neither the checkout nor test tools.

    The packages are links into this Python's own, which spares a download and a compilation at each run.
    """
    home = tmp_path_factory.mktemp("clean")
    environment = home / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    asked = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True
    )
    packages = Path(asked.stdout.strip())
    for distribution in runtime_distributions(distributions.wheel).values():
        assert distribution.files, f"{distribution.name} does not say which files it has"
        tops = {file.parts[0] for file in distribution.files if file.parts[0] not in ("..", "__pycache__")}
        for top in sorted(tops):
            source, link = Path(str(distribution.locate_file(top))), packages / top
            if not link.exists() and source.exists():
                link.symlink_to(source.resolve())
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", distributions.wheel]
    installed = subprocess.run(pip, capture_output=True, text=True)
    assert installed.returncode == 0, installed.stderr
    desk = home / "desk"
    desk.mkdir()
    return Installation(python, environment / "bin" / "advisor", desk)


def test_wheel_carries_every_rule_and_template_unchanged(distributions: Distributions) -> None:
    expected = [*files_of("rules"), *files_of("templates")]
    with zipfile.ZipFile(distributions.wheel) as wheel:
        for path in expected:
            assert wheel.read(f"advisor/{path}") == (CHECKOUT / path).read_bytes(), path
    kinds = {PurePosixPath(path).suffix for path in expected}
    assert {".yaml", ".html", ".css", ".woff2", ".po"} <= kinds, kinds


def test_wheel_carries_nothing_but_the_program_and_its_data(distributions: Distributions) -> None:
    with zipfile.ZipFile(distributions.wheel) as wheel:
        names = wheel.namelist()
    strangers = [name for name in names if not name.startswith(("advisor/", "community_advisor-"))]
    assert strangers == []
    assert "advisor/py.typed" in names
    assert not [name for name in names if "__pycache__" in name]


def test_sdist_carries_what_is_needed_to_build_test_and_read(distributions: Distributions) -> None:
    with tarfile.open(distributions.sdist) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames() if "/" in name}
    for folder in ("advisor", "rules", "templates", "tests", "docs", "tools"):
        missing = set(files_of(folder)) - names
        assert not missing, missing
    assert {"README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml", "requirements-dev.lock"} <= names


def test_the_program_comes_from_the_wheel_and_its_needs_are_met(installation: Installation) -> None:
    where = installation.run(installation.python, "-c", "import advisor; print(advisor.__file__)").stdout.strip()
    assert Path(where).is_relative_to(installation.python.parent.parent)
    installation.run(installation.python, "-m", "pip", "check")
    absent = installation.run(installation.python, "-c", "import pytest", status=1)
    assert "No module named 'pytest'" in absent.stderr


def test_version_is_one(installation: Installation, distributions: Distributions) -> None:
    version = importlib.metadata.version(DISTRIBUTION)
    assert installation.run(installation.advisor, "--version").stdout.strip().endswith(f" {version}")
    assert distributions.wheel.name.split("-")[1] == version


def test_installed_program_advises_from_an_empty_directory(installation: Installation) -> None:
    answers = CHECKOUT / CASE
    assessed = installation.run(installation.advisor, "assess", answers, "--json")
    assert json.loads(assessed.stdout)["knowledge_base"]["id"] == "community-management"

    formats = ("docx", "html", "json", "md", "pdf")
    reported = installation.run(
        installation.advisor, "report", answers, "--format", ",".join(formats), "--lang", "fr", "-o", "reports"
    )
    written = installation.desk / "reports"
    assert sorted(path.name for path in written.iterdir()) == [f"demo.fr.{format}" for format in formats]
    assert '<html lang="fr"' in (written / "demo.fr.html").read_text(encoding="utf-8"), reported.stdout
    assert (written / "demo.fr.pdf").read_bytes().startswith(b"%PDF-")


def test_installed_program_finds_every_kind_of_template(installation: Installation) -> None:
    installation.run(installation.advisor, "questionnaire", "--lang", "fr", "-o", "form.html")
    installation.run(installation.advisor, "rules", "new", "knowledge-base", "garden")
    installation.run(installation.advisor, "rules", "check", "--kb", "garden")
    installation.run(installation.advisor, "rules", "docs", "--kb", "garden", "-o", "reference")
    for path in ("form.html", "reference/index.html"):
        assert (installation.desk / path).stat().st_size > 1000


def test_installed_program_checks_its_own_rules(installation: Installation) -> None:
    installation.run(installation.advisor, "rules", "check")


def test_module_runs_like_the_command(installation: Installation) -> None:
    as_command = installation.run(installation.advisor, "--help").stdout
    as_module = installation.run(installation.python, "-m", "advisor", "--help").stdout
    assert as_module.splitlines()[1:] == as_command.splitlines()[1:]


def test_this_python_is_one_the_package_names() -> None:
    metadata = importlib.metadata.metadata(DISTRIBUTION)
    named = {line.rsplit(" ", 1)[-1] for line in metadata.get_all("Classifier") or [] if "Python :: 3." in line}
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in named
