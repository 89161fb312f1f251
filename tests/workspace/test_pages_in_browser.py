"""Every page in a real browser: without scripts, by the keyboard alone, on a telephone, in the dark."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.workspace.house import browser, house, somebody
from tests.workspace.in_browser import is_accessible_and_fits, let_in, tab_to, visiting

PAGES = ("/", "/brands/new/", "/brands/bring/", "/portfolio/", "/portfolio/rules/", "{brand}", "{brand}erase/",
         "{brand}kit/", "/administration/", "/administration/log/", "/administration/kits/", "/administration/import/",
         "{round}", "{round}questions/size/", "{round}questions/activities/", "{round}questions/hd_delete@page/",
         "{round}questions/space_kind/", "{round}questions/space_state/",
         "{round}questions/list:spaces/", "{round}check/", "{round}standing/", "{round}log/", "{round}report/",
         "{round}rules/", "{round}follow-up/", "{round}carried/", "{round}deliver/", "{round}review/",
         "{round}review/beginning/", "{round}review/own/",
         "{round}review/findings/recognise-do-not-reward/",
         "{round}find/?q=volunteers", "/nowhere/")  # fmt: skip

FIELD = "document.activeElement.matches('input, textarea')"
TICKED = "document.activeElement.matches('[type=radio], [type=checkbox]')"


@pytest.fixture
def example() -> dict[str, str]:
    """Where the example brand and its round are."""
    from advisor.workspace.models import Round

    round = Round.objects.order_by("pk").first()
    return {"brand": f"/brands/{round.brand_id}/", "round": f"/rounds/{round.pk}/"}


@pytest.mark.parametrize(
    "look",
    [(390, "dark", "fr"), (1280, "light", "en"), (390, "light", "en"), (1280, "dark", "fr")],
    ids=["telephone by night", "desk", "telephone", "desk by night"],
)
def test_every_page_is_accessible_and_fits(
    chromium: Browser, address: str, person: Any, example: dict[str, str], look: Any
) -> None:
    width, scheme, language = look
    size = {"width": width, "height": 900}
    with let_in(chromium, address, person, viewport=size, color_scheme=scheme, locale=language) as page:
        for one in PAGES:
            page.goto(address + one.format(**example))
            # A page that waits for what is not assessed yet comes again by itself, and would break off the next visit.
            expect(page.locator("[hx-trigger^='every']")).to_have_count(0, timeout=60_000)
            assert page.locator("html").get_attribute("lang") == language
            is_accessible_and_fits(page, iframes=False)
            assert page.evaluate("document.fonts.check('1rem Inter')"), one


@pytest.mark.parametrize("look", [(390, "dark", "fr"), (1280, "light", "en")], ids=["telephone", "desk"])
def test_the_pages_of_a_house_are_accessible_and_fit(
    chromium: Browser, address: str, example: dict[str, str], look: Any
) -> None:
    width, scheme, language = look
    size = {"width": width, "height": 900}
    with (
        house(),
        visiting(chromium, address, viewport=size, color_scheme=scheme, locale=language) as page,
    ):
        anna = somebody("anna", "administrator", "partner")
        for one in ("/account/login/", "/account/password/reset/", "/for/nothing/"):
            page.goto(address + one)
            is_accessible_and_fits(page)
        let_in_by_session = browser(anna).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": let_in_by_session, "url": address}])
        for one in ("/people/", "/people/new/", f"/people/{anna.pk}/", "{brand}people/", "/administration/"):
            assert page.goto((address + one).format(**example)).ok, one  # type: ignore[union-attr]
            is_accessible_and_fits(page)


def test_an_interview_is_begun_answered_checked_and_read_without_scripts(
    chromium: Browser, address: str, person: Any
) -> None:
    with let_in(chromium, address, person, java_script_enabled=False) as page:
        page.get_by_role("link", name="New brand").click()
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("alert").get_by_text("Please fill in the brand.")).to_be_visible()
        page.get_by_label("Brand", exact=True).fill("Harbour Bakery")
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("link", name="Begin the interview").click()
        first = page.url
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Continue").click()
        assert page.url != first
        assert page.get_by_role("status").get_by_text("Recorded:").is_visible()
        page.get_by_role("button", name="Undo").click()
        assert page.url == first
        page.get_by_label("I do not know").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Back", exact=True).click()
        assert page.get_by_label("I do not know").is_checked()
        page.get_by_role("link", name="Check your answers").click()
        assert page.get_by_text("One answer not known").is_visible()
        page.get_by_role("link", name="Look at the report").click()
        report = page.frame_locator("iframe")
        expect(report.get_by_text("Harbour Bakery").first).to_be_visible()


def test_a_question_is_answered_by_the_keyboard_alone(
    chromium: Browser, address: str, person: Any, example: dict[str, str]
) -> None:
    with let_in(chromium, address, person) as page:
        page.goto(f"{address}{example['round']}questions/size/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        tab_to(page, "document.activeElement.name === 'size'")
        page.keyboard.press("ArrowDown")
        chosen = page.evaluate("document.activeElement.value")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/size/" not in url)
        page.goto(f"{address}{example['round']}questions/size/")
        assert page.locator("input[name=size]:checked").get_attribute("value") == chosen


def test_a_whole_interview_is_held_by_the_keyboard_alone_without_scripts(
    chromium: Browser, address: str, person: Any
) -> None:
    """From a new brand to the check of its answers: on each page the first thing that can be said is said."""
    from advisor.workspace.models import Round

    def go(key: str, there: str) -> None:
        tab_to(page, there)
        was = page.url
        page.keyboard.press(key)
        page.wait_for_url(lambda url: url != was)

    with let_in(chromium, address, person, java_script_enabled=False) as page:
        go("Enter", "document.activeElement.textContent === 'New brand'")
        tab_to(page, "document.activeElement.name === 'brand'")
        page.keyboard.type("Keys & Sons")
        go("Enter", "document.activeElement.textContent.trim() === 'Begin'")
        go("Enter", "document.activeElement.textContent === 'Begin the interview'")
        asked = []
        while "/check/" not in page.url:
            asked.append(page.url.split("/questions/")[1])
            assert len(asked) < 120
            if "list:" in page.url:
                tab_to(page, "document.activeElement.name === 'complete'")
                page.keyboard.press("Space")
            for number in range(page.locator("fieldset.question").count()):
                here = f"document.querySelectorAll('fieldset.question')[{number}]"
                tab_to(page, f"{FIELD} && document.activeElement.closest('fieldset') === {here}")
                page.keyboard.press("Space" if page.evaluate(TICKED) else "3")
            go("Enter", "document.activeElement.matches('button.main')")
        assert len(asked) == len(set(asked)) > 20
    document = Round.objects.get(brand__name="Keys & Sons").document
    assert document["spaces"]["more"] == "no"
    assert len(document["answers"]) >= len(asked) - 1


def test_the_kind_of_every_space_is_told_on_one_page_by_the_keyboard_alone_without_scripts(
    chromium: Browser, address: str, person: Any
) -> None:
    from advisor.workspace.models import Round

    with let_in(chromium, address, person, java_script_enabled=False) as page:
        page.goto(f"{address}/brands/new/")
        page.get_by_label("Brand", exact=True).fill("Pier & Co")
        page.get_by_role("button", name="Begin").click()
        round = Round.objects.get(brand__name="Pier & Co")
        at = f"{address}/rounds/{round.pk}/questions/"
        for name in ("Forum", "Instagram"):
            page.goto(f"{at}list:spaces/")
            page.get_by_label("Name").last.fill(name)
            page.get_by_role("button", name="Add").click()
        assert page.url == f"{at}list:spaces/"
        for column in ("space_kind", "space_state"):
            for space in ("forum", "instagram"):
                tab_to(page, f"document.activeElement.name === '{column}@{space}'")
                page.keyboard.press("ArrowDown")
                page.keyboard.press("ArrowDown")
        assert page.locator("[name='space_kind@forum--due']").count() == 0
        assert page.locator("[name$='--due']:visible").count() == 2
        tab_to(page, "document.activeElement.matches('button.main')")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("(?<!/list:spaces/)$"))
        listed = Round.objects.get(pk=round.pk).document["spaces"]["list"]
        told = {"space_kind": "microblog", "space_state": "decided"}
        assert [one["answers"] for one in listed] == [told, told]


def test_the_language_is_chosen_at_the_foot_and_kept(chromium: Browser, address: str, person: Any) -> None:
    with let_in(chromium, address, person) as page:
        page.get_by_role("link", name="Français").click()
        page.goto(address)
        expect(page.get_by_role("heading", name="Marques")).to_be_visible()
        assert re.search(r"Espace de travail$", page.title())
