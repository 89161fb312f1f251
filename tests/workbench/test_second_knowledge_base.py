"""Nothing but the files is about community management: a second shipped knowledge base advises repair cafés."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.analysis.workbench.coverage import coverage
from advisor.cli import main
from advisor.knowledge import examine, load, shipped
from advisor.knowledge.model import KnowledgeBase

from .conftest import Bench

CAFE = shipped("rules") / "repair-cafe"


@pytest.fixture(scope="module")
def cafe() -> KnowledgeBase:
    return load(CAFE)


def test_it_is_whole_and_in_both_languages(cafe: KnowledgeBase) -> None:
    assert examine(CAFE) == ()
    assert len(cafe.questions) >= 20
    assert len(cafe.advice) >= 15
    assert cafe.contexts.keys() == {"bench"}
    assert cafe.languages == ("fr", "en")
    assert {case.document["language"] for case in cafe.cases.values()} == {"fr", "en"}


def test_it_is_tried_through_and_through(cafe: KnowledgeBase) -> None:
    bench = Bench(CAFE)
    assert "0 failed" in bench.run("test")
    assert coverage(cafe).gaps == ()
    assert coverage(cafe).unseen == ()
    assert bench.json("analyse", "--strict")["findings"] == []


def test_its_schemas_are_fresh() -> None:
    assert Bench(CAFE).run("schema", "--check") == ""


@pytest.mark.parametrize(
    ("case", "language", "said"),
    [
        ("tournevis-partage", "fr", "Avant de rendre les appareils de « l’électroménager », on mesure leur isolation"),
        ("tournevis-partage", "en", "Keep no object without its owner"),
        ("mill-street", "en", "People learn by repairing here"),
    ],
)
def test_its_reports_speak_of_the_café(case: str, language: str, said: str, tmp_path: Path) -> None:
    file = str(CAFE / "cases" / f"{case}.yaml")
    words = ["report", file, "--kb", str(CAFE), "--format", "md", "--lang", language, "-o", str(tmp_path)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    (report,) = tmp_path.glob("*.md")
    text = report.read_text("utf-8")
    assert said in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "communit" not in text.replace("Community Advisor", "").lower()
