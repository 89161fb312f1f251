"""Whole stories in a real browser: from the answers to the delivery, the client's link, the plan, a year later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.workspace.handed_over import delivered, link
from tests.workspace.in_browser import is_accessible_and_fits, let_in, tab_to

TITLE = "Thank these members; do not pay them"


@pytest.fixture
def round(client: Any, begun: Callable[..., Any]) -> Any:
    """A round that has the answers of the example."""
    from advisor.workspace.models import Round

    example = Round.objects.order_by("pk").first()
    return begun(client.get(f"/rounds/{example.pk}/answers.yaml").content.decode())


def test_alone_without_scripts_from_a_new_brand_to_the_client_and_a_year_later(
    chromium: Browser, address: str, person: Any, client: Any
) -> None:
    """Every document is made, the PDF too, while the page loads itself again."""
    from advisor.workspace.models import Round

    example = Round.objects.order_by("pk").first()
    text = client.get(f"/rounds/{example.pk}/answers.yaml").content
    file: Any = {"name": "answers.yaml", "mimeType": "application/yaml", "buffer": text}
    with let_in(chromium, address, person, java_script_enabled=False) as page:
        page.get_by_role("link", name="Import an answers file").click()
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Import").click()
        page.get_by_role("link", name="Review the report").click()
        page.get_by_role("link", name="English").first.click()
        expect(page.frame_locator("iframe").get_by_text("Draft").first).to_be_visible()
        page.get_by_role("link", name=TITLE).click()
        page.get_by_label("Owner").fill("Nadia")
        page.get_by_role("button", name="Record").click()
        expect(page.get_by_text("owner: Nadia")).to_be_visible()
        page.get_by_role("button", name="Undo").click()
        assert page.get_by_text("owner: Nadia").count() == 0
        page.get_by_role("button", name="Approve").click()
        page.get_by_role("link", name="Deliver the report").click()
        page.get_by_label("Français").uncheck()
        page.get_by_label("English").check()
        page.get_by_role("button", name="Deliver").click()
        assert page.get_by_text("still being made").is_visible()
        page.get_by_role("link", name=".en.pdf").wait_for(timeout=120_000)
        page.get_by_role("button", name="Make a link").click()
        path = page.get_by_label("Link", exact=True).input_value()
        page.goto(page.url.removesuffix("links/"))
        page.get_by_role("link", name="Follow the plan").click()
        page.get_by_role("link", name=TITLE).click()
        page.get_by_label("Under way").check()
        page.get_by_role("button", name="Record").click()
        expect(page.get_by_text("Under way").first).to_be_visible()
        page.get_by_role("navigation").get_by_role("link", name="Brands").click()
    reader = chromium.new_context(locale="fr-FR", java_script_enabled=False).new_page()
    reader.goto(path)
    expect(reader.get_by_role("heading", name="Chantoiseau")).to_be_visible()
    with reader.expect_download() as sent:
        reader.get_by_role("link", name="Rapport à imprimer (PDF)").click()
    assert sent.value.path().read_bytes().startswith(b"%PDF")
    reader.get_by_role("link", name="Lire le rapport ici").click()
    assert reader.get_by_text("Approved by").first.is_visible()
    reader.context.close()
    round = Round.objects.order_by("pk").last()
    with let_in(chromium, address, person, java_script_enabled=False) as page:
        page.goto(f"{address}/rounds/{round.pk}/")
        page.get_by_role("link", name="Follow up in a new round").click()
        page.get_by_label("Date of the new round").fill("2027-11-20")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", name="What mattered")).to_be_visible()
        page.get_by_role("button", name="Still so").first.click()
        expect(page.get_by_text("Confirmed:")).to_be_visible()
        page.get_by_role("link", name="Look at the report").click()
        expect(page.get_by_role("link", name="What has changed since")).to_be_visible()


def test_a_finding_is_decided_by_the_keyboard_alone(chromium: Browser, address: str, person: Any, round: Any) -> None:
    with let_in(chromium, address, person) as page:
        page.goto(f"{address}/rounds/{round.pk}/review/?in=en")
        tab_to(page, f"document.activeElement.textContent === {TITLE!r}")
        page.keyboard.press("Enter")
        page.wait_for_url("**/findings/**")
        tab_to(page, "document.activeElement.name === 'owner'")
        page.keyboard.type("Nadia")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/findings/" not in url)
        expect(page.get_by_text("owner: Nadia")).to_be_visible()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("look", [(390, "dark", "fr"), (1280, "light", "en")], ids=["telephone", "desk"])
def test_what_is_delivered_is_accessible_and_fits(
    chromium: Browser, address: str, person: Any, client: Any, approved: Any, look: Any
) -> None:
    width, scheme, language = look
    made = delivered(client, approved, "fr", "en")
    at = f"/deliveries/{made.pk}/"
    pages = (at, f"{at}plan/", f"{at}plan/{made.actions.first().pk}/", link(client, made))
    size = {"width": width, "height": 900}
    with let_in(chromium, address, person, viewport=size, color_scheme=scheme, locale=language) as page:
        for one in pages:
            page.goto(address + one)
            is_accessible_and_fits(page)
