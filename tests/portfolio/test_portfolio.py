"""The tables of a portfolio: the latest of each brand, shares of five or more, trends, and what is not known."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, sync_playwright

from advisor.advice.assessment import ThemeState
from advisor.advice.benchmark import Share
from advisor.cli import main
from advisor.knowledge.model import KnowledgeBase, Severity
from advisor.portfolio.brand_record import BrandRecord, FaultyFile, Record, ThemeRecord
from advisor.portfolio.ids import KnownIds
from advisor.portfolio.page import as_html
from advisor.portfolio.portfolio import Portfolio, portfolio
from tests.report.browser import launched, opened

from .conftest import BRANDS


def record(
    kb: KnowledgeBase, brand: str, findings: dict[str, Severity], judged: tuple[str, ...] = (), **other: object
) -> BrandRecord:
    theme = ThemeRecord(state=ThemeState.TO_PUT_RIGHT, to_put_right={"major": 1}, in_order=2, not_known=1)
    values: dict[str, object] = {
        "file": f"{brand}.yaml",
        "date": "2026-11-20",
        "unknown": KnownIds(),
        "open_weight": 0,
        "known": 0.5,
        "groups": {},
        **other,
    }
    themes = dict.fromkeys(kb.themes, theme)
    return BrandRecord(brand=brand, themes=themes, findings=findings, judged=KnownIds(judged), **values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def question(kb: KnowledgeBase) -> tuple[str, str, str]:
    asked = next(one for one in kb.questions.values() if one.type in ("choice", "choices") and one.for_each is None)
    return asked.id, asked.options[0].id, asked.options[1].id


@pytest.fixture(scope="module")
def some(kb: KnowledgeBase, question: tuple[str, str, str]) -> Portfolio:
    first, second = list(kb.advice)[:2]
    by, here, there = question
    records: list[Record] = [
        record(kb, f"B{n}", {first: "major"} if n < 3 else {}, () if n < 3 else (first,), groups={by: (here,)})
        for n in range(5)
    ]
    records += [record(kb, f"C{n}", {first: "critical", second: "minor"}, groups={by: (there,)}) for n in range(2)]
    records.append(record(kb, "<b>=Early</b>", {first: "critical"}, date="2024-01-02", groups={by: (there,)}))
    records.append(
        record(kb, "<b>=Early</b>", {}, (first,), open_weight=9, unknown=KnownIds((by,)), groups={by: (there,)})
    )
    records.append(FaultyFile(file="x.yaml", says={"en": "x.yaml:1:1: no", "fr": "x.yaml:1:1: non"}))
    return portfolio(kb, records, by)


def test_shares_are_said_of_five_or_more_and_of_the_latest_of_each_brand(
    kb: KnowledgeBase, some: Portfolio, question: tuple[str, str, str]
) -> None:
    first, second = list(kb.advice)[:2]
    _, here, _ = question
    assert len(some.brands) == 8
    told = {one.advice: one for one in some.findings}
    assert told[first].share == Share(found=5, among=8)
    assert told[first].groups == {here: Share(found=3, among=5)}, "three brands are too few"
    assert second not in told or told[second].share is None
    assert [one.advice for one in some.findings] == [first, second]
    assert some.findings[0].severity == "critical"


def test_trends_open_questions_and_faults_are_told(some: Portfolio, question: tuple[str, str, str]) -> None:
    assert [[point.weight for point in one.points] for one in some.trends] == [[8, 0]]
    assert [(one.question, one.brands) for one in some.unknown] == [(question[0], 1)]
    assert [one.open_weight for one in some.most_open] == [9]
    assert [one.file for one in some.faults] == ["x.yaml"]


@pytest.fixture(scope="module")
def browser() -> object:
    with sync_playwright() as playwright:
        found = launched(playwright)
        yield found
        found.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_whole_without_scripts_and_accessible(
    kb: KnowledgeBase, some: Portfolio, browser: Browser, language: str
) -> None:
    html = as_html(kb, some, language)
    with opened(browser, html, java_script_enabled=False) as page:
        assert page.locator("table").count() == 6
        assert page.locator("#brands ~ div tbody tr").count() == 8
        assert "<b>=Early</b>" in page.inner_text("#brands ~ div")
        assert not page.locator(".filter input").first.is_visible()
    with opened(browser, html) as page:
        violations = Axe().run(page).response["violations"]
        assert not violations, json.dumps(violations, indent=1)[:2000]


def test_the_page_sorts_and_filters(kb: KnowledgeBase, some: Portfolio, browser: Browser) -> None:
    with opened(browser, as_html(kb, some, "en")) as page:
        table = page.locator("section", has=page.locator("#brands"))
        table.get_by_role("button", name="Weight").click()
        weights = table.locator("tbody td:nth-child(3)").all_inner_texts()
        assert [int(one) for one in weights] == sorted(int(one) for one in weights)
        table.get_by_role("searchbox").fill("C1")
        assert table.locator("tbody tr:visible").count() == 1


def run(*arguments: object) -> Result:
    return CliRunner(env={"LC_ALL": "C.UTF-8", "ADVISOR_KB": str(BRANDS)}).invoke(
        main, ["portfolio", *(str(argument) for argument in arguments)]
    )


def test_the_command_prints_every_form_and_goes_on_past_a_fault(house: Path) -> None:
    text = run(house, "--lang", "en")
    assert text.exit_code == 0
    assert "Brands: 8;" in text.stdout, "two of the files are of one brand"
    assert "could not be assessed (1)" in text.stdout
    rows = list(csv.DictReader(io.StringIO(run(house, "--csv").stdout)))
    found = Portfolio.model_validate_json(run(house, "--json", "--by", "sector").stdout)
    assert [row["brand"] for row in rows] == [one.brand for one in found.brands]
    assert found.by is not None
    assert run(house, "--html", "--lang", "fr").stdout.startswith('<!doctype html>\n<html lang="fr">')


def test_what_is_kept_for_the_next_run_lies_outside_the_folder_and_is_for_its_user_alone(
    house: Path, own_data: Path, tmp_path: Path
) -> None:
    before = sorted(house.rglob("*"))
    first = run(house, "--json").stdout
    assert sorted(house.rglob("*")) == before
    (kept,) = (own_data / "portfolios").iterdir()
    assert len(kept.read_text("utf-8").splitlines()) == 9, "all but the faulty one"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0
    assert run(house, "--json").stdout == first
    assert len(kept.read_text("utf-8").splitlines()) == 9, "nothing was assessed again"
    shutil.copytree(house, tmp_path / "other house")
    run(tmp_path / "other house")
    assert len(list(kept.parent.iterdir())) == 2


def test_where_nothing_can_be_kept_the_command_says_so(house: Path, own_data: Path) -> None:
    own_data.write_text("in the way", "utf-8")
    refused = run(house)
    assert refused.exit_code == 3
    assert str(own_data) in refused.stderr
    assert "Traceback" not in refused.stderr


def test_what_cannot_be_gathered_is_refused(house: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty").exit_code == 1
    assert run(house, "--by", "nonsense").exit_code == 2
    assert run(tmp_path / "missing").exit_code == 2
