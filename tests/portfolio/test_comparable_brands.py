"""A report can say how common a finding is among comparable brands: of five others or more, and naming none."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.advice import assess
from advisor.advice.benchmark import Benchmark, Share
from advisor.advice.outlook import Outlook
from advisor.answers import read_answers
from advisor.cli.report import command
from advisor.knowledge.model import KnowledgeBase
from advisor.portfolio.brand_record import BrandRecord, record_of_assessment
from advisor.portfolio.comparable_brands import benchmark
from advisor.portfolio.ids import KnownIds
from advisor.portfolio.portfolio import portfolio
from advisor.report.composition import compose
from advisor.report.html import render_html
from advisor.report.json_document import render_json
from advisor.report.markdown import render_markdown

from .conftest import BRANDS

CASE = min((BRANDS / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def own(kb: KnowledgeBase) -> BrandRecord:
    return record_of_assessment(kb, assess(kb, read_answers(CASE, kb)), CASE.name)


def among(kb: KnowledgeBase, own: BrandRecord, others: int, by: str | None = None) -> Benchmark:
    """The benchmark of a brand beside so many others, every second of which has none of its findings."""
    clear = replace(own, findings={}, judged=KnownIds(own.findings))
    brands = [own, *(replace(own if n % 2 else clear, brand=f"Other {n}") for n in range(others))]
    return benchmark(portfolio(kb, brands, by), assess(kb, read_answers(CASE, kb)))


def test_shares_are_those_among_the_others(kb: KnowledgeBase, own: BrandRecord) -> None:
    found = among(kb, own, 6)
    assert own.findings
    assert found.brands == 6
    assert found.shares == dict.fromkeys(found.shares, Share(found=3, among=6))
    assert found.shares.keys() == own.findings.keys()


def test_nothing_is_said_of_fewer_than_five_others(kb: KnowledgeBase, own: BrandRecord) -> None:
    assert among(kb, own, 4).shares == {}
    assert among(kb, own, 5).shares


def test_only_brands_that_share_an_answer_are_compared_with(kb: KnowledgeBase, own: BrandRecord) -> None:
    by = next(id for id in own.groups if kb.questions[id].options)
    assert among(kb, own, 6, by).brands == 6
    apart = replace(own, groups={})
    assert among(kb, apart, 6, by).brands == 0


@pytest.mark.parametrize(
    ("language", "card", "explained"),
    [
        ("en", "Found at 3 of 6 comparable brands.", "none is named"),
        ("fr", "Constaté chez 3 marques comparables sur 6.", "aucune n’est nommée"),
    ],
)
def test_every_card_has_its_share_in_every_format(
    kb: KnowledgeBase, own: BrandRecord, language: str, card: str, explained: str
) -> None:
    found, assessment = among(kb, own, 6), assess(kb, read_answers(CASE, kb))
    report = compose(kb, assessment, language=language, outlook=Outlook(benchmark=found))
    for text in (render_html(report), render_markdown(report, edition="brief")):
        assert card in text
        assert explained in text
        assert "Other 1" not in text
    assert Benchmark.model_validate(json.loads(render_json(report, assessment))["benchmark"]) == found


def test_a_report_without_a_portfolio_says_nothing_of_others(kb: KnowledgeBase) -> None:
    report = compose(kb, assess(kb, read_answers(CASE, kb)), language="en", outlook=Outlook())
    assert "comparable" not in render_markdown(report, edition="brief").lower()


def test_report_compares_with_the_brands_of_a_directory(tmp_path: Path) -> None:
    house = tmp_path / "house"
    house.mkdir()
    for number in range(6):
        copied = Path(shutil.copy(CASE, house / f"{number}.yaml"))
        text = copied.read_text("utf-8").split("\nbrand:", 1)
        rest = text[1].split("\n", 1)[1] if len(text) > 1 else ""
        copied.write_text(f"{text[0]}\nbrand: Other {number}\n{rest}", "utf-8")
    done = CliRunner().invoke(
        command,
        [str(CASE), "--kb", str(BRANDS), "--format", "json", "-o", str(tmp_path), "--portfolio", str(house)],
    )
    assert done.exit_code == 0, done.output
    (written,) = tmp_path.glob("*.json")
    assert json.loads(written.read_text("utf-8"))["benchmark"]["brands"] == 6
    alone = CliRunner().invoke(command, [str(CASE), "--kb", str(BRANDS), "--by", "sector"])
    assert alone.exit_code == 2
