"""A house's review in a real browser: two who disagree, a partner, the client, and the same brand a year later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from advisor.knowledge import shipped
from tests.workspace.house import PASSWORD, house, somebody
from tests.workspace.in_browser import visiting

TITLE = "Thank these members; do not pay them"
ANSWERS = shipped("rules") / "community-management" / "cases" / "demo.yaml"


@contextmanager
def signed_in(chromium: Browser, address: str, name: str, **options: Any) -> Iterator[Page]:
    """A page of somebody who signed in with their account."""
    with visiting(chromium, address, **options) as page:
        page.goto(address)
        page.get_by_label("Mail address").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="Brands")).to_be_visible()
        yield page


def invited(page: Page, round: str, name: str, role: str) -> str:
    """Invite somebody to a round; the address of their link."""
    page.goto(f"{round}respondents/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Role, such as head of support").fill(role)
    page.get_by_label("Language of the questions").select_option("en")
    page.get_by_role("button", name="Invite").click()
    return page.get_by_label("Link", exact=True).input_value()


def answered(chromium: Browser, address: str, link: str, size: str) -> None:
    """Somebody invited says how many work there, and that they have finished."""
    with visiting(chromium, address, java_script_enabled=False, viewport={"width": 390, "height": 800}) as page:
        page.goto(f"{link}questions/size/")
        page.get_by_role("radio", name=size, exact=True).check()
        page.get_by_role("button", name="Continue").click()
        page.goto(f"{link}check/")
        page.get_by_role("button", name="I have finished").click()
        expect(page.get_by_text("Thank you")).to_be_visible()


@pytest.mark.usefixtures("quick", "workspace")
def test_two_disagree_a_partner_sends_back_once_and_approves_the_client_reads_and_a_year_later(
    chromium: Browser, address: str
) -> None:
    with house():
        somebody("karim", "consultant")
        somebody("bea", "partner")
        with signed_in(chromium, address, "karim") as karim:
            round = _respondents_settled(chromium, address, karim)
            with signed_in(chromium, address, "bea") as bea:
                _sent_back_once_and_approved(karim, bea, f"{round}review/?in=en")
            _read_by_the_client(chromium, address, karim)
            _a_year_later(karim, round)


def _respondents_settled(chromium: Browser, address: str, karim: Page) -> str:
    karim.get_by_role("link", name="Import an answers file").click()
    karim.locator("input[type=file]").set_input_files(ANSWERS)
    karim.get_by_role("button", name="Import").click()
    round = karim.url
    links = [invited(karim, round, *one) for one in (("Nadia", "support"), ("Omar", "direction"))]
    for link, size in zip(links, ("one", "two to ten"), strict=True):
        answered(chromium, address, link, size)
    for name in ("Nadia", "Omar"):
        karim.goto(f"{round}respondents/")
        karim.get_by_role("link", name=name).click()
        karim.get_by_role("button", name="Bring these answers in").click()
        expect(karim.get_by_text(f"The answers of {name} are in the round.")).to_be_visible()
    karim.goto(f"{round}respondents/")
    karim.get_by_role("link", name="Look at where they differ").click()
    expect(karim.get_by_text("Nadia").first).to_be_visible()
    karim.get_by_role("button", name="Omar").click()
    expect(karim.get_by_text("Settled:")).to_be_visible()
    expect(karim.get_by_text("Nobody contradicts anybody")).to_be_visible()
    return round


def _sent_back_once_and_approved(karim: Page, bea: Page, review: str) -> None:
    karim.goto(review)
    assert karim.get_by_role("button", name="Approve").count() == 0
    karim.get_by_label("A word to whoever approves").fill("Ready, I think.")
    karim.get_by_role("button", name="Ask for approval").click()
    bea.goto(review)
    assert bea.get_by_text("Ready, I think.").is_visible()
    bea.get_by_role("button", name="Send back").click()
    expect(bea.get_by_role("alert")).to_be_visible()
    bea.get_by_label("What is to be done").fill("Who sees to the first one?")
    bea.get_by_role("button", name="Send back").click()
    karim.goto(review)
    expect(karim.get_by_text("Who sees to the first one?")).to_be_visible()
    karim.get_by_role("link", name=TITLE).click()
    karim.get_by_label("Owner").fill("Nadia")
    karim.get_by_role("button", name="Record").click()
    karim.get_by_role("button", name="Ask for approval").click()
    bea.goto(review)
    expect(bea.get_by_text("owner: Nadia")).to_be_visible()
    bea.get_by_role("button", name="Approve").click()
    expect(bea.get_by_role("heading", name="Approved by Bea")).to_be_visible()
    karim.goto(review)


def _read_by_the_client(chromium: Browser, address: str, karim: Page) -> None:
    karim.get_by_role("link", name="Deliver the report").click()
    karim.get_by_role("button", name="Deliver").click()
    karim.get_by_role("link", name=".html").first.wait_for(timeout=60_000)
    karim.get_by_role("button", name="Make a link").click()
    link = karim.get_by_label("Link", exact=True).input_value()
    with visiting(chromium, address, java_script_enabled=False) as client:
        client.goto(link)
        client.get_by_role("link", name="Read the report here").first.click()
        expect(client.get_by_text("Bea").first).to_be_visible()


def _a_year_later(karim: Page, round: str) -> None:
    karim.goto(round)
    karim.get_by_role("link", name="Follow up in a new round").click()
    karim.get_by_label("Date of the new round").fill("2028-01-15")
    karim.get_by_role("button", name="Begin").click()
    karim.get_by_role("button", name="Still so").first.click()
    expect(karim.get_by_text("Confirmed:")).to_be_visible()
    karim.get_by_role("link", name="Look at the report").click()
    karim.get_by_role("link", name="What has changed since").click()
    expect(karim.get_by_role("heading").first).to_be_visible()
    karim.go_back()
    later = karim.url.partition("report/")[0]
    karim.goto(later)
    karim.get_by_role("link", name="The round before").click()
    assert karim.url == round
