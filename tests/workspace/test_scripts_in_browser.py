"""With scripts a question is answered without a reload, and what stands so far is at its side until Escape hides it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.workspace.in_browser import is_accessible_and_fits, let_in
from tests.workspace.test_exchange import FILE

LOADED_ONCE = "performance.getEntriesByType('navigation').length === 1 && window.marked === true"


def at_question(page: Page, address: str, round: Any, step: str) -> None:
    page.goto(f"{address}/rounds/{round.pk}/questions/{step}/")
    page.evaluate("window.marked = true")


def test_answers_are_kept_without_a_reload_and_a_refusal_is_read_first(
    chromium: Browser, address: str, person: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.models import Round

    round = begun(FILE)
    with let_in(chromium, address, person) as page:
        at_question(page, address, round, "size")
        page.get_by_role("radio", name="eleven to 250").check()
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("status").get_by_text("Recorded: eleven to 250")).to_be_visible()
        assert "/size/" not in page.url
        assert page.evaluate(LOADED_ONCE)
        expect(page.locator("#content")).to_be_focused()
        assert page.locator("h1").first.inner_text() in page.title()
        assert Round.objects.get(pk=round.pk).document["answers"]["size"] == "up_to_250"
        page.go_back()
        expect(page.get_by_role("radio", name="eleven to 250")).to_be_checked()
        page.evaluate("window.marked = true")
        at_question(page, address, round, "people_called")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert page.evaluate(LOADED_ONCE)


def test_what_stands_is_at_the_side_on_every_question_until_one_key_hides_it(
    chromium: Browser, address: str, person: Any, begun: Callable[..., Any]
) -> None:
    round = begun(FILE)
    with let_in(chromium, address, person, viewport={"width": 1280, "height": 800}) as page:
        at_question(page, address, round, "size")
        panel = page.locator("#at-side")
        asking = panel.get_by_text("Still worth asking")
        expect(asking).to_be_hidden()
        panel.locator("summary").click()
        expect(asking).to_be_visible()
        is_accessible_and_fits(page)
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(lambda url: "/size/" not in url)
        expect(asking).to_be_visible()
        page.keyboard.press("Escape")
        expect(asking).to_be_hidden()
        page.get_by_role("link", name=re.compile("^Leave it")).click()
        page.reload()
        expect(panel).to_be_visible()
        expect(asking).to_be_hidden()


def test_without_scripts_the_side_leads_to_what_stands(
    chromium: Browser, address: str, person: Any, begun: Callable[..., Any]
) -> None:
    round = begun(FILE)
    with let_in(chromium, address, person, java_script_enabled=False) as page:
        page.goto(f"{address}/rounds/{round.pk}/questions/size/")
        page.locator("#at-side summary").click()
        page.locator("#at-side").get_by_role("link").click()
        assert page.url.endswith("/standing/")


def test_where_the_server_is_gone_the_browser_says_so_and_nothing_passes_for_kept(
    chromium: Browser, address: str, person: Any, begun: Callable[..., Any]
) -> None:
    from advisor.workspace.models import Round

    round = begun(FILE)
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    from advisor.workspace.entry_link import fresh_token

    page.goto(f"{address}/enter/{fresh_token(person)}/")
    at_question(page, address, round, "size")
    page.get_by_role("radio", name="eleven to 250").check()
    context.set_offline(True)
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(re.compile("^chrome-error:"))
    context.close()
    assert Round.objects.get(pk=round.pk).document["answers"]["size"] == "up_to_ten"


@pytest.fixture
def left_to_a_worker(begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A round that nobody has assessed yet, and a worker that is there and has not looked."""
    from django.core.cache import cache

    from advisor.workspace.models import RoundRecord
    from advisor.workspace.worker import SILENT, WORKER

    begun(FILE)
    RoundRecord.objects.all().delete()
    monkeypatch.setattr("advisor.workspace.portfolio_pages.AT_ONCE", 0.0)
    cache.set(WORKER, True, 10 * SILENT)
    yield
    cache.delete(WORKER)


@pytest.mark.usefixtures("left_to_a_worker")
def test_a_portfolio_that_is_not_assessed_yet_is_there_by_itself_once_it_is(
    chromium: Browser, address: str, person: Any
) -> None:
    from advisor.workspace.portfolio_work import gather_what_was_asked

    with let_in(chromium, address, person) as page:
        page.goto(f"{address}/portfolio/")
        waiting = page.get_by_role("status").get_by_text("are assessed so far")
        expect(waiting).to_be_visible()
        is_accessible_and_fits(page)
        gather_what_was_asked()
        expect(waiting).to_have_count(0)
        expect(page.get_by_role("heading", name="Brands by theme")).to_be_visible()


@pytest.mark.usefixtures("left_to_a_worker")
def test_without_scripts_a_portfolio_is_loaded_again_by_a_link(chromium: Browser, address: str, person: Any) -> None:
    from advisor.workspace.portfolio_work import gather_what_was_asked

    with let_in(chromium, address, person, java_script_enabled=False) as page:
        page.goto(f"{address}/portfolio/")
        expect(page.get_by_role("status")).to_be_visible()
        gather_what_was_asked()
        page.get_by_role("link", name="Load again").click()
        expect(page.get_by_role("status")).to_have_count(0)
        expect(page.get_by_role("heading", name="Brands by theme")).to_be_visible()
