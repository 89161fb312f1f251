"""Reports reach the disk whole or not at all, under predictable names, the same bytes for the same input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from advisor.advice import Assessment, assess
from advisor.answers import parse_answers
from advisor.knowledge.model import KnowledgeBase
from advisor.language import Phrase
from advisor.report import FORMATS, Delivery, FormatUnavailable, ReportError, pdf, write_report
from advisor.report.files import write_files

from .conftest import SMALL

QUICK: tuple[Any, ...] = ("html", "docx", "md", "json")


@pytest.fixture
def assessed(small: KnowledgeBase, overloaded: dict[str, Any]) -> Assessment:
    return assess(small, parse_answers(overloaded, small))


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_files_are_named_after_stem_language_and_format(
    small: KnowledgeBase, assessed: Assessment, tmp_path: Path
) -> None:
    made = write_report(small, assessed, Delivery(tmp_path / "new" / "place", "vélos.2", "fr", QUICK[::-1]))
    assert [path.name for path in made.paths] == [f"vélos.2.fr.{format}" for format in FORMATS if format in QUICK]
    assert names(tmp_path / "new" / "place") == sorted(path.name for path in made.paths)
    assert made.unavailable == ()


def test_without_pango_the_other_formats_are_delivered_and_the_message_says_what_to_install(
    small: KnowledgeBase, assessed: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise FormatUnavailable("pdf", Phrase(pdf.INSTALL))

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    made = write_report(small, assessed, Delivery(tmp_path, "x", "en", FORMATS))
    assert names(tmp_path) == ["x.en.docx", "x.en.html", "x.en.json", "x.en.md"]
    (unavailable,) = made.unavailable
    assert unavailable.format == "pdf"
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in str(unavailable)
    assert "brew install pango" in unavailable.said("fr")


def test_a_machine_without_pango_is_recognised(small: KnowledgeBase, assessed: Assessment, tmp_path: Path) -> None:
    blocked = tmp_path / "weasyprint"
    blocked.mkdir()
    (blocked / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n", encoding="utf-8")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from advisor.report import FormatUnavailable, render_pdf\n"
        "try: render_pdf('<html lang=fr></html>', language='fr')\n"
        "except FormatUnavailable as error: print(error.said('fr'))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    assert "bibliothèques Pango" in said
    assert "apt-get install libpango-1.0-0" in said


def test_a_failed_run_leaves_the_old_files(
    small: KnowledgeBase, assessed: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.fr.html").write_text("the old report", encoding="utf-8")
    own = tmp_path / "own" / "report"
    own.mkdir(parents=True)
    (own / "report.html").write_text("{{ nothing_of_that_name }}", encoding="utf-8")
    with pytest.raises(ReportError, match="nothing_of_that_name"):
        write_report(small, assessed, Delivery(tmp_path, "x", "fr", QUICK, templates=tmp_path / "own"))
    assert (tmp_path / "x.fr.html").read_text(encoding="utf-8") == "the old report"
    assert names(tmp_path) == ["own", "x.fr.html"]

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_report(small, assessed, Delivery(tmp_path, "x", "fr", QUICK))
    assert (tmp_path / "x.fr.html").read_text(encoding="utf-8") == "the old report"
    assert names(tmp_path) == ["own", "x.fr.html"]


def test_files_are_readable_as_any_new_file_is(tmp_path: Path) -> None:
    (plain := tmp_path / "plain").write_text("x", encoding="utf-8")
    (path,) = write_files(tmp_path, {"report": b"x"})
    assert path.stat().st_mode == plain.stat().st_mode


def test_an_existing_report_is_replaced_whole(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"long long long", "b": b"1"})
    write_files(tmp_path, {"a": b"short"})
    assert (tmp_path / "a").read_bytes() == b"short"
    assert names(tmp_path) == ["a", "b"]


def test_nothing_appears_under_its_name_before_all_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    files = {"a": b"new a" * 1000, "b": b"new b"}
    moved: list[str] = []
    move = os.replace

    def watching(source: Path, target: Path) -> None:
        if not moved:
            assert {(tmp_path / name).read_bytes() for name in files} == {b"old"}
            assert sorted(path.read_bytes() for path in tmp_path.glob(".*")) == sorted(files.values())
        assert source.parent == target.parent
        moved.append(target.name)
        move(source, target)

    monkeypatch.setattr(os, "replace", watching)
    write_files(tmp_path, files)
    assert moved == ["a", "b"]
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
    assert names(tmp_path) == ["a", "b"]


FULL = """
import resource, sys
from pathlib import Path
from advisor.report.files import write_files
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    write_files(Path(sys.argv[1]), {"a": b"n" * 10, "b": b"n" * 9000})
except OSError as error:
    print(error.strerror)
"""


def test_a_disk_that_takes_no_more_leaves_the_old_files(tmp_path: Path) -> None:
    write_files(tmp_path, {"a": b"old", "b": b"old"})
    ended = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "File too large" in ended.stdout
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == {"a": b"old", "b": b"old"}


@pytest.mark.parametrize("name", ["相" * 80 + ".fr.html", "e" * 247 + ".fr.html"], ids=["80-ideographs", "255-letters"])
def test_any_name_that_the_disk_takes_can_be_written(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"old")
    write_files(tmp_path, {name: b"new"})
    assert (tmp_path / name).read_bytes() == b"new"
    assert names(tmp_path) == [name]


PROGRAM = """
import sys
from pathlib import Path
from advisor.advice import assess
from advisor.answers import parse_answers
from advisor.knowledge import load
from advisor.report import Delivery, write_report
kb = load(Path(sys.argv[1]))
assessed = assess(kb, parse_answers(kb.cases["overloaded"].document, kb))
write_report(kb, assessed, Delivery(Path(sys.argv[2]), "x", "fr", ("html", "docx", "md", "json")))
"""


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("4711", "Pacific/Auckland", "fr_FR.UTF-8")):
        directory = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale}
        subprocess.run([sys.executable, "-c", PROGRAM, str(SMALL), str(directory)], env=environment, check=True)
        made.append({path.name: path.read_bytes() for path in directory.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {f"x.fr.{format}" for format in QUICK}
