"""What is kept in memory of each brand is small, whoever assessed it; what assesses keeps no more for more brands."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advice import Assessment, assess
from advisor.answers import Answers, read_answers
from advisor.answers.answer import Instance, InstanceList
from advisor.inference.engine import Engine
from advisor.knowledge import load, shipped
from advisor.knowledge.model import KnowledgeBase
from advisor.portfolio import recorder
from advisor.portfolio.brand_record import BrandRecord, Record
from advisor.portfolio.gathering import Store, gathered
from advisor.portfolio.portfolio import Portfolio, portfolio
from advisor.portfolio.recorder import IN_FULL_KEPT, Recorder

from .conftest import BRANDS

RULES = shipped("rules") / "community-management"
FEW, MANY, MORE = 50, 400, 750


@pytest.fixture(scope="module")
def shipped_kb() -> KnowledgeBase:
    return load(RULES)


@pytest.fixture(scope="module")
def sent(shipped_kb: KnowledgeBase) -> list[bytes]:
    """Records as a process that assesses sends them: of every example brand, under many names."""
    one = Recorder(shipped_kb, one_in=10**30)
    records = [one.record(path) for path in sorted((RULES / "cases").glob("*.yaml"))]
    found = [record for record in records if isinstance(record, BrandRecord)]
    named = (replace(found[n % len(found)], brand=f"Brand {n}", file=f"clients/{n}.yaml") for n in range(MORE))
    return [pickle.dumps(record) for record in named]


def held(kb: KnowledgeBase, files: Sequence[Path], store: Store, sent: Sequence[bytes]) -> tuple[int, Portfolio]:
    """The bytes that are held once so many files were gathered."""

    def assess(missing: Sequence[Path]) -> Iterator[Record]:
        return (pickle.loads(sent[int(path.stem)]) for path in missing)

    gc.collect()
    tracemalloc.start()
    try:
        found = portfolio(kb, gathered(files, store, assess))
        gc.collect()
        return tracemalloc.get_traced_memory()[0], found
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("from_store", [False, True], ids=["as they are sent", "as they were kept"])
def test_a_further_brand_takes_less_than_three_kilobytes(
    shipped_kb: KnowledgeBase, sent: list[bytes], tmp_path: Path, from_store: bool
) -> None:
    files = [tmp_path / f"{number}.yaml" for number in range(MORE)]
    for path in files:
        path.write_text(path.stem, "utf-8")
    store = Store(tmp_path / "store.jsonl" if from_store else None, shipped_kb)
    whole = portfolio(shipped_kb, gathered(files, store, lambda missing: map(pickle.loads, sent)))
    taken = {}
    for brands in (FEW, MANY, MORE):
        taken[brands], found = held(shipped_kb, files[:brands], store, sent)
        assert len(found.brands) == brands
    assert found == whole
    for fewer, more in ((FEW, MANY), (MANY, MORE)):
        assert (taken[more] - taken[fewer]) / (more - fewer) < 3_000


def test_what_full_assessments_need_is_kept_of_few_lists_and_their_rules_of_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    garden = load(BRANDS.parent / "garden")
    answers = read_answers(min((BRANDS.parent / "garden" / "cases").glob("*.yaml")), garden)
    context = next(iter(garden.contexts))
    kept: list[weakref.ref[KnowledgeBase]] = []
    released: list[Engine] = []

    def watched(kb: KnowledgeBase, answers: Answers) -> Assessment:
        kept.append(weakref.ref(kb))
        return assess(kb, answers)

    def releasing(engine: Engine) -> None:
        released.append(engine)
        release(engine)

    release = Engine.release
    monkeypatch.setattr(Engine, "release", releasing)
    monkeypatch.setattr(recorder, "assess", watched)
    one = Recorder(garden, one_in=1)
    for number in range(1, 3 * IN_FULL_KEPT + 1):
        listed = InstanceList(tuple(Instance(str(place), f"Bed {place}") for place in range(number)))
        found = one.record_of(replace(answers, instances={context: listed}, given={}), f"{number}.yaml", b"")
        assert isinstance(found, BrandRecord)
    assert len(released) == len(kept) == 3 * IN_FULL_KEPT
    released.clear()
    gc.collect()
    assert sum(kb() is not None for kb in kept) == IN_FULL_KEPT
