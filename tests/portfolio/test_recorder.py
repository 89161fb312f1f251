"""A record made without reasons is the one that a full assessment gives; where it were not, nothing is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advice import assess
from advisor.advice.bare_assessment import BareAssessment
from advisor.answers import Answers, read_answers
from advisor.answers.answer import InstanceList
from advisor.inference.shape import Shapes
from advisor.knowledge import load
from advisor.knowledge.model import KnowledgeBase
from advisor.portfolio import recorder
from advisor.portfolio.brand_record import BrandRecord, FaultyFile, record_of_assessment, record_of_bare
from advisor.portfolio.recorder import Recorder

from .conftest import BRANDS

CASES = sorted((BRANDS / "cases").glob("*.yaml"))


def test_a_record_is_the_one_of_a_full_assessment(kb: KnowledgeBase) -> None:
    bare = Recorder(kb, one_in=10**30)
    for path in CASES:
        in_full = record_of_assessment(kb, assess(kb, read_answers(path, kb)), str(path))
        assert bare.record(path) == in_full, path.stem
        assert in_full.findings or in_full.judged


def test_brands_that_list_as_many_things_share_what_is_ground() -> None:
    garden = load(BRANDS.parent / "garden")
    context = next(iter(garden.contexts))
    shapes = Shapes(garden)
    met: dict[tuple[int, bool], KnowledgeBase] = {}
    for path in sorted((BRANDS.parent / "garden" / "cases").glob("*.yaml")):
        answers = read_answers(path, garden)
        listed = answers.instances.get(context, InstanceList())
        for shown in (listed, replace(listed, instances=listed.instances[::-1])):
            ground, numbered = shapes.of(replace(answers, instances={context: shown}))
            assert met.setdefault((len(shown.instances), shown.complete), ground) is ground
            assert [one.name for one in numbered.instances[context].instances] == [one.name for one in shown.instances]
        in_full = record_of_assessment(garden, assess(garden, answers), str(path))
        assert Recorder(garden, one_in=10**30).record(path) == in_full
    assert len(met) > 1


def test_what_comes_out_differently_in_full_is_listed_as_faulty(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(answers: Answers, found: BareAssessment, file: str) -> BrandRecord:
        return replace(real(answers, found, file), open_weight=999)

    real = record_of_bare
    monkeypatch.setattr(recorder, "record_of_bare", wrong)
    record = Recorder(kb, one_in=1).record(CASES[0], "shown.yaml")
    assert isinstance(record, FaultyFile)
    assert record.said("en").startswith("shown.yaml: ")
    assert "open_weight" in record.said("en")
    assert record.said("fr") != record.said("en")


def test_one_file_in_so_many_is_assessed_in_full_whatever_the_others_are(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assessed: list[str] = []

    def counting(kb: KnowledgeBase, answers: Answers) -> object:
        assessed.append(answers.brand)
        return assess(kb, answers)

    monkeypatch.setattr(recorder, "assess", counting)
    text = CASES[0].read_text("utf-8")
    for number in range(60):
        (tmp_path / f"{number}.yaml").write_text(f"{text}\n# {number}\n", "utf-8")
    files = sorted(tmp_path.glob("*.yaml"))
    for path in files:
        Recorder(kb, one_in=10).record(path)
    first = list(assessed)
    assert 1 <= len(first) <= 20
    assessed.clear()
    shared = Recorder(kb, one_in=10)
    for path in reversed(files):
        shared.record(path)
    assert len(assessed) == len(first)
